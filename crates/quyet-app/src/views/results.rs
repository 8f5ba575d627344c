//! The year's results table of a plan, ready for any format.

use jiff::Timestamp;
use quyet_report::block::Report;
use quyet_report::results_table::{Audience, Link, ResultsInput, results_table};

use crate::assess_plan::JudgedPlan;
use crate::paths;

/// The table as everybody may see it. Links keep the moment asked for.
pub fn results_report(judged: &JudgedPlan) -> Report {
    let adopted = &judged.adopted.adopted;
    let link = |to: Link| {
        let path = match to {
            Link::Figure(id) => paths::figure(id),
            Link::Target(code) => paths::target(&adopted.id, &code),
        };
        paths::at(&path, &judged.moment)
    };
    let input = ResultsInput {
        plan: &adopted.plan,
        assessment: &judged.assessment,
        indicators: &judged.indicators,
        figures: &judged.figures,
        place: &adopted.place,
        place_name: judged.place_name(),
        audience: Audience::Public,
        link: &link,
    };
    results_table(&input, created(judged))
}

/// The instant written into files: that of the newest thing the report rests on, so that the same knowledge
/// gives the same bytes whenever somebody asks.
fn created(judged: &JudgedPlan) -> Timestamp {
    let newest = judged.figures.iter().map(|version| version.recorded).max();
    newest.map_or(judged.adopted.recorded, |newest| newest.max(judged.adopted.recorded))
}
