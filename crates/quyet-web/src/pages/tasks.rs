//! A plan's tasks by group.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::views::tasks::{TasksPage, tasks_page};

use super::{document_path, judge_at, plan_title};
use crate::ask::{Asked, Named};
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::{Shell, Tab};

#[derive(Template)]
#[template(path = "tasks.html")]
struct Page {
    shell: Shell,
    view: TasksPage,
}

/// Answers the list of tasks.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(plan): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let judged = judge_at(&hall, &plan, &moment, paths::tasks).await?;
    let id = &judged.adopted.adopted.id;
    let title = format!("Nhiệm vụ và giải pháp – {}", plan_title(&judged));
    let shell = Shell::new(&hall, &moment, title, paths::tasks(id));
    let shell = shell.of_plan(&moment, id, &document_path(&judged), Some(Tab::Tasks));
    let page = Page { shell, view: tasks_page(&judged) };
    page.shell.answer(&page)
}
