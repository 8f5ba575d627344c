//! The front page: the plans of the house.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::paths;
use quyet_app::views::plan::{PlanPage, plan_page};

use super::judge;
use crate::ask::Asked;
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    plans: Vec<(String, PlanPage)>,
    /// Whether the planner's desk is open here.
    desk: bool,
}

/// Answers the front page.
pub(crate) async fn get(State(hall): State<Hall>, asked: Asked) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let known =
        hall.ledger.plans(moment.at.recorded).await.map_err(|e| Refused::Failed(e.to_string()))?;
    let mut plans = Vec::new();
    for plan in known.iter().rev() {
        let judged = judge(&hall, &plan.adopted.id.0, &moment).await?;
        plans.push((paths::at(&paths::plan(&plan.adopted.id), &moment), plan_page(&judged)));
    }
    let page = HomePage {
        shell: Shell::new(&hall, &moment, "Kế hoạch và kết quả", "/"),
        plans,
        desk: hall.desk.is_some(),
    };
    page.shell.answer(&page)
}
