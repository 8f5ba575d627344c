//! A received document with an anchor on every provision.

use quyet_assess::number::decimal;
use quyet_model::citation::ProvisionKind;
use quyet_model::document::{CitedDocument, Digest, ReceivedDocument};
use quyet_model::plan::PlanId;
use quyet_report::vi;
use quyet_store::StoreError;
use quyet_store::{AdoptedPlan, Ledger};
use quyet_syntax::{Folded, NodeId, Source};
use thiserror::Error;

use super::plan::title_of;
use crate::adopt_plan::drawn_from;
use crate::moment::Moment;
use crate::paths;

/// One provision or paragraph.
#[derive(Clone, Debug)]
pub struct ProvisionRow {
    /// Fragment identifier: `d2.k2.m6`.
    pub anchor: String,
    /// "Điều 2 khoản 2 mục (6)".
    pub breadcrumb: String,
    /// Its own words, mark included.
    pub text: String,
    /// Depth in the tree, from 0.
    pub depth: usize,
    /// Its level among the headings of the page; `None` for everything that is not an article's or clause's title.
    pub level: Option<u8>,
    /// Whether it looks like a heading.
    pub heading: bool,
    /// Number and address of the target or task it became; `None` for everything else.
    pub became: Option<(String, String)>,
}

/// The page of a document.
#[derive(Clone, Debug)]
pub struct DocumentPage {
    /// What people call it.
    pub title: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Length in bytes, in words: "17.833".
    pub bytes: String,
    /// Where it came from.
    pub origin: Option<String>,
    /// The file that the words were drawn out of; `None` when the words are the file.
    pub original: Option<ReceivedDocument>,
    /// Its provisions in order.
    pub provisions: Vec<ProvisionRow>,
    /// Documents it cites: words, and the address of the first place.
    pub citations: Vec<(String, String)>,
    /// Plans read from it: words and address.
    pub plans: Vec<(String, String)>,
    /// The first of them, whose pages surround the document.
    pub plan: PlanId,
}

/// Why there is no page.
#[derive(Debug, Error)]
pub enum DocumentPageError {
    /// No document of a plan has this digest.
    #[error("không có văn bản “{0}” vào thời điểm này")]
    Unknown(String),
    /// Its bytes are not text.
    #[error("văn bản này không phải văn bản thuần nên không hiển thị được")]
    NotText,
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The file ending that fits a media type, without the dot.
pub fn ending(media_type: &str) -> &'static str {
    const KNOWN: [(&str, &str); 12] = [
        ("application/pdf", "pdf"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("application/msword", "doc"),
        ("application/rtf", "rtf"),
        ("text/rtf", "rtf"),
        ("text/html", "html"),
        ("text/markdown", "md"),
        ("text/plain", "txt"),
        ("image/jpeg", "jpg"),
        ("image/png", "png"),
        ("image/tiff", "tif"),
        ("image/webp", "webp"),
    ];
    let bare = media_type.split(';').next().unwrap_or_default().trim();
    KNOWN.into_iter().find(|(known, _)| *known == bare).map_or("bin", |(_, ending)| ending)
}

/// A cited document in words: "Nghị quyết số 16-NQ/TU ngày 12/08/2021 (Tỉnh ủy)".
pub fn cited_words(cited: &CitedDocument) -> String {
    // A law is cited by its name and day; everything else by its number.
    let named = || cited.subject.as_deref().map(|subject| format!(" {subject}"));
    let number = cited.number.as_deref().map(|number| format!(" số {number}"));
    let number = number.or_else(named).unwrap_or_default();
    let day = cited.date.map(|day| format!(" ngày {}", vi::date(day))).unwrap_or_default();
    let issuer = cited.issuer.as_deref().map(|issuer| format!(" ({issuer})")).unwrap_or_default();
    format!("{}{number}{day}{issuer}", cited.kind.word())
}

/// Builds the page of the document whose digest begins so.
///
/// # Errors
/// [`DocumentPageError`].
pub async fn document_page(
    ledger: &dyn Ledger,
    prefix: &str,
    moment: &Moment,
) -> Result<DocumentPage, DocumentPageError> {
    let unknown = || DocumentPageError::Unknown(prefix.to_owned());
    let plans = ledger.plans(moment.at.recorded).await?;
    let named =
        |plan: &&AdoptedPlan| prefix.len() >= 8 && plan.adopted.document.0.starts_with(prefix);
    let digest: Digest =
        plans.iter().find(named).map(|p| p.adopted.document.clone()).ok_or_else(unknown)?;
    let received = ledger.document(&digest).await?.ok_or_else(unknown)?;
    let original = match received.origin.as_deref().and_then(drawn_from) {
        Some(file) => ledger.document(&file).await?,
        None => None,
    };
    let bytes = ledger.blob(&digest).await?.ok_or_else(unknown)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| DocumentPageError::NotText)?;
    let places = ledger.places(moment.at.recorded).await?;
    let plans: Vec<_> = plans.iter().filter(named).collect();
    let plan = plans.first().map(|plan| plan.adopted.id.clone()).ok_or_else(unknown)?;
    let read = plans.iter().map(|plan| {
        let path = paths::at(&paths::plan(&plan.adopted.id), moment);
        (title_of(plan, &places), path)
    });
    let read = Read { plan, titles: read.collect() };
    Ok(DocumentPage { original, ..page(&received, text, &plans, read, moment) })
}

