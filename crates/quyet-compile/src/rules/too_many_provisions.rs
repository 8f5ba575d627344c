//! QY0107: the text has more provisions than any document.
//!
//! Finds a text of more than 50 000 paragraphs that are shorter than a line; what follows was kept as one.
//! Matters: the end of the text was not read item by item.
//! Example: the texts of a whole archive in one file.
//! Do: give one document at a time.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_syntax::paragraph::paragraphs_max;

use super::{Case, with_hint};

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let nodes = case.script.tree().nodes();
    let most = paragraphs_max(case.script.text().len());
    let last = nodes.last().filter(|_| most <= nodes.len())?;
    let message = "Văn bản quá dài; phần cuối không được đọc theo từng mục.".to_owned();
    let found = case.finding("QY0107", Severity::Error, last.words, message);
    Some(with_hint(found, "Tách tệp để mỗi lần chỉ biên dịch một văn bản."))
}
