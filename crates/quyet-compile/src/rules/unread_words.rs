//! QY0106: words that the compiler did not understand.
//!
//! Finds passages of the plan's parts that became neither target nor task.
//! Matters: something that binds may be missing from the plan.
//! Example: a target without a number that no form covers; an annex.
//! Do: read the passage and enter what it promises by hand.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::plan::Unread;

use super::{Case, with_hint};

/// One finding for neighbours with the same reason.
pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut last: Option<(usize, &Unread)> = None;
    for (unread, node) in case.plan.unread.iter().zip(case.unread) {
        let goes_on = last.is_some_and(|(index, before)| {
            index + 1 >= node.index() && before.reason == unread.reason
        });
        last = Some((node.index(), unread));
        if let Some(open) = out.last_mut().filter(|_| goes_on) {
            open.span = open.span.cover(unread.passage.at.span);
            continue;
        }
        let found = Diagnostic {
            code: "QY0106",
            severity: Severity::Warning,
            message: unread.reason.clone(),
            span: unread.passage.at.span,
            hint: None,
        };
        out.push(with_hint(found, "Đọc lại đoạn này và bổ sung bằng tay nếu cần."));
    }
    out
}
