//! Making a backup, and shipping what is new since.
//!
//! **Takes** a [`Source`] and a shelf. **Gives** the signed manifest of the folder that was made. **Never** stops a writer:
//! the head is read once, and what is appended later is not looked at.
//! Start reading at [`create`].
//! Invariant: the folder gets its name as the last step, when every file in it and the manifest are durable.

mod author;
mod gather;

use jiff::{Timestamp, Unit};
use quyet_proof::Head;
use quyet_proof::merkle::Frontier;
use quyet_store::checkpoints::Checkpoints;
use quyet_store::drafts::{DraftRecord, Drafts};
use quyet_store::{Ledger, Progress};

use crate::content::{Draft, Said, write_draft, write_said};
use crate::error::BackupError;
use crate::line::Line;
use crate::list::names;
use crate::manifest::Manifest;
use crate::name::BackupName;
use crate::open::{Trust, read_manifest};
use crate::secrets;
use crate::shelf::Shelf;
use crate::signature::LogKey;
use crate::wrap::Recipient;
use author::Author;

/// A folder that is being written begins with this; it is no backup.
pub(crate) const UNFINISHED: &str = ".dang-ghi-";

/// How long an unfinished folder may still belong to somebody who is at work.
const AT_WORK: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// How long a draft may take from its time until it can be read. A name has whole seconds, so it is more than one.
const UNDER_WAY: jiff::SignedDuration = jiff::SignedDuration::from_secs(5);

/// What is copied.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The ledger, with its blobs.
    pub ledger: &'a dyn Ledger,
    /// Signed checkpoints; `None` where none are kept.
    pub checkpoints: Option<&'a dyn Checkpoints>,
    /// The drawer; `None` where there is none.
    pub drafts: Option<&'a dyn Drafts>,
    /// The settings as they are written; secrets in addresses are taken out.
    pub settings: Option<&'a str>,
    /// The log's key, which signs the manifest.
    pub key: &'a LogKey,
}

/// How it is copied.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// Now.
    pub taken: Timestamp,
    /// Whom it is encrypted for; `None` leaves it readable, and the log's private key outside.
    pub recipient: Option<&'a Recipient>,
    /// Called with (entries copied, entries in all).
    pub progress: Progress<'a>,
}

impl std::fmt::Debug for Order<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Order({}, {:?})", self.taken, self.recipient)
    }
}

/// Makes a whole backup up to the present head.
///
/// # Errors
/// When the ledger is not sound or does not continue what lies on the shelf, or something cannot be read or written. Then
/// no folder of that name is there.
pub async fn create(
    shelf: &dyn Shelf,
    source: &Source<'_>,
    order: &Order<'_>,
) -> Result<Manifest, BackupError> {
    clear_unfinished(shelf, order.taken)?;
    let line = Line::newest(&names(shelf)?);
    let tip = line.as_ref().and_then(Line::tip);
    check_continues(shelf, source, tip).await?;
    let head = source.ledger.head().await?;
    let mut author = Author::begin(shelf, name(order, None, head), order.recipient);
    copy_entries(&mut author, source, (Head::EMPTY, head), order.progress).await?;
    copy_said(&mut author, source, (0, head.size)).await?;
    copy_drafts(&mut author, source, None).await?;
    if let Some(settings) = source.settings {
        author.put("settings", secrets::without(settings).as_bytes())?;
    }
    if order.recipient.is_some() {
        author.put("key", source.key.line().as_bytes())?;
    }
    author.finish(source.key, head, line.and_then(|line| line.last()))
}

/// Ships what is new since the last backup or piece; `None` when nothing is.
///
/// # Errors
/// As [`create`]; also when there is no whole backup to continue.
pub async fn ship(
    shelf: &dyn Shelf,
    source: &Source<'_>,
    order: &Order<'_>,
) -> Result<Option<Manifest>, BackupError> {
    let line = Line::newest(&names(shelf)?).ok_or(BackupError::NoWhole)?;
    let tip = line.tip().ok_or(BackupError::NoWhole)?;
    let from = check_continues(shelf, source, Some(tip)).await?;
    let head = source.ledger.head().await?;
    let last = line.last().unwrap_or(tip);
    let fresh = fresh_drafts(source, last.taken).await?;
    if head == from && fresh.is_empty() {
        return Ok(None);
    }
    clear_unfinished(shelf, order.taken)?;
    let mut author = Author::begin(shelf, name(order, Some(from.size), head), order.recipient);
    copy_entries(&mut author, source, (from, head), order.progress).await?;
    copy_said(&mut author, source, (from.size + 1, head.size)).await?;
    copy_drafts(&mut author, source, Some(last.taken)).await?;
    author.finish(source.key, head, Some(last)).map(Some)
}

fn name(order: &Order<'_>, from: Option<u64>, head: Head) -> BackupName {
    let whole = order.taken.round(Unit::Second).unwrap_or(order.taken);
    // Rounding goes to the nearest second, and a name must not lie in the future.
    let second = jiff::SignedDuration::from_secs(1);
    let taken =
        if order.taken < whole { whole.checked_sub(second).unwrap_or(whole) } else { whole };
    BackupName { taken, from, size: head.size }
}

