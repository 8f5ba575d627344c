//! Text of an official document to a lossless tree with spans.
//!
//! **Takes** text as it came (any Unicode form, any damage). **Gives** its NFC form with a way back,
//! a [`Tree`] of provisions whose words concatenate to the whole text, and a renderer of diagnostics.
//! **Never** fails, changes a word, or looks at what the words mean for a plan.
//!
//! Start reading at [`parse`]: lines, then paragraphs, then the tree.
//! Invariant: the own spans of the nodes, in order, tile the text without gap or overlap.

pub mod fold;
pub mod inline;
pub mod layout;
pub mod letters;
pub mod line;
pub mod mark;
pub mod numbering;
pub mod paragraph;
pub mod parser;
pub mod render;
pub mod source;
pub mod space;
pub mod tree;

pub use fold::Folded;
pub use parser::parse;
pub use source::Source;
pub use tree::{Node, NodeId, Tree};
