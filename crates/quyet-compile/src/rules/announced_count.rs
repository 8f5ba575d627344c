//! QY0402: a heading announces another number of targets than it lists.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, with_hint};
use crate::classify::Role;
use crate::topic;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0402",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025 (03 chỉ tiêu)\n(1) Thu ngân sách: 10 tỉ đồng.\n(2) Chi ngân sách: 9 tỉ đồng.",
    [
        "Số lượng nêu khác số chỉ tiêu",
        "Tiêu đề nêu số lượng chỉ tiêu khác với danh sách bên dưới.",
        "Một chỉ tiêu bị mất, hoặc tiêu đề ghi sai.",
        "Nêu 3, đọc được 2.",
        "Đối chiếu bản gốc.",
    ],
    [
        "Announced and listed targets differ",
        "A heading that announces another number of targets than the list below holds.",
        "A target was lost, or the heading is wrong.",
        "3 are announced, 2 are read.",
        "Compare with the original.",
    ],
);

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
