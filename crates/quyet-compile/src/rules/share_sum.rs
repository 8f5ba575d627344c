//! QY0209 again: shares of one whole whose items stand apart, in a list or in a table.

use quyet_model::condition::{Bound, Promise};
use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::target::Target;
use rust_decimal::Decimal;

use super::{Case, given, with_hint};
use crate::phrase;

/// Shares that were told already, in one item, are not told again.
pub(super) fn check(case: &Case<'_>, told: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for target in &case.plan.targets {
        walk(target, told, &mut out);
    }
    out
}

fn walk(target: &Target, told: &[Diagnostic], out: &mut Vec<Diagnostic>) {
    for part in &target.parts {
        walk(part, told, out);
    }
    let span = target.at.span;
    let inside = |found: &Diagnostic| {
        found.code == "QY0209"
            && span.start() <= found.span.start()
            && found.span.end() <= span.end()
    };
    if !phrase::has_any(&phrase::key(&target.name), &["cơ cấu"]) || told.iter().any(inside) {
        return;
    }
    let Some(shares) = shares(&target.parts) else { return };
    let sum = shares.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
    if adds_up(&shares, sum) {
        return;
    }
    let sum_en = sum.normalize().to_string();
    let sum = sum_en.replace('.', ",");
    let message = [
        format!("Các tỉ trọng cộng lại bằng {sum}%, không phải 100%."),
        format!("The shares add up to {sum_en}%, not to 100%."),
    ];
    let hint = ["Kiểm tra từng tỉ trọng.", "Check each share."];
    let parts = target.parts.iter().map(|part| part.at.span);
    let span = parts.reduce(quyet_model::span::Span::cover).unwrap_or(target.at.span);
    out.push(with_hint(given("QY0209", Severity::Warning, span, message), hint));
}

/// The shares of leaves for one time; `None` when a part is no bare share.
fn shares(parts: &[Target]) -> Option<Vec<Decimal>> {
    let first = parts.first().filter(|_| 2 < parts.len())?;
    let share = |part: &Target| match (&part.condition.promise, &part.condition.unit) {
        (Promise::Level(Bound::Exactly(value) | Bound::About(value)), Some(unit)) => {
            (part.is_leaf() && part.horizon == first.horizon && unit.as_str() == "%")
                .then_some(*value)
        }
        _ => None,
    };
    parts.iter().map(share).collect()
}

/// Whether the sum is 100 as far as the printed digits allow, for all shares or without one that is a part of another.
fn adds_up(shares: &[Decimal], sum: Decimal) -> bool {
    let digits = shares.iter().map(|share| share.normalize().scale()).max().unwrap_or_default();
    let half = Decimal::new(5, digits.saturating_add(1).min(28));
    let count = Decimal::from(shares.len());
    let near = |sum: Decimal| (sum - Decimal::ONE_HUNDRED).abs() < half.saturating_mul(count);
    near(sum) || shares.iter().any(|share| near(sum - *share))
}
