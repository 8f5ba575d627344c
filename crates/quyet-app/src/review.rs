//! Use cases of a review: a document comes in, is read, is put right item by item, and becomes a plan.
//!
//! **Takes** files, readings and wishes. **Gives** the draft as it stands. **Never** touches the ledger before
//! [`adopt`]: until then a draft is nobody's act and lies in the drawer ([`Drafts`]).
//! Invariant: the original is kept before anything is read, and every change is kept with who made it.

pub mod adopt;
pub mod change;
pub mod drafted;
pub mod form;
pub mod link;
pub mod read;
mod record;
pub mod start;
pub mod text;

use jiff::Timestamp;
use jiff::civil::Date;
use quyet_intake::{Received, parcel};
use quyet_model::document::Digest;
use quyet_model::place::{Place, PlaceId};
use quyet_model::plan::{Draft, Plan, PlanId};
use quyet_model::review::{Change, Changed, Reviewed};
use quyet_store::StoreError;
use quyet_store::drafts::{DraftRecord, Drafts};
use quyet_wire::plan::DiagnosticJson;
use thiserror::Error;

use crate::check_places::check_places;
use record::{Reading, Record, Stage};

/// Name of the original among a draft's files.
const ORIGINAL: &str = "goc";
/// Name of the packed reading among a draft's files.
const PARCEL: &str = "ban-doc";

/// Why a draft cannot be shown.
#[derive(Debug, Error)]
pub enum OpenReviewError {
    /// There is none of this identity.
    #[error("không có bản rà soát “{0}”; có thể kế hoạch đã được phê duyệt hoặc bản nháp đã bị bỏ")]
    Missing(PlanId),
    /// The draft was written by another version of the program, or is damaged.
    #[error(
        "bản rà soát “{id}” không đọc được ({what}); tệp gốc vẫn còn trong ngăn nháp, hãy nạp lại văn bản"
    )]
    Unreadable {
        /// Which.
        id: PlanId,
        /// What does not fit.
        what: String,
    },
    /// The drawer failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is known of a draft whatever came of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewCard {
    /// Identity that the plan is to have.
    pub id: PlanId,
    /// Version to save over.
    pub version: u64,
    /// When it was saved last.
    pub saved: Timestamp,
    /// Where the plan is carried out; no code when the draft cannot be opened.
    pub place: PlaceId,
    /// What people call the document; empty when the draft cannot be opened.
    pub title: String,
    /// Where it came from; `None` when unknown.
    pub origin: Option<String>,
    /// SHA-256 of the original; empty when the draft cannot be opened.
    pub original: Digest,
    /// Number and symbol that the person who brought it gave; `None` when not given.
    pub number: Option<String>,
    /// Day of adoption that the person gave; `None` when not given.
    pub adopted: Option<Date>,
    /// How far it came.
    pub stage: CardStage,
}

/// How far a draft came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardStage {
    /// The original is kept; nobody has read it yet, or reading was broken off.
    Received,
    /// It could not be read, with what to do.
    Refused(String),
    /// The draft itself was written by another version of the program or is damaged, with what does not fit. Its
    /// original is kept; the draft can only be thrown away.
    Unreadable(String),
    /// It is under review.
    Read {
        /// Items that are decided.
        decided: usize,
        /// All items.
        items: usize,
    },
}

/// A draft under review, opened.
#[derive(Clone, Debug)]
pub struct Review {
    /// What is known of it anyway.
    pub card: ReviewCard,
    /// The text with its way back to page and line. All spans refer to it.
    pub received: Received,
    /// Version of the compiler that read it.
    pub compiler: String,
    /// The plan as the compiler read it.
    pub drafted: Plan,
    /// What was noticed while reading, by place.
    pub diagnostics: Vec<DiagnosticJson>,
    /// What people said of it, in order.
    pub changes: Vec<Changed>,
    /// The draft as it stands after that.
    pub reviewed: Reviewed,
}

/// All drafts, by identity; also those that this version cannot open.
///
/// # Errors
/// When the drawer fails.
pub async fn list_reviews(drafts: &dyn Drafts) -> Result<Vec<ReviewCard>, StoreError> {
    Ok(drafts.list().await?.iter().map(card_of).collect())
}

/// What is known of a draft, also of one that this version cannot open.
///
/// # Errors
/// [`OpenReviewError::Missing`] and [`OpenReviewError::Store`].
pub async fn review_card(drafts: &dyn Drafts, id: &PlanId) -> Result<ReviewCard, OpenReviewError> {
    let kept = drafts.load(id).await?.ok_or_else(|| OpenReviewError::Missing(id.clone()))?;
    Ok(card_of(&kept))
}

/// The bytes of the original, as they came; `None` when there is no such draft.
///
/// # Errors
/// When the drawer fails.
pub async fn original(drafts: &dyn Drafts, id: &PlanId) -> Result<Option<Vec<u8>>, StoreError> {
    drafts.file(id, ORIGINAL).await
}

