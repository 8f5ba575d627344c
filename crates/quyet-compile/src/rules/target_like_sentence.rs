//! QY0403: a sentence outside the targets' part reads like a target.

use quyet_model::condition::Promise;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};
use crate::classify::Role;
use crate::grammar::ItemContext;
use crate::reading;
use crate::targets::has_value;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0403",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.\nĐiều 2. Nhiệm vụ và giải pháp chủ yếu\n1. Đẩy mạnh cải cách hành chính, phấn đấu tỉ lệ hồ sơ trực tuyến đạt tối thiểu 80%.",
    [
        "Câu giống chỉ tiêu ở ngoài phần chỉ tiêu",
        "Câu trong phần nhiệm vụ hoặc phần khác hứa một con số.",
        "Có thể ràng buộc như chỉ tiêu nhưng không được đánh giá.",
        "Giữ trong nhiệm vụ, không thành chỉ tiêu.",
        "Bổ sung vào danh sách chỉ tiêu nếu cần theo dõi.",
    ],
    [
        "A sentence like a target outside their part",
        "A sentence among tasks or elsewhere that promises a number.",
        "It may bind as much as a target, but is not judged.",
        "Kept with the task, not made a target.",
        "Add it to the list of targets if it is to be followed.",
    ],
);

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
