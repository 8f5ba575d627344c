//! The note beside a backup: it was restored once, and what came out was what had been signed.

use jiff::Timestamp;
use quyet_proof::Head;
use quyet_proof::hex::hex;

use crate::error::BackupError;
use crate::line::Line;
use crate::name::BackupName;
use crate::open::Trust;
use crate::shelf::Shelf;
use crate::signature::{self, LogKey};

/// A restore that was tried and checked.
#[doc(alias = "lần phục hồi thử")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The folder that the line ended in.
    pub name: BackupName,
    /// When it was done.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Entries that came out.
    pub size: u64,
    /// Their root, in hex.
    pub root: String,
}

fn path(name: BackupName) -> String {
    format!("{name}.verified")
}

impl Verified {
    fn text(&self) -> String {
        let Self { name, at, took_ms, size, root } = self;
        format!(
            "quyet verified 1\nbackup {name}\nat {at}\ntook {took_ms}\nsize {size}\nroot {root}\n"
        )
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().skip(1);
        let mut field = |key: &str| lines.next()?.strip_prefix(key)?.strip_prefix(' ');
        let verified = Self {
            name: field("backup")?.parse().ok()?,
            at: field("at")?.parse().ok()?,
            took_ms: field("took")?.parse().ok()?,
            size: field("size")?.parse().ok()?,
            root: field("root")?.to_owned(),
        };
        (verified.text() == text).then_some(verified)
    }
}

/// Keeps the note beside the folder that the line ends in.
///
/// # Errors
/// When the shelf cannot be written to, or the line has no end.
pub fn keep_verified(
    shelf: &dyn Shelf,
    line: &Line,
    head: Head,
    (at, took_ms): (Timestamp, u64),
    key: &LogKey,
) -> Result<Verified, BackupError> {
    let name = line.tip().ok_or(BackupError::NoWhole)?;
    let verified = Verified { name, at, took_ms, size: head.size, root: hex(&head.root) };
    shelf.put(&path(name), &key.sign(&verified.text()))?;
    Ok(verified)
}

/// The note beside a folder; `None` when there is none, or none that holds.
pub(crate) fn read_verified(
    shelf: &dyn Shelf,
    name: BackupName,
    (verifier, trust): (&str, &Trust),
) -> Result<Option<Verified>, BackupError> {
    let keys = match trust {
        Trust::Keys(keys) => keys.clone(),
        Trust::Own => vec![verifier.to_owned()],
    };
    let note = shelf.read(&path(name))?;
    let text = note.and_then(|note| signature::open(&note, &keys).ok());
    Ok(text.and_then(|text| Verified::read(&text)).filter(|verified| verified.name == name))
}

/// Takes the note away with its folder.
pub(crate) fn forget_verified(shelf: &dyn Shelf, name: BackupName) -> Result<(), BackupError> {
    Ok(shelf.remove(&path(name))?)
}
