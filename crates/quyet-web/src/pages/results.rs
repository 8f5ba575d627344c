//! The year's results table: as a page, as files, and the copies that were published.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::assess_plan::JudgedPlan;
use quyet_app::paths;
use quyet_app::views::results::results_report;
use quyet_model::document::Digest;
use quyet_report::block::Report;
use quyet_report::render::{Format, render};
use quyet_report::vi;

use super::{document_path, judge, judge_at, plan_title};
use crate::ask::{Asked, Named};
use crate::download;
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::{Shell, Tab};

type Published = (String, Vec<(&'static str, String)>);

#[derive(Template)]
#[template(path = "results.html")]
struct Page {
    shell: Shell,
    report: String,
    base: String,
    query: String,
    published: Vec<Published>,
}

/// Answers the table as a page.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(plan): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let moment = asked.moment(&hall)?;
    let judged = judge_at(&hall, &plan, &moment, paths::results).await?;
    let id = &judged.adopted.adopted.id;
    // A page is nobody's official paper: the letterhead stays on the files.
    let report = Report { letterhead: None, ..results_report(&judged) };
    let report = quyet_report::html::html(&report);
    let base = paths::results(id);
    let query = paths::at("", &moment);
    let title = format!("Biểu kết quả năm – {}", plan_title(&judged));
    let shell = Shell::new(&hall, &moment, title, base.clone());
    let shell = shell.of_plan(&moment, id, &document_path(&judged), Some(Tab::Results));
    let published = published(&hall, &judged).await?;
    let page = Page { shell, report, base, query, published };
    page.shell.answer(&page)
}

async fn published(hall: &Hall, judged: &JudgedPlan) -> Result<Vec<Published>, Refused> {
    let id = &judged.adopted.adopted.id;
    let reports = hall.ledger.reports(id, judged.moment.at.recorded).await;
    let reports = reports.map_err(|error| Refused::Failed(error.to_string()))?;
    let words = reports.into_iter().map(|known| {
        let said = format!(
            "Công bố {}, theo số liệu của {} mục nhật ký:",
            vi::moment(known.recorded),
            known.report.head_size
        );
        let files = known.report.files.iter().filter_map(|(media, digest)| {
            let format = Format::ALL.into_iter().find(|format| format.media_type() == media)?;
            let name = format.extension();
            let path = format!("{}/{}.{name}", paths::results(id), digest.0);
            Some((name, paths::at(&path, &judged.moment)))
        });
        (said, files.collect())
    });
    Ok(words.collect())
}

/// Answers `ket-qua.xlsx` as of the moment, or a published copy by its digest.
pub(crate) async fn file(
    State(hall): State<Hall>,
    Named((plan, file)): Named<(String, String)>,
    asked: Asked,
) -> Result<Response, Refused> {
    let missing = || Refused::Missing(format!("không có tệp “{file}”"));
    let (stem, extension) = file.rsplit_once('.').ok_or_else(missing)?;
    let format =
        Format::ALL.into_iter().find(|f| f.extension() == extension).ok_or_else(missing)?;
    let moment = asked.moment(&hall)?;
    let judged = judge(&hall, &plan, &moment).await?;
    let bytes = if stem == "ket-qua" {
        render(&results_report(&judged), format)
            .map_err(|error| Refused::Failed(error.to_string()))?
    } else {
        let known = published(&hall, &judged).await?;
        let named = known.iter().flat_map(|(_, files)| files).any(|(_, path)| {
            path.split('?').next().is_some_and(|p| p.ends_with(&format!("/{file}")))
        });
        let blob = hall.ledger.blob(&Digest(stem.to_owned())).await;
        let blob = blob.map_err(|error| Refused::Failed(error.to_string()))?;
        blob.filter(|_| named).ok_or_else(missing)?
    };
    let name = format!("ket-qua-{}.{extension}", judged.adopted.adopted.id);
    Ok(download::file(&name, format.media_type(), bytes))
}
