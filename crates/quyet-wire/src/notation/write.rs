//! Condition to line.

use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::unit::Unit;

use super::number;
use super::quote::{
    bare_or_quoted, is_bare_baseline, is_bare_criterion, is_bare_in_brackets, is_bare_member,
    is_bare_unit,
};

pub(super) fn condition(condition: &Condition) -> String {
    let unit = condition.unit.as_ref();
    let reading = match condition.reading {
        Reading::AsWritten => "",
        Reading::AtLeast => " (ít nhất)",
        Reading::AtMost => " (nhiều nhất)",
    };
    promise(&condition.promise, unit) + reading
}

fn promise(promise: &Promise, unit: Option<&Unit>) -> String {
    match promise {
        Promise::Level(Bound::Exactly(value)) => {
            format!("= {}{}", number::write(*value), after(unit, is_bare_unit))
        }
        Promise::Level(level) => bound(level, unit),
        Promise::Change { direction, by, from } => {
            let by =
                by.as_ref().map_or_else(|| in_brackets(unit), |by| format!(" {}", bound(by, unit)));
            let from = from.as_ref().map(|from| bare_or_quoted(from, is_bare_baseline));
            let from = from.map(|from| format!(" so với {from}")).unwrap_or_default();
            format!("{}{by}{from}", direction_word(*direction))
        }
        Promise::Maintain => format!("duy trì{}", in_brackets(unit)),
        Promise::Roster { count, members } => {
            let members: Vec<_> =
                members.iter().map(|member| bare_or_quoted(member, is_bare_member)).collect();
            let gap = if members.is_empty() { "" } else { ": " };
            format!("danh sách {count}{}{gap}{}", after(unit, is_bare_unit), members.join("; "))
        }
        Promise::AllOf { count, direction } => {
            let way = direction.map(|way| format!(" {}", direction_word(way))).unwrap_or_default();
            match (count, unit) {
                (None, _) => format!("tất cả các phần{way}{}", in_brackets(unit)),
                (Some(count), None) => format!("tất cả {count} phần{way}"),
                (Some(count), _) => {
                    format!("tất cả {count}{}{way}", after(unit, is_bare_criterion))
                }
            }
        }
        Promise::AtLeastK(k) => format!("ít nhất {k} phần{}", in_brackets(unit)),
        Promise::RankWithin(rank) => format!("trong nhóm {rank}{}", in_brackets(unit)),
        Promise::Stated => format!("bằng lời{}", in_brackets(unit)),
    }
}

fn bound(bound: &Bound, unit: Option<&Unit>) -> String {
    let write = number::write;
    let numbers = match bound {
        Bound::AtLeast(value) => format!(">= {}", write(*value)),
        Bound::MoreThan(value) => format!("> {}", write(*value)),
        Bound::AtMost(value) => format!("<= {}", write(*value)),
        Bound::LessThan(value) => format!("< {}", write(*value)),
        Bound::Exactly(value) => write(*value),
        Bound::About(value) => format!("~ {}", write(*value)),
        Bound::Between(low, high) => format!("{}..{}", write(*low), write(*high)),
        Bound::AboutBetween(low, high) => format!("~ {}..{}", write(*low), write(*high)),
    };
    numbers + &after(unit, is_bare_unit)
}

fn after(unit: Option<&Unit>, is_bare: impl Fn(&str) -> bool) -> String {
    unit.map(|unit| format!(" {}", bare_or_quoted(unit.as_str(), is_bare))).unwrap_or_default()
}

fn in_brackets(unit: Option<&Unit>) -> String {
    let words = unit.map(|unit| bare_or_quoted(unit.as_str(), is_bare_in_brackets));
    words.map(|words| format!(" [{words}]")).unwrap_or_default()
}

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Rise => "tăng",
        Direction::Fall => "giảm",
    }
}
