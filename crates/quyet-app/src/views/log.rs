//! The public log as a person reads it: keys, checkpoints, and who else vouches for them.

use quyet_proof::SignedCheckpoint;
use quyet_proof::timestamp::Stamp;
use quyet_report::vi;
use quyet_store::checkpoints::{Attestation, AttestationKind, Checkpoints};
use quyet_store::{Ledger, StoreError};

use super::proof::NamedHash;
use crate::log_key::log_keys;

/// How many checkpoints stand on a page.
const PAGE: u32 = 50;

/// A key of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// `name+hash+base64`.
    pub key: String,
    /// When it was recorded, in words.
    pub recorded: String,
    /// The entry that records it.
    pub entry: u64,
    /// Why.
    pub reason: String,
    /// The key that it replaced.
    pub replaces: Option<String>,
    /// Whether it signs now.
    pub in_force: bool,
}

/// A kept checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRow {
    /// Number of entries.
    pub size: u64,
    /// Its root.
    pub root: NamedHash,
    /// When it was kept, in words.
    pub kept: String,
    /// What others said of it: who and when, in words.
    pub said: Vec<String>,
    /// The checkpoint before it on the page, to prove that this one goes on from it.
    pub before: Option<u64>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    /// Name of the log; empty before the first key.
    pub origin: String,
    /// Keys, the one in force first.
    pub keys: Vec<KeyRow>,
    /// Checkpoints, the greatest first.
    pub checkpoints: Vec<CheckpointRow>,
    /// Where the next page of checkpoints begins.
    pub more: Option<u64>,
    /// The present checkpoint, as text.
    pub present: Option<String>,
}

/// Builds the page, with checkpoints of at least `from` entries.
///
/// # Errors
/// [`StoreError`].
pub async fn log_page(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    from: u64,
) -> Result<LogPage, StoreError> {
    let keys = log_keys(ledger).await?;
    let origin = keys.last().map(|key| key.origin.clone()).unwrap_or_default();
    let last = keys.len();
    let keys = keys.into_iter().zip(1..).map(|(key, n)| KeyRow {
        recorded: vi::moment(key.recorded),
        key: key.key,
        entry: key.seq,
        reason: key.reason,
        replaces: key.replaces,
        in_force: n == last,
    });
    let mut keys: Vec<KeyRow> = keys.collect();
    keys.reverse();
    let mut kept = checkpoints.list(from, PAGE + 1).await?;
    let more = kept.get(PAGE as usize).map(|next| next.size);
    kept.truncate(PAGE as usize);
    let (mut rows, mut before) = (Vec::new(), None);
    for one in kept {
        let said = checkpoints.attestations(one.size).await?;
        let root = SignedCheckpoint::parse(&one.note).map(|s| s.checkpoint().head.root);
        rows.push(CheckpointRow {
            size: one.size,
            root: NamedHash::of("Gốc", &root.unwrap_or_default()),
            kept: vi::moment(one.kept),
            said: said.iter().map(|said| said_words(said, &one.note)).collect(),
            before: before.replace(one.size),
        });
    }
    rows.reverse();
    let present = checkpoints.latest().await?.map(|kept| kept.note);
    Ok(LogPage { origin, keys, checkpoints: rows, more, present })
}

fn said_words(said: &Attestation, note: &str) -> String {
    match said.kind {
        AttestationKind::Cosignature => {
            format!("{} ký chứng kiến, nhận lúc {}", said.by, vi::moment(said.received))
        }
        AttestationKind::Timestamp => match Stamp::read(&said.bytes, note, None) {
            Ok(stamp) => format!("{} đóng dấu thời gian {}", said.by, vi::moment(stamp.time)),
            Err(error) => format!("{}: dấu thời gian không đọc được ({error})", said.by),
        },
    }
}
