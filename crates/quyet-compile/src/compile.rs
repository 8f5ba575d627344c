//! The passes, in order.

use quyet_model::plan::{Draft, Plan};
use quyet_syntax::{Source, parse};

use crate::rules::{self, Case, TargetPlace};
use crate::script::Script;
use crate::{
    assessment, citations, classify, codes, coverage, document, duties, objective, targets, tasks,
};

/// Compiles the text of a document to a draft plan. Total: every text gives a draft; linear in its length.
///
/// All spans of the draft are byte ranges of `text` as it was given.
pub fn compile(text: &str) -> Draft {
    let source = Source::new(text);
    let tree = parse(source.text());
    let script = Script::new(&source, &tree);

    // What the document cites and is.
    let number = document::own_number(&script);
    let cited = citations::read(&script, number.as_deref());
    let roles = classify::classify(&script, number.as_deref());
    let head = document::read(&script, &roles, number.as_deref(), &cited);

    // What it promises, orders and says of the past.
    let read = targets::read(&script, &roles, &head);
    let (tasks, task_claims) = tasks::read(&script, &roles);
    let (duties, duty_claims) = duties::read(&script, &roles);
    let (assessment, past_claims) = assessment::read(&script, &roles);
    let (objective, objective_claims) = objective::read(&script, &roles);

    // What is left is background, or listed as unread.
    let claims = [read.claims, task_claims, duty_claims, past_claims, objective_claims].concat();
    let rest = coverage::settle(&script, &roles, claims);

    let places: Vec<TargetPlace> = read.targets.iter().map(TargetPlace::of).collect();
    let plan = Plan {
        targets: codes::assign(&script, head.year, read.targets),
        document: head,
        objective,
        tasks,
        citations: cited,
        duties,
        assessment,
        background: rest.background,
        unread: rest.unread,
    };
    let case = Case {
        script: &script,
        roles: &roles,
        plan: &plan,
        built: &places,
        unread: &rest.unread_nodes,
    };
    let diagnostics = rules::check(&case, read.diagnostics);
    Draft { plan, diagnostics }
}
