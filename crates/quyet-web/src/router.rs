//! The one list of routes.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::hall::Hall;
use crate::{pages, refuse};

/// Everything the hall answers.
pub fn router(hall: Hall) -> Router {
    let pages = Router::new()
        .route("/", get(pages::home::get))
        .route("/ke-hoach/{plan}", get(pages::plan::get))
        .route("/ke-hoach/{plan}/chi-tieu/{code}", get(pages::target::get))
        .route("/ke-hoach/{plan}/nhiem-vu", get(pages::tasks::get))
        .route("/ke-hoach/{plan}/ket-qua", get(pages::results::get))
        .route("/ke-hoach/{plan}/ket-qua/{file}", get(pages::results::file))
        .route("/van-ban/{digest}", get(pages::document::get))
        .route("/van-ban/{digest}/goc", get(pages::document::original))
        .route("/s/{figure}", get(pages::figure::get))
        .route("/ma-loi", get(pages::codes::list))
        .route("/ma-loi/{code}", get(pages::codes::get))
        .route("/phuong-phap", get(pages::method::get))
        .route(&pages::style::PATH, get(pages::style::get))
        .route("/livez", get(pages::machine::live))
        .route("/readyz", get(pages::machine::ready))
        .fallback(refuse::no_such_page)
        .method_not_allowed_fallback(refuse::read_only)
        .with_state(hall);
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    pages
        .layer(CatchPanicLayer::custom(refuse::after_panic))
        .layer(header(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new())
}

/// No scripts, no third parties: a page is its words, its drawings and one style sheet.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
