//! QY0102: a number stands twice in a list.
//!
//! Finds a number that its neighbour before it bears too.
//! Matters: a citation of that number is ambiguous; a count may be wrong.
//! Example: "(5) …" and again "(5) …".
//! Do: compare with the original; codes of the plan stay unique either way.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_syntax::numbering::{self, Fault};

use super::{Case, with_hint};
use crate::targets::label;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let faults = numbering::faults(case.script.tree()).into_iter();
    let found = faults.filter(|fault| fault.fault == Fault::Repeat).map(|fault| {
        let own = label(case.script, fault.node);
        let message =
            [format!("Số thứ tự “{own}” bị lặp lại."), format!("The number “{own}” stands twice.")];
        let found = case.finding("QY0102", Severity::Warning, fault.at, message);
        with_hint(
            found,
            [
                "Đối chiếu bản gốc; mã trong kế hoạch vẫn được giữ duy nhất.",
                "Compare with the original; codes of the plan stay unique either way.",
            ],
        )
    });
    found.collect()
}
