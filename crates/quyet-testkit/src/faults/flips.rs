//! One byte flipped in a file at rest, at many places.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use quyet_store::conformance::{samples::at, view};
use quyet_store::{Fittings, Head, Ledger, RecordedEntry};
use quyet_store_sqlite::SqliteLedger;

use crate::chance::Chance;
use crate::faults::Row;
use crate::hammer::{Form, Hand, strike};

const FORMS: u64 = 40;
const FIGURES: u32 = 12;
const FILE: &str = "quyet.db";

/// Everything that a ledger says.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    head: Head,
    entries: Vec<RecordedEntry>,
    hashes: BTreeMap<u64, [u8; 32]>,
    view: String,
    blobs: Vec<Option<Vec<u8>>>,
}

/// Flips one bit of one byte of `quyet.db` at `times` places.
///
/// Found is what opening refuses, what the check names, and what makes the ledger read-only. A flip that neither sees
/// must be one in the free space of a page: then the ledger says everything that it said before, and nothing else.
///
/// # Errors
/// When the work itself fails.
pub async fn sqlite(dir: &Path, seed: u64, times: u64) -> Result<Row> {
    let mut row = Row { fault: format!("one bit flipped in `{FILE}`"), ..Row::default() };
    let sound = dir.join("sound");
    let before = write(&sound, seed, &mut row).await?;
    #[expect(clippy::disallowed_methods, reason = "this is the disk of a test")]
    let bytes = std::fs::read(sound.join(FILE)).context("the sound file")?;
    let (mut chance, mut refused, mut named, mut free) = (Chance::new(seed), 0, 0, 0);
    for _ in 0..times {
        let place = usize::try_from(chance.below(bytes.len() as u64))?;
        let bit = 1 << chance.below(8);
        let data = dir.join("flipped");
        std::fs::create_dir_all(&data)?;
        let mut broken = bytes.clone();
        broken[place] ^= bit;
        std::fs::write(data.join(FILE), broken)?;
        match look(&data, seed).await {
            Looked::Refused => refused += 1,
            Looked::Named => named += 1,
            Looked::Said(said) if *said == before => free += 1,
            Looked::Said(_) => row.wrong.push(format!("byte {place}, bit {bit}: not found")),
        }
        row.times += 1;
        std::fs::remove_dir_all(&data)?;
    }
    row.remark = format!(
        "{refused} refused at opening, {named} named by fsck, {free} without effect on anything that the ledger says; \
         file of {} KiB",
        bytes.len() / 1024
    );
    Ok(row)
}

async fn write(dir: &Path, seed: u64, row: &mut Row) -> Result<Said> {
    let ledger = SqliteLedger::create(dir, Fittings::seeded(seed)).await?;
    let mut hand = Hand::new(0);
    for number in 0..FORMS {
        let form = Form { seed, figures: FIGURES, number };
        strike(&ledger, &mut hand, form, &mut |_| {}).await?;
        row.acknowledged += 1;
    }
    let said = everything(&ledger).await?;
    ledger.close().await;
    Ok(said)
}

enum Looked {
    Refused,
    Named,
    Said(Box<Said>),
}

/// Opens the ledger for writing, as a server does, and checks it.
async fn look(dir: &Path, seed: u64) -> Looked {
    let Ok(ledger) = SqliteLedger::open(dir, Fittings::seeded(seed)).await else {
        return Looked::Refused;
    };
    let looked = match ledger.fsck(&|_, _| {}).await {
        Ok(report) if report.is_clean() && ledger.read_only().is_none() => {
            everything(&ledger).await.map_or(Looked::Named, |said| Looked::Said(Box::new(said)))
        }
        _ => Looked::Named,
    };
    ledger.close().await;
    looked
}

async fn everything(ledger: &SqliteLedger) -> Result<Said> {
    let head = ledger.head().await?;
    let entries = ledger.entries(0, u32::MAX).await?;
    ensure!(entries.len() as u64 == head.size, "fewer entries than the head counts");
    let indexes: Vec<u64> = (0..2 * head.size).collect();
    let hashes = ledger.hashes(&indexes).await?;
    let acts: Vec<_> = entries.iter().map(|entry| entry.entry.clone()).collect();
    let mut blobs = Vec::new();
    for digest in quyet_store::named_blobs(&acts) {
        blobs.push(ledger.blob(digest).await?);
    }
    Ok(Said { head, entries, hashes, view: view(ledger, at(i64::from(u32::MAX))).await, blobs })
}
