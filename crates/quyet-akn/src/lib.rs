//! A resolution as Akoma Ntoso 3.0, the OASIS form in which parliaments exchange legal documents.
//!
//! **Takes** the text, its tree and the plan that was read from it. **Gives** one XML document, valid against
//! the OASIS schema: structure, references to other documents, targets and tasks marked where they stand.
//! **Never** fails, drops a word, reads a clock, or looks anything up.
//!
//! Start reading at [`write()`]. `docs/akoma-ntoso.md` holds the mapping of elements, identifiers and addresses.
//! Invariant: outside `meta`, the words of the XML are the words of the text, in order; only Markdown signs,
//! the bars and rules of tables, and characters that XML 1.0 forbids are left out.
#![deny(clippy::float_arithmetic)]

mod body;
mod condition;
mod eid;
mod front;
mod inline;
mod marks;
mod meta;
mod outline;
mod scribe;
mod slug;
mod table;
mod uri;
mod xml;

use quyet_model::plan::Plan;
use quyet_syntax::{Source, Tree};

use crate::eid::Ids;
use crate::marks::Marks;
use crate::outline::Outline;
use crate::scribe::Scribe;

pub use crate::uri::{WorkUri, cited_uri, own_uri};

/// The namespace of our own block in `meta/proprietary`.
pub const NAMESPACE: &str = "urn:quyet:akn:1";

/// A document in Akoma Ntoso.
#[doc(alias = "văn bản Akoma Ntoso")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The XML in UTF-8, with its declaration.
    pub xml: String,
    /// How many characters of the text were left out because XML 1.0 forbids them (control characters).
    pub dropped: usize,
}

/// Writes a document. Total and linear in the length of the text and the number of its targets.
///
/// `tree` is the tree of `source`'s NFC text; the spans of `plan` refer to the text that `source` was given.
/// Spans that fit no word mark nothing.
///
/// ```
/// use quyet_syntax::{Source, parse};
/// let text = "NGHỊ QUYẾT\nĐiều 1. Trồng 300 ha rừng.";
/// let source = Source::new(text);
/// let written = quyet_akn::write(&source, &parse(source.text()), &quyet_compile::compile(text).plan);
/// assert!(written.xml.contains("<article eId=\"art_1\">"));
/// ```
pub fn write(source: &Source<'_>, tree: &Tree, plan: &Plan) -> Written {
    let mut ids = Ids::default();
    let marks = Marks::of(source, tree, plan, &mut ids);
    let outline = Outline::of(source, tree, plan);
    let (xml, dropped) = Scribe::new(source.text(), tree, plan, marks, ids).document(&outline);
    Written { xml, dropped }
}
