//! A plan's overview.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::views::plan::{PlanPage, plan_page};

use super::{document_path, judge_at};
use crate::ask::{Asked, Named};
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::{Shell, Tab};

#[derive(Template)]
#[template(path = "plan.html")]
struct Page {
    shell: Shell,
    view: PlanPage,
    results: String,
    query: String,
}

/// Answers the overview.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(plan): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let judged = judge_at(&hall, &plan, &moment, paths::plan).await?;
    let id = &judged.adopted.adopted.id;
    let view = plan_page(&judged);
    let shell = Shell::new(&hall, &moment, view.title.clone(), paths::plan(id));
    let shell = shell.of_plan(&moment, id, &document_path(&judged), Some(Tab::Plan));
    let page = Page { shell, view, results: paths::results(id), query: paths::at("", &moment) };
    page.shell.answer(&page)
}
