//! Groups between the rows of a table ("A", "I", "5.1", or a merged row), and the numbers of the tasks in them.

use std::collections::BTreeSet;

use quyet_model::task::TaskGroup;
use quyet_syntax::letters;

use super::{Row, RowKind};
use crate::script::Script;

/// The groups that are open, outermost first.
#[derive(Debug)]
pub(super) struct Groups {
    /// Stands before every number; ends in a dot or is empty.
    prefix: String,
    /// Whether order numbers start again in each group.
    repeats: bool,
    open: Vec<(Level, String, String)>,
    /// Groups without a number so far.
    unnumbered: usize,
    /// Tasks without a number in the open group so far.
    count: usize,
}

/// How far out a group stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Letter,
    Roman,
    Number(usize),
    Unnumbered,
}

impl Level {
    fn of(order: &str) -> Self {
        if order.is_empty() {
            return Self::Unnumbered;
        }
        let upper = order.chars().all(char::is_uppercase);
        let roman = letters::roman(&order.to_lowercase()).is_some_and(|n| n <= 40);
        match (upper, roman) {
            (true, true) => Self::Roman,
            (true, false) if order.chars().count() == 1 => Self::Letter,
            _ => Self::Number(order.matches('.').count()),
        }
    }
}

impl Groups {
    pub(super) fn new(prefix: String, repeats: bool) -> Self {
        Self { prefix, repeats, open: Vec::new(), unnumbered: 0, count: 0 }
    }

    /// Opens a group and closes those that it cannot stand in.
    pub(super) fn open(&mut self, order: &str, title: &str) {
        let level = Level::of(order);
        self.open.retain(|(own, _, _)| *own < level);
        let order = if order.is_empty() {
            self.unnumbered += 1;
            format!("n{}", self.unnumbered)
        } else {
            order.to_owned()
        };
        let title = title.trim_end_matches([':', '.', ' ']).to_owned();
        self.open.push((level, order, title));
        self.count = 0;
    }

    /// The open groups that `keeps` keeps, outermost first.
    fn path(&self, keeps: impl Fn(&str) -> bool) -> String {
        let orders = self.open.iter().map(|(_, order, _)| order.as_str());
        orders.filter(|order| keeps(order)).collect::<Vec<_>>().join(".")
    }

    /// The number and group of a task with this order number.
    pub(super) fn place(&mut self, order: &str) -> (String, TaskGroup) {
        self.count += 1;
        let path = self.path(|_| true);
        let counted = self.count.to_string();
        let own = if order.is_empty() { counted.as_str() } else { order };
        let within = self.repeats || order.is_empty();
        // "5.1.2" says by itself that it stands in "5.1".
        let around = self.path(|group| !own.starts_with(&format!("{group}.")));
        let code = match (within, around.is_empty()) {
            (true, false) => format!("{}{around}.{own}", self.prefix),
            _ => format!("{}{own}", self.prefix),
        };
        let title = self.open.last().map_or(String::new(), |(_, _, title)| title.clone());
        let group = format!("{}{path}", self.prefix);
        let group = group.trim_end_matches('.');
        let group = if group.is_empty() { code.clone() } else { group.to_owned() };
        (code, TaskGroup { code: group, title })
    }
}

/// Whether an order number stands twice in the rows.
pub(super) fn repeats(script: &Script<'_>, rows: &[Row]) -> bool {
    let mut seen = BTreeSet::new();
    let data = rows.iter().filter(|row| row.kind == RowKind::Data);
    data.map(|row| row.order(script))
        .filter(|order| !order.is_empty())
        .any(|order| !seen.insert(order))
}

/// Whether a row with one cell of words is a group: by its number, or because the next row counts inside it.
pub(super) fn names_group(order: &str, next: Option<&str>) -> bool {
    match Level::of(order) {
        Level::Number(_) => next
            .is_some_and(|next| next.strip_prefix(order).is_some_and(|rest| rest.starts_with('.'))),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_start_again_bear_their_groups() {
        let mut groups = Groups::new("PL.".to_owned(), true);
        groups.open("A", "KINH TẾ");
        groups.open("I", "Nông nghiệp");
        assert_eq!(groups.place("1").0, "PL.A.I.1");
        groups.open("II", "Công nghiệp:");
        let (code, group) = groups.place("1");
        assert_eq!(
            (code.as_str(), group.code.as_str(), group.title.as_str()),
            ("PL.A.II.1", "PL.A.II", "Công nghiệp")
        );
        groups.open("B", "XÃ HỘI");
        assert_eq!(groups.place("").0, "PL.B.1");
        groups.open("5.1", "Thương mại");
        assert_eq!(groups.place("5.1.2").0, "PL.B.5.1.2");
    }

    #[test]
    fn numbers_that_run_on_stand_alone() {
        let mut groups = Groups::new(String::new(), false);
        assert_eq!(groups.place("7").0, "7");
        assert!(names_group("5.1", Some("5.1.1")));
        assert!(!names_group("5", Some("6")));
        assert!(names_group("IV", None));
    }
}
