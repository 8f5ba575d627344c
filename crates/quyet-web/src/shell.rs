//! What stands around every page.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use quyet_app::health::Alarm;
use quyet_app::moment::Moment;
use quyet_app::paths;
use quyet_model::plan::PlanId;

use crate::hall::Hall;
use crate::pages::style;
use crate::refuse::Refused;

/// The frame of a page: title, moment, ways on.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    /// Title of the page.
    pub(crate) title: String,
    /// Address of the style sheet.
    pub(crate) style: &'static str,
    /// The sentence on top of every page; empty when there is none.
    pub(crate) notice: String,
    /// What is wrong with the ledger.
    pub(crate) alarm: Option<Alarm>,
    /// The moment in words: "hôm nay, 24/11/2026" or the day asked for.
    pub(crate) moment: String,
    /// The day asked for, kept in the form; empty for now.
    pub(crate) day: String,
    /// Whether the page looks back.
    pub(crate) past: bool,
    /// Ways on: words, address, whether it is this page.
    pub(crate) ways: Vec<(&'static str, String, bool)>,
    /// Address of this page without the moment.
    pub(crate) here: String,
    /// Address of the front page, at the moment asked for.
    pub(crate) home: String,
    /// Address of the method, at the moment asked for.
    pub(crate) method: String,
    /// Whether the way to the public log stands below; not on pages that look back.
    pub(crate) log: bool,
    /// Address to print on paper: this page at the moment asked for.
    pub(crate) permalink: String,
    immutable: bool,
}

/// Which of a plan's pages is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Plan,
    Tasks,
    Results,
    Document,
}

impl Shell {
    /// A frame for a page at `here`.
    pub(crate) fn new(
        hall: &Hall,
        moment: &Moment,
        title: impl Into<String>,
        here: impl Into<String>,
    ) -> Self {
        let day = quyet_report::vi::date(moment.at.valid);
        let past = moment.asked.is_some();
        let here = here.into();
        let alarm = hall.health.alarm();
        Self {
            title: title.into(),
            style: &style::PATH,
            notice: hall.notices(),
            moment: if past {
                quyet_report::vi::moment(moment.at.recorded)
            } else {
                format!("hôm nay, {day}")
            },
            day: if past { moment.at.valid.to_string() } else { String::new() },
            past,
            ways: Vec::new(),
            home: paths::at("/", moment),
            log: hall.log.is_some() && !past,
            method: paths::at("/phuong-phap", moment),
            permalink: paths::at(&here, moment),
            here,
            // A page that carries an alarm is not kept longer than the alarm lasts.
            immutable: alarm.is_none() && moment.is_past(hall.clock.now()),
            alarm,
        }
    }

    /// With the ways between a plan's pages.
    #[must_use]
    pub(crate) fn of_plan(
        mut self,
        moment: &Moment,
        id: &PlanId,
        document: &str,
        tab: Option<Tab>,
    ) -> Self {
        let way = |words, path: String, this: Tab| (words, path, tab == Some(this));
        self.ways = vec![
            way("Chỉ tiêu", paths::at(&paths::plan(id), moment), Tab::Plan),
            way("Nhiệm vụ", paths::at(&paths::tasks(id), moment), Tab::Tasks),
            way("Biểu kết quả năm", paths::at(&paths::results(id), moment), Tab::Results),
            way("Văn bản", document.to_owned(), Tab::Document),
        ];
        self
    }

    /// The page as an answer; a page that looks back never changes and may be kept for ever.
    pub(crate) fn answer(&self, page: &impl Template) -> Result<Response, Refused> {
        let html = page.render().map_err(|error| Refused::Failed(error.to_string()))?;
        let mut response = Html(html).into_response();
        let keep = if self.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        Ok(response)
    }
}
