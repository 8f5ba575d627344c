//! The way back: from a line of backups to a ledger with the same head.
//!
//! **Takes** a line on a shelf, whom to trust, and empty stores. **Gives** what was restored, with settings and key as
//! they were kept. **Never** believes a root: every leaf is computed from its payload, and the root is compared at every
//! checkpoint and at the head that was signed.
//! Start reading at [`restore`].
//! Invariant: on an error the target is not to be used; whoever called throws it away.

mod roots;

use std::collections::BTreeMap;

use quyet_proof::Head;
use quyet_store::checkpoints::Checkpoints;
use quyet_store::drafts::Drafts;
use quyet_store::{Blob, Ledger, Progress, RecordedEntry};

use crate::content::{Said, read_blobs, read_draft, read_said, read_segment};
use crate::error::{BackupError, FileFault};
use crate::line::Line;
use crate::open::{Opened, Trust, open};
use crate::shelf::Shelf;
use crate::wrap::Identity;
use roots::Roots;

/// Where to restore into: stores that hold nothing yet.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The ledger.
    pub ledger: &'a dyn Ledger,
    /// Checkpoints; `None` leaves them out.
    pub checkpoints: Option<&'a dyn Checkpoints>,
    /// The drawer; `None` leaves drafts out.
    pub drafts: Option<&'a dyn Drafts>,
}

/// What opens a backup.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Whose signature is believed.
    pub trust: Trust,
    /// Who can decrypt; `None` restores only what is not encrypted.
    pub identity: Option<Identity>,
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The head of the restored ledger, which is the one that was signed.
    pub head: Head,
    /// Checkpoints whose roots were compared.
    pub checkpoints: u64,
    /// Drafts put back.
    pub drafts: u64,
    /// The log that was backed up.
    pub origin: String,
    /// The key that the last manifest names.
    pub verifier: String,
    /// Whether the restored log records that key as its own.
    pub key_in_log: bool,
    /// The settings, without secrets; `None` when none were kept.
    pub settings: Option<String>,
    /// The log's private key; `None` when it is kept elsewhere.
    pub key: Option<String>,
}

/// Restores the state at the end of a line into empty stores.
///
/// # Errors
/// When the line has a gap, a file is not what was signed for, or the target is not empty or refuses. Files are checked
/// before the first entry is written.
pub async fn restore(
    shelf: &dyn Shelf,
    line: &Line,
    keys: &Keys,
    target: &Target<'_>,
    progress: Progress<'_>,
) -> Result<Restored, BackupError> {
    if let Some(gap) = line.gap {
        return Err(BackupError::Gap { from: line.covered, to: gap });
    }
    let mut all = Vec::new();
    for name in &line.names {
        let opened = open(shelf, &name.to_string(), &keys.trust)?;
        opened.check()?;
        all.push(opened);
    }
    let before = target.ledger.head().await?;
    if before != Head::EMPTY {
        return Err(BackupError::NotEmpty(before.size));
    }
    // At this point every file is what was signed for, and nothing is written yet.
    let mut work = Work { keys, target, roots: Roots::new(), drafts: BTreeMap::new() };
    for opened in &all {
        work.one(opened, line.covered, progress).await?;
    }
    work.finish(&all, line).await
}

/// A restoring under way.
struct Work<'a> {
    keys: &'a Keys,
    target: &'a Target<'a>,
    roots: Roots,
    /// Drafts put back, by identity, with the number of their version.
    drafts: BTreeMap<String, u64>,
}

