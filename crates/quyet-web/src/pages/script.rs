//! The one script: keys and pointing for the planner's desk. Every screen works the same without it.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;

use super::style::sum;

const SCRIPT: &str = include_str!("../../assets/quyet.js");

/// Its address; it changes with every byte of the script, so that browsers may keep the script for ever.
pub(crate) static PATH: LazyLock<String> =
    LazyLock::new(|| format!("/quyet-{:016x}.js", sum(SCRIPT)));

/// Answers the script.
pub(crate) async fn get() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, SCRIPT)
}
