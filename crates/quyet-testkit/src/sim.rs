//! A house that lives through a bad month, drawn from one seed.
//!
//! **Takes** a seed and a number of steps. **Gives** what was lived through, or the first step at which a house was not
//! what it must be. **Never** uses a clock, a network or chance of its own: the same seed is the same life.
//! Start reading at [`Life::step`]; `script` says what happens, `world` to whom, `checks` what must be true after it.
//!
//! The oracle is the ledger in memory. Every house gets the same requests; where trouble ate the answer, the sender
//! sends the same command again, as senders do.
//! Invariant: what strikes between two steps of a write strikes at the same step each time a seed is lived through.

mod acts;
pub mod checks;
mod cutter;
pub mod postgres_world;
pub mod script;
pub mod world;

use std::fmt;

use anyhow::{Context, Result, bail, ensure};
use quyet_store::memory::MemoryLedger;
use quyet_store::{
    AppendError, Blob, Head, Ledger, Receipt, RecordedEntry, StoreError, named_blobs, whole_batches,
};

use crate::chance::Chance;
use crate::postgres::Database;
use crate::sim::checks::Past;
use crate::sim::postgres_world::PostgresWorld;
use crate::sim::script::{Deed, Script, Sent, Trouble};
use crate::sim::world::{Page, SqliteWorld, World};

/// Steps between two whole checks.
const WHOLE_EVERY: u64 = 16;
/// Entries that a copy takes at once.
const COPIED_AT_ONCE: u32 = 7;

/// What was lived through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lived {
    /// Steps.
    pub steps: u64,
    /// Batches taken.
    pub taken: u64,
    /// Batches refused.
    pub refused: u64,
    /// Answers that did not arrive, over all houses.
    pub unanswered: u64,
    /// Entries in the end.
    pub entries: u64,
}

impl fmt::Display for Lived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { steps, taken, refused, unanswered, entries } = self;
        write!(f, "{steps} steps, {taken} batches taken, {refused} refused, ")?;
        write!(f, "{unanswered} answers lost, {entries} entries")
    }
}

/// A life under way.
pub struct Life {
    seed: u64,
    script: Script,
    checking: Chance,
    oracle: MemoryLedger,
    worlds: Vec<Box<dyn World>>,
    past: Past,
    lived: Lived,
}

impl fmt::Debug for Life {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Life")
            .field("seed", &self.seed)
            .field("lived", &self.lived)
            .finish_non_exhaustive()
    }
}

/// Lives through a seed with a house on SQLite, and beside it one on PostgreSQL where a fresh database is given.
///
/// # Errors
/// With the seed, the step and what is wrong.
pub async fn live(seed: u64, steps: u64, database: Option<Database>) -> Result<Lived> {
    let mut worlds: Vec<Box<dyn World>> = vec![Box::new(SqliteWorld::new(0).await?)];
    if let Some(database) = database {
        worlds.push(Box::new(PostgresWorld::new(database).await?));
    }
    let mut life = Life::new(seed, worlds);
    life.all(steps).await?;
    Ok(life.lived)
}

impl Life {
    /// Before the first step: the houses are empty, and draw their salts from the seed 0, as the oracle does.
    pub fn new(seed: u64, worlds: Vec<Box<dyn World>>) -> Self {
        let checking = Chance::new(seed ^ 0x5eed_c4ec);
        let (oracle, past) = (MemoryLedger::new(), Past::default());
        Self {
            seed,
            script: Script::new(seed),
            checking,
            oracle,
            worlds,
            past,
            lived: Lived::default(),
        }
    }

    /// Lives through so many steps, and in the end copies every house into a new one.
    ///
    /// # Errors
    /// With the seed, the step and what is wrong.
    pub async fn all(&mut self, steps: u64) -> Result<Lived> {
        for number in 0..steps {
            let falling = Falling { seed: self.seed, step: number };
            let again = format!("cargo xtask sim --seed {} --steps {}", self.seed, number + 1);
            let step = self.step().await;
            step.with_context(|| format!("seed {}, step {number}; again: {again}", self.seed))?;
            drop(falling);
        }
        let copying = format!("seed {}, {steps} steps, then copying", self.seed);
        self.copy().await.context(copying)?;
        self.lived.entries = self.oracle.head().await?.size;
        Ok(self.lived)
    }

    /// One step: something happens to every house, and every house is checked.
    ///
    /// # Errors
    /// What is wrong.
    pub async fn step(&mut self) -> Result<()> {
        match self.script.next(&self.oracle).await {
            Deed::Send(sent, trouble) => {
                self.send(&sent, trouble).await.with_context(|| told(&sent, trouble))?;
            }
            Deed::Rebuild(trouble) => self.rebuild(trouble).await?,
            Deed::Restart => {
                for world in &mut self.worlds {
                    world.restart().await?;
                }
            }
        }
        self.lived.steps += 1;
        if self.checking.once_in(3) {
            self.past.remember(&self.oracle, &mut self.checking).await?;
        }
        let is_whole = self.lived.steps.is_multiple_of(WHOLE_EVERY);
        for world in &self.worlds {
            let (ledger, mut chance) = (world.ledger(), self.checking.clone());
            let checked = if is_whole {
                checks::whole(ledger, &self.oracle, &self.past, &mut chance).await
            } else {
                checks::little(ledger, &self.oracle, &self.past, &mut chance).await
            };
            checked.with_context(|| world.name())?;
        }
        self.checking.bits();
        Ok(())
    }

