//! QY0104: characters that no text holds.
//!
//! Finds replacement characters (�) and control characters.
//! Matters: words are lost there, and a number may be among them; many of them mean that the file is no text at all.
//! Example: "Tỉ lệ h� nghèo: 2%".
//! Do: convert the file to UTF-8 again from its source.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::span::Span;

use super::{Case, said, with_hint};

fn is_damaged(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    control || c == '\u{fffd}'
}

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let text = case.script.text();
    let count = text.chars().filter(|c| is_damaged(*c)).count();
    let (at, first) = text.char_indices().find(|(_, c)| is_damaged(*c))?;
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