/// A draft that was read, as it stands. `Ok(None)` when its file is not read yet or was refused.
///
/// # Errors
/// [`OpenReviewError`].
pub async fn open_review(
    drafts: &dyn Drafts,
    id: &PlanId,
) -> Result<Option<Review>, OpenReviewError> {
    let (kept, record) = load(drafts, id).await?;
    let card = card_with(&kept, &record);
    let Stage::Read(reading) = record.stage else { return Ok(None) };
    let unreadable = |what: String| OpenReviewError::Unreadable { id: id.clone(), what };
    let parcel = drafts.file(id, PARCEL).await?.unwrap_or_default();
    let received = parcel::unpack(&parcel)
        .and_then(|reading| reading.given.ok())
        .ok_or_else(|| unreadable("bản đọc bị thiếu".to_owned()))?;
    let (drafted, changes) = said(&reading).map_err(unreadable)?;
    let reviewed = fold(&drafted, &changes);
    Ok(Some(Review {
        card,
        received,
        compiler: reading.compiler,
        drafted,
        diagnostics: reading.draft.diagnostics,
        changes,
        reviewed,
    }))
}

impl Review {
    /// With what is noticed of the places that the draft names as it stands, by the register.
    #[must_use]
    pub fn with_places(mut self, register: &[Place]) -> Self {
        let draft = Draft { plan: self.reviewed.present(), diagnostics: vec![] };
        let noticed = check_places(&draft, &self.card.place, register);
        self.diagnostics.extend(noticed.iter().map(DiagnosticJson::from));
        self
    }
}

/// Throws a draft away; its original too.
///
/// # Errors
/// When the drawer fails.
pub async fn discard_review(drafts: &dyn Drafts, id: &PlanId) -> Result<(), StoreError> {
    drafts.discard(id).await
}

async fn load(drafts: &dyn Drafts, id: &PlanId) -> Result<(DraftRecord, Record), OpenReviewError> {
    let kept = drafts.load(id).await?.ok_or_else(|| OpenReviewError::Missing(id.clone()))?;
    let record =
        parse(&kept).map_err(|what| OpenReviewError::Unreadable { id: id.clone(), what })?;
    Ok((kept, record))
}

fn parse(kept: &DraftRecord) -> Result<Record, String> {
    Record::read(&kept.body)
}

/// What the compiler and the people said.
fn said(reading: &Reading) -> Result<(Plan, Vec<Changed>), String> {
    let drafted = Plan::try_from(reading.draft.clone()).map_err(|error| error.to_string())?;
    let changes = reading.changes.iter().cloned().map(Changed::try_from);
    let changes: Result<Vec<Changed>, _> = changes.collect();
    Ok((drafted, changes.map_err(|error| error.to_string())?))
}

/// Folds changes that were each applied once before.
fn fold(drafted: &Plan, changes: &[Changed]) -> Reviewed {
    let mut reviewed = Reviewed::of(drafted.clone());
    for changed in changes {
        // A change that does not fit was refused when it was made, so there is none.
        let _never_refused = reviewed.apply(&changed.change);
    }
    reviewed
}

fn card_of(kept: &DraftRecord) -> ReviewCard {
    match parse(kept) {
        Ok(record) => card_with(kept, &record),
        Err(what) => ReviewCard {
            id: kept.id.clone(),
            version: kept.version,
            saved: kept.saved,
            place: PlaceId { code: String::new(), valid_from: None },
            title: String::new(),
            origin: None,
            original: Digest(String::new()),
            number: None,
            adopted: None,
            stage: CardStage::Unreadable(what),
        },
    }
}

fn card_with(kept: &DraftRecord, record: &Record) -> ReviewCard {
    let stage = match &record.stage {
        Stage::Received => CardStage::Received,
        Stage::Refused { why } => CardStage::Refused(why.clone()),
        Stage::Read(reading) => match said(reading) {
            Ok((plan, changes)) => {
                let reviewed = fold(&plan, &changes);
                let (items, open) = (reviewed.agenda().len(), reviewed.open().len());
                CardStage::Read { decided: items - open, items }
            }
            Err(what) => CardStage::Unreadable(what),
        },
    };
    ReviewCard {
        id: kept.id.clone(),
        version: kept.version,
        saved: kept.saved,
        place: record.place(),
        title: record.title.clone(),
        origin: record.origin.clone(),
        original: Digest(record.original.clone()),
        number: record.number.clone(),
        adopted: record.adopted.as_deref().and_then(|day| day.parse().ok()),
        stage,
    }
}

/// The head as the person who brought the document gave it, where the text itself says nothing.
fn completed(plan: &Plan, record: &Record) -> Option<Change> {
    let mut head = plan.document.clone();
    head.number = head.number.or_else(|| record.number.clone());
    head.adopted = head.adopted.or_else(|| record.adopted.as_deref()?.parse().ok());
    (head != plan.document).then(|| Change::DocumentEdited(Box::new(head)))
}