    async fn send(&mut self, sent: &Sent, trouble: Trouble) -> Result<()> {
        let before = self.oracle.head().await?;
        let right = self.oracle.append(sent.expected, &sent.batch, &sent.blobs).await;
        let after = self.oracle.head().await?;
        ensure!(right.is_ok() || before == after, "the oracle refused and wrote");
        for world in &mut self.worlds {
            let asked = Asked { sent, before, after };
            let (answer, unanswered) =
                asked.of(&mut **world, trouble).await.context(world.name())?;
            self.lived.unanswered += u64::from(unanswered);
            let same = match (&answer, &right) {
                // Who sends again hears that it was done before, if it was.
                (Ok(one), Ok(other)) => {
                    (one.first, one.head) == (other.first, other.head)
                        && (unanswered || one.repeated == other.repeated)
                }
                (one, other) => one == other,
            };
            ensure!(same, "{} answered {answer:?}, the oracle {right:?}", world.name());
        }
        match &right {
            Ok(receipt) => {
                self.lived.taken += 1;
                self.past.acknowledged(receipt.first, sent);
            }
            Err(_) => self.lived.refused += 1,
        }
        self.script.heard(sent, &right);
        Ok(())
    }

    async fn rebuild(&mut self, trouble: Trouble) -> Result<()> {
        let head = self.oracle.head().await?;
        for world in &mut self.worlds {
            if let Some(Ok(replayed)) = world.rebuild(trouble).await? {
                ensure!(replayed == head.size, "{} replayed {replayed} entries", world.name());
            } else {
                self.lived.unanswered += 1;
            }
            // Rebuilt or not, in part or not at all: what the projections say is what the ledger says.
            let ledger = world.ledger();
            checks::whole(ledger, &self.oracle, &self.past, &mut self.checking.clone())
                .await
                .with_context(|| format!("{} after rebuilding", world.name()))?;
        }
        Ok(())
    }

    /// Copies every house into a new one, through trouble: the heads must be the same.
    async fn copy(&mut self) -> Result<()> {
        let (right, mut chance) = (self.oracle.head().await?, self.checking.clone());
        for world in &self.worlds {
            let mut target = SqliteWorld::new(1).await?;
            let (mut head, mut tries) = (Head::EMPTY, 0);
            while head.size < right.size {
                let records = whole_batches(world.ledger(), head.size, COPIED_AT_ONCE).await?;
                let blobs = blobs_of(world.ledger(), &records).await?;
                let after = u32::try_from(chance.below(16))?;
                let trouble = match chance.below(4) {
                    0 => Trouble::Crash { after, torn: chance.bits() },
                    1 => Trouble::GivenUp { after },
                    _ => Trouble::Nothing,
                };
                let page = Page { expected: head, records: &records, blobs: &blobs };
                let answer = target.transcribe(page, trouble).await?;
                head = match answer {
                    Some(Ok(head)) => head,
                    None => target.ledger().head().await?,
                    Some(Err(error)) => bail!("{}: copying: {error}", world.name()),
                };
                tries += 1;
                ensure!(tries < 100_000, "the copy does not come to an end");
            }
            checks::whole(target.ledger(), &self.oracle, &self.past, &mut chance)
                .await
                .with_context(|| format!("the copy of {}", world.name()))?;
        }
        Ok(())
    }
}

/// The blobs that records name.
async fn blobs_of(ledger: &dyn Ledger, records: &[RecordedEntry]) -> Result<Vec<Blob>> {
    let acts: Vec<_> = records.iter().map(|record| record.entry.clone()).collect();
    let mut blobs = Vec::new();
    for digest in named_blobs(&acts) {
        let bytes = ledger.blob(digest).await?.context("a blob is not there")?;
        blobs.push(Blob { digest: digest.clone(), bytes });
    }
    Ok(blobs)
}

/// A request with the heads before and after it.
struct Asked<'a> {
    sent: &'a Sent,
    before: Head,
    after: Head,
}

impl Asked<'_> {
    /// The answer of one house, sent again when trouble ate it; and whether it was.
    async fn of(
        &self,
        world: &mut dyn World,
        trouble: Trouble,
    ) -> Result<(Result<Receipt, AppendError>, bool)> {
        let answer = world.send(self.sent, trouble).await?;
        let head = world.ledger().head().await?;
        match answer {
            Some(Err(AppendError::Store(StoreError::Unavailable(why)))) => {
                ensure!(trouble != Trouble::Nothing, "not available without a reason: {why}");
                let unsure = !world.is_sure() && head == self.after;
                ensure!(head == self.before || unsure, "refused ({why}) and written");
            }
            Some(Err(other)) => {
                ensure!(head == self.before, "refused ({other}) and written");
                return Ok((Err(other), false));
            }
            Some(Ok(receipt)) => {
                ensure!(head == self.after, "acknowledged and not written");
                return Ok((Ok(receipt), false));
            }
            None => ensure!(
                head == self.before || head == self.after,
                "a part of a batch is there: {head:?}"
            ),
        }
        let again = world.send(self.sent, Trouble::Nothing).await?;
        let again = again.context("an answer that nothing could eat")?;
        let head = world.ledger().head().await?;
        ensure!(again.is_err() || head == self.after, "acknowledged and not written");
        Ok((again, true))
    }
}

/// A request in one line.
fn told(sent: &Sent, trouble: Trouble) -> String {
    let kinds: Vec<_> = sent.batch.iter().map(|entry| entry.act.kind()).collect();
    let command = sent.batch.first().map(|entry| entry.command.0.as_str()).unwrap_or_default();
    format!("{trouble:?} while sending “{command}”: {}", kinds.join(", "))
}

/// Says where the life ended when a check panics instead of saying what is wrong.
struct Falling {
    seed: u64,
    step: u64,
}

impl Drop for Falling {
    #[expect(clippy::print_stderr, reason = "a panic must not hide the seed")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("simulation: seed {}, step {}", self.seed, self.step);
        }
    }
}
