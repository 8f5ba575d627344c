//! The two checks: of the last entries at once, of everything in its own time.

use std::collections::BTreeSet;

use quyet_proof::leaf::seal;
use quyet_proof::merkle::{
    consistency_indexes, consistency_proof, inclusion_indexes, inclusion_proof, is_consistent,
    is_included,
};
use quyet_store::{Finding, FsckReport, Head, Ledger, StoreError};

use super::{Health, Sound, TroubleKind};
use crate::clock::Clock;

/// The tail is as many entries as one tile of the log holds.
const TAIL: u32 = 256;

/// Recomputes the last entries from their payloads up to the root. Quick, whatever the size of the ledger.
pub async fn check_tail(ledger: &dyn Ledger, clock: &dyn Clock, health: &Health) {
    let checked = tail(ledger).await;
    let at = clock.now();
    match checked {
        Ok((head, None)) => health.tail_sound(Sound { at, head }),
        Ok((_, Some(finding))) => health.found(at, &finding, None),
        Err(error) => judge(health, clock, &error),
    }
}

/// Recomputes everything: takes as long as the ledger is, and says how far it is.
pub async fn check_whole(ledger: &dyn Ledger, clock: &dyn Clock, health: &Health) {
    let before = health.known().whole;
    health.begin(clock.now());
    let progress = |done, all| health.progress(done, all);
    let checked = match ledger.fsck(&progress).await {
        Ok(report) => weigh(ledger, report, before).await,
        Err(error) => Err(error),
    };
    match checked {
        Ok((head, None)) => health.whole_sound(Sound { at: clock.now(), head }),
        Ok((_, Some(finding))) => {
            let sound_before = finding.entry.filter(|_| finding.table == "ledger");
            health.found(clock.now(), &finding, sound_before);
        }
        Err(error) => judge(health, clock, &error),
    }
    health.ended();
}

/// The gravest finding of a report, the first of its kind; a ledger without findings must also go on from the one of before.
async fn weigh(
    ledger: &dyn Ledger,
    report: FsckReport,
    before: Option<Sound>,
) -> Result<(Head, Option<Finding>), StoreError> {
    let head = report.head;
    let gravest = report.findings.into_iter().min_by_key(|found| TroubleKind::of(found.table));
    match (gravest, before) {
        (None, Some(before)) => Ok((head, rewritten(ledger, before.head, head).await?)),
        (gravest, _) => Ok((head, gravest)),
    }
}

/// Whether the ledger is not the one of before with more entries.
async fn rewritten(
    ledger: &dyn Ledger,
    old: Head,
    new: Head,
) -> Result<Option<Finding>, StoreError> {
    if old.size <= new.size {
        let hashes = ledger.hashes(&consistency_indexes(old.size, new.size)).await?;
        let proof = consistency_proof(old.size, new.size, &hashes);
        if proof.is_some_and(|proof| is_consistent(&proof, &old, &new)) {
            return Ok(None);
        }
    }
    let what = format!(
        "lần kiểm tra trước thấy {} mục, gốc {}; nay {} mục không nối tiếp từ đó",
        old.size,
        old.root_hex(),
        new.size
    );
    Ok(Some(finding(None, what)))
}

fn finding(entry: Option<u64>, what: String) -> Finding {
    let row = entry.map_or_else(|| "-".to_owned(), |seq| seq.to_string());
    Finding { entry, table: "ledger", row, what }
}

/// A row that cannot be read is a finding; a store that does not answer is not.
fn judge(health: &Health, clock: &dyn Clock, error: &StoreError) {
    let at = clock.now();
    match error {
        StoreError::Corrupt { table, row, what } => {
            let finding = Finding { entry: None, table, row: row.clone(), what: what.clone() };
            health.found(at, &finding, None);
        }
        StoreError::Unavailable(_) => health.failed(at, error),
    }
}

async fn tail(ledger: &dyn Ledger) -> Result<(Head, Option<Finding>), StoreError> {
    let head = ledger.head().await?;
    let from = head.size.saturating_sub(u64::from(TAIL));
    let mut entries = ledger.entries(from, TAIL).await?;
    entries.retain(|entry| entry.seq < head.size);
    let proofs = |seq| inclusion_indexes(seq, head.size);
    let wanted: BTreeSet<u64> = (from..head.size).flat_map(proofs).collect();
    let hashes = ledger.hashes(&wanted.into_iter().collect::<Vec<_>>()).await?;
    for (seq, entry) in (from..).zip(&entries) {
        let leaf = seal(&entry.payload, entry.salt.as_ref()).leaf;
        let fits = entry.seq == seq && entry.leaf == leaf;
        let proof = inclusion_proof(seq, head.size, &hashes);
        if !fits || !proof.is_some_and(|proof| is_included(&proof, &head, seq, leaf)) {
            let what = "nội dung không khớp mã băm đã ghi".to_owned();
            return Ok((head, Some(finding(Some(seq), what))));
        }
    }
    let there = from.saturating_add(entries.len() as u64);
    let missing = (there < head.size)
        .then(|| finding(Some(there), "thiếu mục mà cây mã băm có nói đến".to_owned()));
    Ok((head, missing))
}
