//! QY0101: a number is missing in a list.
//!
//! Finds a number or letter that does not follow the one before it.
//! Matters: an item may have been lost in extraction, and a target with it.
//! Example: "(3) …" directly behind "(1) …".
//! Do: compare with the original.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_syntax::numbering::{self, Fault};

use super::{Case, with_hint};
use crate::targets::label;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let faults = numbering::faults(case.script.tree()).into_iter();
    let found = faults.filter_map(|fault| {
        let Fault::Hole { first, missing } = fault.fault else { return None };
        let own = label(case.script, fault.node);
        let message = match missing {
            1 => [
                format!("Trước “{own}” thiếu số thứ tự {first}."),
                format!("Number {first} is missing before “{own}”."),
            ],
            _ => [
                format!("Trước “{own}” thiếu {missing} số thứ tự, bắt đầu từ {first}."),
                format!("{missing} numbers are missing before “{own}”, from {first} on."),
            ],
        };
        let found = case.finding("QY0101", Severity::Warning, fault.at, message);
        Some(with_hint(
            found,
            [
                "Đối chiếu bản gốc xem có mục nào bị mất.",
                "Compare with the original: an item may be lost.",
            ],
        ))
    });
    found.collect()
}
