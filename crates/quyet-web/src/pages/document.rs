//! A document with anchors, and its original bytes.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use quyet_app::moment::Moment;
use quyet_app::paths;
use quyet_app::views::document::{DocumentPage, DocumentPageError, document_page, ending};
use quyet_app::views::history::plan_history;
use quyet_model::document::Digest;

use crate::ask::{Asked, Named};
use crate::download;
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::{Shell, Tab};

#[derive(Template)]
#[template(path = "document.html")]
struct Page {
    shell: Shell,
    view: DocumentPage,
    original: String,
    words: String,
    /// Address of the proof; `None` without a public log and on pages that look back.
    proof: Option<String>,
    /// What people changed before the plans were put in force: words and address.
    histories: Vec<(String, String)>,
}

/// The histories of the plans read from the document.
async fn histories(
    hall: &Hall,
    view: &DocumentPage,
    moment: &Moment,
) -> Result<Vec<(String, String)>, Refused> {
    let failed = |error: &dyn std::fmt::Display| Refused::Failed(error.to_string());
    let plans = hall.ledger.plans(moment.at.recorded).await.map_err(|error| failed(&error))?;
    let mut histories = Vec::new();
    for plan in plans.iter().filter(|plan| plan.adopted.document.0 == view.digest) {
        let history = plan_history(&*hall.ledger, plan).await.map_err(|error| failed(&error))?;
        histories.extend(history.map(|history| {
            let words = format!("Bản máy đọc và {} thay đổi của người rà soát", history.altering());
            (words, paths::at(&paths::history(&plan.adopted.id), moment))
        }));
    }
    Ok(histories)
}

async fn load(hall: &Hall, digest: &str, asked: &Asked) -> Result<(DocumentPage, Shell), Refused> {
    let moment = asked.moment(hall)?;
    let view =
        document_page(&*hall.ledger, &digest.to_lowercase(), &moment).await.map_err(|error| {
            match error {
                DocumentPageError::Store(_) => Refused::Failed(error.to_string()),
                _ => Refused::Missing(error.to_string()),
            }
        })?;
    let here = paths::document(&Digest(view.digest.clone()));
    let way = paths::at(&here, &moment);
    let shell = Shell::new(hall, &moment, view.title.clone(), here);
    let shell = shell.of_plan(&moment, &view.plan, &way, Some(Tab::Document));
    Ok((view, shell))
}

/// Answers the document as a page.
pub(crate) async fn get(
    State(hall): State<Hall>,
    Named(digest): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let (view, shell) = load(&hall, &digest, &asked).await?;
    let moment = asked.moment(&hall)?;
    let here = paths::document(&Digest(view.digest.clone()));
    let (original, words) = (format!("{here}/goc"), format!("{here}/chu"));
    let histories = histories(&hall, &view, &moment).await?;
    let (original, words) = (paths::at(&original, &moment), paths::at(&words, &moment));
    let proof = shell.log.then(|| format!("{here}/chung-minh"));
    let page = Page { shell, view, original, words, proof, histories };
    page.shell.answer(&page)
}

/// Answers the file as received, as a download and never as active content.
pub(crate) async fn original(
    State(hall): State<Hall>,
    Named(digest): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let (view, _) = load(&hall, &digest, &asked).await?;
    match view.original {
        Some(file) => bytes_of(&hall, &file.digest, &file.media_type).await,
        None => bytes_of(&hall, &Digest(view.digest), TEXT).await,
    }
}

/// Answers the words that the plan was read from, as a download.
pub(crate) async fn words(
    State(hall): State<Hall>,
    Named(digest): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let (view, _) = load(&hall, &digest, &asked).await?;
    bytes_of(&hall, &Digest(view.digest), TEXT).await
}

const TEXT: &str = "text/plain; charset=utf-8";

async fn bytes_of(hall: &Hall, digest: &Digest, media_type: &str) -> Result<Response, Refused> {
    let bytes = hall.ledger.blob(digest).await.map_err(|e| Refused::Failed(e.to_string()))?;
    let bytes =
        bytes.ok_or_else(|| Refused::Missing("không còn nội dung của văn bản".to_owned()))?;
    let name = format!("van-ban-{}.{}", paths::short(digest), ending(media_type));
    Ok(download::file(&name, media_type, bytes))
}
