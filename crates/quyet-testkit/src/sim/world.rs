//! The ledgers that live through a script.
//!
//! **Takes** requests and trouble. **Gives** the answer, when one arrives. **Never** decides whether it is right.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use anyhow::{Context, Result};
use quyet_store::steps::Step;
use quyet_store::{
    AppendError, Blob, Fittings, Head, Ledger, Promise, Receipt, RecordedEntry, StoreError,
};
use quyet_store_sqlite::SqliteLedger;
use tempfile::TempDir;

use crate::sim::cutter::{Cutter, How};
use crate::sim::script::{Sent, Trouble};

/// What comes back: nothing, when no answer arrived. `Err` when the world itself broke.
pub type Answer<'a, T, E> = Pin<Box<dyn Future<Output = Result<Option<Result<T, E>>>> + Send + 'a>>;

/// Records to copy, with the head that they follow and the blobs that they name.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The head.
    pub expected: Head,
    /// The records.
    pub records: &'a [RecordedEntry],
    /// The blobs.
    pub blobs: &'a [Blob],
}

/// One house.
pub trait World: Send + Sync {
    /// What it is called.
    fn name(&self) -> &'static str;

    /// Whether an error after a cut says that nothing was written. Across a network a commit whose answer is lost may
    /// have happened; only sending again tells.
    fn is_sure(&self) -> bool {
        true
    }

    /// The ledger as it stands.
    fn ledger(&self) -> &dyn Ledger;

    /// Appends while trouble strikes.
    fn send<'a>(&'a mut self, sent: &'a Sent, trouble: Trouble)
    -> Answer<'a, Receipt, AppendError>;

    /// Rebuilds while trouble strikes.
    fn rebuild(&mut self, trouble: Trouble) -> Answer<'_, u64, StoreError>;

    /// Copies whole batches in while trouble strikes.
    fn transcribe<'a>(
        &'a mut self,
        page: Page<'a>,
        trouble: Trouble,
    ) -> Answer<'a, Head, AppendError>;

    /// Stops and starts again.
    fn restart(&mut self) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>>;
}

/// A house on SQLite.
#[derive(Debug)]
pub struct SqliteWorld {
    root: TempDir,
    lives: u32,
    seed: u64,
    ledger: Option<SqliteLedger>,
    cutter: Arc<Cutter>,
}

impl SqliteWorld {
    /// An empty house.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn new(seed: u64) -> Result<Self> {
        let root = tempfile::tempdir().context("a directory of its own")?;
        let cutter = Arc::new(Cutter::default());
        let mut world = Self { root, lives: 0, seed, ledger: None, cutter };
        std::fs::create_dir_all(world.dir()).context("a directory of its own")?;
        world.open().await?;
        Ok(world)
    }

    fn dir(&self) -> PathBuf {
        self.root.path().join(self.lives.to_string())
    }

    async fn open(&mut self) -> Result<()> {
        let ledger = SqliteLedger::open_or_create(&self.dir(), Fittings::seeded(self.seed)).await;
        let steps = Arc::<Cutter>::clone(&self.cutter);
        self.ledger = Some(ledger.context("opening again")?.telling(steps));
        Ok(())
    }

    fn open_ledger(&self) -> &SqliteLedger {
        self.ledger.as_ref().expect("a world has its ledger open between deeds")
    }

    /// Does something while trouble strikes.
    async fn under<T, E>(
        &mut self,
        trouble: Trouble,
        work: impl for<'l> FnOnce(&'l SqliteLedger) -> Promise<'l, T, E>,
    ) -> Result<Option<Result<T, E>>> {
        let committed = size_of(&wal(&self.dir()));
        let (how, after) = match trouble {
            Trouble::Crash { after, .. } | Trouble::GivenUp { after } => (Some(How::Hangs), after),
            Trouble::CutOff { after } => (Some(How::Fails), after),
            Trouble::Nothing | Trouble::AnswerLost | Trouble::Full => (None, 0),
        };
        if let Some(how) = how {
            self.cutter.arm(how, after);
        }
        if trouble == Trouble::Full {
            self.open_ledger().pretend_full(true).await?;
        }
        let mut work = work(self.open_ledger());
        let answer = tokio::select! {
            biased;
            answer = &mut work => Some(answer),
            () = self.cutter.hangs() => None,
        };
        let struck = self.cutter.disarm();
        let next = self.root.path().join((self.lives + 1).to_string());
        let crashed = match (trouble, struck) {
            (Trouble::Crash { torn, .. }, Some(step)) => {
                // The write is still under way: this is what the disk holds when the process dies here.
                let torn = (step != Step::Committed).then_some((committed, torn));
                copy_house(&self.dir(), &next, torn)?;
                true
            }
            _ => false,
        };
        drop(work);
        if crashed {
            self.begin_next_life().await?;
        }
        if trouble == Trouble::Full {
            self.open_ledger().pretend_full(false).await?;
        }
        let lost = trouble == Trouble::AnswerLost || struck == Some(Step::Committed);
        Ok(answer.filter(|_| !lost))
    }

    async fn begin_next_life(&mut self) -> Result<()> {
        let old = self.dir();
        // Dropped, not closed: the dead do not tidy up. What it still does, it does to the old directory.
        self.ledger = None;
        self.lives += 1;
        self.open().await?;
        std::fs::remove_dir_all(old).context("clearing the life before")
    }
}

