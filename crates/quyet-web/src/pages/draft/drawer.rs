//! The drawer: every draft of the house.

use askama::Template;
use axum::response::Response;
use quyet_app::review::list_reviews;
use quyet_app::views::review::drawer::{DrawerRow, drawer_row};

use crate::at_desk::AtDesk;
use crate::refuse::Refused;
use crate::work::Work;

#[derive(Template)]
#[template(path = "draft/drawer.html")]
struct Page {
    shell: Work,
    rows: Vec<DrawerRow>,
}

/// Answers the list of drafts.
pub(crate) async fn get(at: AtDesk) -> Result<Response, Refused> {
    let failed = |error: &dyn std::fmt::Display| Refused::Failed(error.to_string());
    let cards = list_reviews(&*at.planning.drafts).await.map_err(|error| failed(&error))?;
    let now = at.hall.clock.now();
    let places = at.hall.ledger.places(now).await.map_err(|error| failed(&error))?;
    let reading = |id| at.planning.readings.of(id).is_some();
    let rows = cards.iter().map(|card| drawer_row(card, &places, reading(&card.id)));
    let mut shell = Work::new(&at, "Ngăn soạn thảo");
    shell.ways.clear();
    let page = Page { shell, rows: rows.collect() };
    page.shell.answer(&page)
}
