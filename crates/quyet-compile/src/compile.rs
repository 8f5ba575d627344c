//! The passes, in order.

use quyet_model::plan::{Draft, Plan};
use quyet_syntax::{Source, parse};

use crate::rules::{self, Case, TargetPlace};
use crate::script::Script;
use crate::tasks::assignment::Known;
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
    let (cited, places_cited) = citations::read(&script, number.as_deref());
    let mut roles = classify::classify(&script, number.as_deref());
    let tables = tasks::annex::find(&script, &mut roles);
    let head = document::read(&script, &roles, number.as_deref(), &cited);

    // What it promises, orders and says of the past.
    let read = targets::read(&script, &roles, &head);
    let known = Known { year: head.year, cited: &places_cited };
    let tasks = tasks::read(&script, &roles, &tables, known);
    let (duties, duty_claims, duty_doubts) = duties::read(&script, &roles, known);
    let (assessment, past_claims) = assessment::read(&script, &roles);
    let (objective, objective_claims) = objective::read(&script, &roles);

    // What is left is background, or listed as unread.
    let claims = [read.claims, tasks.claims, duty_claims, past_claims, objective_claims].concat();
    let rest = coverage::settle(&script, &roles, claims);

    let doubts = [tasks.doubts, duty_doubts].concat();
    let places: Vec<TargetPlace> = read.targets.iter().map(TargetPlace::of).collect();
    let plan = Plan {
        targets: codes::assign(&script, head.year, read.targets),
        document: head,
        objective,
        tasks: tasks.tasks,
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
        doubts: &doubts,
    };
    let diagnostics = rules::check(&case, read.diagnostics);
    Draft { plan, diagnostics }
}
