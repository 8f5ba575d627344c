//! Backups: making one, trying it, restoring it, at 0,4, 4 and 40 million figures.
//!
//! Figures are simulated, forms of 200 in durable transactions of 100 forms. The shelf is a directory beside the data, so
//! reading and writing share one disk. A trial is what `quyet backup verify` does: restore into a fresh directory, and check
//! everything there.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use jiff::{SignedDuration, Timestamp};
use quyet_backup::line::Line;
use quyet_backup::list::names;
use quyet_backup::{
    DirectoryShelf, Keys, LogKey, Manifest, Order, Recipient, Shelf, Source, Target, Trust, create,
    restore, ship,
};
use quyet_store::{Fittings, Ledger};
use quyet_store_sqlite::SqliteLedger;

use crate::benches::append::{FIGURES, one_batch};
use crate::folder::Folder;
use crate::sample::Sample;
use crate::stopwatch::Stopwatch;
use crate::table::Table;

/// Forms in one transaction.
const BATCH: u32 = 100;

/// The key of the tests of Go's notes; everybody knows it.
const KEY: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

/// A recipient whose identity nobody needs here.
const RECIPIENT: &str = "age1l0njqf8qx95nm43uhppcq3jyqkkcxyechfcjsxcgyk4aps2el4zqulevnv";

const NOTE: &str = "One run each, on SQLite. The size of the database is that of its file after the write-ahead log was \
    folded in; that of the backup is of all its files. “Restore” reads the files twice, once to check every digest before \
    anything is written; the trial is that and `fsck`. “Ship” is one form of 200 figures.";

/// Up to four million figures.
pub(crate) fn run(_runs: usize) -> Result<String> {
    copy(&[400_000, 4_000_000])
}

/// Forty million figures.
pub(crate) fn run_to_the_nation(_runs: usize) -> Result<String> {
    copy(&[40_000_000])
}

fn copy(sizes: &[u32]) -> Result<String> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut table = Table::new(&[
        "figures",
        "database",
        "create",
        "backup",
        "create, encrypted",
        "ship",
        "restore",
        "trial",
    ]);
    for figures in sizes {
        runtime.block_on(one(*figures, &mut table))?;
    }
    Ok(format!("{table}\n{NOTE}\n"))
}

/// A house and its shelf.
struct Backed<'a> {
    ledger: &'a SqliteLedger,
    shelf: &'a DirectoryShelf,
    key: LogKey,
}

impl Backed<'_> {
    fn source(&self) -> Source<'_> {
        let (ledger, key) = (self.ledger, &self.key);
        Source { ledger, checkpoints: Some(ledger), drafts: None, settings: None, key }
    }

    async fn create(&self, second: i64, to: Option<&Recipient>) -> Result<(Duration, Manifest)> {
        let watch = Stopwatch::start();
        let made = create(self.shelf, &self.source(), &order(second, to)).await?;
        Ok((watch.read(), made))
    }

    async fn ship(&self, second: i64) -> Result<Duration> {
        let watch = Stopwatch::start();
        let made = ship(self.shelf, &self.source(), &order(second, None)).await?;
        ensure!(made.is_some(), "there was a form to ship");
        Ok(watch.read())
    }

    /// How long restoring takes, and how long with the check of everything.
    async fn restore(&self, dir: &Path) -> Result<(Duration, Duration)> {
        let line = Line::newest(&names(self.shelf)?);
        let line = line.ok_or_else(|| anyhow::anyhow!("there is a backup"))?;
        let keys = Keys { trust: Trust::Own, identity: None };
        let ledger = SqliteLedger::create(dir, Fittings::default()).await?;
        let target = Target { ledger: &ledger, checkpoints: Some(&ledger), drafts: None };
        let watch = Stopwatch::start();
        let restored = restore(self.shelf, &line, &keys, &target, &|_, _| ()).await?;
        let took = watch.read();
        ensure!(restored.head == self.ledger.head().await?, "the same head");
        let report = ledger.fsck(&|_, _| ()).await?;
        ensure!(report.is_clean(), "the restored ledger is not sound: {:?}", report.first());
        let all = watch.read();
        ledger.close().await;
        Ok((took, all))
    }
}

fn order(second: i64, recipient: Option<&Recipient>) -> Order<'_> {
    let taken = Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_800_000_000 + second);
    Order { taken, recipient, progress: &|_, _| () }
}

async fn one(figures: u32, table: &mut Table) -> Result<()> {
    let folder = Folder::fresh("backup")?;
    let data = folder.path().join("data");
    let ledger = SqliteLedger::create(&data, Fittings::default()).await?;
    let forms = figures / FIGURES;
    fill(&ledger, (0, forms)).await?;
    let shelf = DirectoryShelf::new(&folder.path().join("shelf"));
    let house = Backed { ledger: &ledger, shelf: &shelf, key: LogKey::read(KEY)? };
    let recipient: Recipient = RECIPIENT.parse()?;
    let (locked, made) = house.create(0, Some(&recipient)).await?;
    shelf.remove(&made.name().to_string())?;
    let (created, made) = house.create(1, None).await?;
    fill(&ledger, (forms, forms + 1)).await?;
    let shipped = house.ship(60).await?;
    let (restored, tried) = house.restore(&folder.path().join("again")).await?;
    let path = ledger.path().to_owned();
    ledger.close().await;
    let size = std::fs::metadata(path)?.len();
    let time = |took: Duration| Sample::of(vec![took]).at(100);
    let megabytes = |bytes: u64| format!("{} MB", bytes.div_ceil(1_000_000));
    table.row(&[
        figures.to_string(),
        megabytes(size),
        time(created),
        megabytes(made.files.bytes),
        time(locked),
        time(shipped),
        time(restored),
        time(tried),
    ]);
    Ok(())
}

async fn fill(ledger: &SqliteLedger, (from, to): (u32, u32)) -> Result<()> {
    let mut head = ledger.head().await?;
    for first in (from..to).step_by(BATCH as usize) {
        let batch = one_batch(first, BATCH.min(to - first));
        head = ledger.append(head, &batch, &[]).await?.head;
    }
    Ok(())
}
