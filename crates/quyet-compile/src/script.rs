//! A document under compilation: its text, its tree, and the words of every provision on one line.

use std::ops::Range;

use quyet_model::assignment::Phrase;
use quyet_model::citation::{Citation, Passage};
use quyet_model::span::Span;
use quyet_syntax::{Folded, Node, NodeId, Source, Tree};

use crate::phrase;

/// What every pass reads. Nothing in it changes.
#[derive(Debug)]
pub(crate) struct Script<'a> {
    source: &'a Source<'a>,
    tree: &'a Tree,
    words: Vec<Folded>,
    keys: Vec<String>,
}

impl<'a> Script<'a> {
    pub(crate) fn new(source: &'a Source<'a>, tree: &'a Tree) -> Self {
        let words: Vec<Folded> =
            tree.nodes().iter().map(|node| Folded::new(source.text(), node.body)).collect();
        let keys = words.iter().map(|words| phrase::key(words.text())).collect();
        Self { source, tree, words, keys }
    }

    pub(crate) fn tree(&self) -> &'a Tree {
        self.tree
    }

    pub(crate) fn node(&self, id: NodeId) -> &'a Node {
        self.tree.node(id)
    }

    /// The NFC text.
    pub(crate) fn text(&self) -> &str {
        self.source.text()
    }

    /// The node's own words on one line, without its mark.
    pub(crate) fn words(&self, id: NodeId) -> &str {
        self.words[id.index()].text()
    }

    /// The same words in comparing form, byte for byte.
    pub(crate) fn key(&self, id: NodeId) -> &str {
        &self.keys[id.index()]
    }

    /// Where a range of the node's words stands in the NFC text.
    pub(crate) fn source_span(&self, id: NodeId, range: Range<usize>) -> Span {
        self.words[id.index()].source(range)
    }

    /// The span in the text as given.
    pub(crate) fn given(&self, nfc: Span) -> Span {
        self.source.given_span(nfc)
    }

    /// Words of the NFC text as a citation in the given text.
    pub(crate) fn cite(&self, id: NodeId, nfc: Span) -> Citation {
        Citation { span: self.given(nfc), breadcrumb: self.tree.breadcrumb(id) }
    }

    /// A range of the node's words as a passage.
    pub(crate) fn passage(&self, id: NodeId, range: Range<usize>) -> Passage {
        let text = self.words(id).get(range.clone()).unwrap_or("").to_owned();
        Passage { text, at: self.cite(id, self.source_span(id, range)) }
    }

    /// A range of the node's words as a phrase.
    pub(crate) fn phrase(&self, id: NodeId, range: Range<usize>) -> Phrase {
        let text = self.words(id).get(range.clone()).unwrap_or("").to_owned();
        Phrase { text, span: self.given(self.source_span(id, range)) }
    }

    /// The node's own words with their mark as a passage.
    pub(crate) fn whole(&self, id: NodeId) -> Passage {
        Passage { text: self.words(id).to_owned(), at: self.cite(id, self.node(id).words) }
    }

    /// Whether the node's words end in a colon.
    pub(crate) fn introduces(&self, id: NodeId) -> bool {
        self.words(id).trim_end().ends_with(':')
    }

    /// The words before the first colon or full stop when they are short enough for a title; else all, cut.
    pub(crate) fn title_end(&self, id: NodeId) -> usize {
        let words = self.words(id);
        let ends = |(at, byte): (usize, &u8)| {
            *byte == b':'
                || *byte == b'.' && words[at + 1..].chars().next().is_none_or(char::is_whitespace)
        };
        let near = words.as_bytes().iter().take(260);
        let colon = near.enumerate().position(ends);
        colon.unwrap_or_else(|| floor_both(words, self.key(id), 260))
    }
}

/// The largest character boundary at or before `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// The largest byte at or before `at` where no character of either text is cut.
pub(crate) fn floor_both(text: &str, key: &str, at: usize) -> usize {
    let at = at.min(text.len()).min(key.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at) && key.is_char_boundary(*at)).unwrap_or(0)
}
