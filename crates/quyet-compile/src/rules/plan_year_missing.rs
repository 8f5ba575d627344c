//! QY0304: the year of the plan is not in the text.
//!
//! Finds a document head without it; nothing is invented in its place.
//! Matters: Figures cannot be matched with targets without it.
//! Example: a programme 'to 2015' without a first year.
//! Do: enter it by hand when the plan is adopted.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};

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
