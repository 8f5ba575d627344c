//! QY0301: the document's own number is not in the text.
//!
//! Finds a document head without it; nothing is invented in its place.
//! Matters: A plan without the number of its resolution cannot be cited.
//! Example: a text that begins behind its header.
//! Do: enter it by hand when the plan is adopted.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};

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
