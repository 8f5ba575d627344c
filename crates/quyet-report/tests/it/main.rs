//! The printing room from outside: one small plan in every format.

mod charts;
mod csv;
mod docx;
mod html;
mod package;
mod properties;
mod sample;
mod table;
mod xlsx;
