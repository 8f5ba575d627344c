//! The one style sheet.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;

const SHEET: &str = include_str!("../../assets/quyet.css");

/// Its address; it changes with every byte of the sheet, so that browsers may keep the sheet for ever.
pub(crate) static PATH: LazyLock<String> =
    LazyLock::new(|| format!("/quyet-{:016x}.css", sum(SHEET)));

/// FNV-1a, 64 bits: tells one edition from another, and guards against nothing else.
pub(super) fn sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Answers the sheet.
pub(crate) async fn get() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, SHEET)
}
