//! Tree to draft plan: what a document promises, orders and cites, each tied to its words.
//!
//! **Takes** the text of a document. **Gives** a draft plan and diagnostics.
//! **Never** reads a clock, a file or a database, and never fails: what is not understood is listed.
//! Start reading at `compile`; it is the table of contents.
#![deny(clippy::float_arithmetic)]

pub mod grammar;
