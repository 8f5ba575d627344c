//! The public log: its files for programs (C2SP tlog-tiles), its page for people.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use quyet_app::moment::Moment;
use quyet_app::prove::prove_consistency;
use quyet_app::public_log::{self, PublicLogError};
use quyet_app::views::log::{LogPage, log_page};
use serde::Deserialize;

use super::proof::{NO_LOG, refused};
use crate::ask::Named;
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

const ANYBODY: (HeaderName, &str) = (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// As long as a program that follows the log may wait.
const SHORTLY: &str = "public, max-age=5";

/// Answers the present checkpoint.
pub(crate) async fn checkpoint(State(hall): State<Hall>) -> Response {
    let Some(log) = &hall.log else { return told(StatusCode::NOT_FOUND, NO_LOG) };
    let now = hall.clock.now();
    match public_log::checkpoint(&*hall.ledger, log, &hall.health, now).await {
        Ok(signed) => {
            let headers = [
                (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
                (header::CACHE_CONTROL, SHORTLY),
                ANYBODY,
            ];
            (headers, signed.to_text()).into_response()
        }
        Err(error) => failed(&error),
    }
}

/// Answers a tile.
pub(crate) async fn tile(State(hall): State<Hall>, Named(path): Named<String>) -> Response {
    if hall.log.is_none() {
        return told(StatusCode::NOT_FOUND, NO_LOG);
    }
    match public_log::tile(&*hall.ledger, &path).await {
        Ok((bytes, whole)) => {
            // A partial tile is a part of a whole one: its bytes do not change either, but others take its place.
            let keep = if whole { FOR_EVER } else { "public, max-age=3600" };
            let headers = [
                (header::CONTENT_TYPE, "application/octet-stream"),
                (header::CACHE_CONTROL, keep),
                ANYBODY,
            ];
            (headers, bytes).into_response()
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &PublicLogError) -> Response {
    let status = match error {
        PublicLogError::Sign(_) | PublicLogError::Kept(_) | PublicLogError::Store(_) => {
            tracing::error!(error = %error, "the log could not answer");
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::NOT_FOUND,
    };
    told(status, &error.to_string())
}

/// A refusal for programs: one line of text.
fn told(status: StatusCode, why: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        ANYBODY,
    ];
    (status, headers, format!("{why}\n")).into_response()
}

#[derive(Template)]
#[template(path = "log.html")]
struct Page {
    shell: Shell,
    view: LogPage,
    entries: u64,
}

/// From which size on checkpoints are shown.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(crate) struct From {
    #[serde(default, rename = "tu")]
    from: u64,
}

/// Answers the page for people.
pub(crate) async fn get(
    State(hall): State<Hall>,
    query: Result<Query<From>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Refused> {
    let log = hall.log.as_ref().ok_or_else(|| Refused::Missing(NO_LOG.to_owned()))?;
    let Query(From { from }) = query.map_err(|_| Refused::Missing(NO_SIZE.to_owned()))?;
    let now = hall.clock.now();
    // The page shows what is kept; when nothing can be signed now, that is what it says.
    let _newest = public_log::checkpoint(&*hall.ledger, log, &hall.health, now).await;
    let failed = |error: quyet_app::StoreError| Refused::Failed(error.to_string());
    let view = log_page(&*hall.ledger, &*log.checkpoints, from).await.map_err(failed)?;
    let entries = hall.ledger.head().await.map_err(failed)?.size;
    let moment = Moment::now(now);
    let page =
        Page {
            shell: Shell::new(&hall, &moment, "Nhật ký công khai", "/nhat-ky"), view, entries
        };
    page.shell.answer(&page)
}

const NO_SIZE: &str = "số mục trong địa chỉ phải là một số nguyên";

/// Two sizes of the log.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Sizes {
    #[serde(rename = "tu")]
    from: u64,
    #[serde(rename = "den")]
    to: u64,
}

/// Answers the proof that one checkpoint goes on from another, as a file.
pub(crate) async fn consistency(
    State(hall): State<Hall>,
    query: Result<Query<Sizes>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Refused> {
    let log = hall.log.as_ref().ok_or_else(|| Refused::Missing(NO_LOG.to_owned()))?;
    let Query(Sizes { from, to }) = query.map_err(|_| Refused::Missing(NO_SIZE.to_owned()))?;
    let proof = prove_consistency(&*hall.ledger, &*log.checkpoints, (from, to)).await;
    let text = proof.map_err(|error| refused(&error))?.to_text();
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"nhat-quan-{from}-{to}.txt\""),
        ),
        (header::CACHE_CONTROL, FOR_EVER.to_owned()),
        (ANYBODY.0, ANYBODY.1.to_owned()),
    ];
    Ok((headers, text).into_response())
}
