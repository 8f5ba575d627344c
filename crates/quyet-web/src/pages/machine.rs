//! For machines: is the process up, can it answer.

use axum::extract::State;

use crate::hall::Hall;
use crate::refuse::Refused;

/// The process runs.
pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// The vault answers.
pub(crate) async fn ready(State(hall): State<Hall>) -> Result<String, Refused> {
    let head = hall.ledger.head().await.map_err(|error| Refused::Failed(error.to_string()))?;
    Ok(format!("ok {}\n", head.size))
}
