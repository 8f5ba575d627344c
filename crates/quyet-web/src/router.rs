//! The one list of routes.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use quyet_app::paths;
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
        .route("/van-ban/{digest}/chu", get(pages::document::words))
        .route("/s/{figure}", get(pages::figure::get))
        .route("/s/{figure}/chung-minh", get(pages::proof::figure))
        .route("/s/{figure}/chung-minh.tlog-proof", get(pages::proof::figure_file))
        .route("/van-ban/{digest}/chung-minh", get(pages::proof::document))
        .route("/van-ban/{digest}/chung-minh.tlog-proof", get(pages::proof::document_file))
        .route("/nhat-ky", get(pages::log::get))
        .route("/nhat-ky/nhat-quan", get(pages::log::consistency))
        .route("/log/checkpoint", get(pages::log::checkpoint))
        .route("/log/tile/{*path}", get(pages::log::tile))
        .route(&pages::proof::SCRIPT_PATH, get(pages::proof::script))
        .route("/ma-loi", get(pages::codes::list))
        .route("/ma-loi/{code}", get(pages::codes::get))
        .route("/phuong-phap", get(pages::method::get))
        .route("/ke-hoach/{plan}/ra-soat", get(pages::history::get))
        .route(&pages::style::PATH, get(pages::style::get))
        .route(&pages::script::PATH, get(pages::script::get))
        .route("/livez", get(pages::machine::live))
        .route("/readyz", get(pages::machine::ready))
        .merge(desk())
        .fallback(refuse::no_such_page)
        .method_not_allowed_fallback(refuse::read_only)
        .with_state(hall.clone());
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    pages
        .layer(CatchPanicLayer::custom(refuse::after_panic))
        .layer(from_fn_with_state(hall, refuse::with_alarm))
        .layer(header(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(CompressionLayer::new())
}

/// The planner's desk. Its handlers take [`crate::at_desk::AtDesk`], which lets nobody else in.
fn desk() -> Router<Hall> {
    use pages::draft::{adopt, change, discard, drawer, file, hand_in, progress, review};
    // A file is taken in piece by piece and counted there.
    let window = get(hand_in::get).post(hand_in::post).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/quan-tri/he-thong", get(pages::system::get))
        .route(paths::DRAWER, get(drawer::get))
        .route(paths::HAND_IN, window)
        .route("/soan/{plan}", get(progress::get))
        .route("/soan/{plan}/doc", post(progress::post))
        .route("/soan/{plan}/goc", get(file))
        .route("/soan/{plan}/bo", get(discard::get).post(discard::post))
        .route("/soan/{plan}/trich", get(review::get).post(change::post))
        .route("/soan/{plan}/phe-duyet", get(adopt::get).post(adopt::post))
}

/// No scripts, no third parties: a page is its words, its drawings and one style sheet.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
