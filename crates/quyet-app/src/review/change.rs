//! Use case: say something of a draft: confirm, reject, put right, split, merge, add, undo.

use quyet_compile::{read_pointed, words_of};
use quyet_model::citation::Citation;
use quyet_model::condition::Condition;
use quyet_model::document::DocumentHead;
use quyet_model::indicator::IndicatorId;
use quyet_model::plan::PlanId;
use quyet_model::review::{Change, ChangeError, Changed, ItemId, TargetEdit};
use quyet_model::span::Span;
use quyet_model::target::{Target, TargetCode};
use quyet_model::task::Task;
use quyet_store::StoreError;
use quyet_store::drafts::{DraftError, Drafts};
use quyet_wire::review::ChangedJson;
use thiserror::Error;

use super::record::Stage;
use super::{OpenReviewError, Review, load, open_review};
use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};

/// What somebody wants to say of a draft. Spans and offsets are bytes of the draft's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// It is right.
    Confirm(ItemId),
    /// It is no target, no task.
    Reject(ItemId),
    /// Open it again.
    Reopen(ItemId),
    /// Put right what the document says of itself.
    EditDocument(Box<DocumentHead>),
    /// Put a target right.
    EditTarget(Box<EditTarget>),
    /// Put a task right; its code, group and place stay.
    EditTask {
        /// Which.
        item: ItemId,
        /// What is written instead.
        task: Box<Task>,
    },
    /// Split a target's words at these offsets and read each piece anew.
    Split {
        /// Which.
        item: ItemId,
        /// Where each piece but the first begins; strictly inside the target's words, rising.
        at: Vec<usize>,
    },
    /// Join a target with the next one of the same whole and read their words as one.
    Merge(ItemId),
    /// Read these words as a target that was missed.
    Add(Span),
    /// Take the last change back.
    Undo,
}

/// What a person writes about a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditTarget {
    /// Which.
    pub item: ItemId,
    /// The name.
    pub name: String,
    /// What is promised; ignored for a whole of parts.
    pub condition: Condition,
    /// Time words; `None` for the plan's own year.
    pub horizon: Option<String>,
    /// The indicator; `None` while nobody linked it.
    pub indicator: Option<IndicatorId>,
    /// Its words, when another range was pointed at; `None` keeps the range.
    pub span: Option<Span>,
}

/// Why nothing was changed. The draft is as it was.
#[derive(Debug, Error)]
pub enum ChangeReviewError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The draft cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenReviewError),
    /// The file is not read yet.
    #[error("văn bản chưa được đọc xong nên chưa rà soát được")]
    NotRead,
    /// The change does not fit the draft.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The words pointed at are not in the text.
    #[error("vùng chữ đã chọn không nằm trong văn bản; hãy chọn lại từ chữ đầu đến chữ cuối")]
    NoWords,
    /// Nothing was changed yet.
    #[error("chưa có thay đổi nào để hoàn tác")]
    NothingToUndo,
    /// The indicator is not in the catalogue.
    #[error("chỉ tiêu thống kê “{0}” chưa được khai báo")]
    UnknownIndicator(IndicatorId),
    /// Somebody saved in between, or the drawer failed.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// The ledger could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ChangeReviewError {
    /// Whether somebody saved in between, so that the person has to look again.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Draft(DraftError::Stale))
    }
}

/// Applies wishes in order, all or none, over the version that the person was looking at. Gives the new version.
///
/// # Errors
/// [`ChangeReviewError`]; nothing was changed.
pub async fn change_review(
    desk: Desk<'_>,
    drafts: &dyn Drafts,
    id: &PlanId,
    seen: u64,
    wishes: Vec<Wish>,
) -> Result<u64, ChangeReviewError> {
    policy::may(desk.actor.role, Action::ReviewDraft)?;
    let mut review = open_review(drafts, id).await?.ok_or(ChangeReviewError::NotRead)?;
    if review.card.version != seen {
        return Err(DraftError::Stale.into());
    }
    for wish in wishes {
        if let Wish::EditTarget(edit) = &wish {
            check_indicator(desk, edit.indicator.as_ref()).await?;
        }
        if wish == Wish::Undo {
            review.changes.pop().ok_or(ChangeReviewError::NothingToUndo)?;
            review.reviewed = super::fold(&review.drafted, &review.changes);
            continue;
        }
        let change = decide(&review, wish)?;
        review.reviewed.apply(&change)?;
        review.changes.push(Changed { by: desk.actor.clone(), at: desk.now(), change });
    }
    let (kept, mut record) = load(drafts, id).await?;
    let Stage::Read(reading) = &mut record.stage else { return Err(ChangeReviewError::NotRead) };
    reading.changes = review.changes.iter().map(ChangedJson::from).collect();
    if kept.version != seen {
        return Err(DraftError::Stale.into());
    }
    Ok(drafts.save(id, seen, desk.now(), &record.write()).await?)
}

