//! How a condition moved.

use quyet_model::Decimal;
use quyet_model::condition::{Bound, Condition, Direction, Promise};
use quyet_model::unit::Unit;

use super::Shift;
use super::pairing::folded;

/// How the condition moved; `None` when it asks for the same. The unit is looked at elsewhere.
pub(super) fn shift(old: &Condition, new: &Condition) -> Option<Shift> {
    if same_promise(&old.promise, &new.promise) && old.reading == new.reading {
        return None;
    }
    let unit = |condition: &Condition| condition.unit.as_ref().map(Unit::canonical);
    if unit(old) != unit(new) {
        return Some(Shift::default());
    }
    let (old, new) = (ends(&old.promise), ends(&new.promise));
    if old.kind != new.kind {
        return Some(Shift::default());
    }
    let less = |new: Option<Decimal>, old: Option<Decimal>| new?.checked_sub(old?);
    Some(Shift { low: less(new.low, old.low), high: less(new.high, old.high) })
}

/// The kind of thing that is asked for, and its numbers.
struct Ends {
    kind: &'static str,
    low: Option<Decimal>,
    high: Option<Decimal>,
}

fn ends(promise: &Promise) -> Ends {
    let bound = |kind, bound: &Bound| Ends { kind, low: bound.low(), high: bound.high() };
    let none = |kind| Ends { kind, low: None, high: None };
    let count = |kind, count: u32| {
        let count = Some(Decimal::from(count));
        Ends { kind, low: count, high: count }
    };
    match promise {
        Promise::Level(level) => bound("level", level),
        Promise::Change { direction, by, from: _ } => {
            let kind = match direction {
                Direction::Rise => "rise",
                Direction::Fall => "fall",
            };
            by.as_ref().map_or_else(|| none(kind), |by| bound(kind, by))
        }
        Promise::Maintain => none("maintain"),
        Promise::Roster { count: named, members: _ } => count("roster", *named),
        Promise::AllOf { count: announced, direction: _ } => {
            announced.map_or_else(|| none("all"), |announced| count("all", announced))
        }
        Promise::AtLeastK(least) => count("at least k", *least),
        Promise::RankWithin(rank) => count("rank", *rank),
        Promise::Stated => none("stated"),
    }
}

/// Whether two promises ask for the same; words inside them are compared folded.
fn same_promise(old: &Promise, new: &Promise) -> bool {
    spelled(old) == spelled(new)
}

/// The promise with the words inside it folded.
fn spelled(promise: &Promise) -> Promise {
    match promise {
        Promise::Change { direction, by, from } => {
            let from = from.as_deref().map(folded);
            Promise::Change { direction: *direction, by: by.clone(), from }
        }
        Promise::Roster { count, members } => {
            let members = members.iter().map(|member| folded(member)).collect();
            Promise::Roster { count: *count, members }
        }
        other => other.clone(),
    }
}
