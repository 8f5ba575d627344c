//! What every backend asks of a batch before it opens a transaction.

use jiff::Timestamp;
use quyet_model::document::Digest;
use quyet_model::entry::{Act, Entry, FigureCorrected};
use quyet_model::figure::{Figure, FigureId, FigureVersion};
use quyet_proof::leaf::seal;
use quyet_wire::entry::{decode, encode};

use crate::blob::digest;
use crate::error::{BatchFault, StoreError};
use crate::ledger::{Blob, Ledger, RecordedEntry};

/// A time in whole microseconds since 1970, cut off downwards: the only clock of the ledger.
///
/// # Panics
/// Never: the range of [`Timestamp`] fits 64 bits of microseconds.
pub fn moment(instant: Timestamp) -> i64 {
    i64::try_from(instant.as_nanosecond().div_euclid(1000))
        .expect("the range of an instant fits 64 bits of microseconds")
}

/// Checks what can be checked without the ledger.
///
/// # Errors
/// The first fault found.
pub fn check_batch(batch: &[Entry], blobs: &[Blob]) -> Result<(), BatchFault> {
    let first = batch.first().ok_or(BatchFault::Empty)?;
    let command = &first.command.0;
    let visible = command.bytes().all(|byte| byte.is_ascii_graphic());
    if command.is_empty() || 64 < command.len() || !visible {
        return Err(BatchFault::CommandForm(command.clone()));
    }
    let alike = |entry: &Entry| {
        entry.command == first.command && moment(entry.recorded) == moment(first.recorded)
    };
    if !batch.iter().all(alike) {
        return Err(BatchFault::Mixed);
    }
    if let Some(wrong) = blobs.iter().find(|blob| digest(&blob.bytes) != blob.digest) {
        return Err(BatchFault::BlobDigest(wrong.digest.clone()));
    }
    batch.iter().try_for_each(check_readable)
}

/// Checks that what is written can be read back. Figures, which come by the hundred, are checked by the one
/// field that has more values than written forms.
fn check_readable(entry: &Entry) -> Result<(), BatchFault> {
    match &entry.act {
        // Neighbours mostly share their period, which is looked at once.
        Act::FiguresReported(reported) => reported
            .figures
            .chunk_by(|a, b| a.period == b.period)
            .filter_map(<[Figure]>::first)
            .try_for_each(check_period),
        Act::FigureCorrected(corrected) => check_period(&corrected.figure),
        _ => decode(&encode(entry))
            .map(drop)
            .map_err(|error| BatchFault::Unreadable(error.to_string())),
    }
}

fn check_period(figure: &Figure) -> Result<(), BatchFault> {
    let words = figure.period.to_string();
    let readable = words.parse() == Ok(figure.period);
    if readable { Ok(()) } else { Err(BatchFault::PeriodForm(words)) }
}

/// Digests of the bytes that a batch speaks of, in its order.
pub fn named_blobs(batch: &[Entry]) -> Vec<&Digest> {
    let mut digests = Vec::new();
    for entry in batch {
        match &entry.act {
            Act::DocumentReceived(document) => digests.push(&document.digest),
            Act::ReportPublished(report) => digests.extend(report.files.iter().map(|file| &file.1)),
            _ => {}
        }
    }
    digests
}

/// Cuts records into batches and checks of each what needs no ledger: the numbers follow `size`, every payload is the
/// entry, every leaf is that of payload and salt, one command and one time a batch.
///
/// # Errors
/// The first record that does not fit.
pub fn check_records(
    size: u64,
    records: &[RecordedEntry],
) -> Result<Vec<&[RecordedEntry]>, BatchFault> {
    for (seq, record) in (size..).zip(records) {
        let wrong = |what| Err(BatchFault::Record { seq, what });
        if record.seq != seq {
            return wrong("số thứ tự không nối tiếp nhật ký");
        }
        if seal(&record.payload, record.salt.as_ref()).leaf != record.leaf {
            return wrong("nội dung không khớp mã băm");
        }
        if decode(&record.payload).as_ref() != Ok(&record.entry) {
            return wrong("nội dung không phải của mục");
        }
    }
    let batches: Vec<_> = records.chunk_by(|a, b| a.entry.command == b.entry.command).collect();
    for batch in &batches {
        let entries: Vec<Entry> = batch.iter().map(|record| record.entry.clone()).collect();
        check_batch(&entries, &[])?;
    }
    Ok(batches)
}

/// At least one whole batch from `from` on, and more up to about `limit` entries; empty beyond the end.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn whole_batches(
    ledger: &dyn Ledger,
    from: u64,
    limit: u32,
) -> Result<Vec<RecordedEntry>, StoreError> {
    let mut page = ledger.entries(from, limit).await?;
    let last = |page: &[RecordedEntry]| page.last().map(|last| last.entry.command.clone());
    let Some(command) = last(&page) else {
        return Ok(page);
    };
    loop {
        let next = from + page.len() as u64;
        let Some(more) = ledger.entry(next).await? else {
            return Ok(page);
        };
        if more.entry.command != command {
            return Ok(page);
        }
        page.push(more);
    }
}

/// Whether a batch says what the entries of its command already say, byte for byte save the time.
pub fn same_deed(stored: &[RecordedEntry], batch: &[Entry]) -> bool {
    let same = |(stored, sent): (&RecordedEntry, &Entry)| {
        let sent = Entry { recorded: stored.entry.recorded, ..sent.clone() };
        encode(&sent) == encode(&stored.entry)
    };
    stored.len() == batch.len() && stored.iter().zip(batch).all(same)
}

/// Checks a correction against the figure it names; `named` is `None` when there is no such figure.
///
/// # Errors
/// When there is no such figure, when it was corrected before, or when it is about something else.
pub fn check_correction(
    corrected: &FigureCorrected,
    named: Option<&FigureVersion>,
) -> Result<(), BatchFault> {
    let id = corrected.replaces;
    let named = named.ok_or(BatchFault::FigureMissing(id))?;
    if let Some(by) = named.replaced_by {
        return Err(BatchFault::FigureReplaced { figure: id, by });
    }
    let about = |figure: &Figure| (figure.indicator.clone(), figure.place.clone(), figure.period);
    if about(&named.figure) == about(&corrected.figure) {
        Ok(())
    } else {
        Err(BatchFault::FigureDiffers(id))
    }
}

/// The figures that an entry brings, each with its identity: rows of a form, or the one of a correction.
pub fn figures_of(seq: u64, act: &Act) -> Vec<(FigureId, &Figure)> {
    let figures: Vec<&Figure> = match act {
        Act::FiguresReported(reported) => reported.figures.iter().collect(),
        Act::FigureCorrected(corrected) => vec![&corrected.figure],
        _ => Vec::new(),
    };
    let numbered = (0_u32..).zip(figures);
    numbered.map(|(row, figure)| (FigureId { entry: seq, row }, figure)).collect()
}
