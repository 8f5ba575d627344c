//! `quyet data`: report, correct, list figures.

use std::path::Path;

use quyet_app::correct_figure::{CorrectFigure, CorrectFigureError, correct_figure};
use quyet_app::report_figures::{ReportFiguresError, report_figures};
use quyet_app::tables::{basis_of, figures};
use quyet_model::actor::Role;
use quyet_model::figure::SourceRef;
use quyet_model::indicator::IndicatorId;
use quyet_report::vi;
use quyet_store::FigureQuery;

use super::append_failure;
use crate::args::{DataCommand, Reader, Writer};
use crate::house::{self, Window};
use crate::outcome::Failure;
use crate::print;

/// Runs a command on figures.
pub(crate) fn run(command: DataCommand) -> Result<(), Failure> {
    match command {
        DataCommand::Import { file, writer } => import(&file, &writer),
        DataCommand::Correct { figure, value, reason, basis, source, words, writer } => {
            let input = |words: String| Failure::input(words);
            let replaces = figure.parse().map_err(Failure::input)?;
            let value =
                figures::value_of(&value).map_err(|wrong| input(format!("giá trị {wrong}")))?;
            let basis = basis.map(|words| basis_of(&words)).transpose();
            let basis = basis.map_err(|wrong| input(format!("trạng thái {wrong}")))?;
            let source = source.map(|title| SourceRef { title, url: None });
            house::wait(async {
                let window = Window::open(&writer, Role::Synthesiser).await?;
                let command = window.command.clone();
                correct(
                    &window,
                    CorrectFigure { command, replaces, value, basis, words, source, reason },
                )
                .await
            })
        }
        DataCommand::List { indicator, reader } => list(indicator, &reader),
    }
}

fn import(file: &Path, writer: &Writer) -> Result<(), Failure> {
    let text = house::read_table(file)?;
    house::wait(async {
        let window = Window::open(writer, Role::Reporter).await?;
        let desk = window.desk();
        let places = desk.ledger.places(desk.clock.now()).await.map_err(Failure::failed)?;
        let rows = figures::read_figures(&text, &places).map_err(Failure::input)?;
        let count = rows.len();
        let figures = rows.into_iter().map(|row| row.figure).collect();
        let receipt =
            report_figures(desk, &window.command, figures).await.map_err(|error| match &error {
                ReportFiguresError::Append(append) => append_failure(append),
                ReportFiguresError::Store(_) => Failure::failed(error),
                _ => Failure::input(error),
            })?;
        print::line(&format!("đã ghi {count} số liệu, mục {} của nhật ký", receipt.first))
    })
}

async fn correct(window: &Window, command: CorrectFigure) -> Result<(), Failure> {
    let replaces = command.replaces;
    let receipt = correct_figure(window.desk(), command).await.map_err(|error| match &error {
        CorrectFigureError::Append(append) => append_failure(append),
        CorrectFigureError::AlreadyReplaced { .. } => Failure::conflict(error),
        CorrectFigureError::UnknownFigure(_) => Failure::missing(error),
        CorrectFigureError::Store(_) => Failure::failed(error),
        _ => Failure::input(error),
    })?;
    print::line(&format!("đã đính chính {replaces} thành {}.0", receipt.first))
}

fn list(indicator: Option<String>, reader: &Reader) -> Result<(), Failure> {
    let moment = reader.moment()?;
    let indicators = indicator.map(|id| vec![IndicatorId(id)]);
    house::wait(async {
        let ledger = house::open(&reader.data).await?;
        let query = FigureQuery { indicators, ..FigureQuery::default() };
        for version in ledger.figures(&query, moment.at.recorded).await.map_err(Failure::failed)? {
            let figure = &version.figure;
            let replaced =
                version.replaced_by.map(|by| format!("bị thay bởi {by}")).unwrap_or_default();
            let cells = [
                version.id.to_string(),
                figure.indicator.to_string(),
                figure.place.code.clone(),
                figure.period.to_string(),
                vi::value_words(&figure.value),
                vi::basis_words(figure.basis).to_owned(),
                figure.source.title.clone(),
                replaced,
            ];
            print::line(&cells.join("\t"))?;
        }
        Ok(())
    })
}
