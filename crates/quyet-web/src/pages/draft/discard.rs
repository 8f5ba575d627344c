//! Throwing a draft away, after a question.

use askama::Template;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::review::{CardStage, discard_review};
use quyet_model::plan::PlanId;

use super::{card_of, see};
use crate::ask::Named;
use crate::at_desk::AtDesk;
use crate::refuse::Refused;
use crate::work::Work;

#[derive(Template)]
#[template(path = "draft/discard.html")]
struct Page {
    shell: Work,
    id: PlanId,
    title: String,
    decided: usize,
    back: String,
}

/// Asks whether the draft is to be thrown away.
pub(crate) async fn get(at: AtDesk, Named(plan): Named<String>) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let card = card_of(&at, &id).await?;
    let decided = match card.stage {
        CardStage::Read { decided, .. } => decided,
        _ => 0,
    };
    let shell = Work::new(&at, format!("Bỏ bản rà soát {id}"));
    let back = paths::draft(&id);
    let page = Page { shell, id, title: card.title, decided, back };
    page.shell.answer(&page)
}

/// Throws the draft away. Sent twice, it is the same.
pub(crate) async fn post(at: AtDesk, Named(plan): Named<String>) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let gone = discard_review(&*at.planning.drafts, &id).await;
    gone.map_err(|error| Refused::Failed(error.to_string()))?;
    at.planning.readings.forget(&id);
    Ok(see(paths::DRAWER))
}
