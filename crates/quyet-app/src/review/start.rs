//! Use case: take a document in, to be read and reviewed.

use jiff::civil::Date;
use quyet_model::place::PlaceId;
use quyet_model::plan::PlanId;
use quyet_store::StoreError;
use quyet_store::drafts::{DraftError, Drafts};
use thiserror::Error;

use super::ORIGINAL;
use super::record::Record;
use crate::attachments::{AttachmentRefused, AttachmentRule};
use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};

/// Longest identity of a plan. Unit: characters.
const ID_MAX: usize = 40;

/// The one identity whose address is taken.
const RESERVED: &str = "nap-van-ban";

/// A document as somebody brings it.
#[derive(Clone, Debug)]
pub struct StartReview {
    /// Identity that the plan is to have: 1–40 lower-case ASCII letters, digits and inner hyphens.
    pub id: PlanId,
    /// Where the plan is carried out.
    pub place: PlaceId,
    /// The document's bytes, as they came.
    pub bytes: Vec<u8>,
    /// What people call the document: usually its file name.
    pub title: String,
    /// Where it came from; `None` when unknown.
    pub origin: Option<String>,
    /// Number and symbol, to fill in or compare; `None` when not given.
    pub number: Option<String>,
    /// Day of adoption, to fill in or compare; `None` when not given.
    pub adopted: Option<Date>,
    /// Which files are taken in.
    pub rule: AttachmentRule,
}

/// Why a document was not taken in. Nothing was kept.
#[derive(Debug, Error)]
pub enum StartReviewError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The identity cannot stand in an address.
    #[error(
        "mã kế hoạch “{0}” không hợp lệ; mã gồm 1 đến {ID_MAX} chữ thường không dấu, chữ số và dấu gạch nối ở giữa, ví dụ tinh-2027"
    )]
    IdForm(String),
    /// No bytes came.
    #[error("chưa chọn tệp, hoặc tệp rỗng; hãy chọn tệp PDF, Word hoặc văn bản của nghị quyết")]
    NoFile,
    /// The file is not one that is taken in.
    #[error(transparent)]
    Attachment(#[from] AttachmentRefused),
    /// The place is not in the register.
    #[error(
        "đơn vị “{0}” không có trong danh mục; hãy chọn trong danh sách, hoặc nạp danh mục bằng “quyet place import”"
    )]
    UnknownPlace(String),
    /// A plan of this identity is in force.
    #[error("kế hoạch {0} đã được phê duyệt; hãy đặt mã khác")]
    AlreadyAdopted(PlanId),
    /// A draft of this identity lies in the drawer.
    #[error("đang có bản rà soát {0}; hãy tiếp tục bản đó, hoặc bỏ nó rồi nạp lại")]
    AlreadyStarted(PlanId),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps the original and opens a draft for it. Nothing is read yet.
///
/// # Errors
/// [`StartReviewError`]; nothing was kept.
pub async fn start_review(
    desk: Desk<'_>,
    drafts: &dyn Drafts,
    start: StartReview,
) -> Result<(), StartReviewError> {
    policy::may(desk.actor.role, Action::ReviewDraft)?;
    if !is_plan_id(&start.id.0) {
        return Err(StartReviewError::IdForm(start.id.0));
    }
    if start.bytes.is_empty() {
        return Err(StartReviewError::NoFile);
    }
    start.rule.check(&[(&start.title, &start.bytes)])?;
    let now = desk.now();
    if !desk.ledger.places(now).await?.iter().any(|place| place.id == start.place) {
        return Err(StartReviewError::UnknownPlace(start.place.code));
    }
    if desk.ledger.plan(&start.id, now).await?.is_some() {
        return Err(StartReviewError::AlreadyAdopted(start.id));
    }
    if drafts.load(&start.id).await?.is_some() {
        return Err(StartReviewError::AlreadyStarted(start.id));
    }
    let record = Record {
        origin: start.origin,
        number: start.number,
        adopted: start.adopted.map(|day| day.to_string()),
        ..Record::new(&start.place, start.title, quyet_store::digest(&start.bytes).0)
    };
    // The original first: a draft without its document would be worth nothing.
    drafts.keep(&start.id, ORIGINAL, &start.bytes).await?;
    match drafts.save(&start.id, 0, now, &record.write()).await {
        Ok(_) => Ok(()),
        Err(DraftError::Stale) => Err(StartReviewError::AlreadyStarted(start.id)),
        Err(DraftError::Store(error)) => Err(error.into()),
    }
}

/// Whether the words can be the identity of a plan.
pub fn is_plan_id(words: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    // The window where documents are handed in stands at this address.
    words != RESERVED
        && (1..=ID_MAX).contains(&words.len())
        && words.chars().all(plain)
        && !words.starts_with('-')
        && !words.ends_with('-')
}
