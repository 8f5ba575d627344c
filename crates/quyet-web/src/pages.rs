//! One file, one page.

pub(crate) mod codes;
pub(crate) mod document;
pub(crate) mod draft;
pub(crate) mod figure;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod log;
pub(crate) mod machine;
pub(crate) mod method;
pub(crate) mod plan;
pub(crate) mod proof;
pub(crate) mod results;
pub(crate) mod script;
pub(crate) mod style;
pub(crate) mod system;
pub(crate) mod target;
pub(crate) mod tasks;

use quyet_app::assess_plan::{AssessPlanError, JudgedPlan, assess_plan};
use quyet_app::moment::Moment;
use quyet_app::paths;
use quyet_app::views::plan::title;
use quyet_model::plan::PlanId;

use crate::hall::Hall;
use crate::refuse::Refused;

/// A plan judged at the moment, or the page that says why not.
async fn judge(hall: &Hall, plan: &str, moment: &Moment) -> Result<JudgedPlan, Refused> {
    let id = PlanId(plan.to_lowercase());
    assess_plan(&*hall.ledger, &id, moment).await.map_err(|error| match error {
        AssessPlanError::UnknownPlan(_) => Refused::Missing(error.to_string()),
        AssessPlanError::Store(_) => Refused::Failed(error.to_string()),
    })
}

/// The plan of a page whose canonical address `path` gives, or the way to that address.
async fn judge_at(
    hall: &Hall,
    plan: &str,
    moment: &Moment,
    path: fn(&PlanId) -> String,
) -> Result<JudgedPlan, Refused> {
    let judged = judge(hall, plan, moment).await?;
    let id = &judged.adopted.adopted.id;
    if plan == id.0 { Ok(judged) } else { Err(Refused::Elsewhere(paths::at(&path(id), moment))) }
}

/// "Kế hoạch năm 2024 · Tỉnh Bắc Kạn".
fn plan_title(judged: &JudgedPlan) -> String {
    title(judged.adopted.adopted.plan.document.year, judged.place_name())
}

/// Address of the document that a plan was read from.
fn document_path(judged: &JudgedPlan) -> String {
    paths::at(&paths::document(&judged.adopted.adopted.document), &judged.moment)
}
