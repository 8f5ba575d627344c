//! Putting the plan of a finished review in force.

use askama::Template;
use axum::response::Response;
use quyet_app::desk::Desk;
use quyet_app::paths;
use quyet_app::review::adopt::{AdoptReviewError, adopt_review};
use quyet_app::review::form::FieldError;
use quyet_app::review::{OpenReviewError, Review};
use quyet_app::vault::VaultError;
use quyet_app::views::review::adoption::{AdoptionView, adoption_view};
use quyet_model::plan::PlanId;

use super::{open, refused, see};
use crate::ask::Named;
use crate::at_desk::{AtDesk, Filled};
use crate::refuse::{Conflict, Refused};
use crate::work::{Errors, Work};

#[derive(Template)]
#[template(path = "draft/adopt.html")]
struct Page {
    shell: Work,
    id: PlanId,
    title: String,
    version: u64,
    view: AdoptionView,
}

/// Answers the summary.
pub(crate) async fn get(at: AtDesk, Named(plan): Named<String>) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let Some(review) = open(&at, &id).await? else { return Ok(see(&paths::draft(&id))) };
    show(&at, &review, vec![])
}

fn show(at: &AtDesk, review: &Review, errors: Vec<FieldError>) -> Result<Response, Refused> {
    let id = review.card.id.clone();
    let mut shell = Work::new(at, format!("Phê duyệt kế hoạch {id}"));
    shell = shell.under(&id.0, paths::review(&id));
    shell.errors = Errors(errors);
    let (title, version) = (review.card.title.clone(), review.card.version);
    let page = Page { shell, id, title, version, view: adoption_view(review) };
    page.shell.answer(&page)
}

/// Puts the plan in force and leads to it, with the receipt. Sent twice, it is one adoption.
pub(crate) async fn post(
    at: AtDesk,
    Named(plan): Named<String>,
    form: Filled,
) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let seen: u64 = form.number("seen").ok_or(Refused::BadForm)?;
    let vault = at.planning.vault.open().await.map_err(|error| match error {
        VaultError::Busy => Refused::Busy(error.to_string()),
        VaultError::Unsound(why) => Refused::Unsound(why),
        VaultError::Failed(_) => Refused::Failed(error.to_string()),
    })?;
    let desk = Desk { ledger: vault.ledger(), clock: &*at.hall.clock, actor: &at.planning.planner };
    let adopted = adopt_review(desk, &*at.planning.drafts, &id, seen).await;
    vault.close().await;
    match adopted {
        Ok(_) => Ok(see(&receipt(&id))),
        Err(error) if error.is_stale() => Err(Refused::Conflict(Box::new(Conflict {
            what: error.to_string(),
            typed: vec![],
            way: ("Xem lại trước khi phê duyệt".to_owned(), paths::adoption(&id)),
        }))),
        Err(AdoptReviewError::Open(error)) => gone(&at, &id, &error).await,
        Err(AdoptReviewError::Forbidden(error)) => Err(Refused::Forbidden(error.to_string())),
        Err(
            error @ (AdoptReviewError::Store(_)
            | AdoptReviewError::Append(_)
            | AdoptReviewError::Draft(_)),
        ) => Err(Refused::Failed(error.to_string())),
        Err(error) => match open(&at, &id).await? {
            Some(review) => show(&at, &review, vec![FieldError::new("muc", error.to_string())]),
            None => Ok(see(&paths::draft(&id))),
        },
    }
}

fn receipt(id: &PlanId) -> String {
    format!("{}?bien-nhan=1", paths::plan(id))
}

/// A draft that is no longer there was adopted, when its plan stands: the button was pressed twice.
async fn gone(at: &AtDesk, id: &PlanId, error: &OpenReviewError) -> Result<Response, Refused> {
    let plan = at.hall.ledger.plan(id, at.hall.clock.now()).await;
    match plan.map_err(|error| Refused::Failed(error.to_string()))? {
        Some(_) if matches!(error, OpenReviewError::Missing(_)) => Ok(see(&receipt(id))),
        _ => Err(refused(error)),
    }
}
