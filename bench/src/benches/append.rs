//! One form of 200 figures until it is durable, and many at once: the ledgers against bare transactions with the same rows.
//!
//! The ways of one database take turns in one run, on one disk, fully synchronised. The bare table has the ledger's own
//! clustering; it has no payload, no hash, no command, no second clock.

mod bare;
mod bare_postgres;
mod form;
mod upkeep;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use quyet_model::entry::{CommandId, Entry};
use quyet_store::{Fittings, Ledger};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, migrate};
use quyet_store_sqlite::SqliteLedger;
use quyet_testkit::postgres::{Database, Durability, own_server};

use crate::benches::append::bare::{Bare, Row};
use crate::benches::append::bare_postgres::BarePostgres;
use crate::folder::Folder;
use crate::sample::{Sample, turn_by_turn};
use crate::stopwatch::Stopwatch;
use crate::table::Table;

/// Figures on a form: what a commune reports in a round.
pub(crate) const FIGURES: u32 = 200;

/// Forms of one kind in a row: a sample is their mean, so that a checkpoint of the log is shared fairly.
const FORMS: u32 = 20;

/// Forms in one transaction of a bulk import.
const BULK: u32 = 100;

const NOTE: &str = "200 figures per form; every sample of a form is the mean of 20 forms, each durable before the next \
    begins; a bulk import is 100 forms in one transaction. The ledger writes the same rows and also the payload, its \
    seal and tree, who and when, and the command. PostgreSQL runs on the same machine, over a socket, with its \
    settings of delivery.";

pub(crate) fn run(runs: usize) -> Result<String> {
    let folder = Folder::fresh("append")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut table =
        Table::new(&["way", "time: median (least–most)", "against the bare one, turn by turn"]);
    let sqlite = runtime.block_on(on_sqlite(folder.path(), runs))?;
    let postgres = runtime.block_on(on_postgres(runs))?;
    for (engine, times) in [("SQLite", Some(sqlite)), ("PostgreSQL", postgres)] {
        let Some(times) = times else { continue };
        let lines = [
            ("a form by `Ledger::append`", &times.form, &times.bare_form),
            ("a form by a bare transaction", &times.bare_form, &times.bare_form),
            ("bulk of 20.000 figures by `Ledger::append`", &times.bulk, &times.bare_bulk),
            ("the same by a bare transaction", &times.bare_bulk, &times.bare_bulk),
        ];
        for (way, took, bare) in lines {
            let (way, took_words) = (format!("{engine}: {way}"), Sample::of(took.clone()).words());
            table.row(&[way, took_words, turn_by_turn(took, bare)]);
        }
        let upkeep = upkeep::measure(runs);
        let share = turn_by_turn(&vec![upkeep.median(); times.form.len()], &times.form);
        table.row(&[
            format!("{engine}: encoding, sealing and tree of a form, as a share of its append"),
            upkeep.words(),
            share,
        ]);
    }
    Ok(format!("{table}\n{NOTE}\n"))
}

/// Times by the form, and by the bulk.
#[derive(Default)]
struct Times {
    form: Vec<Duration>,
    bare_form: Vec<Duration>,
    bulk: Vec<Duration>,
    bare_bulk: Vec<Duration>,
}

async fn on_sqlite(folder: &Path, runs: usize) -> Result<Times> {
    let ledger = SqliteLedger::create(&folder.join("ledger"), Fittings::default())
        .await
        .context("making a ledger")?;
    let mut bare = Bare::like(ledger.path(), &folder.join("bare.db")).await?;
    let mut times = Times::default();
    // The first round warms up: every statement is prepared, every file has its first pages.
    for round in 0..=round_max(runs) {
        let (forms, bulk) = round_of(round);
        let took = [
            stopped(append_each(&ledger, &forms)).await?,
            stopped(bare.insert_all(&rows(&forms), Bare::HANDFUL)).await?,
            stopped(append_bulk(&ledger, &bulk)).await?,
            stopped(bare.insert_all(&[rows(&bulk).concat()], Bare::HANDFUL)).await?,
        ];
        times.keep(round, took);
    }
    ledger.close().await;
    Ok(times)
}

/// Nothing when there is no PostgreSQL on this machine.
async fn on_postgres(runs: usize) -> Result<Option<Times>> {
    let Some(server) = own_server(Durability::Durable) else { return Ok(None) };
    let database = Database::on(&server).await?;
    migrate(&database.owner).await.context("laying out a database")?;
    let settings = PostgresSettings::new(&database.app);
    let ledger = PostgresLedger::open(&settings, Fittings::default()).await?;
    let mut bare = BarePostgres::beside(database.as_superuser().await?).await?;
    let mut times = Times::default();
    for round in 0..=round_max(runs) {
        let (forms, bulk) = round_of(round);
        let took = [
            stopped(append_each(&ledger, &forms)).await?,
            stopped(bare.insert_all(&rows(&forms))).await?,
            stopped(append_bulk(&ledger, &bulk)).await?,
            stopped(bare.insert_all(&[rows(&bulk).concat()])).await?,
        ];
        times.keep(round, took);
    }
    ledger.close().await;
    Ok(Some(times))
}

impl Times {
    fn keep(&mut self, round: u32, [form, bare_form, bulk, bare_bulk]: [Duration; 4]) {
        if 0 < round {
            self.form.push(form / FORMS);
            self.bare_form.push(bare_form / FORMS);
            self.bulk.push(bulk);
            self.bare_bulk.push(bare_bulk);
        }
    }
}

fn round_max(runs: usize) -> u32 {
    u32::try_from(runs).unwrap_or(10_000)
}

/// The single forms and the bulk of a round: their numbers follow those of the round before.
fn round_of(round: u32) -> (Vec<Entry>, Vec<Entry>) {
    let first = round * (FORMS + BULK);
    let form = |number| form::entry(number, FIGURES);
    let forms = (first..first + FORMS).map(form).collect();
    (forms, one_batch(first + FORMS, BULK))
}

/// Forms under one command and one time, as one import brings them.
pub(crate) fn one_batch(first: u32, forms: u32) -> Vec<Entry> {
    let mut batch: Vec<Entry> = (first..first + forms).map(|n| form::entry(n, FIGURES)).collect();
    if let Some(recorded) = batch.last().map(|last| last.recorded) {
        for entry in &mut batch {
            entry.command = CommandId(format!("bulk/{first:08}"));
            entry.recorded = recorded;
        }
    }
    batch
}

fn rows(forms: &[Entry]) -> Vec<Vec<Row>> {
    forms.iter().map(form::rows).collect()
}

/// How long a future takes.
async fn stopped(work: impl Future<Output = Result<()>>) -> Result<Duration> {
    let watch = Stopwatch::start();
    work.await?;
    Ok(watch.read())
}

async fn append_each(ledger: &dyn Ledger, forms: &[Entry]) -> Result<()> {
    let mut head = ledger.head().await?;
    for form in forms {
        head = ledger.append(head, std::slice::from_ref(form), &[]).await?.head;
    }
    Ok(())
}

async fn append_bulk(ledger: &dyn Ledger, batch: &[Entry]) -> Result<()> {
    let head = ledger.head().await?;
    ledger.append(head, batch, &[]).await?;
    Ok(())
}
