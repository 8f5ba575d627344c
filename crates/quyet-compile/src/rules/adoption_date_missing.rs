//! QY0302: the day of adoption is not in the text.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0302",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.",
    [
        "Thiếu ngày thông qua",
        "Văn bản không có ngày thông qua hoặc ngày ký.",
        "Trách nhiệm và sửa đổi được tính từ ngày đó.",
        "Để trống, không tự đặt.",
        "Nhập ngày thông qua khi thông qua kế hoạch.",
    ],
    [
        "The day of adoption is missing",
        "A text with neither a day of adoption nor of signature.",
        "Duties and amendments are dated from it.",
        "Left empty; nothing is invented.",
        "Enter the day when the plan is adopted.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let missing = case.plan.document.adopted.is_none();
    let found = || {
        case.finding(
            "QY0302",
            Severity::Note,
            case.first_words(),
            said([
                "Không tìm thấy ngày thông qua hoặc ngày ký.",
                "The day of adoption or of signature was not found.",
            ]),
        )
    };
    missing.then(|| {
        with_hint(
            found(),
            [
                "Nhập ngày thông qua khi thông qua kế hoạch.",
                "Enter the day of adoption when the plan is adopted.",
            ],
        )
    })
}
