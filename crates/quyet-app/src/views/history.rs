//! How an adopted plan came about: the machine's reading, and what people changed before it was put in force.

use quyet_model::review::Reviewed;
use quyet_store::{AdoptedPlan, Ledger, StoreError};

use super::review::changes::{ChangeRow, change_rows};
use crate::review::drafted::{Drafted, drafted_of};

/// What people changed before a plan was put in force.
#[derive(Clone, Debug)]
pub struct PlanHistory {
    /// Version of the compiler that read the document.
    pub compiler: String,
    /// Targets and tasks as the compiler read them.
    pub drafted: (usize, usize),
    /// Targets and tasks as adopted.
    pub adopted: (usize, usize),
    /// Every change, in order.
    pub changes: Vec<ChangeRow>,
    /// First and last entry in the ledger.
    pub entries: (u64, u64),
}

impl PlanHistory {
    /// How many changes altered something; mere confirmations do not count.
    pub fn altering(&self) -> usize {
        self.changes.iter().filter(|change| change.alters).count()
    }
}

/// The history of an adopted plan; `None` when it was adopted without a review.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn plan_history(
    ledger: &dyn Ledger,
    adopted: &AdoptedPlan,
) -> Result<Option<PlanHistory>, StoreError> {
    let Some(Drafted { draft, changes, seq }) = drafted_of(ledger, adopted).await? else {
        return Ok(None);
    };
    let now = &adopted.adopted.plan;
    Ok(Some(PlanHistory {
        compiler: draft.compiler,
        drafted: (draft.plan.targets.len(), draft.plan.tasks.len()),
        adopted: (now.targets.len(), now.tasks.len()),
        changes: change_rows(Reviewed::of(draft.plan), &changes),
        entries: (seq, adopted.seq),
    }))
}
