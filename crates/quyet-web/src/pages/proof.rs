//! The proof of one figure or one document: in plain words, as a file, and checked in the reader's own browser.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use quyet_app::log_key::log_keys;
use quyet_app::moment::Moment;
use quyet_app::paths;
use quyet_app::prove::{ProveError, prove_document, prove_figure};
use quyet_app::public_log::{PublicLog, checkpoint};
use quyet_app::views::document::document_page;
use quyet_app::views::figure::figure_page;
use quyet_app::views::proof::{ProofFile, ProofPage, proof_page};
use quyet_model::document::Digest;
use quyet_model::figure::FigureId;

use super::style::sum;
use crate::ask::Named;
use crate::hall::Hall;
use crate::refuse::Refused;
use crate::shell::Shell;

const SCRIPT: &str = include_str!("../../assets/proof.js");

/// Address of the script that checks; it changes with every byte of it.
pub(crate) static SCRIPT_PATH: LazyLock<String> =
    LazyLock::new(|| format!("/kiem-{:016x}.js", sum(SCRIPT)));

#[derive(Template)]
#[template(path = "proof.html")]
struct Page {
    shell: Shell,
    view: ProofPage,
    /// What is proved: words and address.
    of: (String, String),
    /// What kind of thing: "số liệu" or "văn bản".
    kind: &'static str,
    /// Address of the file.
    file: String,
    /// Name of the file.
    name: String,
    script: &'static str,
}

/// Only this page runs a script, our own, and it may fetch only from here.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
    img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Answers the script that checks.
pub(crate) async fn script() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, SCRIPT)
}

/// Answers the page of a figure's proof.
pub(crate) async fn figure(
    State(hall): State<Hall>,
    Named(figure): Named<String>,
) -> Result<Response, Refused> {
    let moment = Moment::now(hall.clock.now());
    let id: FigureId = figure.parse().map_err(|error| Refused::Missing(format!("{error}")))?;
    let proof = of_figure(&hall, id).await?;
    let view = figure_page(&*hall.ledger, id, &moment).await;
    let view = view.map_err(|error| Refused::Failed(error.to_string()))?;
    let words = format!("{}: {} · {} · {}", view.value, view.indicator, view.place, view.period);
    let way = paths::figure(id);
    let about = About { kind: "số liệu", words, way, file: format!("so-lieu-{id}.tlog-proof") };
    show(&hall, &proof, about).await
}

/// Answers the file of a figure's proof.
pub(crate) async fn figure_file(
    State(hall): State<Hall>,
    Named(figure): Named<String>,
) -> Result<Response, Refused> {
    let id: FigureId = figure.parse().map_err(|error| Refused::Missing(format!("{error}")))?;
    Ok(download(&of_figure(&hall, id).await?, &format!("so-lieu-{id}.tlog-proof")))
}

/// Answers the page of a document's proof.
pub(crate) async fn document(
    State(hall): State<Hall>,
    Named(digest): Named<String>,
) -> Result<Response, Refused> {
    let (digest, words) = whole(&hall, &digest).await?;
    let proof = of_document(&hall, &digest).await?;
    let (short, way) = (paths::short(&digest), paths::document(&digest));
    let about =
        About { kind: "văn bản", words, way, file: format!("van-ban-{short}.tlog-proof") };
    show(&hall, &proof, about).await
}

/// Answers the file of a document's proof.
pub(crate) async fn document_file(
    State(hall): State<Hall>,
    Named(digest): Named<String>,
) -> Result<Response, Refused> {
    let (digest, _) = whole(&hall, &digest).await?;
    let name = format!("van-ban-{}.tlog-proof", paths::short(&digest));
    Ok(download(&of_document(&hall, &digest).await?, &name))
}

/// The digest that an address begins, and the title of its document.
async fn whole(hall: &Hall, digest: &str) -> Result<(Digest, String), Refused> {
    let moment = Moment::now(hall.clock.now());
    let view = document_page(&*hall.ledger, &digest.to_lowercase(), &moment).await;
    let view = view.map_err(|error| Refused::Missing(error.to_string()))?;
    Ok((Digest(view.digest), view.title))
}

/// The log, with a checkpoint that covers everything when one can be signed now.
async fn log_of(hall: &Hall) -> Result<&PublicLog, Refused> {
    let log = hall.log.as_ref().ok_or_else(|| Refused::Missing(NO_LOG.to_owned()))?;
    // Whatever keeps it from being signed, an older checkpoint may cover the entry; the proof says when none does.
    let _newest = checkpoint(&*hall.ledger, log, &hall.health, hall.clock.now()).await;
    Ok(log)
}

pub(super) const NO_LOG: &str =
    "máy chủ này chưa mở nhật ký công khai; người quản trị tạo khóa của nhật ký bằng quyet init";

async fn of_figure(hall: &Hall, id: FigureId) -> Result<ProofFile, Refused> {
    let log = log_of(hall).await?;
    let proof = prove_figure(&*hall.ledger, &*log.checkpoints, id, hall.clock.now()).await;
    proof.map(ProofFile).map_err(|error| refused(&error))
}

async fn of_document(hall: &Hall, digest: &Digest) -> Result<ProofFile, Refused> {
    let log = log_of(hall).await?;
    let proof = prove_document(&*hall.ledger, &*log.checkpoints, digest).await;
    proof.map(ProofFile).map_err(|error| refused(&error))
}

/// Why there is no proof, as a page.
pub(super) fn refused(error: &ProveError) -> Refused {
    match error {
        ProveError::NotPublic(_) | ProveError::NotPublicKind(_) => {
            Refused::Hidden(error.to_string())
        }
        ProveError::Broken | ProveError::Store(_) | ProveError::Checkpoint(_) => {
            Refused::Failed(error.to_string())
        }
        _ => Refused::Missing(error.to_string()),
    }
}

fn download(proof: &ProofFile, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
    ];
    (StatusCode::OK, headers, proof.text()).into_response()
}

/// What a proof speaks of.
struct About {
    kind: &'static str,
    words: String,
    way: String,
    file: String,
}

async fn show(hall: &Hall, proof: &ProofFile, about: About) -> Result<Response, Refused> {
    let moment = Moment::now(hall.clock.now());
    let keys = log_keys(&*hall.ledger).await;
    let keys = keys.map_err(|error| Refused::Failed(error.to_string()))?;
    let keys = keys.into_iter().rev().map(|key| key.key).collect();
    let here = format!("{}/chung-minh", about.way);
    let title = format!("Chứng minh {}", about.kind);
    let page = Page {
        shell: Shell::new(hall, &moment, title, here.clone()),
        view: proof_page(proof, keys),
        of: (about.words, about.way),
        kind: about.kind,
        file: format!("{here}.tlog-proof"),
        name: about.file,
        script: &SCRIPT_PATH,
    };
    let mut answer = page.shell.answer(&page)?;
    let policy = HeaderValue::from_static(POLICY);
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(answer)
}