fn wal(dir: &Path) -> PathBuf {
    dir.join("quyet.db-wal")
}

fn size_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |found| found.len())
}

/// Copies what a killed process leaves: the file and the log of writes. What was not committed may have reached the
/// disk in part: then the log ends somewhere after its `committed` bytes.
fn copy_house(from: &Path, to: &Path, torn: Option<(u64, u64)>) -> Result<()> {
    std::fs::create_dir_all(to).context("the next life's directory")?;
    std::fs::copy(from.join("quyet.db"), to.join("quyet.db")).context("copying the file")?;
    if !wal(from).exists() {
        return Ok(());
    }
    std::fs::copy(wal(from), wal(to)).context("copying the log of writes")?;
    if let Some((committed, torn)) = torn {
        let beyond = size_of(&wal(to)).saturating_sub(committed);
        let file = std::fs::OpenOptions::new().write(true).open(wal(to));
        let kept = committed + torn.checked_rem(beyond + 1).unwrap_or_default();
        file.and_then(|file| file.set_len(kept)).context("tearing the log of writes")?;
    }
    Ok(())
}

impl World for SqliteWorld {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn ledger(&self) -> &dyn Ledger {
        self.open_ledger()
    }

    fn send<'a>(
        &'a mut self,
        sent: &'a Sent,
        trouble: Trouble,
    ) -> Answer<'a, Receipt, AppendError> {
        Box::pin(self.under(trouble, |ledger| {
            let (expected, sent) = (sent.expected, sent.clone());
            Box::pin(async move { ledger.append(expected, &sent.batch, &sent.blobs).await })
        }))
    }

    fn rebuild(&mut self, trouble: Trouble) -> Answer<'_, u64, StoreError> {
        Box::pin(self.under(trouble, |ledger| ledger.rebuild(&|_, _| {})))
    }

    fn transcribe<'a>(
        &'a mut self,
        page: Page<'a>,
        trouble: Trouble,
    ) -> Answer<'a, Head, AppendError> {
        let (expected, records, blobs) =
            (page.expected, page.records.to_vec(), page.blobs.to_vec());
        Box::pin(self.under(trouble, move |ledger| {
            Box::pin(async move { ledger.transcribe(expected, &records, &blobs).await })
        }))
    }

    fn restart(&mut self) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>> {
        Box::pin(async move {
            if let Some(ledger) = self.ledger.take() {
                ledger.close().await;
            }
            self.open().await
        })
    }
}
