//! The planner's desk: from a file to a plan.

pub(crate) mod adopt;
pub(crate) mod change;
pub(crate) mod discard;
pub(crate) mod drawer;
pub(crate) mod hand_in;
pub(crate) mod progress;
pub(crate) mod review;
mod upload;
mod wishes;

use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use quyet_app::review::{OpenReviewError, Review, ReviewCard, open_review, original, review_card};
use quyet_model::plan::PlanId;

use crate::ask::Named;
use crate::at_desk::AtDesk;
use crate::download;
use crate::refuse::Refused;

fn refused(error: &OpenReviewError) -> Refused {
    match error {
        OpenReviewError::Missing(_) | OpenReviewError::Unreadable { .. } => {
            Refused::Missing(error.to_string())
        }
        OpenReviewError::Store(_) => Refused::Failed(error.to_string()),
    }
}

/// What is known of a draft.
async fn card_of(at: &AtDesk, id: &PlanId) -> Result<ReviewCard, Refused> {
    review_card(&*at.planning.drafts, id).await.map_err(|error| refused(&error))
}

/// A draft that was read; `None` when it was not.
async fn open(at: &AtDesk, id: &PlanId) -> Result<Option<Review>, Refused> {
    let review = open_review(&*at.planning.drafts, id).await.map_err(|error| refused(&error))?;
    let Some(review) = review else { return Ok(None) };
    let register = at.hall.ledger.places(at.hall.clock.now()).await;
    let register = register.map_err(|error| Refused::Failed(error.to_string()))?;
    Ok(Some(review.with_places(&register)))
}

/// The answer to something that was sent: look there.
fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// Answers the original of a draft, as a download and never as active content.
pub(crate) async fn file(at: AtDesk, Named(plan): Named<String>) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let card = card_of(&at, &id).await?;
    let bytes = original(&*at.planning.drafts, &id).await;
    let bytes = bytes.map_err(|error| Refused::Failed(error.to_string()))?;
    let bytes = bytes.ok_or_else(|| Refused::Missing("không còn tệp gốc".to_owned()))?;
    // The name as it came may hold anything: only its ending is kept, when it is plain.
    let ending = card.title.rsplit_once('.').map_or("", |(_, ending)| ending);
    let simple =
        (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    let ending = if simple { ending } else { "bin" };
    let file = download::file(&format!("{id}-goc.{ending}"), download::BYTES, bytes);
    Ok(([(header::CACHE_CONTROL, "no-store")], file).into_response())
}
