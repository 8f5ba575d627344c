//! The body: provisions as elements, in the order and nesting of the tree.

use quyet_model::citation::ProvisionKind;
use quyet_syntax::{NodeId, Tree};

use crate::eid::{below, element};
use crate::outline::is_block;
use crate::scribe::Scribe;

impl Scribe<'_> {
    /// The whole body. A body without a word is one empty paragraph, for the schema asks for something.
    pub(crate) fn body(&mut self, roots: &[NodeId]) {
        if !self.says_something(roots) {
            self.xml.open("alinea", &[("eId", "al_1")]);
            self.xml.open("content", &[]);
            self.xml.empty("p", &[]);
            self.xml.close();
            self.xml.close();
            return;
        }
        self.provisions(roots, "");
    }

    /// Provisions, with words and tables between them as unnumbered provisions.
    fn provisions(&mut self, ids: &[NodeId], here: &str) {
        let tree = self.tree;
        let mut loose = 0;
        for run in ids.chunk_by(|a, b| is_loose(tree, *a) == is_loose(tree, *b)) {
            if !is_loose(tree, run[0]) {
                self.each(run, here);
            } else if self.says_something(run) {
                loose += 1;
                let eid = self.ids.take(&below(here, "al", &loose.to_string()));
                self.xml.open("alinea", &[("eId", &eid)]);
                self.content(run, &eid);
                self.xml.close();
            }
        }
    }

    /// Provisions, words and tables as they come, where the schema lets them mix.
    pub(crate) fn mixed(&mut self, ids: &[NodeId], here: &str) {
        if !self.says_something(ids) {
            self.xml.empty("p", &[]);
            return;
        }
        let tree = self.tree;
        for run in ids.chunk_by(|a, b| is_loose(tree, *a) == is_loose(tree, *b)) {
            if is_loose(tree, run[0]) {
                self.blocks(run, here);
            } else {
                self.each(run, here);
            }
        }
    }

    fn each(&mut self, ids: &[NodeId], here: &str) {
        for id in ids {
            self.provision(*id, here);
        }
    }

    /// One provision with all in it. As deep as the tree, which has a limit.
    fn provision(&mut self, id: NodeId, here: &str) {
        let tree = self.tree;
        let node = tree.node(id);
        let (name, short) = element(node.kind);
        let eid = self.ids.take(&below(here, short, &node.label));
        let whole = self.marks.whole(id);
        let refers = [("eId", eid.as_str()), ("refersTo", whole.as_str())];
        self.xml.open(name, &refers[..if whole.is_empty() { 1 } else { 2 }]);
        self.numbered(id);

        let words = self.rest(id);
        let heads = node.heading && !words.text().is_empty();
        if heads {
            self.xml.open("heading", &[]);
            self.folded(id, &words, &eid);
            self.xml.close();
        }
        let own = if heads { None } else { Some(id) };
        let first = node.children.iter().position(|kid| !is_loose(tree, *kid));
        let Some(first) = first else {
            self.own_and_blocks("content", own, &node.children, &eid);
            self.xml.close();
            return;
        };
        // At this point there are provisions inside: words may stand before and behind them.
        let (intro, inside) = node.children.split_at(first);
        self.own_and_blocks("intro", own, intro, &eid);
        let last = inside.iter().rposition(|kid| !is_loose(tree, *kid)).map_or(0, |last| last + 1);
        let (inside, wrap_up) = inside.split_at(last);
        self.provisions(inside, &eid);
        self.own_and_blocks("wrapUp", None, wrap_up, &eid);
        self.xml.close();
    }

    /// The mark of a provision, as written.
    pub(crate) fn numbered(&mut self, id: NodeId) {
        let mark = self.mark(id);
        if !mark.text().is_empty() {
            self.xml.open("num", &[]);
            self.xml.words(mark.text());
            self.xml.close();
        }
    }

    /// A provision's own words behind its mark, then blocks, in an element; nothing when there is no word.
    fn own_and_blocks(
        &mut self,
        name: &'static str,
        own: Option<NodeId>,
        blocks: &[NodeId],
        here: &str,
    ) {
        let own = own.map(|id| (id, self.rest(id))).filter(|(_, words)| !words.text().is_empty());
        if own.is_none() && !self.says_something(blocks) {
            return;
        }
        self.xml.open(name, &[]);
        if let Some((id, words)) = own {
            self.xml.open("p", &[]);
            self.folded(id, &words, here);
            self.xml.close();
        }
        self.blocks(blocks, here);
        self.xml.close();
    }

    fn content(&mut self, blocks: &[NodeId], here: &str) {
        self.own_and_blocks("content", None, blocks, here);
    }

    /// Paragraphs as such, consecutive rows as tables. Only the own words of each are written.
    pub(crate) fn blocks(&mut self, ids: &[NodeId], here: &str) {
        let tree = self.tree;
        let is_row = |id: &NodeId| tree.node(*id).kind == ProvisionKind::Row;
        for run in ids.chunk_by(|a, b| is_row(a) == is_row(b)) {
            if is_row(&run[0]) {
                self.table(run, here);
                continue;
            }
            for id in run {
                self.paragraph(*id, tree.node(*id).words.range(), here);
            }
        }
    }
}

fn is_loose(tree: &Tree, id: NodeId) -> bool {
    is_block(tree.node(id).kind)
}
