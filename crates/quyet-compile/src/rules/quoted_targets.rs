//! QY0404: the targets of another document are quoted.
//!
//! Finds a heading that announces what another document says.
//! Matters: those targets bind, but by that document and not by this plan; they are kept as context.
//! Example: an article on one resolution that goes on with the goals of another.
//! Do: compile the other document by itself.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};
use crate::classify::Role;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let tree = case.script.tree();
    let mut inside = false;
    let mut out = Vec::new();
    for id in tree.ids() {
        let quoted = case.roles.of(id) == Role::Quoted;
        if quoted && !inside {
            let message = said([
                "Phần này dẫn mục tiêu của văn bản khác nên không đưa vào kế hoạch.",
                "This part quotes the targets of another document and is left out of the plan.",
            ]);
            let found = case.finding("QY0404", Severity::Note, tree.node(id).words, message);
            out.push(with_hint(
                found,
                [
                    "Nếu cần, hãy đọc riêng văn bản được dẫn thành một kế hoạch khác.",
                    "If needed, read the quoted document as a plan of its own.",
                ],
            ));
        }
        inside = quoted;
    }
    out
}
