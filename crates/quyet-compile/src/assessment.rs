//! How the past year was judged: results, shortcomings, causes. Yields no targets.

use quyet_model::plan::PastAssessment;
use quyet_model::span::Span;

use crate::classify::{Role, Roles};
use crate::script::Script;
use crate::topic::AssessmentPart;

/// Sorts the paragraphs of the assessment, and gives the spans of the NFC text they take.
pub(crate) fn read(script: &Script<'_>, roles: &Roles) -> (PastAssessment, Vec<Span>) {
    let mut out = PastAssessment::default();
    let mut claims = Vec::new();
    for id in script.tree().ids() {
        let Role::Assessment(part) = roles.of(id) else { continue };
        let node = script.node(id);
        let leads = script.introduces(id) && !node.children.is_empty();
        if roles.opens(id) && leads
            || node.heading
            || !script.words(id).contains(char::is_alphanumeric)
        {
            continue;
        }
        let list = match part {
            AssessmentPart::Results => &mut out.results,
            AssessmentPart::Shortcomings => &mut out.shortcomings,
            AssessmentPart::Causes => &mut out.causes,
        };
        list.push(script.whole(id));
        claims.push(node.words);
    }
    (out, claims)
}
