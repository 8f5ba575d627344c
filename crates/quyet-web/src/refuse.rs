//! Refusals as pages: what happened, what is kept, what to do.

use std::any::Any;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use quyet_app::health::Alarm;

use crate::hall::Hall;
use crate::pages::style;

/// Why a page is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It stands under another address: the canonical one.
    Elsewhere(String),
    /// There is no such thing.
    Missing(String),
    /// There is no such code of a diagnostic.
    NoSuchCode,
    /// The moment asked for cannot be understood.
    Question(String),
    /// Not shown by rule.
    Hidden(String),
    /// The hall only shows; nothing is written through it.
    ReadOnly,
    /// The hall has no desk to write at.
    NoDesk,
    /// The request does not come from the house's own pages.
    Stranger,
    /// What was sent is no form of ours.
    BadForm,
    /// The role may not.
    Forbidden(String),
    /// Too much was sent.
    TooLong(String),
    /// The ledger is known to be broken; nothing is written on top.
    Unsound(String),
    /// Another command writes; trying again will do.
    Busy(String),
    /// What was seen is no longer what stands, or it stands in the way.
    Conflict(Box<Conflict>),
    /// The house failed; the words go to the log, not to the page.
    Failed(String),
}

/// What stands in the way, what was typed, and the way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// What happened.
    pub(crate) what: String,
    /// What the person typed and was not taken: name of the field and its words.
    pub(crate) typed: Vec<(String, String)>,
    /// The way on: words and address.
    pub(crate) way: (String, String),
}

/// The page of a refusal. It travels with its answer, so that the alarm of the hour can be put on top of it.
#[derive(Clone, Debug, Template)]
#[template(path = "refused.html")]
struct RefusedPage {
    style: &'static str,
    title: &'static str,
    what: String,
    next: &'static str,
    /// Whether the form for another moment stands on the page.
    ask_again: bool,
    /// Whether the way to the list of codes stands on the page.
    lists_codes: bool,
    /// What the person typed and was not taken.
    typed: Vec<(String, String)>,
    /// The way on besides the front page.
    way: Option<(String, String)>,
    /// What is wrong with the ledger.
    alarm: Option<Alarm>,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let help = match &self {
            Self::Question(_) => Help::AnotherMoment,
            Self::NoSuchCode => Help::Codes,
            _ => Help::None,
        };
        let (status, title, what) = match self {
            Self::Elsewhere(path) => return Redirect::permanent(&path).into_response(),
            Self::Missing(what) => (StatusCode::NOT_FOUND, "Không tìm thấy", what),
            Self::NoSuchCode => {
                let said = "không có mã cảnh báo nào như vậy".to_owned();
                (StatusCode::NOT_FOUND, "Không tìm thấy", said)
            }
            Self::Question(what) => (StatusCode::BAD_REQUEST, "Thời điểm không hợp lệ", what),
            Self::Hidden(what) => (StatusCode::FORBIDDEN, "Không công khai", what),
            Self::ReadOnly => {
                let said = "trang này chỉ để xem, không nhận dữ liệu gửi lên".to_owned();
                (StatusCode::METHOD_NOT_ALLOWED, "Không nhận yêu cầu này", said)
            }
            Self::NoDesk => (StatusCode::FORBIDDEN, "Máy chủ này chỉ để xem", NO_DESK.to_owned()),
            Self::Stranger => {
                (StatusCode::FORBIDDEN, "Không nhận yêu cầu này", STRANGER.to_owned())
            }
            Self::BadForm => {
                let said = "nội dung gửi lên không phải biểu mẫu của trang này".to_owned();
                (StatusCode::BAD_REQUEST, "Không đọc được biểu mẫu", said)
            }
            Self::Forbidden(what) => (StatusCode::FORBIDDEN, "Không đủ quyền", what),
            Self::TooLong(what) => (StatusCode::PAYLOAD_TOO_LARGE, "Dữ liệu gửi lên quá lớn", what),
            Self::Unsound(what) => {
                return page(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "Sổ đang ngừng nhận ghi",
                    what,
                    Help::Unsound,
                );
            }
            Self::Busy(what) => (StatusCode::SERVICE_UNAVAILABLE, "Sổ đang bận", what),
            Self::Conflict(conflict) => return conflict.into_response(),
            Self::Failed(what) => {
                tracing::error!(error = %what, "a page could not be made");
                let said = "máy chủ không đọc được dữ liệu".to_owned();
                (StatusCode::INTERNAL_SERVER_ERROR, "Máy chủ gặp lỗi", said)
            }
        };
        page(status, title, what, help)
    }
}

