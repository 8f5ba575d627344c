//! One target.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use quyet_app::paths;
use quyet_app::views::target::{TargetPage, target_page};

use super::{document_path, judge, plan_title};
use crate::ask::{Asked, Named};
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "target.html")]
struct Page {
    shell: Shell,
    view: TargetPage,
    plan_title: String,
    plan_path: String,
}

/// Answers the page of a target.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named((plan, slug)): Named<(String, String)>,
    asked: Asked,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let judged = judge(&hall, &plan, &moment).await?;
    let id = &judged.adopted.adopted.id;
    let code = paths::code_of(&slug);
    let missing = || Refused::Missing(format!("kế hoạch {id} không có chỉ tiêu “{slug}”"));
    let view = target_page(&judged, &code).ok_or_else(missing)?;
    if paths::slug(&code) != slug || plan != id.0 {
        return Ok(
            Redirect::permanent(&paths::at(&paths::target(id, &code), &moment)).into_response()
        );
    }
    let plan_path = paths::at(&paths::plan(id), &moment);
    let plan_title = plan_title(&judged);
    let title = format!("({}) {} – {plan_title}", view.row.code, view.row.name);
    let shell = Shell::new(&hall, &moment, title, paths::target(id, &code));
    let page = Page {
        shell: shell.of_plan(&moment, id, &document_path(&judged), None),
        view,
        plan_title,
        plan_path,
    };
    page.shell.answer(&page)
}
