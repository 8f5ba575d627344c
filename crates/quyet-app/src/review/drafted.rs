//! Use case: say what the compiler had read before people reviewed a plan that is in force now, and what they said.
//! Writes nothing.

use quyet_model::entry::{Act, PlanDrafted};
use quyet_model::review::Changed;
use quyet_store::{AdoptedPlan, Ledger, StoreError};

/// Entries that are read at once.
const PAGE: u32 = 200;

/// How an adopted plan came about.
#[doc(alias = "quá trình rà soát")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// The draft as the compiler read it.
    pub draft: PlanDrafted,
    /// What people said of it, in order.
    pub changes: Vec<Changed>,
    /// Sequence number of the draft's entry.
    pub seq: u64,
}

/// The draft that an adopted plan came from, with what people said of it; `None` when it was adopted without a review.
///
/// # Errors
/// When the ledger could not be read.
pub async fn drafted_of(
    ledger: &dyn Ledger,
    adopted: &AdoptedPlan,
) -> Result<Option<Drafted>, StoreError> {
    let Some(own) = ledger.entry(adopted.seq).await? else { return Ok(None) };
    // The draft stands in the plan's own batch; between the two stand the changes.
    let (mut changes, mut end) = (Vec::new(), adopted.seq);
    while 0 < end {
        let from = end.saturating_sub(u64::from(PAGE));
        let limit = u32::try_from(end - from).unwrap_or(PAGE);
        for before in ledger.entries(from, limit).await?.into_iter().rev() {
            if before.entry.command != own.entry.command {
                return Ok(None);
            }
            match before.entry.act {
                Act::DraftChanged(said) => changes.push(said.changed),
                Act::PlanDrafted(draft) => {
                    changes.reverse();
                    return Ok(Some(Drafted { draft: *draft, changes, seq: before.seq }));
                }
                _ => return Ok(None),
            }
        }
        end = from;
    }
    Ok(None)
}