/// What was read from the document.
struct Read {
    plan: PlanId,
    titles: Vec<(String, String)>,
}

fn page(
    received: &ReceivedDocument,
    text: &str,
    plans: &[&AdoptedPlan],
    read: Read,
    moment: &Moment,
) -> DocumentPage {
    let source = Source::new(text);
    let tree = quyet_syntax::parse(source.text());
    let document = paths::document(&received.digest);
    let titled = |id: NodeId| {
        let node = tree.node(id);
        node.heading && matches!(node.kind, ProvisionKind::Article | ProvisionKind::Clause)
    };
    // Under the title of the page, one deeper for each titled provision around.
    let levels = |id| tree.ancestors(id).filter(|id| titled(*id)).fold(1_u8, |level, _| level + 1);
    let provisions = tree.ids().filter_map(|id| {
        let node = tree.node(id);
        let crumb = tree.breadcrumb(id);
        let words = Folded::new(source.text(), node.words).text().to_owned();
        (!words.is_empty()).then(|| ProvisionRow {
            became: became(plans, &crumb, moment),
            anchor: crumb.anchor(),
            breadcrumb: crumb.to_string(),
            text: words,
            depth: tree.ancestors(id).count().saturating_sub(1),
            level: titled(id).then(|| levels(id)),
            heading: node.heading,
        })
    });
    let cited = plans.iter().flat_map(|plan| &plan.adopted.plan.citations);
    let citations = cited.map(|cited| {
        let path = format!("{document}#{}", cited.at.breadcrumb.anchor());
        (cited_words(cited), paths::at(&path, moment))
    });
    DocumentPage {
        title: received.title.clone(),
        digest: received.digest.0.clone(),
        bytes: decimal(received.bytes.into()),
        origin: received.origin.clone(),
        original: None,
        provisions: provisions.collect(),
        citations: citations.collect(),
        plans: read.titles,
        plan: read.plan,
    }
}

fn became(
    plans: &[&AdoptedPlan],
    crumb: &quyet_model::citation::Breadcrumb,
    moment: &Moment,
) -> Option<(String, String)> {
    plans.iter().find_map(|plan| {
        let adopted = &plan.adopted;
        let target = adopted.plan.targets.iter().find(|target| target.at.breadcrumb == *crumb);
        let target = target.map(|target| {
            (format!("chỉ tiêu ({})", target.code), paths::target(&adopted.id, &target.code))
        });
        let task = || {
            let task = adopted.plan.tasks.iter().find(|task| task.at.breadcrumb == *crumb);
            task.map(|task| {
                (
                    format!("nhiệm vụ {}", task.code),
                    format!("{}#nv-{}", paths::tasks(&adopted.id), task.code),
                )
            })
        };
        target.or_else(task).map(|(words, path)| (words, paths::at(&path, moment)))
    })
}
