//! The general objective, paragraph by paragraph.

use quyet_model::citation::Passage;
use quyet_model::span::Span;

use crate::classify::{Role, Roles};
use crate::script::Script;

/// Longest title over passages. Unit: characters.
const TITLE_MAX: usize = 60;

/// Passages of the objective, in the text's order, and the spans of the NFC text they take.
pub(crate) fn read(script: &Script<'_>, roles: &Roles) -> (Vec<Passage>, Vec<Span>) {
    let content = script.tree().ids().filter(|id| {
        let node = script.node(*id);
        let heads = node.heading || script.introduces(*id);
        let title = script.words(*id).chars().count() <= TITLE_MAX;
        let heading = heads && (roles.opens(*id) || title && !node.children.is_empty());
        roles.of(*id) == Role::Objective
            && !heading
            && script.words(*id).contains(char::is_alphanumeric)
    });
    content.map(|id| (script.whole(id), script.node(id).words)).unzip()
}
