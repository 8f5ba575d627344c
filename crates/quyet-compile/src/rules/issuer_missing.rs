//! QY0303: the issuing body is not in the text.
//!
//! Finds a document head without it; nothing is invented in its place.
//! Matters: Nobody could be asked about the plan.
//! Example: an article of a newspaper.
//! Do: enter it by hand when the plan is adopted.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};

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
