//! Use case: put the plan of a finished review in force.
//!
//! One batch holds the document, the plan as the compiler read it, every change that people made, and the plan.

use quyet_model::entry::{Act, CommandId, DraftChanged, PlanAdopted, PlanDrafted};
use quyet_model::indicator::IndicatorId;
use quyet_model::plan::{Plan, PlanId};
use quyet_model::review::ItemId;
use quyet_store::drafts::{DraftError, Drafts};
use quyet_store::{AppendError, Receipt, StoreError};
use thiserror::Error;

use super::{OpenReviewError, Review, open_review, original};
use crate::adopt_plan::Original;
use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};

/// Why no plan was adopted. Nothing was written; the draft is as it was.
#[derive(Debug, Error)]
pub enum AdoptReviewError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The draft cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenReviewError),
    /// The file is not read yet.
    #[error("văn bản chưa được đọc xong nên chưa phê duyệt được")]
    NotRead,
    /// Items are open.
    #[error("còn {} mục chưa xác nhận; hãy xác nhận hoặc bỏ từng mục rồi phê duyệt", .0.len())]
    Unconfirmed(Vec<ItemId>),
    /// No target and no task is left.
    #[error(
        "không còn chỉ tiêu, nhiệm vụ nào để phê duyệt; hãy thêm chỉ tiêu hoặc mở lại mục đã bỏ"
    )]
    Nothing,
    /// A plan of this identity was adopted in another way.
    #[error("kế hoạch {0} đã được phê duyệt; hãy bỏ bản rà soát này")]
    AlreadyAdopted(PlanId),
    /// The place is no longer in the register.
    #[error("đơn vị {0} không có trong danh mục")]
    UnknownPlace(String),
    /// A target names an indicator that nobody defined.
    #[error("chỉ tiêu thống kê “{0}” chưa được khai báo")]
    UnknownIndicator(IndicatorId),
    /// Somebody saved in between.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the batch.
    #[error(transparent)]
    Append(#[from] AppendError),
}

impl AdoptReviewError {
    /// Whether somebody saved the draft or wrote to the ledger in between, so that the person has to look again.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Draft(DraftError::Stale) | Self::Append(AppendError::Conflict(_)))
    }
}

/// Puts the plan in force as the person saw it, and clears the drawer.
///
/// Sent twice, also after a crash between the two steps, it is one adoption.
///
/// # Errors
/// [`AdoptReviewError`]; nothing was written.
pub async fn adopt_review(
    desk: Desk<'_>,
    drafts: &dyn Drafts,
    id: &PlanId,
    seen: u64,
) -> Result<Receipt, AdoptReviewError> {
    policy::may(desk.actor.role, Action::AdoptPlan)?;
    let review = open_review(drafts, id).await?.ok_or(AdoptReviewError::NotRead)?;
    if review.card.version != seen {
        return Err(DraftError::Stale.into());
    }
    let plan = review.reviewed.plan().map_err(AdoptReviewError::Unconfirmed)?;
    if plan.targets.is_empty() && plan.tasks.is_empty() {
        return Err(AdoptReviewError::Nothing);
    }
    let command = CommandId(format!("soan/{}/{seen}", id.0));
    let head = desk.ledger.head().await?;
    check(desk, &review, &plan, &command).await?;
    let bytes = original(drafts, id).await?.ok_or_else(|| OpenReviewError::Missing(id.clone()))?;
    let (acts, blobs) = acts(review, bytes, plan);
    // At this point nothing is durable; one append makes the document, the reading, every change and the plan stand.
    let receipt = desk.append(head, &command, acts, &blobs).await?;
    drafts.discard(id).await?;
    Ok(receipt)
}

async fn check(
    desk: Desk<'_>,
    review: &Review,
    plan: &Plan,
    command: &CommandId,
) -> Result<(), AdoptReviewError> {
    let (now, card) = (desk.now(), &review.card);
    // The same command is answered by the ledger; a plan adopted in another way stands.
    if let Some(before) = desk.ledger.plan(&card.id, now).await? {
        let known = desk.ledger.entry(before.seq).await?;
        if known.is_none_or(|known| known.entry.command != *command) {
            return Err(AdoptReviewError::AlreadyAdopted(card.id.clone()));
        }
    }
    if !desk.ledger.places(now).await?.iter().any(|place| place.id == card.place) {
        return Err(AdoptReviewError::UnknownPlace(card.place.code.clone()));
    }
    let indicators = desk.ledger.indicators(now).await?;
    let linked = plan.leaves().into_iter().filter_map(|leaf| leaf.indicator.as_ref());
    let unknown = linked.into_iter().find(|id| !indicators.iter().any(|known| known.id == **id));
    unknown.map_or(Ok(()), |id| Err(AdoptReviewError::UnknownIndicator(id.clone())))
}

fn acts(review: Review, bytes: Vec<u8>, plan: Plan) -> (Vec<Act>, Vec<quyet_store::Blob>) {
    let Review { card, received, compiler, drafted, changes, .. } = review;
    let kept = Original { bytes, title: card.title, origin: card.origin }.keep(received);
    let (id, document) = (card.id, kept.text);
    let drafted = PlanDrafted {
        id: id.clone(),
        document: document.clone(),
        compiler: compiler.clone(),
        plan: drafted,
    };
    let changed = changes
        .into_iter()
        .map(|changed| Act::DraftChanged(Box::new(DraftChanged { id: id.clone(), changed })));
    let adopted = PlanAdopted { id: id.clone(), place: card.place, document, compiler, plan };
    let mut acts: Vec<Act> = kept.documents.into_iter().map(Act::DocumentReceived).collect();
    acts.push(Act::PlanDrafted(Box::new(drafted)));
    acts.extend(changed);
    acts.push(Act::PlanAdopted(Box::new(adopted)));
    (acts, kept.blobs)
}
