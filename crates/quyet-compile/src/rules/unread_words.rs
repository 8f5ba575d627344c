//! QY0106: words that the compiler did not understand.
//!
//! Finds passages of the plan's parts that became neither target nor task.
//! Matters: something that binds may be missing from the plan.
//! Example: a target without a number that no form covers; an annex.
//! Do: read the passage and enter what it promises by hand.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::plan::Unread;

use super::{Case, given, with_hint};

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
        let message = [unread.reason.clone(), in_english(&unread.reason).to_owned()];
        let found = given("QY0106", Severity::Warning, unread.passage.at.span, message);
        out.push(with_hint(
            found,
            [
                "Đọc lại đoạn này và bổ sung bằng tay nếu cần.",
                "Read this passage and enter by hand what it promises, if anything.",
            ],
        ));
    }
    out
}

/// The reasons that the pass over what is left can give.
fn in_english(reason: &str) -> &'static str {
    match reason {
        "Đoạn này nằm trong phần chỉ tiêu nhưng chưa đọc được chỉ tiêu nào." => {
            "This passage stands in the part of the targets, but no target could be read from it."
        }
        "Nội dung phụ lục chưa được đọc thành chỉ tiêu hoặc nhiệm vụ." => {
            "This passage of an annex was read neither as a target nor as a task."
        }
        "Chưa xác định được đoạn này là mục tiêu, chỉ tiêu hay nhiệm vụ." => {
            "It could not be told whether this passage is an objective, a target or a task."
        }
        "Đoạn này nằm trong phần tổ chức thực hiện nhưng không rõ giao cho cơ quan nào." => {
            "This passage stands in the part on implementation, but names no body that it charges."
        }
        _ => "It could not be told what this passage is for.",
    }
}
