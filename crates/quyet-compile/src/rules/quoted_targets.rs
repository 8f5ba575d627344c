//! QY0404: the targets of another document are quoted.
//!
//! Finds a heading that announces what another document says.
//! Matters: those targets bind, but by that document and not by this plan; they are kept as context.
//! Example: an article on one resolution that goes on with the goals of another.
//! Do: compile the other document by itself.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, with_hint};
use crate::classify::Role;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let tree = case.script.tree();
    let mut inside = false;
    let mut out = Vec::new();
    for id in tree.ids() {
        let quoted = case.roles.of(id) == Role::Quoted;
        if quoted && !inside {
            let message =
                "Phần này dẫn mục tiêu của văn bản khác nên không đưa vào kế hoạch.".to_owned();
            let found = case.finding("QY0404", Severity::Note, tree.node(id).words, message);
            out.push(with_hint(found, "Nếu cần, hãy biên dịch riêng văn bản được dẫn."));
        }
        inside = quoted;
    }
    out
}
