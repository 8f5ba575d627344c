//! QY0105: the text holds no words.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0105",
    "-----",
    [
        "Văn bản không có chữ",
        "Tệp trống hoặc chỉ có khoảng trắng và dấu.",
        "Không có gì để đọc; thường do bản quét chưa được nhận dạng chữ.",
        "Không có kế hoạch nào được đọc.",
        "Nạp bản có chữ, hoặc nhận dạng chữ của bản quét trước.",
    ],
    [
        "The text holds no words",
        "A file that is empty or holds only spaces and signs.",
        "There is nothing to read; usually a scan whose letters were not recognised.",
        "No plan is read.",
        "Give a file with words, or have the scan recognised first.",
    ],
);

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
