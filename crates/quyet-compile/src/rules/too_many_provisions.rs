//! QY0107: the text has more provisions than any document.
//!
//! Finds a text that is cut into a million paragraphs or more; what follows was kept as one.
//! Matters: the end of the text was not read item by item.
//! Example: the texts of a whole archive in one file.
//! Do: give one document at a time.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_syntax::paragraph::PARAGRAPHS_MAX;

use super::{Case, said, with_hint};

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let nodes = case.script.tree().nodes();
    let last = nodes.last().filter(|_| PARAGRAPHS_MAX <= nodes.len())?;
    let message = said([
        "Văn bản quá dài; phần cuối không được đọc theo từng mục.",
        "The text is too long; its end was not read item by item.",
    ]);
    let found = case.finding("QY0107", Severity::Error, last.words, message);
    Some(with_hint(
        found,
        [
            "Tách tệp để mỗi lần chỉ đọc một văn bản.",
            "Split the file and give one document at a time.",
        ],
    ))
}
