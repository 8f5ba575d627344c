//! What stands around every page of the planner's desk.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use quyet_app::health::Alarm;
use quyet_app::policy::role_words;
use quyet_app::review::form::FieldError;

use crate::at_desk::AtDesk;
use crate::pages::{script, style};
use crate::refuse::Refused;

/// The frame of a work page: title, who acts, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// Title of the page.
    pub(crate) title: String,
    /// Address of the style sheet.
    pub(crate) style: &'static str,
    /// Address of the script.
    pub(crate) script: &'static str,
    /// The sentence on top of every page; empty when there is none.
    pub(crate) notice: String,
    /// What is wrong with the ledger.
    pub(crate) alarm: Option<Alarm>,
    /// "Nguyễn Văn A · người lập kế hoạch · Sở Tài chính".
    pub(crate) who: String,
    /// The ways above: words and address, outermost first.
    pub(crate) ways: Vec<(String, String)>,
    /// Whether the page asks for itself again every two seconds.
    pub(crate) again: bool,
    /// Fields that were not taken.
    pub(crate) errors: Errors,
}

/// Fields that were not taken, as the page shows them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Errors(pub(crate) Vec<FieldError>);

impl Errors {
    /// What is wrong with a field.
    pub(crate) fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }
}

impl Work {
    /// A frame under the drawer.
    pub(crate) fn new(at: &AtDesk, title: impl Into<String>) -> Self {
        let planner = &at.planning.planner;
        let who = [planner.name.as_str(), role_words(planner.role), planner.body.as_str()];
        let who: Vec<&str> = who.into_iter().filter(|words| !words.is_empty()).collect();
        Self {
            title: title.into(),
            style: &style::PATH,
            script: &script::PATH,
            notice: at.hall.notices(),
            alarm: at.hall.health.alarm(),
            who: who.join(" · "),
            ways: vec![("Ngăn soạn thảo".to_owned(), quyet_app::paths::DRAWER.to_owned())],
            again: false,
            errors: Errors::default(),
        }
    }

    /// With one more way above.
    #[must_use]
    pub(crate) fn under(mut self, words: &str, path: String) -> Self {
        self.ways.push((words.to_owned(), path));
        self
    }

    /// The page as an answer that nobody keeps; 422 when fields were not taken.
    pub(crate) fn answer(&self, page: &impl Template) -> Result<Response, Refused> {
        let html = page.render().map_err(|error| Refused::Failed(error.to_string()))?;
        let status = if self.errors.0.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        let mut response = (status, Html(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.again {
            headers.insert(header::REFRESH, HeaderValue::from_static("2"));
        }
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        Ok(response)
    }
}

/// As for public pages, and our own script.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
