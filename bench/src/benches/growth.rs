//! How the vault grows: filling, size, check and rebuilding at 0,4, 4 and 40 million figures.
//!
//! Figures are simulated. Filling is a bulk import of 100 forms per durable transaction.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use quyet_store::{Fittings, Ledger};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, migrate};
use quyet_store_sqlite::SqliteLedger;
use quyet_testkit::postgres::{Database, Durability, own_server};
use rust_decimal::Decimal;

use crate::benches::append::{FIGURES, one_batch};
use crate::folder::Folder;
use crate::sample::{Sample, two_places};
use crate::stopwatch::Stopwatch;
use crate::table::Table;

/// Forms in one transaction.
const BATCH: u32 = 100;

/// Up to four million figures, on both databases.
pub(crate) fn run(_runs: usize) -> Result<String> {
    grow(&[400_000, 4_000_000], &[400_000, 4_000_000])
}

/// Forty million figures in SQLite.
pub(crate) fn run_to_the_nation(_runs: usize) -> Result<String> {
    grow(&[40_000_000], &[])
}

/// Forty million figures in PostgreSQL.
pub(crate) fn run_to_the_nation_on_postgres(_runs: usize) -> Result<String> {
    grow(&[], &[40_000_000])
}

fn grow(sqlite: &[u32], postgres: &[u32]) -> Result<String> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut table = Table::new(&[
        "database",
        "figures",
        "filled in",
        "figures a second",
        "size",
        "bytes a figure",
        "`fsck`",
        "`rebuild`",
    ]);
    for size in sqlite {
        runtime.block_on(on_sqlite(*size, &mut table))?;
    }
    for size in postgres {
        runtime.block_on(on_postgres(*size, &mut table))?;
    }
    Ok(format!("{table}\n{NOTE}\n"))
}

const NOTE: &str = "One run each. The size is that of the database files after the write-ahead log was folded in; for \
    PostgreSQL, what `pg_database_size` says.";

async fn on_sqlite(figures: u32, table: &mut Table) -> Result<()> {
    let folder = Folder::fresh("growth")?;
    let ledger = SqliteLedger::create(folder.path(), Fittings::default()).await?;
    let filled = fill(&ledger, figures).await?;
    let checked = check(&ledger).await?;
    let rebuilt = rebuild(&ledger).await?;
    let path = ledger.path().to_owned();
    ledger.close().await;
    let size = size_of(&path)?;
    tell(table, "SQLite", figures, [filled, checked, rebuilt], size);
    Ok(())
}

async fn on_postgres(figures: u32, table: &mut Table) -> Result<()> {
    let Some(server) = own_server(Durability::Durable) else { return Ok(()) };
    let database = Database::on(&server).await?;
    migrate(&database.owner).await.context("laying out a database")?;
    let ledger =
        PostgresLedger::open(&PostgresSettings::new(&database.app), Fittings::default()).await?;
    let filled = fill(&ledger, figures).await?;
    let checked = check(&ledger).await?;
    let mut conn = database.as_superuser().await?;
    let size: i64 = sqlx::query_scalar("SELECT pg_database_size(current_database())")
        .fetch_one(&mut conn)
        .await?;
    let rebuilt = rebuild(&ledger).await?;
    ledger.close().await;
    tell(table, "PostgreSQL", figures, [filled, checked, rebuilt], size.unsigned_abs());
    Ok(())
}

async fn fill(ledger: &dyn Ledger, figures: u32) -> Result<Duration> {
    let forms = figures / FIGURES;
    let watch = Stopwatch::start();
    let mut head = ledger.head().await?;
    for first in (0..forms).step_by(BATCH as usize) {
        let batch = one_batch(first, BATCH.min(forms - first));
        head = ledger.append(head, &batch, &[]).await?.head;
    }
    Ok(watch.read())
}

async fn check(ledger: &dyn Ledger) -> Result<Duration> {
    let watch = Stopwatch::start();
    let report = ledger.fsck(&|_, _| ()).await?;
    ensure!(report.is_clean(), "the ledger just written is not sound: {:?}", report.first());
    Ok(watch.read())
}

async fn rebuild(ledger: &dyn Ledger) -> Result<Duration> {
    let watch = Stopwatch::start();
    ledger.rebuild(&|_, _| ()).await?;
    Ok(watch.read())
}

fn size_of(database: &Path) -> Result<u64> {
    Ok(std::fs::metadata(database).context("the database file")?.len())
}

fn tell(
    table: &mut Table,
    database: &str,
    figures: u32,
    [filled, checked, rebuilt]: [Duration; 3],
    size: u64,
) {
    let rate = u128::from(figures) * 1000 / filled.as_millis().max(1);
    table.row(&[
        database.to_owned(),
        figures.to_string(),
        Sample::of(vec![filled]).at(100),
        rate.to_string(),
        format!("{} MB", size / 1_000_000),
        two_places(Decimal::from(size) / Decimal::from(figures)),
        Sample::of(vec![checked]).at(100),
        Sample::of(vec![rebuilt]).at(100),
    ]);
}
