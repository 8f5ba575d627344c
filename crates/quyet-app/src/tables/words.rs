//! Words of the tables that stand for choices.

use jiff::civil::Date;
use quyet_model::figure::Basis;

/// Every basis with its word in tables, least firm first.
pub const BASES: [(&str, Basis); 8] = [
    ("derived", Basis::Derived),
    ("unstated", Basis::Unstated),
    ("running_total", Basis::RunningTotal),
    ("estimate", Basis::Estimate),
    ("first_estimate", Basis::FirstEstimate),
    ("second_estimate", Basis::SecondEstimate),
    ("preliminary", Basis::Preliminary),
    ("official", Basis::Official),
];

/// The basis that a word stands for.
///
/// # Errors
/// A sentence naming the words that may stand there.
pub fn basis_of(words: &str) -> Result<Basis, String> {
    choice(words, &BASES)
}

/// The choice that a word stands for, or what may stand there.
pub(crate) fn choice<T: Copy>(words: &str, choices: &[(&str, T)]) -> Result<T, String> {
    let found = choices.iter().find(|(word, _)| *word == words).map(|(_, choice)| *choice);
    found.ok_or_else(|| {
        let all: Vec<_> = choices.iter().map(|(word, _)| *word).collect();
        format!("không hợp lệ; dùng một trong: {}", all.join(", "))
    })
}

/// A day, or nothing for an empty cell.
pub(crate) fn optional_day(words: &str) -> Result<Option<Date>, String> {
    if words.is_empty() {
        return Ok(None);
    }
    words.parse().map(Some).map_err(|_| "không phải ngày; viết như 2024-03-21".to_owned())
}

/// Words that must be there.
pub(crate) fn required(words: &str) -> Result<String, String> {
    if words.is_empty() {
        Err("không được để trống".to_owned())
    } else {
        Ok(words.to_owned())
    }
}
