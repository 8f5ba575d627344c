//! `quyet plan`: read, review, adopt, list, show, compare.

mod diff;
mod import;
mod refusal;
mod review;
mod show;

use quyet_app::review::change::Wish;

use crate::args::{PlanCommand, Reader};
use crate::outcome::Failure;
use crate::{house, print};

/// Runs a command on plans.
pub(crate) fn run(command: PlanCommand) -> Result<(), Failure> {
    match command {
        PlanCommand::Import(import) => import::run(*import),
        PlanCommand::Confirm(items) => review::say(&items, Wish::Confirm),
        PlanCommand::Reject(items) => review::say(&items, Wish::Reject),
        PlanCommand::Adopt { id, reviewer } => review::adopt(&id, &reviewer),
        PlanCommand::Drafts { data } => review::list(&data),
        PlanCommand::Discard { id, yes, reviewer } => review::discard(&id, yes, &reviewer),
        PlanCommand::List { reader } => list(&reader),
        PlanCommand::Show { id, text, json, reader } => {
            show::show(&id, show::Form::of(text, json), &reader)
        }
        PlanCommand::Diff { id, with, drafted: _, reader } => {
            diff::diff(&id, with.as_deref(), &reader)
        }
    }
}

fn list(reader: &Reader) -> Result<(), Failure> {
    let moment = reader.moment()?;
    house::wait(async {
        let ledger = house::open(&reader.data).await?;
        for plan in ledger.plans(moment.at.recorded).await.map_err(Failure::failed)? {
            let adopted = &plan.adopted;
            let year = adopted.plan.document.year.map(|y| y.to_string()).unwrap_or_default();
            print::line(&format!(
                "{}\t{}\t{year}\t{} chỉ tiêu",
                adopted.id,
                adopted.place.code,
                adopted.plan.targets.len()
            ))?;
        }
        Ok(())
    })
}
