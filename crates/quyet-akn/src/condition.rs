//! A condition as attributes of our own block in `proprietary`.

use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};

/// Names and values; a number is in decimal notation with a point, in the scale it was written in.
///
/// `promise` is always there; the others only when the text says so. A bound is `op` with `low`, `high` or both.
pub(crate) fn attributes(condition: &Condition) -> Vec<(&'static str, String)> {
    let mut out = vec![("promise", promise(&condition.promise).to_owned())];
    match &condition.promise {
        Promise::Level(bound) => push_bound(&mut out, bound),
        Promise::Change { direction, by, from } => {
            out.push(("direction", way(*direction).to_owned()));
            if let Some(bound) = by {
                push_bound(&mut out, bound);
            }
            out.extend(from.iter().map(|from| ("from", from.clone())));
        }
        Promise::Roster { count, .. } | Promise::AtLeastK(count) | Promise::RankWithin(count) => {
            out.push(("count", count.to_string()));
        }
        Promise::AllOf { count, direction } => {
            out.extend(count.iter().map(|count| ("count", count.to_string())));
            out.extend(direction.iter().map(|one| ("direction", way(*one).to_owned())));
        }
        Promise::Maintain | Promise::Stated => {}
    }
    out.extend(condition.unit.iter().map(|unit| ("unit", unit.as_str().to_owned())));
    let reading = match condition.reading {
        Reading::AsWritten => "as_written",
        Reading::AtLeast => "at_least",
        Reading::AtMost => "at_most",
    };
    out.push(("reading", reading.to_owned()));
    out
}

fn promise(promise: &Promise) -> &'static str {
    match promise {
        Promise::Level(_) => "level",
        Promise::Change { .. } => "change",
        Promise::Maintain => "maintain",
        Promise::Roster { .. } => "roster",
        Promise::AllOf { .. } => "all_of",
        Promise::AtLeastK(_) => "at_least_k",
        Promise::RankWithin(_) => "rank_within",
        Promise::Stated => "stated",
    }
}

fn way(direction: Direction) -> &'static str {
    match direction {
        Direction::Rise => "rise",
        Direction::Fall => "fall",
    }
}

fn push_bound(out: &mut Vec<(&'static str, String)>, bound: &Bound) {
    let op = match bound {
        Bound::AtLeast(_) => "at_least",
        Bound::MoreThan(_) => "more_than",
        Bound::AtMost(_) => "at_most",
        Bound::LessThan(_) => "less_than",
        Bound::Exactly(_) => "exactly",
        Bound::About(_) => "about",
        Bound::Between(..) => "between",
        Bound::AboutBetween(..) => "about_between",
    };
    out.push(("op", op.to_owned()));
    out.extend(bound.low().map(|low| ("low", low.to_string())));
    out.extend(bound.high().map(|high| ("high", high.to_string())));
}