async fn check_indicator(
    desk: Desk<'_>,
    wanted: Option<&IndicatorId>,
) -> Result<(), ChangeReviewError> {
    let Some(id) = wanted else { return Ok(()) };
    let known = desk.ledger.indicators(desk.now()).await?.iter().any(|i| i.id == *id);
    if known { Ok(()) } else { Err(ChangeReviewError::UnknownIndicator(id.clone())) }
}

/// The change that a wish comes to. Pure.
fn decide(review: &Review, wish: Wish) -> Result<Change, ChangeReviewError> {
    let text = &review.received.text;
    Ok(match wish {
        Wish::Confirm(id) => Change::Confirmed(id),
        Wish::Reject(id) => Change::Rejected(id),
        Wish::Reopen(id) => Change::Reopened(id),
        Wish::EditDocument(head) => Change::DocumentEdited(head),
        Wish::EditTask { item, task } => Change::TaskEdited { item, task },
        Wish::EditTarget(edit) => edited(review, *edit)?,
        Wish::Split { item, at } => {
            let known = target(review, item)?;
            let whole = known.at.span;
            let edges: Vec<usize> =
                [whole.start()].into_iter().chain(at).chain([whole.end()]).collect();
            if !edges.is_sorted_by(|a, b| a < b) {
                return Err(ChangeError::NothingToSplit.into());
            }
            let into = edges.windows(2).map(|edge| words(text, Span::new(edge[0], edge[1])));
            let into: Result<Vec<Span>, _> = into.collect();
            let into = into?.into_iter().map(|span| one(text, span, known)).collect();
            Change::TargetSplit { item, into }
        }
        Wish::Merge(first) => {
            let next = review.reviewed.next_of(first).ok_or(ChangeError::UnknownItem(first))?;
            let known = target(review, first)?;
            let span = known.at.span.cover(target(review, next.id)?.at.span);
            Change::TargetsMerged { first, second: next.id, into: Box::new(one(text, span, known)) }
        }
        Wish::Add(span) => {
            let mut read = read_pointed(text, words(text, span)?).targets;
            let added = if read.len() == 1 { read.pop() } else { None };
            Change::TargetAdded(Box::new(added.unwrap_or_else(|| whole_of(text, span, read))))
        }
        Wish::Undo => return Err(ChangeReviewError::NothingToUndo),
    })
}

fn edited(review: &Review, edit: EditTarget) -> Result<Change, ChangeReviewError> {
    let text = &review.received.text;
    let known = target(review, edit.item)?;
    let span = edit.span.map_or(Ok(known.at.span), |span| words(text, span))?;
    let moved = span != known.at.span;
    let condition_at = known.condition_at.filter(|at| span.contains(*at));
    let said = if moved { words_of(text, span) } else { known.text.clone() };
    let edit_of = TargetEdit {
        name: edit.name.trim().to_owned(),
        condition: edit.condition,
        horizon: edit.horizon,
        indicator: edit.indicator,
        span,
        text: said,
        condition_at,
    };
    Ok(Change::TargetEdited { item: edit.item, edit: Box::new(edit_of) })
}

fn target(review: &Review, id: ItemId) -> Result<&Target, ChangeError> {
    let item = review.reviewed.item(id).ok_or(ChangeError::UnknownItem(id))?;
    item.target().ok_or(ChangeError::NotATarget(id))
}

/// The span without blanks at its edges.
fn words(text: &str, span: Span) -> Result<Span, ChangeReviewError> {
    let said = span.of(text);
    let start = span.start() + (said.len() - said.trim_start().len());
    let end = start + said.trim().len();
    if start < end { Ok(Span::new(start, end)) } else { Err(ChangeReviewError::NoWords) }
}

/// The words read as exactly one target; words with several values are kept as they are, for a person to complete.
fn one(text: &str, span: Span, known: &Target) -> Target {
    let at = Citation { span, breadcrumb: known.at.breadcrumb.clone() };
    let mut read = read_pointed(text, span).targets;
    match read.pop().filter(|last| read.is_empty() && last.parts.is_empty()) {
        // A piece that is nothing but a value still needs something to be called by.
        Some(only) if only.name.trim().is_empty() => Target { at, name: only.text.clone(), ..only },
        Some(only) => Target { at, ..only },
        None => Target { at, ..whole_of(text, span, vec![]) },
    }
}

/// A whole of the targets found in pointed words; without any, a target said in words.
fn whole_of(text: &str, span: Span, parts: Vec<Target>) -> Target {
    let said = words_of(text, span);
    let breadcrumb = parts.first().map(|part| part.at.breadcrumb.clone()).unwrap_or_default();
    let condition = if parts.is_empty() { Condition::stated() } else { Condition::all_of_parts() };
    Target {
        code: TargetCode(String::new()),
        label: String::new(),
        name: said.clone(),
        text: said,
        at: Citation { span, breadcrumb },
        condition_at: None,
        condition,
        horizon: None,
        column: None,
        replaces: None,
        indicator: None,
        parts,
    }
}
