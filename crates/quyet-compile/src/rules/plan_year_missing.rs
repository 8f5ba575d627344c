//! QY0304: the year of the plan is not in the text.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0304",
    "Điều 1. Các chỉ tiêu chủ yếu\n(1) Thu ngân sách: 10 tỉ đồng.",
    [
        "Thiếu năm của kế hoạch",
        "Không xác định được năm hoặc giai đoạn của kế hoạch.",
        "Không biết lấy số liệu của năm nào để đánh giá.",
        "Để trống, không tự đặt.",
        "Chọn năm hoặc giai đoạn của kế hoạch.",
    ],
    [
        "The year of the plan is missing",
        "A text from which the year or period cannot be told.",
        "Figures cannot be matched with targets without it.",
        "Left empty; nothing is invented.",
        "Choose the year or the period of the plan.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let missing = case.plan.document.year.is_none();
    let found = || {
        case.finding(
            "QY0304",
            Severity::Note,
            case.first_words(),
            said([
                "Không xác định được năm của kế hoạch.",
                "The year of the plan could not be told.",
            ]),
        )
    };
    missing.then(|| {
        with_hint(
            found(),
            ["Chọn năm hoặc giai đoạn của kế hoạch.", "Choose the year or the period of the plan."],
        )
    })
}
