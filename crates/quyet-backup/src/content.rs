//! What lies in the files of a backup: entries, blobs, checkpoints, drafts.
//!
//! **Takes** and **gives** frames ([`crate::frames`]). **Never** compresses, encrypts or touches a shelf.
//! Invariant: payloads, salts and times read back exactly as the ledger keeps them.

use jiff::Timestamp;
use quyet_model::plan::PlanId;
use quyet_proof::Salt;
use quyet_proof::leaf::seal;
use quyet_store::checkpoints::{Attestation, AttestationKind, KeptCheckpoint};
use quyet_store::drafts::DraftRecord;
use quyet_store::{Blob, RecordedEntry};
use quyet_wire::entry::decode;

use crate::frames::{self, Frames};

const SEGMENT: &str = "segment";
const BLOBS: &str = "blobs";
const CHECKPOINTS: &str = "checkpoints";
const DRAFT: &str = "draft";

/// Entries that follow each other.
pub(crate) fn write_segment(records: &[RecordedEntry]) -> Vec<u8> {
    let mut file = Frames::begin(SEGMENT);
    file.add(&records.first().map_or(0, |first| first.seq).to_be_bytes());
    for record in records {
        let salt = record.salt.map_or(Vec::new(), |salt| salt.0.to_vec());
        file.add(&salt);
        file.add(&record.payload);
    }
    file.into_bytes()
}

/// The entries of a segment; `None` when it is none.
pub(crate) fn read_segment(bytes: &[u8]) -> Option<Vec<RecordedEntry>> {
    let frames = frames::read(SEGMENT, bytes)?;
    let (first, pairs) = frames.split_first()?;
    let first = u64::from_be_bytes((*first).try_into().ok()?);
    let (pairs, odd) = pairs.as_chunks::<2>();
    let record = |(seq, [salt, payload]): (u64, &[&[u8]; 2])| {
        let salt = match salt.len() {
            0 => None,
            _ => Some(Salt((*salt).try_into().ok()?)),
        };
        let leaf = seal(payload, salt.as_ref()).leaf;
        let entry = decode(payload).ok()?;
        Some(RecordedEntry { seq, entry, payload: payload.to_vec(), salt, leaf })
    };
    if odd.is_empty() { (first..).zip(pairs).map(record).collect() } else { None }
}

/// Bytes that entries name.
pub(crate) fn write_blobs(blobs: &[Blob]) -> Vec<u8> {
    let mut file = Frames::begin(BLOBS);
    for blob in blobs {
        file.add(&blob.bytes);
    }
    file.into_bytes()
}

/// The blobs of a file; `None` when it is none.
pub(crate) fn read_blobs(bytes: &[u8]) -> Option<Vec<Blob>> {
    let frames = frames::read(BLOBS, bytes)?;
    Some(frames.into_iter().map(|bytes| Blob::new(bytes.to_vec())).collect())
}

/// Checkpoints, and what others said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) checkpoints: Vec<KeptCheckpoint>,
    pub(crate) attestations: Vec<Attestation>,
}

pub(crate) fn write_said(said: &Said) -> Vec<u8> {
    let mut file = Frames::begin(CHECKPOINTS);
    for KeptCheckpoint { size, note, kept } in &said.checkpoints {
        for frame in [b"checkpoint".as_slice(), &number(*size), &time(*kept), note.as_bytes()] {
            file.add(frame);
        }
    }
    for Attestation { size, kind, by, received, bytes } in &said.attestations {
        let kind = kind.word().as_bytes();
        for frame in [kind, &number(*size), &time(*received), by.as_bytes(), bytes] {
            file.add(frame);
        }
    }
    file.into_bytes()
}

