//! A plan's overview.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use quyet_app::AdoptedPlan;
use quyet_app::paths;
use quyet_app::views::plan::{PlanPage, plan_page};

use serde::Deserialize;

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
    /// What the ledger says of the adoption, for the person who has just put the plan in force.
    receipt: Option<Receipt>,
}

/// Where the adoption stands in the ledger.
struct Receipt {
    /// Number of the entry.
    seq: u64,
    /// When it was recorded.
    recorded: String,
    /// The head of the ledger in hex.
    head: String,
    /// Address of what people changed before.
    history: String,
}

/// Whether the address asks for the receipt.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(rename = "bien-nhan")]
    receipt: Option<String>,
}

/// Answers the overview.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(plan): Named<String>,
    asked: Asked,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let judged = judge_at(&hall, &plan, &moment, paths::plan).await?;
    let id = &judged.adopted.adopted.id;
    let view = plan_page(&judged);
    let shell = Shell::new(&hall, &moment, view.title.clone(), paths::plan(id));
    let shell = shell.of_plan(&moment, id, &document_path(&judged), Some(Tab::Plan));
    let receipt = match wanted {
        Ok(Query(Wanted { receipt: Some(_) })) if !shell.past => {
            Some(receipt(&hall, &judged.adopted).await?)
        }
        _ => None,
    };
    let (results, query) = (paths::results(id), paths::at("", &moment));
    let page = Page { shell, view, results, query, receipt };
    page.shell.answer(&page)
}

async fn receipt(hall: &Hall, plan: &AdoptedPlan) -> Result<Receipt, Refused> {
    let head = hall.ledger.head().await.map_err(|error| Refused::Failed(error.to_string()))?;
    Ok(Receipt {
        seq: plan.seq,
        recorded: quyet_report::vi::moment(plan.recorded),
        head: head.root_hex(),
        history: paths::history(&plan.adopted.id),
    })
}
