//! Findings about the text, the document and the lists: one rule, one file, one code.
//!
//! **Takes** what the passes found. **Gives** diagnostics in the given text, sorted by where they stand.
//! **Never** changes the plan. Codes `QY01xx` are about text and structure, `QY02xx` about conditions
//! (see [`crate::grammar`]), `QY03xx` about the document and its citations, `QY04xx` about targets and tasks as lists.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
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
pub mod part_over_whole;
pub mod plan_year_missing;
pub mod quoted_targets;
pub mod same_target;
pub mod share_sum;
pub mod target_like_sentence;
pub mod task_row_short;
pub mod text_cut;
pub mod too_many_provisions;
pub mod two_dates;
pub mod unread_words;
pub mod wrong_date;

/// The pages of the codes that have a file here, by code.
const PAGES: [&Explained; 22] = [
    &numbering_hole::PAGE,
    &numbering_repeat::PAGE,
    &text_cut::PAGE,
    &damaged_characters::PAGE,
    &empty_text::PAGE,
    &unread_words::PAGE,
    &too_many_provisions::PAGE,
    &document_number_missing::PAGE,
    &adoption_date_missing::PAGE,
    &issuer_missing::PAGE,
    &plan_year_missing::PAGE,
    &two_dates::PAGE,
    &wrong_date::PAGE,
    &no_targets::PAGE,
    &announced_count::PAGE,
    &target_like_sentence::PAGE,
    &quoted_targets::PAGE,
    &same_target::PAGE,
    &part_over_whole::PAGE,
    &assignment_unread::PAGE,
    &deadline_unread::PAGE,
    &task_row_short::PAGE,
];

/// The page of every code that the compiler can give, by code.
#[doc(alias = "danh mục mã")]
pub fn catalogue() -> Vec<&'static Explained> {
    let grammar = crate::grammar::rules::PAGES.iter();
    let mut pages: Vec<_> = PAGES.into_iter().chain(grammar).chain([&crate::table::PAGE]).collect();
    pages.sort_by_key(|page| page.code);
    pages
}

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
        message: [String; 2],
    ) -> Diagnostic {
        given(code, severity, self.script.given(at), message)
    }

    /// The first words of the text, for what is missing as a whole.
    fn first_words(&self) -> Span {
        let nodes = self.script.tree().nodes();
        nodes.iter().map(|node| node.words).find(|words| !words.is_empty()).unwrap_or_default()
    }
}

/// A finding about words of the given text.
fn given(
    code: &'static str,
    severity: Severity,
    span: Span,
    [message, message_en]: [String; 2],
) -> Diagnostic {
    Diagnostic { code, severity, message, message_en, span, hint: None, hint_en: None }
}

/// With what to do, in Vietnamese and in English.
fn with_hint(diagnostic: Diagnostic, [hint, hint_en]: [&str; 2]) -> Diagnostic {
    Diagnostic { hint: Some(hint.to_owned()), hint_en: Some(hint_en.to_owned()), ..diagnostic }
}

/// A sentence without particulars, in Vietnamese and in English.
fn said(words: [&str; 2]) -> [String; 2] {
    words.map(str::to_owned)
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
    out.extend(wrong_date::check(case));
    out.extend(no_targets::check(case));
    out.extend(announced_count::check(case));
    out.extend(target_like_sentence::check(case));
    out.extend(quoted_targets::check(case));
    out.extend(same_target::check(case));
    out.extend(part_over_whole::check(case));
    out.extend(share_sum::check(case, &out));
    out.extend(assignment_unread::check(case));
    out.extend(deadline_unread::check(case));
    out.extend(task_row_short::check(case));
    out.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    out.dedup();
    out
}
