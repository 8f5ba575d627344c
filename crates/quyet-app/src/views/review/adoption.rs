//! What stands in the plan that a person is about to put in force.

use quyet_model::review::{Item, ItemState, Reviewed, Subject};

use super::changes::{ChangeRow, change_rows};
use super::items::{ItemRow, ReviewCounts, item_row, review_counts};
use crate::review::Review;

/// The summary before a plan is adopted.
#[derive(Clone, Debug)]
pub struct AdoptionView {
    /// How far the review is.
    pub counts: ReviewCounts,
    /// Items that nobody has decided.
    pub open: Vec<ItemRow>,
    /// Targets of the plan, numbered ones.
    pub targets: usize,
    /// What is judged one by one.
    pub leaves: usize,
    /// Tasks of the plan.
    pub tasks: usize,
    /// Leaves that no indicator is linked to.
    pub unlinked: usize,
    /// What people changed, confirmations left out.
    pub changes: Vec<ChangeRow>,
    /// What was rejected: its words stay as background.
    pub rejected: Vec<ItemRow>,
    /// Words that stay in the plan as not understood.
    pub unread: Vec<ItemRow>,
    /// Confirmed items whose words were doubtful.
    pub doubtful: Vec<ItemRow>,
}

/// The summary of a review as it stands.
pub fn adoption_view(review: &Review) -> AdoptionView {
    let agenda = review.reviewed.agenda();
    let rows = |wanted: &dyn Fn(&Item) -> bool| -> Vec<ItemRow> {
        agenda.iter().filter(|item| wanted(item)).map(|item| item_row(review, item)).collect()
    };
    let plan = review.reviewed.present();
    let leaves = plan.leaves();
    let changes = change_rows(Reviewed::of(review.drafted.clone()), &review.changes);
    let mut doubtful = rows(&|item| item.state == ItemState::Confirmed);
    doubtful.retain(|row| row.doubtful);
    AdoptionView {
        counts: review_counts(review),
        open: rows(&|item| item.state == ItemState::Open),
        targets: plan.targets.len(),
        leaves: leaves.len(),
        tasks: plan.tasks.len(),
        unlinked: leaves.iter().filter(|leaf| leaf.indicator.is_none()).count(),
        changes: changes.into_iter().filter(|change| change.alters).collect(),
        rejected: rows(&|item| item.state == ItemState::Rejected),
        unread: rows(&|item| {
            matches!(item.subject, Subject::Unread(_)) && item.state == ItemState::Confirmed
        }),
        doubtful,
    }
}
