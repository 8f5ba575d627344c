//! How a plan came about: the machine's reading, and what people changed before it was put in force.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::views::history::{PlanHistory, plan_history};

use super::{document_path, judge_at, plan_title};
use crate::ask::{Asked, Named};
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "history.html")]
struct Page {
    shell: Shell,
    view: PlanHistory,
    plan_title: String,
    plan_path: String,
}

/// Answers the list of changes.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(plan): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let judged = judge_at(&hall, &plan, &moment, paths::history).await?;
    let id = &judged.adopted.adopted.id;
    let view = plan_history(&*hall.ledger, &judged.adopted).await;
    let view = view.map_err(|error| Refused::Failed(error.to_string()))?;
    let none =
        || Refused::Missing(format!("kế hoạch {id} được phê duyệt thẳng, không qua rà soát"));
    let view = view.ok_or_else(none)?;
    let plan_title = plan_title(&judged);
    let title = format!("Bản máy đọc và thay đổi khi rà soát – {plan_title}");
    let shell = Shell::new(&hall, &moment, title, paths::history(id));
    let shell = shell.of_plan(&moment, id, &document_path(&judged), None);
    let page = Page { shell, view, plan_title, plan_path: paths::at(&paths::plan(id), &moment) };
    page.shell.answer(&page)
}