pub(crate) fn read_said(bytes: &[u8]) -> Option<Said> {
    let frames = frames::read(CHECKPOINTS, bytes)?;
    let (mut said, mut rest) = (Said::default(), &frames[..]);
    while let Some((what, tail)) = rest.split_first() {
        let ([size, at], tail) = tail.split_first_chunk()?;
        let (size, at) = (read_number(size)?, read_time(at)?);
        if *what == b"checkpoint" {
            let ([note], tail) = tail.split_first_chunk()?;
            said.checkpoints.push(KeptCheckpoint { size, note: text(note)?, kept: at });
            rest = tail;
        } else {
            let ([by, bytes], tail) = tail.split_first_chunk()?;
            let kinds = [AttestationKind::Cosignature, AttestationKind::Timestamp];
            let kind = kinds.into_iter().find(|kind| kind.word().as_bytes() == *what)?;
            let (by, bytes) = (text(by)?, bytes.to_vec());
            said.attestations.push(Attestation { size, kind, by, received: at, bytes });
            rest = tail;
        }
    }
    Some(said)
}

/// A draft with the files beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) record: DraftRecord,
    /// By name.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

pub(crate) fn write_draft(Draft { record, files }: &Draft) -> Vec<u8> {
    let mut file = Frames::begin(DRAFT);
    let DraftRecord { id, version, saved, body } = record;
    for frame in [id.0.as_bytes(), &number(*version), &time(*saved), body] {
        file.add(frame);
    }
    for (name, bytes) in files {
        file.add(name.as_bytes());
        file.add(bytes);
    }
    file.into_bytes()
}

pub(crate) fn read_draft(bytes: &[u8]) -> Option<Draft> {
    let frames = frames::read(DRAFT, bytes)?;
    let ([id, version, saved, body], files) = frames.split_first_chunk()?;
    let (version, saved) = (read_number(version)?, read_time(saved)?);
    let record = DraftRecord { id: PlanId(text(id)?), version, saved, body: body.to_vec() };
    let (pairs, odd) = files.as_chunks::<2>();
    let files = pairs.iter().map(|[name, bytes]| Some((text(name)?, bytes.to_vec())));
    let files = files.collect::<Option<Vec<_>>>()?;
    odd.is_empty().then_some(Draft { record, files })
}

fn number(number: u64) -> [u8; 8] {
    number.to_be_bytes()
}

fn read_number(frame: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(frame.try_into().ok()?))
}

fn time(at: Timestamp) -> [u8; 8] {
    at.as_microsecond().to_be_bytes()
}

fn read_time(frame: &[u8]) -> Option<Timestamp> {
    Timestamp::from_microsecond(i64::from_be_bytes(frame.try_into().ok()?)).ok()
}

fn text(frame: &[u8]) -> Option<String> {
    String::from_utf8(frame.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_reads_back_equal() {
        let at = Timestamp::UNIX_EPOCH;
        let said = Said {
            checkpoints: vec![KeptCheckpoint { size: 3, note: "a\n".to_owned(), kept: at }],
            attestations: [AttestationKind::Cosignature, AttestationKind::Timestamp]
                .map(|kind| {
                    let (by, bytes) = ("ai".to_owned(), vec![0, 255]);
                    Attestation { size: 3, kind, by, received: at, bytes }
                })
                .to_vec(),
        };
        let bytes = write_said(&said);
        assert_eq!(read_said(&bytes), Some(said));
        assert_eq!(read_said(&bytes[..bytes.len() - 1]), None);
        assert_eq!(read_said(&write_blobs(&[])), None);
    }

    #[test]
    fn a_draft_reads_back_equal() {
        let id = PlanId("tinh-2027".to_owned());
        let record =
            DraftRecord { id, version: 7, saved: Timestamp::UNIX_EPOCH, body: b"{}".to_vec() };
        let draft = Draft { record, files: vec![("goc".to_owned(), vec![1, 2])] };
        assert_eq!(read_draft(&write_draft(&draft)), Some(draft));
    }

    #[test]
    fn what_is_no_segment_is_not_read() {
        assert_eq!(read_segment(&write_segment(&[])), Some(Vec::new()));
        assert_eq!(read_segment(b"quyet segment 1\n"), None);
        let mut broken = Frames::begin(SEGMENT);
        for frame in [&0_u64.to_be_bytes()[..], b"short salt", b"{}"] {
            broken.add(frame);
        }
        assert_eq!(read_segment(&broken.into_bytes()), None);
    }
}
