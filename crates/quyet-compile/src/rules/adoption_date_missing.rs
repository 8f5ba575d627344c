//! QY0302: the day of adoption is not in the text.
//!
//! Finds a document head without it; nothing is invented in its place.
//! Matters: Duties and amendments are dated from it.
//! Example: a closing sentence without a day.
//! Do: enter it by hand when the plan is adopted.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};

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
