//! What is marked in the words: references, targets, conditions, tasks.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use quyet_model::plan::Plan;
use quyet_model::span::Span;
use quyet_model::target::Target;
use quyet_syntax::{NodeId, Source, Tree};

use crate::eid::Ids;
use crate::outline::is_block;
use crate::slug;
use crate::uri::cited_uri;

/// What some words are, outermost kind first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Words of a task, by its identifier.
    Task(String),
    /// Words of a target, by its identifier.
    Target(String),
    /// Words of a target's condition.
    Condition(String),
    /// The document's own kind, title, number.
    Own(&'static str),
    /// A cited document, by its address.
    Ref(String),
}

/// Marks by the provision that they begin in; none reaches into another.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    inside: BTreeMap<NodeId, Vec<(Range<usize>, Mark)>>,
    whole: BTreeMap<NodeId, Vec<String>>,
    /// Identifiers of targets and parts: a target before its parts, those before the next target.
    pub(crate) targets: Vec<String>,
    /// Identifiers of tasks, in the plan's order.
    pub(crate) tasks: Vec<String>,
}

impl Marks {
    pub(crate) fn of(source: &Source<'_>, tree: &Tree, plan: &Plan, ids: &mut Ids) -> Self {
        let mut marks = Self::default();
        let mut left: Vec<&Target> = plan.targets.iter().rev().collect();
        while let Some(target) = left.pop() {
            left.extend(target.parts.iter().rev());
            let id = ids.take(&format!("target_{}", slug::label(&target.code.0)));
            let at = nfc(source, target.at.span);
            if target.is_leaf() {
                marks.add(tree, at, Mark::Target(id.clone()));
            } else {
                marks.add_whole(tree, at, &id, Mark::Target);
            }
            if let Some(span) = target.condition_at {
                marks.add(tree, nfc(source, span), Mark::Condition(id.clone()));
            }
            marks.targets.push(id);
        }
        for task in &plan.tasks {
            let id = ids.take(&format!("task_{}", slug::label(&task.code)));
            marks.add_whole(tree, nfc(source, task.at.span), &id, Mark::Task);
            marks.tasks.push(id);
        }
        for cited in &plan.citations {
            let href = cited_uri(cited, &plan.document).to_string();
            marks.add(tree, nfc(source, cited.at.span), Mark::Ref(href));
        }
        marks
    }

    /// Marks words, in the provision where they begin and as far as it goes.
    pub(crate) fn add(&mut self, tree: &Tree, words: Range<usize>, mark: Mark) {
        if let Some(id) = node_at(tree, words.start).filter(|_| !words.is_empty()) {
            self.inside.entry(id).or_default().push((words, mark));
        }
    }

    /// Marks the numbered provision that begins there as a whole, or else words.
    fn add_whole(&mut self, tree: &Tree, words: Range<usize>, id: &str, mark: fn(String) -> Mark) {
        let here = node_at(tree, words.start).filter(|here| {
            let node = tree.node(*here);
            !is_block(node.kind) && words.start <= node.body.start()
        });
        match here {
            Some(here) => self.whole.entry(here).or_default().push(format!("#{id}")),
            None => self.add(tree, words, mark(id.to_owned())),
        }
    }

    /// The marks in a provision, outer ones before those inside them.
    pub(crate) fn inside(&self, id: NodeId) -> Vec<(Range<usize>, Mark)> {
        let mut found = self.inside.get(&id).cloned().unwrap_or_default();
        found.sort_by(|(a, x), (b, y)| {
            (a.start, Reverse(a.end), x).cmp(&(b.start, Reverse(b.end), y))
        });
        found
    }

    /// What the provision as a whole refers to, as the value of `refersTo`; empty for nothing.
    pub(crate) fn whole(&self, id: NodeId) -> String {
        self.whole.get(&id).map(|all| all.join(" ")).unwrap_or_default()
    }
}

/// The provision whose own words or blanks hold the byte of the NFC text.
pub(crate) fn node_at(tree: &Tree, at: usize) -> Option<NodeId> {
    let nodes = tree.nodes();
    let before = nodes.partition_point(|node| node.span.start() <= at).checked_sub(1)?;
    u32::try_from(before).ok().map(NodeId)
}

/// Where a span of the given text stands in the NFC text.
fn nfc(source: &Source<'_>, given: Span) -> Range<usize> {
    first_at(source, given.start())..first_at(source, given.end())
}

/// The first byte of the NFC text that comes from this byte of the given text or from behind it.
fn first_at(source: &Source<'_>, given: usize) -> usize {
    let (mut low, mut high) = (0, source.text().len());
    while low < high {
        let middle = low + (high - low) / 2;
        if source.given_span(Span::new(middle, middle)).start() < given {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_a_decomposed_text_finds_its_words() {
        let given = "Ti\u{309} le\u{323}\u{302}: 5% ho\u{323}\u{302}";
        let source = Source::new(given);
        for word in ["Tỉ", "lệ:", "5%", "hộ"] {
            let at = source.text().find(word).expect("the word is there");
            let span = source.given_span(Span::new(at, at + word.len()));
            assert_eq!(&source.text()[nfc(&source, span)], word);
        }
    }
}
