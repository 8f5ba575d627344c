//! QY0105: the text holds no words.
//!
//! Finds a file that is empty or holds only spaces and signs.
//! Matters: there is nothing to compile; usually the extraction of a scanned document failed.
//! Example: a PDF of pictures saved as text.
//! Do: give the text itself, or have the scan read first.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let empty = !case.script.text().contains(char::is_alphanumeric);
    let found = || {
        case.finding(
            "QY0105",
            Severity::Error,
            case.first_words(),
            said(["Văn bản không có chữ nào.", "The text holds no words."]),
        )
    };
    empty.then(|| {
        with_hint(
            found(),
            [
                "Kiểm tra tệp; nếu là bản quét thì cần nhận dạng chữ trước.",
                "Check the file; a scan must have its letters recognised first.",
            ],
        )
    })
}
