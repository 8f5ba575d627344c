//! The document as a whole, and what every part writes with.

use quyet_model::plan::Plan;
use quyet_syntax::{Folded, NodeId, Tree};

use crate::eid::Ids;
use crate::marks::Marks;
use crate::outline::Outline;
use crate::uri::own_uri;
use crate::xml::Xml;

/// What every part writes with.
pub(crate) struct Scribe<'a> {
    pub(crate) text: &'a str,
    pub(crate) tree: &'a Tree,
    pub(crate) plan: &'a Plan,
    pub(crate) marks: Marks,
    pub(crate) ids: Ids,
    pub(crate) xml: Xml,
    /// The place whose references are being counted, and how many it has.
    pub(crate) refs: (String, u32),
}

impl<'a> Scribe<'a> {
    pub(crate) fn new(
        text: &'a str,
        tree: &'a Tree,
        plan: &'a Plan,
        marks: Marks,
        ids: Ids,
    ) -> Self {
        Self { text, tree, plan, marks, ids, xml: Xml::default(), refs: (String::new(), 0) }
    }

    /// The whole document, and how many characters XML forbids.
    pub(crate) fn document(mut self, outline: &Outline) -> (String, usize) {
        let uri = own_uri(&self.plan.document);
        self.xml
            .open("akomaNtoso", &[("xmlns", "http://docs.oasis-open.org/legaldocml/ns/akn/3.0")]);
        self.xml.open(uri.element(), &[("name", &uri.subtype), ("contains", "originalVersion")]);
        self.meta(&uri);
        self.preface(&outline.preface);
        self.preamble(&outline.preamble);
        let body = if uri.is_act() { "body" } else { "mainBody" };
        self.xml.open(body, &[]);
        self.body(&outline.body);
        self.xml.close();
        self.conclusions(&outline.conclusions);
        self.attachments(&outline.attachments, &uri);
        self.xml.finish()
    }

    /// The node's words behind its mark, folded; empty when it has none.
    pub(crate) fn rest(&self, id: NodeId) -> Folded {
        let node = self.tree.node(id);
        let start = node.body.start().min(node.words.end());
        Folded::new(self.text, (start..node.words.end()).into())
    }

    /// The node's mark as written, folded; empty when it has none.
    pub(crate) fn mark(&self, id: NodeId) -> Folded {
        let node = self.tree.node(id);
        let end = node.body.start().min(node.words.end()).max(node.words.start());
        Folded::new(self.text, (node.words.start()..end).into())
    }
}
