//! Tables, gold labels and properties of the grammar.

mod forms;
mod gold;
mod properties;
mod readings;

use quyet_model::condition::{Bound, Direction, Promise};
use quyet_model::diagnostic::Severity;

use super::{ItemContext, ItemReading, ReadTarget};

/// A reading in one line: leaves joined by " & ", then codes of warnings ("!") and notes ("·").
fn shown(reading: &ItemReading) -> String {
    let targets: Vec<_> = reading.targets.iter().map(shown_target).collect();
    let mut out = if targets.is_empty() { "∅".to_owned() } else { targets.join(" & ") };
    for finding in &reading.findings {
        let mark = if finding.severity == Severity::Note { '·' } else { '!' };
        out += " ";
        out.push(mark);
        out += &finding.code[2..];
    }
    out
}

fn shown_target(target: &ReadTarget) -> String {
    if !target.parts.is_empty() {
        let parts: Vec<_> = target.parts.iter().map(shown_target).collect();
        return format!("[{}]", parts.join(" & "));
    }
    let promise = shown_promise(&target.condition.promise);
    let unit = target.condition.unit.as_ref().map_or(String::new(), |u| format!(" {u}"));
    let time = target.horizon.as_ref().map_or(String::new(), |h| format!(" @{h}"));
    format!("{}: {promise}{unit}{time}", target.name)
}

fn shown_promise(promise: &Promise) -> String {
    match promise {
        Promise::Level(bound) => shown_bound(bound),
        Promise::Change { direction, by, from } => {
            let by = by.as_ref().map_or(String::new(), shown_bound);
            let from = from.as_ref().map_or(String::new(), |f| format!(" <{f}>"));
            format!("{}{by}{from}", arrow(*direction))
        }
        Promise::Maintain => "duy trì".to_owned(),
        Promise::Roster { count, members } => format!("{count}{{{}}}", members.join("|")),
        Promise::AllOf { count, direction } => {
            let count = count.map_or(String::new(), |c| c.to_string());
            format!("cả {count}{}", direction.map_or("", arrow))
        }
        Promise::AtLeastK(k) => format!("ít nhất {k}"),
        Promise::RankWithin(rank) => format!("hạng≤{rank}"),
        Promise::Stated => "lời".to_owned(),
    }
}

fn arrow(direction: Direction) -> &'static str {
    match direction {
        Direction::Rise => "↑",
        Direction::Fall => "↓",
    }
}

fn shown_bound(bound: &Bound) -> String {
    match bound {
        Bound::AtLeast(v) => format!("≥{v}"),
        Bound::MoreThan(v) => format!(">{v}"),
        Bound::AtMost(v) => format!("≤{v}"),
        Bound::LessThan(v) => format!("<{v}"),
        Bound::Exactly(v) => format!("={v}"),
        Bound::About(v) => format!("≈{v}"),
        Bound::Between(low, high) => format!("{low}..{high}"),
        Bound::AboutBetween(low, high) => format!("≈{low}..{high}"),
    }
}

fn item() -> ItemContext {
    ItemContext::default()
}

fn prose() -> ItemContext {
    ItemContext { prose: true, ..ItemContext::default() }
}
