//! Tree to draft plan: what a document promises, orders and cites, each tied to its words.
//!
//! **Takes** the text of a document. **Gives** a draft plan and diagnostics.
//! **Never** reads a clock, a file or a database, and never fails: what is not understood is listed.
//! Start reading at [`compile`]; it is the table of contents.
//! Invariant: every byte of the text that is no space lies in an item of the plan or in its list of unread words.
#![deny(clippy::float_arithmetic)]

mod phrase;
mod date;
mod sentences;
mod body_name;
mod script;
mod topic;
mod classify;
mod symbol;
mod citations;
mod document;
pub mod grammar;
mod table;
mod targets;
mod codes;
mod tasks;
mod duties;
mod assessment;
mod objective;
mod coverage;
pub mod rules;
mod compile;

pub use compile::compile;
