//! A disk that is full: a small file system in memory, which only the administrator may make.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use quyet_store::{AppendError, Fittings, Ledger, StoreError};
use quyet_store_sqlite::SqliteLedger;

use crate::faults::Row;
use crate::hammer::{Ack, Form, Hand, check, strike};

/// Size of the small disk.
const SIZE: &str = "size=6m";

/// Writes until the disk is full, `times` times, making room for the next round; each time what was acknowledged must
/// be there and the refused form must be taken once there is room.
///
/// # Errors
/// When the work itself fails.
pub async fn sqlite(dir: &Path, seed: u64, times: u64) -> Result<Row> {
    let mut row = Row { fault: "full disk, SQLite".to_owned(), ..Row::default() };
    let disk = dir.join("disk");
    std::fs::create_dir_all(&disk)?;
    if !mount(&disk)? {
        "NOT DONE: only the administrator may mount a small disk".clone_into(&mut row.remark);
        return Ok(row);
    }
    let filled = fill_again_and_again(&disk, seed, times, &mut row).await;
    ensure!(run("umount", &[&disk.display().to_string()])?, "the small disk stays mounted");
    filled?;
    Ok(row)
}

async fn fill_again_and_again(disk: &Path, seed: u64, times: u64, row: &mut Row) -> Result<()> {
    let ballast = disk.join("vat-nang");
    for round in 0..times {
        let data = disk.join(format!("d{round}"));
        // The ballast leaves another amount of room each time, so that the end comes at another point of a write.
        std::fs::write(&ballast, vec![0; usize::try_from(1_000_000 + round * 1_717)?])?;
        let ledger = SqliteLedger::create(&data, Fittings::seeded(seed)).await?;
        let (mut hand, mut told) = (Hand::new(0), Vec::new());
        let refused = loop {
            let form = Form { seed, figures: 200, number: told.len() as u64 };
            match strike(&ledger, &mut hand, form, &mut |_| {}).await {
                Ok(receipt) => told.push(Ack { first: receipt.first, form }),
                Err(AppendError::Store(StoreError::Unavailable(_))) => break form,
                Err(other) => bail!("a full disk was answered with: {other}"),
            }
        };
        let head = ledger.head().await;
        row.wrong.extend(counted(check(&ledger, &told).await, row.times, "while full"));
        std::fs::remove_file(&ballast)?;
        // There is room again: the same command is taken.
        let taken = strike(&ledger, &mut hand, refused, &mut |_| {}).await;
        match (taken, head) {
            (Ok(receipt), Ok(head)) if receipt.first == head.size => {
                told.push(Ack { first: receipt.first, form: refused });
            }
            (taken, head) => {
                row.wrong.push(format!("round {round}: {taken:?} after {head:?}"));
            }
        }
        ledger.close().await;
        let ledger = SqliteLedger::open(&data, Fittings::seeded(seed)).await?;
        let verdict = check(&ledger, &told).await?;
        row.lost += verdict.lost.len() as u64;
        row.wrong.extend(verdict.findings);
        ledger.close().await;
        row.acknowledged += told.len() as u64;
        row.times += 1;
        std::fs::remove_dir_all(&data)?;
    }
    "each time the refused form was taken once there was room".clone_into(&mut row.remark);
    Ok(())
}

/// What a check came to, as lines that are wrong.
fn counted(verdict: Result<crate::hammer::Verdict>, round: u64, when: &str) -> Vec<String> {
    match verdict {
        Ok(verdict) if verdict.is_good() => Vec::new(),
        Ok(verdict) => vec![format!("round {round}, {when}: {verdict}")],
        Err(error) => vec![format!("round {round}, {when}: {error:#}")],
    }
}

fn mount(disk: &Path) -> Result<bool> {
    run("mount", &["-t", "tmpfs", "-o", SIZE, "quyet-faults", &disk.display().to_string()])
}

fn run(program: &str, words: &[&str]) -> Result<bool> {
    let done = Command::new(program).args(words).output();
    Ok(done.with_context(|| format!("starting {program}"))?.status.success())
}
