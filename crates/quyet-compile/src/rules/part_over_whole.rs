//! QY0406: a part is promised to be larger than its whole.

use quyet_model::condition::{Bound, Promise};
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::target::Target;
use rust_decimal::Decimal;

use super::{Case, given, with_hint};
use crate::phrase;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0406",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Trồng rừng 500 ha, trong đó: rừng sản xuất 600 ha; rừng phòng hộ 100 ha.\n(2) Thu ngân sách: 10 tỉ đồng.",
    [
        "Phần lớn hơn tổng",
        "Một phần “trong đó” có số lượng lớn hơn tổng, cùng đơn vị và thời hạn.",
        "Một trong hai con số sai; không thể đạt cả hai như đã viết.",
        "Tổng 500 ha và phần 600 ha đều được giữ nguyên.",
        "Kiểm tra lại hai con số trong bản gốc.",
    ],
    [
        "A part larger than its whole",
        "A part (“trong đó”) whose amount is larger than the whole, in one unit and for one time.",
        "One of the numbers is wrong; they cannot both be meant.",
        "The whole of 500 ha and the part of 600 ha are both kept.",
        "Check both numbers in the original.",
    ],
);

/// Amounts only: the rate of a part may well be higher than the rate of the whole.
pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for target in &case.plan.targets {
        walk(target, &mut out);
    }
    out
}

fn walk(target: &Target, out: &mut Vec<Diagnostic>) {
    for part in &target.parts {
        walk(part, out);
    }
    let Some((head, parts)) = target.parts.split_first() else { return };
    let says_part = phrase::has_any(&phrase::key(&target.text), &["trong đó"]);
    if head.code != target.code || !says_part {
        return;
    }
    let Some(whole) = amount(head) else { return };
    let larger = parts.iter().filter(|part| {
        part.condition.unit == head.condition.unit
            && part.horizon == head.horizon
            && amount(part).is_some_and(|amount| whole < amount)
    });
    out.extend(larger.map(|part| finding(head, part)));
}

/// A bare amount in a unit that adds up.
fn amount(target: &Target) -> Option<Decimal> {
    let adds_up = target.condition.unit.as_ref().is_some_and(|unit| {
        !unit.as_str().contains(['%', '/', '‰']) && !unit.is_rank() && !unit.is_percentage_point()
    });
    match target.condition.promise {
        Promise::Level(Bound::Exactly(amount) | Bound::About(amount)) if adds_up => Some(amount),
        _ => None,
    }
}

fn finding(whole: &Target, part: &Target) -> Diagnostic {
    let (whole, name) = (&whole.name, &part.name);
    let message = [
        format!("Phần “{name}” lớn hơn tổng “{whole}”."),
        format!("The part “{name}” is larger than its whole “{whole}”."),
    ];
    let hint = ["Kiểm tra lại hai con số trong bản gốc.", "Check both numbers in the original."];
    let span = part.condition_at.unwrap_or(part.at.span);
    with_hint(given("QY0406", Severity::Warning, span, message), hint)
}
