//! Tree to draft plan: what a document promises, orders and cites, each tied to its words.
//!
//! **Takes** the text of a document. **Gives** a draft plan and diagnostics.
//! **Never** reads a clock, a file or a database, and never fails: what is not understood is listed.
//! Start reading at [`compile`]; it is the table of contents.
//! Invariant: every byte of the text that is no space lies in an item of the plan or in its list of unread words.
#![deny(clippy::float_arithmetic)]

mod assessment;
mod body_name;
mod citations;
mod classify;
mod codes;
mod compile;
mod coverage;
mod date;
mod document;
mod duties;
pub mod grammar;
mod heading_time;
mod objective;
mod phrase;
mod pointed;
mod reading;
pub mod rules;
mod script;
mod sentences;
mod symbol;
mod table;
mod targets;
mod tasks;
mod topic;

pub use compile::compile;
pub use pointed::{Pointed, read_pointed, words_of};
