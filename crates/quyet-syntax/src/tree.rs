//! The tree of a document: provisions with their words and where they stand.

use quyet_model::citation::{Breadcrumb, ProvisionKind};
use quyet_model::span::Span;

use crate::mark::MarkKind;

/// A node of a [`Tree`]: its place in the text's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl NodeId {
    /// As an index into the tree's nodes.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A provision, a plain paragraph or a row, with the words that are its own (its children's are not).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What kind of provision it is.
    pub kind: ProvisionKind,
    /// Its look; `None` for plain paragraphs and rows.
    pub mark: Option<MarkKind>,
    /// Its number or letter as written; for dashes, rows and paragraphs their count from 1 inside the parent.
    pub label: String,
    /// Its place in its own count; zero when it has none.
    pub number: u32,
    /// Its own words with mark, markup and the blank lines behind. The spans of all nodes tile the text.
    pub span: Span,
    /// Its own words from the mark to the last sign, without spaces around.
    pub words: Span,
    /// Its own words without the mark.
    pub body: Span,
    /// Whether it looks like a heading: bold, capitals, or a short line that ends nothing.
    pub heading: bool,
    /// The provision it stands in; `None` at the top.
    pub parent: Option<NodeId>,
    /// The provisions in it, in the text's order.
    pub children: Vec<NodeId>,
    /// One past the last node that stands in it.
    pub end: NodeId,
}

/// A document as nodes in the text's order: a node comes before its children, those before its next sibling.
///
/// Kept flat so that the deepest text is built and dropped without recursion.
#[doc(alias = "cây văn bản")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) roots: Vec<NodeId>,
}

impl Tree {
    /// All nodes, in the text's order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The nodes at the top.
    pub fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// All node ids, in the text's order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// One node.
    ///
    /// # Panics
    /// When the id is of another, longer tree.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The node and all that stand in it, in the text's order.
    pub fn within(&self, id: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (id.0..self.node(id).end.0).map(NodeId)
    }

    /// The children of a node, or the top for `None`.
    pub fn children(&self, parent: Option<NodeId>) -> &[NodeId] {
        parent.map_or(&self.roots, |id| &self.node(id).children)
    }

    /// The node and the nodes it stands in, innermost first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |id| self.node(*id).parent)
    }

    /// The way from the document to the node.
    pub fn breadcrumb(&self, id: NodeId) -> Breadcrumb {
        let mut path: Vec<NodeId> = self.ancestors(id).collect();
        path.reverse();
        path.iter().fold(Breadcrumb::default(), |crumb, id| {
            let node = self.node(*id);
            crumb.down(node.kind, node.label.clone())
        })
    }

    /// The words of the node and all in it, blank lines at the end left out.
    pub fn extent(&self, id: NodeId) -> Span {
        self.within(id)
            .map(|id| self.node(id).words)
            .filter(|words| !words.is_empty())
            .fold(self.node(id).words, Span::cover)
    }
}
