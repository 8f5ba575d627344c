//! A document with anchors, and its original bytes.

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use quyet_app::paths;
use quyet_app::views::document::{DocumentPage, DocumentPageError, document_page};
use quyet_model::document::Digest;

use crate::ask::{Asked, Named};
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::{Shell, Tab};

#[derive(Template)]
#[template(path = "document.html")]
struct Page {
    shell: Shell,
    view: DocumentPage,
    original: String,
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
    let original = paths::document(&Digest(view.digest.clone()));
    let original = paths::at(&format!("{original}/goc"), &asked.moment(&hall)?);
    let page = Page { shell, view, original };
    page.shell.answer(&page)
}

/// Answers the bytes as received, as a download and never as active content.
pub(crate) async fn original(
    State(hall): State<Hall>,
    Named(digest): Named<String>,
    asked: Asked,
) -> Result<Response, Refused> {
    let (view, _) = load(&hall, &digest, &asked).await?;
    let whole = Digest(view.digest);
    let bytes = hall.ledger.blob(&whole).await.map_err(|e| Refused::Failed(e.to_string()))?;
    let bytes =
        bytes.ok_or_else(|| Refused::Missing("không còn nội dung của văn bản".to_owned()))?;
    let name = format!("attachment; filename=\"van-ban-{}.txt\"", paths::short(&whole));
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
