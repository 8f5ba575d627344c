//! QY0402: a heading announces another number of targets than it lists.
//!
//! Finds "(16 mục tiêu)" or "gồm 24 chỉ tiêu" over a list of another length.
//! Matters: a target was lost, or the announcement is wrong.
//! Example: "10 mục tiêu" above nine.
//! Do: compare with the original.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, with_hint};
use crate::classify::Role;
use crate::topic;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let tree = case.script.tree();
    let places: Vec<usize> = case.built.iter().map(|place| place.node.index()).collect();
    let mut out = Vec::new();
    for id in tree.ids().filter(|id| case.roles.of(*id) == Role::Targets) {
        let node = tree.node(id);
        let Some((count, range)) =
            topic::announced(case.script.key(id)).filter(|_| !node.children.is_empty())
        else {
            continue;
        };
        let end = node.end.index();
        let listed =
            places.partition_point(|at| *at < end) - places.partition_point(|at| *at < id.index());
        if listed == count as usize || listed == 0 {
            continue;
        }
        let message = [
            format!("Tiêu đề nêu {count} nhưng đọc được {listed} chỉ tiêu."),
            format!("The heading announces {count}, but {listed} targets were read."),
        ];
        let found =
            case.finding("QY0402", Severity::Warning, case.script.source_span(id, range), message);
        out.push(with_hint(found, [
"Đối chiếu bản gốc: thiếu mục hoặc tiêu đề ghi sai số lượng.",
"Compare with the original: an item is missing, or the heading gives a wrong count.",
]));
    }
    out
}
