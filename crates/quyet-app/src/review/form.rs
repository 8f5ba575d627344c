//! What a person writes in the fields of a review, as words, and what it comes to.
//!
//! **Takes** words as they were typed. **Gives** what the model knows, or an error at the field. **Never** guesses: a
//! number that can be read in two ways is refused with how to write it.
//! Invariant: the words of a value, read back, are the value.

mod condition;
mod head;
mod number;
mod place;
mod target;

pub use condition::{COMPARISONS, ConditionForm, DIRECTIONS, KINDS, READINGS};
pub use head::{HeadForm, read_day};
pub use number::read_number;
pub use place::{PlaceChoice, choose_place, place_label};
pub use target::{TargetForm, TaskForm, read_indicator};
pub(crate) use target::{named, phrase};

/// A field that cannot be taken as it was typed.
#[doc(alias = "lỗi ô nhập")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field.
    pub field: &'static str,
    /// What is wrong and how to write it, as a sentence without a full stop.
    pub message: String,
}

impl FieldError {
    /// An error at a field.
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// The words without blanks at their edges; `None` when nothing is left.
pub(crate) fn said(words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}
