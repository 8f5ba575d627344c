//! QY0301: the document's own number is not in the text.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0301",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.",
    [
        "Thiếu số, ký hiệu văn bản",
        "Phần đầu văn bản không có số, ký hiệu.",
        "Không viện dẫn được kế hoạch khi thiếu số nghị quyết.",
        "Để trống, không tự đặt.",
        "Nhập số, ký hiệu khi thông qua kế hoạch.",
    ],
    [
        "The number of the document is missing",
        "A document head without number and symbol.",
        "A plan without the number of its resolution cannot be cited.",
        "Left empty; nothing is invented.",
        "Enter the number and symbol when the plan is adopted.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let missing = case.plan.document.number.is_none();
    let found = || {
        case.finding(
            "QY0301",
            Severity::Note,
            case.first_words(),
            said([
                "Không tìm thấy số, ký hiệu của văn bản.",
                "The number and symbol of the document were not found.",
            ]),
        )
    };
    missing.then(|| {
        with_hint(
            found(),
            [
                "Nhập số, ký hiệu khi thông qua kế hoạch.",
                "Enter the number and symbol when the plan is adopted.",
            ],
        )
    })
}
