//! Use case: judge a plan as of a moment. Writes nothing.

use quyet_assess::verdict::PlanAssessment;
use quyet_assess::{Evidence, assess};
use quyet_model::figure::FigureVersion;
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::place::Place;
use quyet_model::plan::PlanId;
use quyet_store::StoreError;
use quyet_store::{AdoptedPlan, FigureQuery, Ledger};
use thiserror::Error;

use crate::moment::Moment;

/// A plan with everything its judgement rests on, as known at the moment.
#[derive(Clone, Debug)]
pub struct JudgedPlan {
    /// The plan and who put it in force.
    pub adopted: AdoptedPlan,
    /// The place it is carried out in; `None` when the register does not hold it.
    pub place: Option<Place>,
    /// The catalogue.
    pub indicators: Vec<Indicator>,
    /// All versions of the figures of this place.
    pub figures: Vec<FigureVersion>,
    /// The verdicts.
    pub assessment: PlanAssessment,
    /// The moment asked for.
    pub moment: Moment,
}

impl JudgedPlan {
    /// The indicator with this identity.
    pub fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == *id)
    }

    /// The place's name; its code when the register does not hold it.
    pub fn place_name(&self) -> &str {
        self.place.as_ref().map_or(self.adopted.adopted.place.code.as_str(), |place| &place.name)
    }
}

/// Why a plan cannot be judged.
#[derive(Debug, Error)]
pub enum AssessPlanError {
    /// No such plan was in force at the moment.
    #[error("không có kế hoạch “{0}” vào thời điểm này")]
    UnknownPlan(PlanId),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Loads a plan with its figures and judges it.
///
/// # Errors
/// [`AssessPlanError`]; a target that cannot be judged is a verdict, not an error.
pub async fn assess_plan(
    ledger: &dyn Ledger,
    id: &PlanId,
    moment: &Moment,
) -> Result<JudgedPlan, AssessPlanError> {
    let at = moment.at.recorded;
    let adopted = ledger.plan(id, at).await?;
    let adopted = adopted.ok_or_else(|| AssessPlanError::UnknownPlan(id.clone()))?;
    let indicators = ledger.indicators(at).await?;
    let place_id = &adopted.adopted.place;
    let query = FigureQuery { place: Some(place_id.clone()), ..FigureQuery::default() };
    let figures = ledger.figures(&query, at).await?;
    let place = ledger.places(at).await?.into_iter().find(|place| place.id == *place_id);
    let evidence = Evidence { place: place_id, indicators: &indicators, figures: &figures };
    let assessment = assess(&adopted.adopted.plan, &evidence, moment.at);
    Ok(JudgedPlan { place, indicators, figures, assessment, moment: moment.clone(), adopted })
}
