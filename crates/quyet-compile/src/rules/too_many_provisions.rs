//! QY0107: the text has more provisions than any document.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::span::Span;
use quyet_syntax::paragraph::paragraphs_max;

use super::{Case, given, said, with_hint};

const SPLIT: [&str; 2] =
    ["Tách tệp để mỗi lần chỉ đọc một văn bản.", "Split the file and give one document at a time."];

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0107",
    "",
    [
        "Văn bản quá dài",
        "Văn bản có trên 50.000 đoạn, mỗi đoạn ngắn hơn một dòng; phần còn lại được giữ thành một đoạn.",
        "Phần cuối không được đọc theo từng mục.",
        "Một tệp gộp toàn bộ văn bản của nhiều năm.",
        "Tách tệp, mỗi lần nạp một văn bản.",
    ],
    [
        "The text is too long",
        "A text of more than 50 000 paragraphs that are shorter than a line; the rest is kept as one.",
        "The end of the text was not read item by item.",
        "A file that joins the documents of many years.",
        "Split the file and give one document at a time.",
    ],
);

/// Most targets that are read from one text. No plan comes near; memory stays bounded for any text.
pub(crate) const TARGETS_MAX: usize = 400_000;

/// The finding at the first words whose targets were not read any more.
pub(crate) fn targets_end(at: Span) -> Diagnostic {
    let message = said([
        "Văn bản có quá nhiều chỉ tiêu; từ đây trở đi không đọc thêm.",
        "The text has too many targets; from here on none is read.",
    ]);
    with_hint(given("QY0107", Severity::Error, at, message), SPLIT)
}

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let nodes = case.script.tree().nodes();
    let most = paragraphs_max(case.script.text().len());
    let last = nodes.last().filter(|_| most <= nodes.len())?;
    let message = said([
        "Văn bản quá dài; phần cuối không được đọc theo từng mục.",
        "The text is too long; its end was not read item by item.",
    ]);
    let found = case.finding("QY0107", Severity::Error, last.words, message);
    Some(with_hint(found, SPLIT))
}
