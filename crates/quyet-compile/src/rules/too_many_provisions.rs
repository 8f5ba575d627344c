//! QY0107: the text has more provisions than any document.
//!
//! Finds a text that is cut into a hundred thousand paragraphs or more; what follows was kept as one. The pass
//! of targets reports the same where it stops counting.
//! Matters: the end of the text was not read item by item.
//! Example: the texts of a whole archive in one file.
//! Do: give one document at a time.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::span::Span;
use quyet_syntax::paragraph::PARAGRAPHS_MAX;

use super::{Case, with_hint};

/// Most targets that are read from one text. No plan comes near; memory stays bounded for any text.
pub(crate) const TARGETS_MAX: usize = 20_000;

/// The finding at the first words whose targets were not read any more.
pub(crate) fn targets_end(at: Span) -> Diagnostic {
    let message = "Văn bản có quá nhiều chỉ tiêu; từ đây trở đi không đọc thêm.".to_owned();
    let hint = Some("Tách tệp để mỗi lần chỉ biên dịch một văn bản.".to_owned());
    Diagnostic { code: "QY0107", severity: Severity::Error, message, span: at, hint }
}

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let nodes = case.script.tree().nodes();
    let last = nodes.last().filter(|_| PARAGRAPHS_MAX <= nodes.len())?;
    let message = "Văn bản quá dài; phần cuối không được đọc theo từng mục.".to_owned();
    let found = case.finding("QY0107", Severity::Error, last.words, message);
    Some(with_hint(found, "Tách tệp để mỗi lần chỉ biên dịch một văn bản."))
}
