//! QY0403: a sentence outside the targets' part reads like a target.
//!
//! Finds prose among tasks or context that promises a number.
//! Matters: it may bind as much as the listed targets, but it is not judged.
//! Example: a task that ends in "phấn đấu đạt tối thiểu 80%".
//! Do: add it as a target if the plan means it.

use quyet_model::condition::Promise;
use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};
use crate::classify::Role;
use crate::grammar::ItemContext;
use crate::reading;
use crate::targets::has_value;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let context = ItemContext { prose: true, ..ItemContext::default() };
    let targeted: std::collections::BTreeSet<_> =
        case.built.iter().map(|place| place.node).collect();
    for id in case.script.tree().ids() {
        let watched = matches!(
            case.roles.of(id),
            Role::Tasks | Role::Context | Role::Objective | Role::Mixed | Role::Prose
        );
        if !watched || targeted.contains(&id) || !has_value(case.script.key(id)) {
            continue;
        }
        let reading = reading::read(case.script.words(id), &context);
        let numeric = reading.targets.iter().filter(|target| {
            !matches!(target.condition.promise, Promise::Stated | Promise::Maintain)
        });
        out.extend(numeric.take(1).map(|target| {
            let at = case.script.source_span(id, target.range.clone());
            let message = said([
                "Câu này giống một chỉ tiêu nhưng nằm ngoài phần chỉ tiêu.",
                "This sentence reads like a target but stands outside the part of the targets.",
            ]);
            let found = case.finding("QY0403", Severity::Note, at, message);
            with_hint(
                found,
                [
                    "Bổ sung vào danh sách chỉ tiêu nếu cần theo dõi.",
                    "Add it to the list of targets if it is to be followed.",
                ],
            )
        }));
    }
    out
}
