//! `quyet plan`: adopt, list, show.

use std::path::PathBuf;

use quyet_app::adopt_plan::{AdoptPlan, AdoptPlanError, adopt_plan};
use quyet_app::assess_plan::assess_plan;
use quyet_app::porch::Porch;
use quyet_app::tables::links;
use quyet_model::actor::Role;
use quyet_model::place::PlaceId;
use quyet_model::plan::PlanId;
use quyet_wire::PlanJson;

use super::append_failure;
use super::eval::assess_failure;
use crate::apart::Apart;
use crate::args::{PlanCommand, Reader, Writer};
use crate::house::{self, Window};
use crate::outcome::Failure;
use crate::print;

/// Runs a command on plans.
pub(crate) fn run(command: PlanCommand) -> Result<(), Failure> {
    match command {
        PlanCommand::Import { file, id, place, title, links, confirmed, writer } => {
            let title = title.unwrap_or_else(|| {
                file.file_name().unwrap_or_default().to_string_lossy().into_owned()
            });
            import(&Import { file, id, place, title, links, confirmed }, &writer)
        }
        PlanCommand::List { reader } => list(&reader),
        PlanCommand::Show { id, reader } => show(&id, &reader),
    }
}

struct Import {
    file: PathBuf,
    id: String,
    place: String,
    title: String,
    links: Option<PathBuf>,
    confirmed: bool,
}

fn import(import: &Import, writer: &Writer) -> Result<(), Failure> {
    let bytes = house::read(&import.file)?;
    let name = import.file.display();
    let received = Apart
        .receive(&bytes, &print::progress)
        .map_err(|error| Failure::input(format!("{name}: {error}")))?;
    let links = match &import.links {
        Some(path) => links::read_links(&house::read_table(path)?).map_err(Failure::input)?,
        None => links::read_links("code,indicator\n").map_err(Failure::input)?,
    };
    house::wait(async {
        let window = Window::open(writer, Role::Planner).await?;
        let desk = window.desk();
        let places = desk.ledger.places(desk.clock.now()).await.map_err(Failure::failed)?;
        let known = places.iter().rev().find(|place| place.id.code == import.place);
        let unknown = PlaceId { code: import.place.clone(), valid_from: None };
        let command = AdoptPlan {
            command: window.command.clone(),
            id: PlanId(import.id.clone()),
            place: known.map_or(unknown, |place| place.id.clone()),
            bytes,
            received,
            title: import.title.clone(),
            origin: None,
            links,
            confirmed: import.confirmed,
        };
        let receipt = adopt_plan(desk, command).await.map_err(|error| match &error {
            AdoptPlanError::Append(append) => append_failure(append),
            AdoptPlanError::AlreadyAdopted(_) => Failure::conflict(error),
            AdoptPlanError::Store(_) => Failure::failed(error),
            _ => Failure::input(error),
        })?;
        print::line(&format!(
            "đã phê duyệt kế hoạch {}, ghi từ mục {} của nhật ký",
            import.id, receipt.first
        ))
    })
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

fn show(id: &str, reader: &Reader) -> Result<(), Failure> {
    let moment = reader.moment()?;
    house::wait(async {
        let ledger = house::open(&reader.data).await?;
        let judged =
            assess_plan(&*ledger, &PlanId(id.to_owned()), &moment).await.map_err(assess_failure)?;
        let json = PlanJson::from(&judged.adopted.adopted.plan);
        print::line(&serde_json::to_string_pretty(&json).map_err(Failure::failed)?)
    })
}
