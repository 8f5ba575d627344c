//! Refusals as pages: what happened, what is kept, what to do.

use std::any::Any;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Why a page is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// There is no such thing.
    Missing(String),
    /// The question cannot be understood.
    Question(String),
    /// Not shown by rule.
    Hidden(String),
    /// The house failed; the words go to the log, not to the page.
    Failed(String),
}

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage<'a> {
    title: &'a str,
    what: &'a str,
    next: &'a str,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, title, what) = match self {
            Self::Missing(what) => (StatusCode::NOT_FOUND, "Không tìm thấy", what),
            Self::Question(what) => (StatusCode::BAD_REQUEST, "Câu hỏi chưa rõ", what),
            Self::Hidden(what) => (StatusCode::FORBIDDEN, "Không công khai", what),
            Self::Failed(what) => {
                tracing::error!(error = %what, "a page could not be made");
                let said = "máy chủ không đọc được dữ liệu".to_owned();
                (StatusCode::INTERNAL_SERVER_ERROR, "Máy chủ gặp lỗi", said)
            }
        };
        page(status, title, &what)
    }
}

fn page(status: StatusCode, title: &str, what: &str) -> Response {
    let next = if status.is_server_error() {
        "Số liệu đã lưu không bị ảnh hưởng. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị chạy “quyet fsck”."
    } else {
        "Không có gì bị thay đổi. Hãy kiểm tra lại địa chỉ hoặc bắt đầu từ trang chủ."
    };
    let page = RefusedPage { title, what, next };
    let html = page.render().unwrap_or_else(|_| title.to_owned());
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// The answer to an address that leads nowhere.
pub(crate) async fn no_such_page() -> Response {
    Refused::Missing("không có trang nào ở địa chỉ này".to_owned()).into_response()
}

/// The answer when a request died: it dies alone.
#[expect(clippy::needless_pass_by_value, reason = "the signature that CatchPanicLayer asks for")]
pub(crate) fn after_panic(cause: Box<dyn Any + Send + 'static>) -> Response {
    let words = cause.downcast_ref::<String>().cloned();
    let words = words.or_else(|| cause.downcast_ref::<&str>().map(|words| (*words).to_owned()));
    Refused::Failed(words.unwrap_or_else(|| "panic".to_owned())).into_response()
}
