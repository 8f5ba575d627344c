//! `quyet report`: build, publish, list.

use std::path::Path;

use quyet_app::assess_plan::assess_plan;
use quyet_app::clock::Clock;
use quyet_app::moment::Moment;
use quyet_app::publish_report::{PublishReport, PublishReportError, publish_report};
use quyet_app::views::results::results_report;
use quyet_model::actor::Role;
use quyet_model::plan::PlanId;
use quyet_report::render::{Format, render};
use quyet_report::vi;

use super::append_failure;
use super::eval::assess_failure;
use crate::args::{Reader, ReportCommand, ReportFormat, Writer};
use crate::house::{self, SystemClock, Window};
use crate::outcome::Failure;
use crate::print;

/// Runs a command on reports.
pub(crate) fn run(command: ReportCommand) -> Result<(), Failure> {
    match command {
        ReportCommand::Build { plan, format, output, reader } => {
            build(plan, format, &output, &reader)
        }
        ReportCommand::Publish { plan, as_of, writer } => publish(plan, as_of.as_deref(), &writer),
        ReportCommand::List { plan, reader } => list(plan, &reader),
    }
}

fn build(
    plan: String,
    format: ReportFormat,
    output: &Path,
    reader: &Reader,
) -> Result<(), Failure> {
    let moment = reader.moment()?;
    let format = match format {
        ReportFormat::Html => Format::Html,
        ReportFormat::Xlsx => Format::Xlsx,
        ReportFormat::Docx => Format::Docx,
        ReportFormat::Csv => Format::Csv,
    };
    let bytes = house::wait(async {
        let ledger = house::open(&reader.data).await?;
        let judged = assess_plan(&*ledger, &PlanId(plan), &moment).await.map_err(assess_failure)?;
        render(&results_report(&judged), format).map_err(Failure::failed)
    })?;
    if output == Path::new("-") {
        return print::data(&bytes);
    }
    std::fs::write(output, bytes)
        .map_err(|error| Failure::failed(format!("không ghi được {}: {error}", output.display())))
}

fn publish(plan: String, as_of: Option<&str>, writer: &Writer) -> Result<(), Failure> {
    let moment = Moment::parse(as_of, SystemClock.now()).map_err(Failure::input)?;
    house::wait(async {
        let window = Window::open(writer, Role::Synthesiser).await?;
        let command = PublishReport { command: window.command.clone(), plan: PlanId(plan), moment };
        let receipt =
            publish_report(window.desk(), command).await.map_err(|error| match error {
                PublishReportError::Append(append) => append_failure(&append),
                PublishReportError::Assess(assess) => assess_failure(assess),
                other => Failure::failed(other),
            })?;
        print::line(&format!("đã công bố, mục {} của nhật ký", receipt.first))
    })
}

fn list(plan: String, reader: &Reader) -> Result<(), Failure> {
    let moment = reader.moment()?;
    house::wait(async {
        let ledger = house::open(&reader.data).await?;
        let plan = PlanId(plan);
        for known in ledger.reports(&plan, moment.at.recorded).await.map_err(Failure::failed)? {
            let files: Vec<_> =
                known.report.files.iter().map(|(_, digest)| digest.0.as_str()).collect();
            let cells = [
                known.seq.to_string(),
                vi::moment(known.recorded),
                known.report.title.clone(),
                files.join(" "),
            ];
            print::line(&cells.join("\t"))?;
        }
        Ok(())
    })
}
