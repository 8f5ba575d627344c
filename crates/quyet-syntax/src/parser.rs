//! Paragraphs to the tree: which provision stands in which.
//!
//! Levels come from the marks in the order they open: a mark seen before closes down to its own level,
//! a new one opens a level below, unless it usually stands further out than what is open.

use std::collections::BTreeMap;

use quyet_model::citation::ProvisionKind;
use quyet_model::span::Span;

use crate::layout::ends_sentence;
use crate::letters;
use crate::line::lines;
use crate::mark::{Mark, MarkKind};
use crate::paragraph::{Paragraph, paragraphs};
use crate::space::{is_markup, is_space, trim_where};
use crate::tree::{Node, NodeId, Tree};

/// Deepest nesting; what is marked deeper becomes a sibling. Real documents use six.
const DEPTH_MAX: usize = 16;

/// Longest heading without an end sign. Unit: bytes.
const HEADING_MAX: usize = 220;

/// Reads an NFC text as a tree. Total and linear: every text has a tree, and its nodes tile the text.
pub fn parse(text: &str) -> Tree {
    let lines = lines(text);
    let paragraphs = paragraphs(text, &lines);
    drop(lines);
    let mut builder =
        Builder { text, tree: Tree::default(), stack: Vec::new(), counts: BTreeMap::new() };
    for paragraph in &paragraphs {
        builder.push(paragraph);
    }
    builder.tree
}

#[derive(Clone, Copy)]
struct Level {
    kind: MarkKind,
    number: u32,
    id: NodeId,
}

struct Builder<'a> {
    text: &'a str,
    tree: Tree,
    stack: Vec<Level>,
    /// How many plain nodes of a kind each open parent holds so far.
    counts: BTreeMap<(Option<NodeId>, ProvisionKind), u32>,
}

