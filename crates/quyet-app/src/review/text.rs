//! A draft as a file that a planner edits in any editor, and the way back: `quyet plan show --text`, edit,
//! `quyet plan import --edited`.
//!
//! **Takes** a [`Review`]. **Gives** the file; and for an edited file the wishes it comes to, or every fault in it at
//! once. **Never** guesses: a field, an item or a value that is not understood is a fault with its line.
//! Invariant: a file that nobody edited comes to no wish; a file is compared as it was written, so that what was not
//! touched is not changed either.
//!
//! The form is our own and no library's: keys and values are Vietnamese as on screen, one line each, without quotation
//! marks or escapes. TOML would want every key quoted, break on the curly marks that word processors put in, and
//! report its first error only, in English.
//!
//! What is written of an item is the whole word on it: a state beside changed words is the state of the changed words.

mod edit;
mod fields;
mod lines;
mod pieces;
mod pointing;
mod read;
mod sheet;
mod write;

use quyet_model::indicator::Indicator;
use quyet_model::plan::PlanId;
use thiserror::Error;

use super::Review;
use super::change::Wish;

/// Name and version of the form.
const FORM: &str = "quyet/ban-ra-soat/1";

/// Something in an edited file that was not understood. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("dòng {line}{}: {what}", if field.is_empty() { String::new() } else { format!(", “{field}”") })]
pub struct TextFault {
    /// Line of the file, from 1.
    pub line: usize,
    /// The field; empty when the line or the whole item is meant.
    pub field: String,
    /// What is wrong and what to do, in Vietnamese.
    pub what: String,
}

/// What the head of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextHead {
    /// The draft that the file belongs to.
    pub plan: PlanId,
    /// The version of the draft that the file was written from.
    pub version: u64,
}

/// Writes a draft as a file.
pub fn write(review: &Review) -> String {
    write::sheet(review)
}

/// Reads only which draft a file belongs to.
///
/// # Errors
/// Every fault in the head.
pub fn head(text: &str) -> Result<TextHead, Vec<TextFault>> {
    let source = quyet_syntax::Source::new(text);
    let (sheet, _) = lines::parse(source.text());
    read::head(&sheet)
}

/// Reads an edited file of this draft to the wishes that it comes to, in the order to be carried out.
///
/// # Errors
/// Every fault, by line; also when the file was written from another version of the draft.
pub fn read(
    text: &str,
    review: &Review,
    catalogue: &[Indicator],
) -> Result<Vec<Wish>, Vec<TextFault>> {
    read::wishes(text, review, catalogue)
}