impl Work<'_> {
    async fn one(
        &mut self,
        opened: &Opened<'_>,
        all: u64,
        progress: Progress<'_>,
    ) -> Result<(), BackupError> {
        let said = self.said(opened)?;
        self.roots.expect(&said.checkpoints);
        let begins = opened.manifest.from.unwrap_or(0);
        let continues =
            begins <= self.roots.size() && self.roots.size() < opened.manifest.head.size;
        if continues {
            for path in opened.paths("segment-") {
                self.segment(opened, path).await?;
                progress(self.roots.size(), all);
            }
            self.compare(opened.manifest.head, || opened.manifest.name().to_string())?;
        }
        if let Some(kept) = self.target.checkpoints {
            for checkpoint in &said.checkpoints {
                kept.keep(checkpoint).await?;
            }
            for attestation in &said.attestations {
                kept.attest(attestation).await?;
            }
        }
        self.put_drafts(opened).await
    }

    fn read(&self, opened: &Opened<'_>, path: &str) -> Result<Option<Vec<u8>>, BackupError> {
        opened.read(path, self.keys.identity.as_ref())
    }

    fn said(&self, opened: &Opened<'_>) -> Result<Said, BackupError> {
        let path = "checkpoints";
        match self.read(opened, path)? {
            None => Ok(Said::default()),
            Some(bytes) => {
                read_said(&bytes).ok_or_else(|| opened.fault(path, FileFault::Unreadable))
            }
        }
    }

    /// Transcribes one segment with the blobs that it names, from where the ledger ends.
    async fn segment(&mut self, opened: &Opened<'_>, path: &str) -> Result<(), BackupError> {
        let unreadable = |path: &str| opened.fault(path, FileFault::Unreadable);
        let bytes = self.read(opened, path)?.unwrap_or_default();
        let mut records: Vec<RecordedEntry> =
            read_segment(&bytes).ok_or_else(|| unreadable(path))?;
        let known = self.roots.size();
        records.retain(|record| known <= record.seq);
        let mut blobs: Vec<Blob> = Vec::new();
        let beside = path.replacen("segment-", "blobs-", 1);
        if let Some(bytes) = self.read(opened, &beside)? {
            blobs = read_blobs(&bytes).ok_or_else(|| unreadable(&beside))?;
        }
        if records.is_empty() {
            return Ok(());
        }
        let before = self.roots.head();
        self.roots.push(&records)?;
        let head = self.target.ledger.transcribe(before, &records, &blobs).await?;
        self.compare(head, || "nhật ký vừa chép".to_owned())
    }

    fn compare(&self, head: Head, against: impl Fn() -> String) -> Result<(), BackupError> {
        let here = self.roots.head();
        if here == head {
            Ok(())
        } else {
            Err(BackupError::Root { size: here.size, against: against() })
        }
    }

    /// Puts the drafts of a backup back; a later one replaces what an earlier one held.
    async fn put_drafts(&mut self, opened: &Opened<'_>) -> Result<(), BackupError> {
        let Some(drawer) = self.target.drafts else {
            return Ok(());
        };
        for path in opened.paths("drafts/") {
            let bytes = self.read(opened, path)?.unwrap_or_default();
            let draft = read_draft(&bytes);
            let draft = draft.ok_or_else(|| opened.fault(path, FileFault::Unreadable))?;
            let id = &draft.record.id;
            drawer.discard(id).await?;
            drawer.put_back(&draft.record).await?;
            for (name, bytes) in &draft.files {
                drawer.keep(id, name, bytes).await?;
            }
            self.drafts.insert(id.0.clone(), draft.record.version);
        }
        Ok(())
    }

    async fn finish(self, all: &[Opened<'_>], line: &Line) -> Result<Restored, BackupError> {
        let head = self.target.ledger.head().await?;
        self.compare(head, || "nhật ký đã phục hồi".to_owned())?;
        if head.size != line.covered {
            return Err(BackupError::Root { size: head.size, against: line.covered.to_string() });
        }
        let whole = all.first().ok_or(BackupError::NoWhole)?;
        let text = |path: &str| -> Result<Option<String>, BackupError> {
            let bytes = self.read(whole, path)?;
            let text = bytes.map(String::from_utf8).transpose();
            text.map_err(|_| whole.fault(path, FileFault::Unreadable))
        };
        let last = all.last().unwrap_or(whole);
        Ok(Restored {
            head,
            checkpoints: self.roots.compared(),
            drafts: self.drafts.len() as u64,
            origin: last.manifest.origin.clone(),
            key_in_log: self.roots.records(&last.manifest.verifier),
            verifier: last.manifest.verifier.clone(),
            settings: text("settings")?,
            key: text("key")?,
        })
    }
}