impl IntoResponse for Conflict {
    fn into_response(self) -> Response {
        let page = RefusedPage {
            style: &style::PATH,
            title: "Bản rà soát đã thay đổi",
            what: self.what,
            next: KEPT,
            ask_again: false,
            lists_codes: false,
            typed: self.typed,
            way: Some(self.way),
            alarm: None,
        };
        rendered(StatusCode::CONFLICT, page)
    }
}

const NO_DESK: &str = "máy chủ đang mở ở chế độ chỉ xem, chưa có người lập kế hoạch. Người quản trị mở phần soạn thảo \
    ngay trên máy này bằng lệnh quyet serve --planner \"Họ tên\" (chưa có đăng nhập nên chỉ mở trên máy đang dùng)";

const STRANGER: &str = "yêu cầu không được gửi từ trang của Quyết trên máy này; hãy mở trang bằng địa chỉ mà lệnh \
    quyet serve đã in ra rồi làm lại";

const KEPT: &str =
    "Bản rà soát giữ nguyên như lần lưu gần nhất; nội dung bạn vừa gửi chưa được ghi.";

/// What a refusal offers beside the way home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Help {
    None,
    AnotherMoment,
    Codes,
    Unsound,
}

fn page(status: StatusCode, title: &'static str, what: String, help: Help) -> Response {
    let (ask_again, lists_codes) = (help == Help::AnotherMoment, help == Help::Codes);
    let next = if help == Help::Unsound {
        "Không có gì bị mất: bản rà soát vẫn còn nguyên và ghi được khi sổ đã được phục hồi. Hãy báo người quản trị."
    } else if status == StatusCode::SERVICE_UNAVAILABLE {
        "Không có gì bị mất: bản rà soát vẫn còn nguyên. Hãy quay lại trang trước và thử lại sau ít giây."
    } else if status.is_server_error() {
        "Số liệu đã lưu không bị ảnh hưởng. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị chạy “quyet fsck”."
    } else if ask_again {
        "Không có gì bị thay đổi. Hãy chọn một ngày khác hoặc bắt đầu từ trang chủ."
    } else {
        "Không có gì bị thay đổi. Hãy kiểm tra lại địa chỉ hoặc bắt đầu từ trang chủ."
    };
    let (style, typed, way, alarm) = (style::PATH.as_str(), Vec::new(), None, None);
    rendered(
        status,
        RefusedPage { style, title, what, next, ask_again, lists_codes, typed, way, alarm },
    )
}

fn rendered(status: StatusCode, page: RefusedPage) -> Response {
    let html = page.render().unwrap_or_else(|_| page.title.to_owned());
    let mut answer =
        (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    answer.extensions_mut().insert(page);
    answer
}

/// Puts the alarm of the hour on top of a refusal: where it was made, nobody knew the hall.
pub(crate) async fn with_alarm(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let page = answer.extensions_mut().remove::<RefusedPage>();
    match (page, hall.health.alarm()) {
        (Some(page), Some(alarm)) => {
            rendered(answer.status(), RefusedPage { alarm: Some(alarm), ..page })
        }
        _ => answer,
    }
}

/// The answer to an address that leads nowhere; one with a slash too many leads to the one without.
pub(crate) async fn no_such_page(uri: Uri) -> Response {
    let bare = uri.path().trim_end_matches('/');
    // "//host" and "/\\host" would lead out of the house.
    let local = bare.as_bytes().get(1).is_some_and(u8::is_ascii_alphanumeric);
    if local && bare.len() < uri.path().len() {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{bare}{query}")).into_response();
    }
    Refused::Missing("không có trang nào ở địa chỉ này".to_owned()).into_response()
}

/// The answer to anything that is not a question.
pub(crate) async fn read_only() -> Refused {
    Refused::ReadOnly
}

/// The answer when a request died: it dies alone.
#[expect(clippy::needless_pass_by_value, reason = "the signature that CatchPanicLayer asks for")]
pub(crate) fn after_panic(cause: Box<dyn Any + Send + 'static>) -> Response {
    let words = cause.downcast_ref::<String>().cloned();
    let words = words.or_else(|| cause.downcast_ref::<&str>().map(|words| (*words).to_owned()));
    Refused::Failed(words.unwrap_or_else(|| "panic".to_owned())).into_response()
}
