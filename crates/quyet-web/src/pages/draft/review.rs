//! The screen where a draft is reviewed: the document's words beside one item.

use askama::Template;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::review::Review;
use quyet_app::review::form::{COMPARISONS, DIRECTIONS, FieldError, KINDS, READINGS};
use quyet_app::views::review::desk::{DeskAsked, Panel, ReviewDesk, review_desk};
use quyet_app::views::review::review_title;
use quyet_model::indicator::Indicator;
use quyet_model::plan::PlanId;
use quyet_model::review::ItemId;
use serde::Deserialize;

use super::wishes::Kept;
use super::{open, see};
use crate::ask::Named;
use crate::at_desk::AtDesk;
use crate::refuse::Refused;
use crate::work::{Errors, Work};

/// What the address asks for. Words that say nothing are passed over.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    muc: Option<String>,
    tu: Option<String>,
    chu: Option<String>,
    nhom: Option<String>,
    ds: Option<String>,
}

impl Asked {
    fn desk(&self) -> DeskAsked {
        let number = |words: &Option<String>| words.as_ref()?.parse::<usize>().ok();
        let pair = |words: &String| {
            let (from, to) = words.split_once('-')?;
            Some((from.parse().ok()?, to.parse().ok()?))
        };
        let item = |words: &Option<String>| words.as_ref()?.parse().ok().map(ItemId);
        DeskAsked {
            item: item(&self.muc),
            from: number(&self.tu),
            missed: self.chu.as_ref().and_then(pair),
            group: item(&self.nhom),
            list: number(&self.ds).unwrap_or(0),
        }
    }
}

#[derive(Template)]
#[template(path = "draft/review.html")]
struct Page {
    shell: Work,
    id: PlanId,
    title: String,
    /// What people call the file.
    file: String,
    version: u64,
    desk: ReviewDesk,
    catalogue: Vec<Indicator>,
    kinds: &'static [(&'static str, &'static str)],
    comparisons: &'static [(&'static str, &'static str)],
    readings: &'static [(&'static str, &'static str)],
    directions: &'static [(&'static str, &'static str)],
}

impl Page {
    /// Name of the indicator that is linked; empty when there is none.
    fn linked(&self, id: &str) -> &str {
        let known = self.catalogue.iter().find(|known| known.id.0 == id);
        known.map_or("", |known| &known.name)
    }

    /// Number of the current item; empty when there is none.
    fn current(&self) -> String {
        self.desk.current.map(|item| item.to_string()).unwrap_or_default()
    }

    /// The current item as part of an address of another stretch of the document.
    fn here(&self) -> String {
        match (&self.desk.panel, self.desk.current) {
            (_, Some(item)) => format!("muc={item}"),
            (Panel::Missed(missed), None) => format!("chu={}-{}", missed.from, missed.to),
            (Panel::Group(group), None) => {
                let first = group.open.first().map_or(0, |(row, _)| row.id);
                format!("nhom={first}")
            }
            (_, None) => String::new(),
        }
    }
}

/// Answers the screen.
pub(crate) async fn get(
    at: AtDesk,
    Named(plan): Named<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Refused> {
    let id = PlanId(plan);
    let Some(review) = open(&at, &id).await? else { return Ok(see(&paths::draft(&id))) };
    let asked = asked.map(|Query(asked)| asked.desk()).unwrap_or_default();
    show(&at, &review, &asked, None).await
}

/// The catalogue of indicators.
pub(super) async fn catalogue(at: &AtDesk) -> Result<Vec<Indicator>, Refused> {
    let known = at.hall.ledger.indicators(at.hall.clock.now()).await;
    known.map_err(|error| Refused::Failed(error.to_string()))
}

/// The screen, with what was typed and what is wrong with it.
pub(super) async fn show(
    at: &AtDesk,
    review: &Review,
    asked: &DeskAsked,
    typed: Option<(Kept, Vec<FieldError>)>,
) -> Result<Response, Refused> {
    let id = review.card.id.clone();
    let mut desk = review_desk(review, asked);
    let mut shell = Work::new(at, format!("Rà soát {id}"));
    shell = shell.under(&id.0, paths::review(&id));
    if let Some((kept, errors)) = typed {
        keep(&mut desk.panel, kept);
        shell.errors = Errors(errors);
    }
    let page = Page {
        shell,
        title: review_title(review),
        file: review.card.title.clone(),
        version: review.card.version,
        id,
        desk,
        catalogue: catalogue(at).await?,
        kinds: &KINDS,
        comparisons: &COMPARISONS,
        readings: &READINGS,
        directions: &DIRECTIONS,
    };
    page.shell.answer(&page)
}

/// What was typed stands in the fields again.
fn keep(panel: &mut Panel, kept: Kept) {
    match (panel, kept) {
        (Panel::Document(_, form), Kept::Head(typed)) => *form = typed,
        (Panel::Target(target), Kept::Target(typed)) => target.form = *typed,
        (Panel::Task(task), Kept::Task(typed)) => task.form = typed,
        (Panel::Missed(missed), Kept::Words(from, to)) => (missed.from, missed.to) = (from, to),
        _ => {}
    }
}
