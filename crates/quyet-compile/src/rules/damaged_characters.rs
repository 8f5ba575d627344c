//! QY0104: characters that no text holds.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::span::Span;

use super::{Case, said, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0104",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Tỉ lệ h� nghèo: 2%.\n(2) Thu ngân sách trên địa bàn đạt 900 tỉ đồng.",
    [
        "Ký tự hỏng",
        "Ký tự thay thế (�) hoặc ký tự điều khiển nằm giữa văn bản.",
        "Chữ hoặc số ở đó đã mất; nếu quá nhiều thì tệp không phải là văn bản.",
        "Tên chỉ tiêu được giữ với ký tự hỏng: “Tỉ lệ h� nghèo”.",
        "Mở tệp gốc và lưu lại thành văn bản UTF-8, rồi nạp lại.",
    ],
    [
        "Damaged characters",
        "Replacement characters (�) and control characters inside the text.",
        "Letters or digits are lost there; with too many of them the file is no text at all.",
        "The name keeps the damaged character: “Tỉ lệ h� nghèo”.",
        "Open the original, save it as UTF-8 text and give it again.",
    ],
);

fn is_damaged(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    control || c == '\u{fffd}'
}

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let text = case.script.text();
    let (at, first) = text.char_indices().find(|(_, c)| is_damaged(*c))?;
    let count = text[at..].chars().filter(|c| is_damaged(*c)).count();
    let severity = if text.chars().take(count * 20).count() < count * 20 {
        Severity::Error
    } else {
        Severity::Warning
    };
    let message = if severity == Severity::Error {
        said([
            "Tệp này có vẻ không phải văn bản: quá nhiều ký tự hỏng.",
            "This file does not seem to be a text: too many characters are damaged.",
        ])
    } else {
        [
            format!("Có {count} ký tự hỏng trong văn bản; chữ hoặc số ở đó có thể đã mất."),
            format!(
                "Damaged characters in the text: {count}; letters or digits may be lost there."
            ),
        ]
    };
    let found = case.finding("QY0104", severity, Span::new(at, at + first.len_utf8()), message);
    Some(with_hint(
        found,
        [
            "Chuyển lại tệp gốc sang văn bản UTF-8.",
            "Convert the original file to a UTF-8 text again.",
        ],
    ))
}
