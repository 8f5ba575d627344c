//! The marks that a browser draws before the items of lists.

use crate::count;
use crate::scribe::Scribe;

/// Lists inside lists beyond this depth bear the marks of the outer one.
const DEPTH_MAX: usize = 64;

#[derive(Clone, Copy, Debug)]
struct List {
    /// How items are counted; `None` for a list without numbers.
    style: Option<count::Style>,
    next: usize,
}

/// The lists that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<List>,
    beyond: usize,
    /// The mark whose item holds no words yet.
    waiting: Option<String>,
}

impl Lists {
    pub(super) fn open(&mut self, name: &str, kind: Option<&str>, start: Option<usize>) {
        if DEPTH_MAX <= self.open.len() {
            self.beyond += 1;
            return;
        }
        let style = match kind.unwrap_or("1") {
            "a" => count::Style::LowerLetter,
            "A" => count::Style::UpperLetter,
            "i" => count::Style::LowerRoman,
            "I" => count::Style::UpperRoman,
            _ => count::Style::Decimal,
        };
        self.open.push(List { style: (name == "ol").then_some(style), next: start.unwrap_or(1) });
    }

    pub(super) fn close(&mut self) {
        if 0 < self.beyond {
            self.beyond -= 1;
        } else {
            self.open.pop();
        }
        self.waiting = None;
    }

    /// The mark of the next item, with the blank behind it.
    pub(super) fn item(&mut self, value: Option<usize>) -> String {
        let mark = match self.open.last_mut() {
            Some(List { style: Some(style), next }) => {
                let number = value.unwrap_or(*next);
                *next = number.saturating_add(1);
                format!("{}. ", style.write(u32::try_from(number).unwrap_or(u32::MAX)))
            }
            _ => "- ".to_owned(),
        };
        self.waiting = Some(mark.trim_end().to_owned());
        mark
    }

    /// Whether an item was opened whose words may still begin with a paragraph.
    pub(super) fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Whether the open paragraph holds nothing but the mark of its item.
    pub(super) fn only_mark(&mut self, scribe: &Scribe) -> bool {
        let only = self.waiting.as_deref() == Some(scribe.open_words().trim());
        if !only {
            self.waiting = None;
        }
        only
    }
}
