//! QY0303: the issuing body is not in the text.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0303",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.",
    [
        "Thiếu cơ quan ban hành",
        "Không xác định được cơ quan ban hành văn bản.",
        "Không biết hỏi ai về kế hoạch.",
        "Để trống, không tự đặt.",
        "Chọn cơ quan ban hành khi thông qua kế hoạch.",
    ],
    [
        "The issuing body is missing",
        "A text from which the issuing body cannot be told.",
        "Nobody could be asked about the plan.",
        "Left empty; nothing is invented.",
        "Choose the body when the plan is adopted.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let missing = case.plan.document.issuer.is_none();
    let found = || {
        case.finding(
            "QY0303",
            Severity::Note,
            case.first_words(),
            said(["Không xác định được cơ quan ban hành.", "The issuing body could not be told."]),
        )
    };
    missing.then(|| {
        with_hint(
            found(),
            [
                "Chọn cơ quan ban hành khi thông qua kế hoạch.",
                "Choose the issuing body when the plan is adopted.",
            ],
        )
    })
}
