//! Akoma Ntoso: whatever the text, the document is well made and no word is lost.

mod documents;
mod properties;
mod structure;
