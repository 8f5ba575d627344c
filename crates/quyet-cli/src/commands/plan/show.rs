//! `quyet plan show`: an adopted plan, or a draft.

use quyet_app::review::text;
use quyet_model::plan::{Draft, Plan, PlanId};
use quyet_wire::PlanJson;

use super::super::compile::plan_words;
use super::review;
use crate::args::Reader;
use crate::outcome::Failure;
use crate::{house, print};

/// In which form a plan is shown.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Text,
    Json,
    /// JSON for what is adopted, text for what is to be edited.
    Usual,
}

impl Form {
    pub(super) fn of(text: bool, json: bool) -> Self {
        match (text, json) {
            (true, _) => Self::Text,
            (_, true) => Self::Json,
            _ => Self::Usual,
        }
    }
}

/// Shows the adopted plan as of a moment; where there is none, the draft as it stands.
pub(super) fn show(id: &str, form: Form, reader: &Reader) -> Result<(), Failure> {
    let moment = reader.moment()?;
    let id = PlanId(id.to_owned());
    house::wait(async {
        let ledger = house::open(&reader.data).await?;
        let adopted = ledger.plan(&id, moment.at.recorded).await.map_err(Failure::failed)?;
        if let Some(adopted) = adopted {
            let plan = &adopted.adopted.plan;
            return match form {
                Form::Text => print::data(plan_words(plan).as_bytes()),
                Form::Json | Form::Usual => print_json(&PlanJson::from(plan)),
            };
        }
        if reader.as_of.is_some() {
            return Err(Failure::missing(format!(
                "không có kế hoạch “{id}” tại thời điểm này; bản rà soát chỉ xem được như hiện nay, hãy bỏ --as-of"
            )));
        }
        let drafts = house::drafts(&reader.data).await?;
        let review = review::opened(&*drafts, &id).await?;
        match form {
            Form::Text | Form::Usual => print::data(text::write(&review).as_bytes()),
            Form::Json => {
                let plan: Plan = review.reviewed.present();
                let draft = Draft { plan, diagnostics: vec![] };
                let diagnostics = review.diagnostics;
                print_json(&PlanJson { diagnostics, ..PlanJson::from(&draft) })
            }
        }
    })
}

fn print_json(json: &PlanJson) -> Result<(), Failure> {
    print::line(&serde_json::to_string_pretty(json).map_err(Failure::failed)?)
}
