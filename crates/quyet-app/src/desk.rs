//! Where a use case is carried out: the vault, a clock and the person at the window.

use jiff::{SignedDuration, Timestamp};
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
    ///
    /// Clocks of machines that share a ledger are never quite alike: a clock that is behind the last entry by at most
    /// [`SKEW_MAX`] gives way to the ledger's order, and the batch bears the next microsecond after that entry.
    pub(crate) async fn append(
        &self,
        expected: Head,
        command: &CommandId,
        acts: Vec<Act>,
        blobs: &[Blob],
    ) -> Result<Receipt, AppendError> {
        let now = self.now();
        let entry =
            |act| Entry { command: command.clone(), actor: self.actor.clone(), recorded: now, act };
        let mut batch: Vec<Entry> = acts.into_iter().map(entry).collect();
        let refused = match self.ledger.append(expected, &batch, blobs).await {
            Err(AppendError::ClockBack { last }) if last.duration_since(now) <= SKEW_MAX => last,
            other => return other,
        };
        let next = refused.checked_add(SignedDuration::from_micros(1)).unwrap_or(refused);
        for entry in &mut batch {
            entry.recorded = next;
        }
        self.ledger.append(expected, &batch, blobs).await
    }
}

/// The most by which a machine's clock may be behind the ledger without being refused.
pub const SKEW_MAX: SignedDuration = SignedDuration::from_secs(2);

/// How often a decision is made anew when somebody else appended between reading and appending.
pub(crate) const TRIES: usize = 20;

#[cfg(test)]
mod tests {
    use quyet_model::actor::Role;
    use quyet_store::conformance::samples::{at, reported};
    use quyet_store::memory::MemoryLedger;

    use super::*;
    use crate::clock::StoppedClock;

    async fn append(
        ledger: &MemoryLedger,
        command: &str,
        now: i64,
    ) -> Result<Receipt, AppendError> {
        let actor = Actor { name: "a".to_owned(), role: Role::Reporter, body: "b".to_owned() };
        let clock = StoppedClock(at(now));
        let desk = Desk { ledger, clock: &clock, actor: &actor };
        let head = ledger.head().await.expect("a ledger in memory answers");
        desk.append(head, &CommandId(command.to_owned()), vec![reported(Vec::new())], &[]).await
    }

    #[tokio::test]
    async fn a_clock_slightly_behind_follows_the_ledger_and_one_far_behind_is_refused() {
        let ledger = MemoryLedger::new();
        append(&ledger, "a", 10_000_000).await.expect("the first entry");
        append(&ledger, "b", 8_000_000).await.expect("two seconds behind");
        let read = ledger.entry(1).await.expect("an answer").expect("the second entry");
        assert_eq!(read.entry.recorded, at(10_000_001));
        let last = at(10_000_001);
        assert_eq!(append(&ledger, "c", 8_000_000).await, Err(AppendError::ClockBack { last }));
        assert_eq!(ledger.head().await.map(|head| head.size), Ok(2));
    }
}
