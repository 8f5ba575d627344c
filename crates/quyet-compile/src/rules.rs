//! Findings about the text, the document and the lists: one rule, one file, one code.
//!
//! **Takes** what the passes found. **Gives** diagnostics in the given text, sorted by where they stand.
//! **Never** changes the plan. Codes `QY01xx` are about text and structure, `QY02xx` about conditions
//! (see [`crate::grammar`]), `QY03xx` about the document and its citations, `QY04xx` about targets and tasks as lists.

use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_model::plan::Plan;
use quyet_model::span::Span;
use quyet_syntax::NodeId;

use crate::classify::Roles;
use crate::script::Script;
use crate::targets::Built;
use crate::tasks::assignment::Doubt;

pub mod adoption_date_missing;
pub mod announced_count;
pub mod assignment_unread;
pub mod damaged_characters;
pub mod deadline_unread;
pub mod document_number_missing;
pub mod empty_text;
pub mod issuer_missing;
pub mod no_targets;
pub mod numbering_hole;
pub mod numbering_repeat;
pub mod plan_year_missing;
pub mod quoted_targets;
pub mod target_like_sentence;
pub mod task_row_short;
pub mod text_cut;
pub mod too_many_provisions;
pub mod two_dates;
pub mod unread_words;

/// What every rule may look at.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) script: &'a Script<'a>,
    pub(crate) roles: &'a Roles,
    pub(crate) plan: &'a Plan,
    /// The targets' provisions.
    pub(crate) built: &'a [TargetPlace],
    /// The provision of each unread passage.
    pub(crate) unread: &'a [NodeId],
    /// Words of tasks that charge or limit and could not be read.
    pub(crate) doubts: &'a [Doubt],
}

/// Where a target stands in the tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TargetPlace {
    pub(crate) node: NodeId,
}

impl TargetPlace {
    pub(crate) fn of(built: &Built) -> Self {
        Self { node: built.node }
    }
}

impl Case<'_> {
    /// A finding about words of the NFC text.
    fn finding(
        &self,
        code: &'static str,
        severity: Severity,
        at: Span,
        message: String,
    ) -> Diagnostic {
        Diagnostic { code, severity, message, span: self.script.given(at), hint: None }
    }

    /// The first words of the text, for what is missing as a whole.
    fn first_words(&self) -> Span {
        let nodes = self.script.tree().nodes();
        nodes.iter().map(|node| node.words).find(|words| !words.is_empty()).unwrap_or_default()
    }
}

fn with_hint(diagnostic: Diagnostic, hint: &str) -> Diagnostic {
    Diagnostic { hint: Some(hint.to_owned()), ..diagnostic }
}

/// Runs every rule; findings of the grammar are merged in. Sorted by place, then code.
pub(crate) fn check(case: &Case<'_>, grammar: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if let Some(only) = empty_text::check(case) {
        return vec![only];
    }
    let mut out = grammar;
    out.extend(damaged_characters::check(case));
    out.extend(text_cut::check(case));
    out.extend(too_many_provisions::check(case));
    out.extend(numbering_hole::check(case));
    out.extend(numbering_repeat::check(case));
    out.extend(unread_words::check(case));
    out.extend(document_number_missing::check(case));
    out.extend(adoption_date_missing::check(case));
    out.extend(issuer_missing::check(case));
    out.extend(plan_year_missing::check(case));
    out.extend(two_dates::check(case));
    out.extend(no_targets::check(case));
    out.extend(announced_count::check(case));
    out.extend(target_like_sentence::check(case));
    out.extend(quoted_targets::check(case));
    out.extend(assignment_unread::check(case));
    out.extend(deadline_unread::check(case));
    out.extend(task_row_short::check(case));
    out.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    out.dedup();
    out
}
