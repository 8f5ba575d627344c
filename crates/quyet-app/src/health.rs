//! Whether the ledger is sound, as far as it was checked.
//!
//! **Takes** a ledger and a clock. **Gives** what is known: sound since when and up to which entry, or the first wrong thing.
//! **Never** repairs, and never takes silence for soundness: what was not checked is said to be unchecked.
//! Start reading at [`check_whole`]; [`check_tail`] is its quick beginning. [`Health::refusal`] is what stops every pen.
//! Invariant: a broken chain stays known until a later check of the whole ledger finds it sound.

mod check;
mod words;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use quyet_store::{Finding, Head, StoreError};

pub use check::{check_tail, check_whole};
pub use words::{Alarm, alarm, refusal, summary};

/// A check that found nothing wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// When it ended.
    pub at: Timestamp,
    /// The head that it found.
    pub head: Head,
}

/// A check of the whole ledger that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// When it began.
    pub since: Timestamp,
    /// Entries done.
    pub done: u64,
    /// Entries in all; 0 until the first are done.
    pub all: u64,
}

/// What kind of thing is wrong, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TroubleKind {
    /// An entry, a hash or the database under them: nothing more may be written on top.
    Chain,
    /// A file or an attestation beside the ledger.
    Beside,
    /// Tables that are made from the ledger and can be made anew.
    Projections,
}

impl TroubleKind {
    /// The kind by the table that a finding names; whatever is not known to be less grave is the chain.
    fn of(table: &str) -> Self {
        match table {
            "blob" | "attestation" => Self::Beside,
            table if table.starts_with("projection") => Self::Projections,
            _ => Self::Chain,
        }
    }
}

/// The first wrong thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// How grave.
    pub kind: TroubleKind,
    /// What was found, in Vietnamese.
    pub first: String,
    /// Entries before this one were recomputed and fit; `None` when no walk came to the place.
    pub sound_before: Option<u64>,
    /// When it was found first.
    pub found: Timestamp,
}

/// A check that could not be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// When.
    pub at: Timestamp,
    /// Why, in Vietnamese.
    pub what: String,
}

/// What is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The last check of the last entries that found nothing.
    pub tail: Option<Sound>,
    /// The last check of the whole ledger that found nothing wrong with it.
    pub whole: Option<Sound>,
    /// The check that goes on now.
    pub running: Option<Running>,
    /// What is wrong.
    pub trouble: Option<Trouble>,
    /// The last check, when it could not be carried out.
    pub failed: Option<Failed>,
}

/// What is known, shared between those who check and those who show.
#[doc(alias = "tình trạng nhật ký")]
#[derive(Clone, Debug, Default)]
pub struct Health(Arc<Mutex<Known>>);

impl Health {
    /// What is known now.
    pub fn known(&self) -> Known {
        self.state().clone()
    }

    /// What every page says on top; `None` as long as nothing wrong is known.
    pub fn alarm(&self) -> Option<Alarm> {
        alarm(&self.state())
    }

    /// Why nothing may be written; `None` when the chain is not known to be broken.
    pub fn refusal(&self) -> Option<String> {
        refusal(&self.state())
    }

    fn state(&self) -> MutexGuard<'_, Known> {
        // What is known is replaced whole, so a holder that died left it whole too.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, since: Timestamp) {
        self.state().running = Some(Running { since, done: 0, all: 0 });
    }

    fn progress(&self, done: u64, all: u64) {
        if let Some(running) = &mut self.state().running {
            (running.done, running.all) = (done, all);
        }
    }

    fn tail_sound(&self, sound: Sound) {
        self.state().tail = Some(sound);
    }

    fn whole_sound(&self, sound: Sound) {
        let mut known = self.state();
        *known = Known { tail: Some(sound), whole: Some(sound), ..Known::default() };
    }

    /// Something is wrong. What was found first keeps its time as long as it is of the same kind.
    fn found(&self, at: Timestamp, finding: &Finding, sound_before: Option<u64>) {
        let mut known = self.state();
        let kind = TroubleKind::of(finding.table);
        let since = known.trouble.as_ref().filter(|old| old.kind == kind).map(|old| old.found);
        let found = since.unwrap_or(at);
        known.trouble = Some(Trouble { kind, first: finding.to_string(), sound_before, found });
        known.failed = None;
    }

    fn ended(&self) {
        self.state().running = None;
    }

    fn failed(&self, at: Timestamp, error: &StoreError) {
        self.state().failed = Some(Failed { at, what: error.to_string() });
    }
}
