//! How the house is kept, for whoever keeps it: at the desk only.

use askama::Template;
use axum::response::Response;
use quyet_app::health::summary;
use quyet_app::views::system::{SystemPage, system_page};

use crate::at_desk::AtDesk;
use crate::refuse::Refused;
use crate::work::Work;

#[derive(Template)]
#[template(path = "system.html")]
struct Page {
    shell: Work,
    /// What is known of the ledger, a sentence each.
    health: Vec<String>,
    view: SystemPage,
}

/// Answers the state of the house.
pub(crate) async fn get(at: AtDesk) -> Result<Response, Refused> {
    let hall = &at.hall;
    let now = hall.clock.now();
    let log = hall.log.as_ref();
    let view = system_page(&*hall.ledger, log, &*hall.upkeep, now).await;
    let view = view.map_err(|error| Refused::Failed(error.to_string()))?;
    let health = summary(&hall.health.known(), now);
    let page = Page { shell: Work::new(&at, "Hệ thống"), health, view };
    page.shell.answer(&page)
}
