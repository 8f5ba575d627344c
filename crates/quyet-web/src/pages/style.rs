//! The one style sheet.

use axum::http::header;
use axum::response::IntoResponse;

/// Its address; the number changes whenever the sheet does, so that browsers may keep it for ever.
pub(crate) const PATH: &str = "/quyet-2.css";

/// Answers the sheet.
pub(crate) async fn get() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, include_str!("../../assets/quyet.css"))
}
