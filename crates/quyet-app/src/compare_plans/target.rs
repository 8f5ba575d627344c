//! Targets against targets.

use quyet_model::condition::Condition;
use quyet_model::plan::Plan;
use quyet_model::target::Target;
use quyet_model::unit::Unit;

use super::condition::shift;
use super::pairing::{Known, Pair, folded, pair};
use super::{Kept, TargetAspect, TargetChange};

/// The changes, and whether likeness was left out.
pub(super) fn changes<'a>(old: &'a Plan, new: &'a Plan) -> (Vec<TargetChange<'a>>, bool) {
    let (old, new) = (judged(&old.targets), judged(&new.targets));
    let known = |all: &[Judged<'_>]| all.iter().map(Judged::known).collect::<Vec<_>>();
    let pairing = pair(&known(&old), &known(&new));
    let mut kept = vec![false; old.len()];
    let mut pairs = pairing.pairs.into_iter().peekable();
    let mut out = Vec::with_capacity(new.len());
    for (at, unit) in new.iter().enumerate() {
        out.push(match pairs.next_if(|pair| pair.new == at) {
            Some(Pair { old: there, by, ties, .. }) => {
                kept[there] = true;
                let old = old[there].target;
                let aspects = aspects(old, unit.target);
                TargetChange::Kept(Kept { old, new: unit.target, by, ties, aspects })
            }
            None => TargetChange::Added(unit.target),
        });
    }
    let removed = old.iter().zip(&kept).filter(|(_, kept)| !**kept);
    out.extend(removed.map(|(unit, _)| TargetChange::Removed(unit.target)));
    (out, pairing.likeness_skipped)
}

/// A target that is compared, with the names of the containers it stands in.
struct Judged<'a> {
    target: &'a Target,
    inside: String,
}

impl Judged<'_> {
    fn known(&self) -> Known {
        let own =
            folded(if self.target.name.is_empty() { &self.target.text } else { &self.target.name });
        // A head that bears its container's name is not known by that name twice.
        let name = match self.inside.as_str() {
            "" => own,
            inside if inside == own => own,
            inside => format!("{inside} {own}"),
        };
        let indicator = self.target.indicator.as_ref().map(|id| id.0.clone());
        Known { code: self.target.code.0.clone(), name, indicator }
    }
}

/// Leaves, and containers that ask for more than all of their parts, in the text's order.
fn judged(targets: &[Target]) -> Vec<Judged<'_>> {
    let mut out = Vec::new();
    let mut left: Vec<(&Target, String)> =
        targets.iter().rev().map(|target| (target, String::new())).collect();
    while let Some((target, inside)) = left.pop() {
        let below = folded(&format!("{inside} {}", target.name));
        left.extend(target.parts.iter().rev().map(|part| (part, below.clone())));
        if target.is_leaf() || target.condition != Condition::all_of_parts() {
            out.push(Judged { target, inside });
        }
    }
    out
}

fn aspects(old: &Target, new: &Target) -> Vec<TargetAspect> {
    let unit = |target: &Target| target.condition.unit.as_ref().map(Unit::canonical);
    let words = |words: &Option<String>| words.as_deref().map(folded);
    let mut out = Vec::new();
    out.extend(shift(&old.condition, &new.condition).map(TargetAspect::Condition));
    let mut note = |differs: bool, aspect| out.extend(differs.then_some(aspect));
    note(unit(old) != unit(new), TargetAspect::Unit);
    note(folded(&old.name) != folded(&new.name), TargetAspect::Name);
    note(words(&old.horizon) != words(&new.horizon), TargetAspect::Horizon);
    note(old.code != new.code, TargetAspect::Code);
    out
}
