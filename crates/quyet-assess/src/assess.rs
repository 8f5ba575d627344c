//! The whole plan as of a moment.
//!
//! **Takes** a plan and evidence. **Gives** one verdict per target and part, and the counts.
//! **Never** decides itself: leaves are judged in `leaf.rs`, containers in `parts.rs`.

use quyet_model::as_of::AsOf;
use quyet_model::figure::FigureVersion;
use quyet_model::indicator::Indicator;
use quyet_model::place::PlaceId;
use quyet_model::plan::Plan;
use quyet_model::target::Target;

use crate::known::Known;
use crate::verdict::{Assessed, Counts, PlanAssessment};
use crate::{leaf, parts};

/// What a plan is judged by.
#[doc(alias = "chứng cứ")]
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// Where the plan is carried out; figures of other places are passed over.
    pub place: &'a PlaceId,
    /// The catalogue; of two definitions with one identity the later stands.
    pub indicators: &'a [Indicator],
    /// Every version known, corrected ones too, in any order; identities are unique.
    /// What stands is found from [`FigureVersion::replaces`]; `replaced_by` is not read.
    pub figures: &'a [FigureVersion],
}

/// Judges every target of a plan as of a moment. Pure and total: what cannot be judged is a verdict with a named gap.
///
/// Figures recorded after `at.recorded` change nothing. The plan's year is that of its document;
/// a target with a later horizon of its own is judged for that year.
#[doc(alias = "đánh giá")]
pub fn assess(plan: &Plan, evidence: &Evidence<'_>, at: AsOf) -> PlanAssessment {
    let known = Known::gather(evidence, at);
    let judge = |target| judge(target, plan.document.year, &known);
    let targets: Vec<Assessed> = plan.targets.iter().map(judge).collect();
    PlanAssessment {
        at,
        by_target: Counts::of(targets.iter().map(|target| &target.verdict)),
        by_leaf: Counts::of_leaves(&targets),
        targets,
    }
}

fn judge(target: &Target, year: Option<i16>, known: &Known<'_>) -> Assessed {
    if target.is_leaf() {
        return leaf::judge(target, year, known).into_assessed(target.code.clone(), Vec::new());
    }
    let judged: Vec<Assessed> = target.parts.iter().map(|part| judge(part, year, known)).collect();
    parts::combine(target, &judged).into_assessed(target.code.clone(), judged)
}
