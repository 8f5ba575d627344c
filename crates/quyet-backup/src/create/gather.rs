//! What goes into one segment.

use std::collections::BTreeSet;

use quyet_model::document::Digest;
use quyet_model::entry::{Act, Entry};
use quyet_store::{Blob, Ledger, RecordedEntry, StoreError, named_blobs, whole_batches};

use crate::error::BackupError;

/// A segment ends with the batch that reaches this: it is read, written and restored in one piece of memory.
pub(super) const SEGMENT_BYTES: u64 = 8 << 20;

/// Entries asked for at a time.
const PAGE: u32 = 256;

/// What a published file is taken to weigh before it is read.
const PUBLISHED_BYTES: u64 = 1 << 20;

/// Whole batches from `from` on, until they weigh `limit` bytes, and never beyond `to`.
pub(super) async fn segment(
    ledger: &dyn Ledger,
    (from, to): (u64, u64),
    limit: u64,
) -> Result<Vec<RecordedEntry>, StoreError> {
    let (mut records, mut weight): (Vec<RecordedEntry>, u64) = (Vec::new(), 0);
    loop {
        let next = from + records.len() as u64;
        let page = whole_batches(ledger, next, PAGE).await?;
        let there = page.len();
        for batch in page.chunk_by(|a, b| a.entry.command == b.entry.command) {
            let ends = batch.last().map_or(to, |last| last.seq + 1);
            if to < ends || limit <= weight {
                return Ok(records);
            }
            weight += batch.iter().map(heaviness).sum::<u64>();
            records.extend_from_slice(batch);
        }
        if there == 0 {
            return Ok(records);
        }
    }
}

fn heaviness(record: &RecordedEntry) -> u64 {
    let named = match &record.entry.act {
        Act::DocumentReceived(document) => document.bytes,
        Act::ReportPublished(report) => PUBLISHED_BYTES * report.files.len() as u64,
        _ => 0,
    };
    record.payload.len() as u64 + named
}

/// The bytes that the records name and that are not carried yet.
pub(super) async fn blobs(
    ledger: &dyn Ledger,
    records: &[RecordedEntry],
    carried: &BTreeSet<Digest>,
) -> Result<Vec<Blob>, BackupError> {
    let entries: Vec<Entry> = records.iter().map(|record| record.entry.clone()).collect();
    let named: BTreeSet<&Digest> = named_blobs(&entries).into_iter().collect();
    let mut blobs = Vec::new();
    for digest in named.into_iter().filter(|digest| !carried.contains(digest)) {
        let bytes = ledger.blob(digest).await?;
        let blob = bytes.map(Blob::new).filter(|blob| blob.digest == *digest);
        let lost = || BackupError::Unsound(format!("tệp {} mất hoặc không khớp mã băm", digest.0));
        blobs.push(blob.ok_or_else(lost)?);
    }
    Ok(blobs)
}

#[cfg(test)]
mod tests {
    use quyet_model::period::Period;
    use quyet_store::conformance::samples::{entry, figure, reported};
    use quyet_store::memory::MemoryLedger;

    use super::*;

    #[tokio::test]
    async fn segments_are_cut_between_batches_and_end_at_the_head() {
        let ledger = MemoryLedger::new();
        for n in 0..3 {
            let command = format!("lenh-{n}");
            let row = || figure("x", Period::Year(2024), "1");
            let one = || entry(&command, n, reported(vec![row()]));
            let head = ledger.head().await.expect("a sound ledger");
            ledger.append(head, &[one(), one()], &[]).await.expect("a sound batch");
        }
        let check = async |range, limit, count: usize| {
            let records = segment(&ledger, range, limit).await.expect("a sound ledger");
            assert_eq!(records.len(), count, "{range:?} {limit}");
        };
        check((0, 6), SEGMENT_BYTES, 6).await;
        check((0, 6), 1, 2).await;
        check((2, 6), 1000, 4).await;
        check((2, 4), SEGMENT_BYTES, 2).await;
        check((6, 6), SEGMENT_BYTES, 0).await;
    }
}
