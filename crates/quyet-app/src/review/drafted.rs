//! Use case: say what the compiler had read before people reviewed a plan that is in force now. Writes nothing.

use quyet_model::entry::{Act, PlanDrafted};
use quyet_store::{AdoptedPlan, Ledger, StoreError};

/// Entries that are read at once.
const PAGE: u32 = 64;

/// The draft that an adopted plan came from, as the compiler read it; `None` when it was adopted without a review.
///
/// # Errors
/// When the ledger could not be read.
pub async fn drafted_of(
    ledger: &dyn Ledger,
    adopted: &AdoptedPlan,
) -> Result<Option<PlanDrafted>, StoreError> {
    let Some(own) = ledger.entry(adopted.seq).await? else { return Ok(None) };
    // The draft stands in the plan's own batch; between the two stand the changes.
    let mut end = adopted.seq;
    while 0 < end {
        let from = end.saturating_sub(u64::from(PAGE));
        let limit = u32::try_from(end - from).unwrap_or(PAGE);
        for before in ledger.entries(from, limit).await?.into_iter().rev() {
            if before.entry.command != own.entry.command {
                return Ok(None);
            }
            if let Act::PlanDrafted(drafted) = before.entry.act {
                return Ok(Some(*drafted));
            }
        }
        end = from;
    }
    Ok(None)
}
