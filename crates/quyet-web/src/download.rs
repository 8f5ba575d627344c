//! A file as an answer: something to keep, never something that runs.
//!
//! **Takes** bytes that anybody may have handed in. **Gives** an answer that no browser shows as a page of this site.
//! **Never** tells a type under which a browser would run scripts.
//! Invariant: every route that answers stored bytes answers them through [`file`].

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The type of bytes that are only bytes.
pub(crate) const BYTES: &str = "application/octet-stream";

/// Types that are told. All others, web pages and drawings among them, are only bytes: the name's ending still opens
/// them in their program.
const TOLD: &[&str] = &[
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/msword",
    "application/rtf",
    "text/rtf",
    "text/plain",
    "text/csv",
    "text/markdown",
    "image/png",
    "image/jpeg",
    "image/tiff",
    "image/gif",
    "image/webp",
    "image/bmp",
];

/// Even where a browser shows the file in spite of all, it is no page of this site and runs nothing.
const SANDBOX: &str = "default-src 'none'; sandbox";

/// Answers a file as a download. The name is ASCII without quotes: it is made here, not taken from anybody.
pub(crate) fn file(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = name.chars().filter(|c| plain(*c)).collect();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(told(media_type))),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    let disposition = format!("attachment; filename=\"{name}\"");
    (headers, [(header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

/// The type that is told: a text is told in UTF-8 when it is kept in it.
fn told(media_type: &str) -> &'static str {
    let (bare, utf8) = match media_type.split_once(';') {
        Some((bare, rest)) => (bare.trim(), rest.trim().eq_ignore_ascii_case("charset=utf-8")),
        None => (media_type.trim(), false),
    };
    match (bare, utf8) {
        ("text/plain", true) => "text/plain; charset=utf-8",
        ("text/csv", true) => "text/csv; charset=utf-8",
        _ => TOLD.iter().find(|told| **told == bare).copied().unwrap_or(BYTES),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_types_that_run_nothing_are_told() {
        let check = |kept: &str, expect: &str| assert_eq!(told(kept), expect, "{kept}");
        check("application/pdf", "application/pdf");
        check("text/plain; charset=utf-8", "text/plain; charset=utf-8");
        check("text/plain; charset=utf-7", "text/plain");
        check("text/csv; charset=utf-8", "text/csv; charset=utf-8");
        for active in [
            "text/html",
            "text/html; charset=utf-8",
            "TEXT/HTML",
            "image/svg+xml",
            "application/xhtml+xml",
            "text/xml",
            "application/javascript",
            "",
            "x\r\nSet-Cookie: a=b",
        ] {
            check(active, BYTES);
        }
    }

    #[test]
    fn a_file_is_a_download_that_runs_nothing() {
        let answer = file("nq\".html\r\nX: y", "text/html", b"<script>alert(1)</script>".to_vec());
        let header = |name: &str| answer.headers()[name].to_str().expect("plain words");
        assert_eq!(header("content-type"), "application/octet-stream");
        assert_eq!(header("content-disposition"), "attachment; filename=\"nq.htmlXy\"");
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(header("x-content-type-options"), "nosniff");
    }
}
