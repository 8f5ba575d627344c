//! How an adopted plan came about: the machine's reading, and what people changed before it was put in force.

use quyet_model::entry::{Act, CommandId};
use quyet_model::plan::PlanId;
use quyet_model::review::{Changed, Reviewed};
use quyet_store::{AdoptedPlan, Ledger, RecordedEntry, StoreError};

use super::review::changes::{ChangeRow, change_rows};

/// Entries read in one go.
const STRIDE: u32 = 200;

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
    let Some(own) = ledger.entry(adopted.seq).await? else { return Ok(None) };
    let (mut changes, mut end) = (Vec::new(), adopted.seq);
    while 0 < end {
        let from = end.saturating_sub(STRIDE.into());
        let limit = u32::try_from(end - from).unwrap_or(STRIDE);
        let entries = ledger.entries(from, limit).await?;
        for recorded in entries.into_iter().rev() {
            let seq = recorded.seq;
            match step(recorded, &adopted.adopted.id, &own.entry.command) {
                Step::Said(one) => changes.push(*one),
                Step::Drafted(compiler, plan) => {
                    changes.reverse();
                    let drafted = (plan.targets.len(), plan.tasks.len());
                    let changes = change_rows(Reviewed::of(*plan), &changes);
                    let now = &adopted.adopted.plan;
                    let adopted_counts = (now.targets.len(), now.tasks.len());
                    let entries = (seq, adopted.seq);
                    let adopted = adopted_counts;
                    return Ok(Some(PlanHistory { compiler, drafted, adopted, changes, entries }));
                }
                Step::Other => return Ok(None),
            }
        }
        end = from;
    }
    Ok(None)
}

enum Step {
    Said(Box<Changed>),
    Drafted(String, Box<quyet_model::plan::Plan>),
    Other,
}

/// What an entry before the adoption says, when it belongs to the same command.
fn step(recorded: RecordedEntry, id: &PlanId, command: &CommandId) -> Step {
    if recorded.entry.command != *command {
        return Step::Other;
    }
    match recorded.entry.act {
        Act::DraftChanged(said) if said.id == *id => Step::Said(Box::new(said.changed)),
        Act::PlanDrafted(said) if said.id == *id => {
            Step::Drafted(said.compiler, Box::new(said.plan))
        }
        _ => Step::Other,
    }
}
