//! The printing room from outside: one small plan in every format.
#![expect(clippy::unwrap_used, reason = "a wrong sample should stop its test where it stands")]

mod charts;
mod csv;
mod docx;
mod html;
mod package;
mod properties;
mod sample;
mod table;
mod xlsx;