impl Builder<'_> {
    fn push(&mut self, paragraph: &Paragraph) {
        let Some(mark) = &paragraph.mark else {
            self.plain(paragraph);
            return;
        };
        self.make_room(mark);
        let id = self.add(paragraph, mark.kind.provision(), Some(mark));
        self.stack.push(Level { kind: mark.kind, number: mark.number, id });
    }

    fn plain(&mut self, paragraph: &Paragraph) {
        let words = paragraph.words.of(self.text);
        if closes_document(words) {
            self.stack.clear();
        } else if paragraph.row || introduces(words) {
            self.close_items();
        }
        let kind = if paragraph.row { ProvisionKind::Row } else { ProvisionKind::Paragraph };
        self.add(paragraph, kind, None);
    }

    /// Ends the lists that a heading or lead-in cannot stand in; a numbered heading above it stays open.
    fn close_items(&mut self) {
        while let Some(top) = self.stack.last() {
            let rank = top.kind.rank();
            let item = MarkKind::Bracket.rank() <= rank
                || MarkKind::Roman.rank() < rank && !self.is_headlike(top.id);
            if !item {
                return;
            }
            self.stack.pop();
        }
    }

    /// Closes levels until the mark can stand under what is open.
    fn make_room(&mut self, mark: &Mark) {
        if mark.kind.is_division() {
            let outer = self.stack.iter().position(|level| mark.kind.rank() <= level.kind.rank());
            self.stack.truncate(outer.unwrap_or(self.stack.len()));
            return;
        }
        if let Some(level) = self.level_of(mark) {
            self.stack.truncate(level);
            return;
        }
        while let Some(top) = self.stack.last() {
            let outside = mark.kind.rank() < top.kind.rank();
            if self.stack.len() < DEPTH_MAX && (!outside || self.is_headlike(top.id)) {
                return;
            }
            self.stack.pop();
        }
    }

    /// The open level that the mark goes on with; `None` when it opens one below.
    fn level_of(&self, mark: &Mark) -> Option<usize> {
        let same = |level: &Level| level.kind == mark.kind;
        let follows = |level: &Level| {
            same(level)
                && (level.number + 1 == mark.number
                    || mark.kind == MarkKind::Letter && letters::follows(level.number, mark.number))
        };
        let next = self.stack.iter().rposition(follows);
        let near = self.stack.iter().rposition(same)?;
        if next.is_some() || mark.kind.is_plain() {
            return next.or(Some(near));
        }
        let top = self.stack.last()?;
        let nested = mark.number == 1
            && self.stack.len() < DEPTH_MAX
            && near + 1 < self.stack.len()
            && self.introduces_list(top.id);
        (!nested).then_some(near)
    }

    fn introduces_list(&self, id: NodeId) -> bool {
        let body = self.tree.node(id).body.of(self.text);
        body.trim_end_matches(|c| is_space(c) || is_markup(c)).ends_with(':')
    }

    /// Whether the node is a heading over a list rather than an item of one.
    fn is_headlike(&self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        let body = node.body.of(self.text).trim_end_matches(|c| is_space(c) || is_markup(c));
        let short = body.len() <= 70 && !body.contains(|c: char| c.is_ascii_digit() || c == '%');
        body.ends_with(':')
            || (!ends_sentence(body) && body.len() <= HEADING_MAX)
            || (short && body.ends_with('.'))
    }

    fn add(&mut self, paragraph: &Paragraph, kind: ProvisionKind, mark: Option<&Mark>) -> NodeId {
        let id = NodeId(u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX));
        let parent = self.stack.last().map(|level| level.id);
        let label = match mark {
            Some(mark) if !mark.label.is_empty() => mark.label.clone(),
            _ => {
                let count = self.counts.entry((parent, kind)).or_default();
                *count += 1;
                count.to_string()
            }
        };
        let words = paragraph.words;
        let start = words.start() + mark.map_or(0, |mark| mark.len);
        let drop = |c: char| is_space(c) || is_markup(c);
        let body: Span = trim_where(self.text, start.min(words.end())..words.end(), drop).into();
        let heading = !paragraph.row && looks_like_heading(words.of(self.text), body.of(self.text));
        let end = NodeId(id.0.saturating_add(1));
        let number = mark.map_or(0, |mark| mark.number);
        let mark = mark.map(|mark| mark.kind);
        let node = Node {
            kind,
            mark,
            label,
            number,
            span: paragraph.span,
            words,
            body,
            heading,
            parent,
            children: Vec::new(),
            end,
        };
        match parent {
            Some(parent) => self.tree.nodes[parent.index()].children.push(id),
            None => self.tree.roots.push(id),
        }
        self.tree.nodes.push(node);
        for level in &self.stack {
            self.tree.nodes[level.id.index()].end = end;
        }
        id
    }
}

/// Bold or capitals throughout, or a short line that ends nothing.
fn looks_like_heading(words: &str, body: &str) -> bool {
    if body.is_empty() || HEADING_MAX * 2 < body.len() {
        return false;
    }
    let words = words.trim_end_matches(is_space);
    let bold = words.contains("**") && (words.ends_with('*') || words.ends_with("**:"));
    let hashed = words.starts_with('#');
    let upper = body.chars().any(char::is_uppercase) && !body.chars().any(char::is_lowercase);
    bold || hashed
        || upper
        || (body.len() <= HEADING_MAX && !ends_sentence(body) && !body.ends_with(','))
}

/// A plain paragraph that heads or introduces what follows.
fn introduces(words: &str) -> bool {
    let body = words.trim_matches(|c| is_space(c) || is_markup(c));
    body.ends_with(':') || looks_like_heading(words, body)
}

/// Words that stand outside every article: the sentence of adoption, recipients, signatures.
fn closes_document(words: &str) -> bool {
    let body = words.trim_start_matches(|c| is_space(c) || is_markup(c));
    let lower: String = body.chars().take(60).flat_map(char::to_lowercase).collect();
    let own = lower
        .strip_prefix("nghị quyết ")
        .map(|rest| rest.trim_start_matches("này ").trim_start_matches("đã "));
    let adopted = own.is_some_and(|rest| rest.starts_with("được"));
    let ends = lower.starts_with("nơi nhận") || lower.starts_with("trên đây là");
    let signed = ["TM.", "T/M", "TM ", "KT.", "CHỦ TỊCH", "CHỦ TỌA", "CHỦ TOẠ"]
        .iter()
        .any(|sign| body.starts_with(sign));
    adopted || ends || signed
}

#[cfg(test)]
mod tests;