/// Takes away folders that somebody left unfinished long ago.
fn clear_unfinished(shelf: &dyn Shelf, now: Timestamp) -> Result<(), BackupError> {
    for folder in shelf.folders()? {
        let begun = folder.strip_prefix(UNFINISHED).and_then(|name| name.parse().ok());
        let old = |name: &BackupName| AT_WORK < now.duration_since(name.taken);
        if begun.as_ref().is_some_and(old) {
            shelf.remove(&folder)?;
        }
    }
    Ok(())
}

/// Checks that the ledger continues the newest state on the shelf; gives that state's head.
async fn check_continues(
    shelf: &dyn Shelf,
    source: &Source<'_>,
    tip: Option<BackupName>,
) -> Result<Head, BackupError> {
    let Some(name) = tip else {
        return Ok(Head::EMPTY);
    };
    let kept = read_manifest(shelf, &name.to_string(), &Trust::Own)?;
    let here = frontier(source.ledger, kept.head.size).await?.map(|frontier| frontier.head());
    if here == Some(kept.head) { Ok(kept.head) } else { Err(BackupError::Diverged { name }) }
}

/// The edge of the tree at a size, by the stored hashes; `None` when the ledger is shorter.
async fn frontier(ledger: &dyn Ledger, size: u64) -> Result<Option<Frontier>, BackupError> {
    let hashes = ledger.hashes(&Frontier::needed(size)).await?;
    Ok(Frontier::of(size, &hashes))
}

async fn copy_entries(
    author: &mut Author<'_>,
    source: &Source<'_>,
    (from, head): (Head, Head),
    progress: Progress<'_>,
) -> Result<(), BackupError> {
    let unsound = |what: String| BackupError::Unsound(what);
    let start = frontier(source.ledger, from.size).await?;
    let mut edge = start.ok_or_else(|| unsound("thiếu mã băm của cây".to_owned()))?;
    while edge.size() < head.size {
        let records =
            gather::segment(source.ledger, (edge.size(), head.size), gather::SEGMENT_BYTES).await?;
        if records.is_empty() {
            return Err(unsound(format!("không đọc được mục {}", edge.size())));
        }
        for record in &records {
            let leaf = quyet_proof::leaf::seal(&record.payload, record.salt.as_ref()).leaf;
            if record.seq != edge.size() || leaf != record.leaf {
                return Err(unsound(format!("mục {} không khớp mã băm", edge.size())));
            }
            edge.push(leaf);
        }
        author.segment(&records)?;
        let blobs = gather::blobs(source.ledger, &records, author.carried()).await?;
        author.blobs(&records, &blobs)?;
        progress(edge.size(), head.size);
    }
    if edge.head() == head {
        Ok(())
    } else {
        Err(unsound("gốc của cây không khớp".to_owned()))
    }
}

/// Checkpoints of sizes between the two, both included.
async fn copy_said(
    author: &mut Author<'_>,
    source: &Source<'_>,
    (from, to): (u64, u64),
) -> Result<(), BackupError> {
    let Some(kept) = source.checkpoints else {
        return Ok(());
    };
    let (mut said, mut next) = (Said::default(), from);
    loop {
        let page = kept.list(next, 256).await?;
        let Some(last) = page.last() else { break };
        next = last.size + 1;
        for checkpoint in page.into_iter().filter(|one| one.size <= to) {
            said.attestations.extend(kept.attestations(checkpoint.size).await?);
            said.checkpoints.push(checkpoint);
        }
    }
    if said == Said::default() { Ok(()) } else { author.put("checkpoints", &write_said(&said)) }
}

/// Drafts saved since; all of them when there is no such time.
async fn copy_drafts(
    author: &mut Author<'_>,
    source: &Source<'_>,
    since: Option<Timestamp>,
) -> Result<(), BackupError> {
    let Some(drafts) = source.drafts else {
        return Ok(());
    };
    let records = fresh_drafts(source, since.unwrap_or(Timestamp::MIN)).await?;
    for (n, record) in (1..).zip(records) {
        let mut files = Vec::new();
        for name in drafts.names(&record.id).await? {
            let bytes = drafts.file(&record.id, &name).await?;
            files.extend(bytes.map(|bytes| (name, bytes)));
        }
        author.put(&format!("drafts/{n:06}"), &write_draft(&Draft { record, files }))?;
    }
    Ok(())
}

/// Drafts saved at about this time or later: one may be shipped twice, and none is left out.
async fn fresh_drafts(
    source: &Source<'_>,
    since: Timestamp,
) -> Result<Vec<DraftRecord>, BackupError> {
    let Some(drafts) = source.drafts else {
        return Ok(Vec::new());
    };
    let mut records = drafts.list().await?;
    let since = since.checked_sub(UNDER_WAY).unwrap_or(since);
    records.retain(|record| since <= record.saved);
    Ok(records)
}
