//! One form of 200 figures until it is durable: the ledger against the bare transaction with the same rows.
//!
//! The three ways take turns in one run, each with a file of its own in one folder on one disk, with a write-ahead
//! log and full synchronisation. The bare table is made by the ledger's own statement, so its clustering is the
//! same; it has no second index, no payload, no hash, no command.

mod bare;
mod form;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use quyet_model::entry::Entry;
use quyet_store::Fittings;
use quyet_store::Ledger;
use quyet_store_sqlite::SqliteLedger;

use crate::benches::append::bare::{Bare, Row};
use crate::folder::Folder;
use crate::sample::{Sample, turn_by_turn};
use crate::stopwatch::Stopwatch;
use crate::table::Table;

/// Figures on a form: what a commune reports in a round.
const FIGURES: u32 = 200;

/// Forms of one kind in a row: a sample is their mean, so that a checkpoint of the log is shared fairly.
const FORMS: u32 = 20;

pub(crate) fn run(runs: usize) -> Result<String> {
    let folder = Folder::fresh("append")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let times = runtime.block_on(take_turns(folder.path(), runs))?;
    let mut table =
        Table::new(&["way", "a form: median (least–most)", "against the second, turn by turn"]);
    let ways = [
        "`SqliteLedger::append`",
        "bare transaction, 50 rows per statement",
        "bare transaction, one row per statement",
    ];
    for (way, took) in ways.iter().zip(&times) {
        table.row(&[
            (*way).to_owned(),
            Sample::of(took.clone()).words(),
            turn_by_turn(took, &times[1]),
        ]);
    }
    let note = format!(
        "{FIGURES} figures per form; every sample is the mean of {FORMS} forms, each durable before the next begins. \
         The ledger writes the same rows and also the payload, its hashes, the index by number and the command."
    );
    Ok(format!("{table}\n{note}\n"))
}

/// Times of the ledger, of the bare transaction by handfuls, and of it row by row.
async fn take_turns(folder: &Path, runs: usize) -> Result<[Vec<Duration>; 3]> {
    let ledger = SqliteLedger::create(&folder.join("ledger"), Fittings::default())
        .await
        .context("making a ledger")?;
    let mut many = Bare::like(ledger.path(), &folder.join("many.db")).await?;
    let mut single = Bare::like(ledger.path(), &folder.join("single.db")).await?;
    let mut times: [Vec<Duration>; 3] = Default::default();
    // The first round warms up: every statement is prepared, every file has its first pages.
    for round in 0..=u32::try_from(runs).unwrap_or(u32::MAX - 1) {
        let forms: Vec<Entry> =
            (0..FORMS).map(|n| form::entry(round * FORMS + n, FIGURES)).collect();
        let rows: Vec<Vec<Row>> = forms.iter().map(form::rows).collect();
        let took = [
            stopped(append_all(&ledger, &forms)).await?,
            stopped(many.insert_all(&rows, Bare::HANDFUL)).await?,
            stopped(single.insert_all(&rows, 1)).await?,
        ];
        for (kept, took) in times.iter_mut().zip(took).filter(|_| round > 0) {
            kept.push(took / FORMS);
        }
    }
    ledger.close().await;
    Ok(times)
}

/// How long a future takes.
async fn stopped(work: impl Future<Output = Result<()>>) -> Result<Duration> {
    let watch = Stopwatch::start();
    work.await?;
    Ok(watch.read())
}

async fn append_all(ledger: &SqliteLedger, forms: &[Entry]) -> Result<()> {
    let mut head = ledger.head().await?;
    for form in forms {
        head = ledger.append(head, std::slice::from_ref(form), &[]).await?.head;
    }
    Ok(())
}
