//! For machines: is the process up, can it answer.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::hall::Hall;

/// The process runs.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// The vault answers and is not known to be broken. The reason of a refusal is one line of text.
pub(crate) async fn ready(State(hall): State<Hall>) -> Response {
    if let Some(why) = hall.health.refusal() {
        return not_ready(&why);
    }
    match hall.ledger.head().await {
        Ok(head) => ([TEXT, FRESH], format!("ok {}\n", head.size)).into_response(),
        Err(error) => not_ready(&error.to_string()),
    }
}

fn not_ready(why: &str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [TEXT, FRESH], format!("{why}\n")).into_response()
}

const TEXT: (header::HeaderName, &str) = (header::CONTENT_TYPE, "text/plain; charset=utf-8");
const FRESH: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");
