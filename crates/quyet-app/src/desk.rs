//! Where a use case is carried out: the vault, a clock and the person at the window.

use jiff::Timestamp;
use quyet_model::actor::Actor;
use quyet_model::entry::{Act, CommandId, Entry};
use quyet_store::AppendError;
use quyet_store::{Blob, Head, Ledger, Receipt};

use crate::clock::Clock;

/// The vault, a clock and who acts.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The ledger.
    pub ledger: &'a dyn Ledger,
    /// What time it is.
    pub clock: &'a dyn Clock,
    /// Who acts.
    pub actor: &'a Actor,
}

impl Desk<'_> {
    /// Now, in the whole microseconds that the ledger keeps.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// Appends the acts as one batch of this actor under one command.
    pub(crate) async fn append(
        &self,
        expected: Head,
        command: &CommandId,
        acts: Vec<Act>,
        blobs: &[Blob],
    ) -> Result<Receipt, AppendError> {
        let recorded = self.now();
        let entry =
            |act| Entry { command: command.clone(), actor: self.actor.clone(), recorded, act };
        let batch: Vec<Entry> = acts.into_iter().map(entry).collect();
        self.ledger.append(expected, &batch, blobs).await
    }
}
