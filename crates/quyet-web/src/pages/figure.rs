//! A figure's own page.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::views::figure::{FigurePage, FigurePageError, figure_page};
use quyet_model::figure::FigureId;

use crate::ask::{Asked, Named};
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "figure.html")]
struct Page {
    shell: Shell,
    view: FigurePage,
    /// Address of the proof; `None` without a public log and on pages that look back.
    proof: Option<String>,
}

/// Answers who said a figure, when, where and replacing what.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(figure): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let id: FigureId = figure.parse().map_err(|error| Refused::Missing(format!("{error}")))?;
    let view = figure_page(&*hall.ledger, id, &moment).await.map_err(|error| match error {
        FigurePageError::Unknown(_) => Refused::Missing(error.to_string()),
        FigurePageError::Hidden => Refused::Hidden(error.to_string()),
        FigurePageError::Store(_) => Refused::Failed(error.to_string()),
    })?;
    let title = format!("Số liệu {}: {}, {}", view.id, view.indicator, view.period);
    let mut shell = Shell::new(&hall, &moment, title, paths::figure(id));
    if let Some(first) = view.used_in.first() {
        let document = paths::at(&paths::document(&first.document), &moment);
        shell = shell.of_plan(&moment, &first.plan, &document, None);
    }
    let proof = shell.log.then(|| format!("{}/chung-minh", paths::figure(id)));
    let page = Page { shell, view, proof };
    page.shell.answer(&page)
}
