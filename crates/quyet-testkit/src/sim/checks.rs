//! What must be true after every step, of every house.
//!
//! **Takes** a ledger, the oracle, and what was seen of the past. **Gives** the first thing that is wrong, in words.
//! **Never** mends anything.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};
use jiff::Timestamp;
use quyet_model::document::Digest;
use quyet_proof::merkle::{
    consistency_indexes, consistency_proof, inclusion_indexes, inclusion_proof, is_consistent,
    is_included,
};
use quyet_store::memory::MemoryLedger;
use quyet_store::{FigureQuery, Head, Ledger, RecordedEntry, digest};

use crate::chance::Chance;
use crate::sim::script::Sent;

/// What was seen of the past, and must be so for ever.
#[derive(Debug, Default)]
pub struct Past {
    heads: Vec<Head>,
    /// What a reader saw as of a moment, as the digest of its text.
    views: Vec<(Timestamp, Digest)>,
    /// First sequence number of every acknowledged batch, with the batch.
    acknowledged: Vec<(u64, Sent)>,
}

impl Past {
    /// Heads and views that are remembered at the most.
    const KEPT_MAX: usize = 24;

    /// Remembers an acknowledgement.
    pub fn acknowledged(&mut self, first: u64, sent: &Sent) {
        self.acknowledged.push((first, sent.clone()));
    }

    /// Remembers the present of the oracle; the older of two neighbours makes room.
    ///
    /// # Errors
    /// Never, with a ledger in memory.
    pub async fn remember(&mut self, oracle: &MemoryLedger, chance: &mut Chance) -> Result<()> {
        let head = oracle.head().await?;
        if self.heads.len() == Self::KEPT_MAX {
            let out = chance.below(self.heads.len() as u64);
            self.heads.remove(usize::try_from(out)?);
        }
        self.heads.push(head);
        let Some(last) = last(oracle, head).await? else { return Ok(()) };
        if self.views.len() == Self::KEPT_MAX {
            let out = chance.below(self.views.len() as u64);
            self.views.remove(usize::try_from(out)?);
        }
        let at = last.entry.recorded;
        self.views.push((at, seen(oracle, at).await?));
        Ok(())
    }
}

async fn last(ledger: &dyn Ledger, head: Head) -> Result<Option<RecordedEntry>> {
    match head.size.checked_sub(1) {
        Some(seq) => Ok(ledger.entry(seq).await?),
        None => Ok(None),
    }
}

/// What is cheap enough for every step: the head, the newest entries, and one remembered thing of each kind.
///
/// # Errors
/// The first thing that is wrong.
pub async fn little(
    ledger: &dyn Ledger,
    oracle: &MemoryLedger,
    past: &Past,
    chance: &mut Chance,
) -> Result<()> {
    let head = ledger.head().await?;
    let expected = oracle.head().await?;
    ensure!(head == expected, "its head is {head:?}, the oracle's {expected:?}");
    let from = head.size.saturating_sub(4);
    ensure!(
        ledger.entries(from, 8).await? == oracle.entries(from, 8).await?,
        "its newest entries are not the oracle's"
    );
    if let Some((first, sent)) = chance.pick(&past.acknowledged) {
        is_there(ledger, *first, sent).await?;
    }
    if let Some(old) = chance.pick(&past.heads) {
        proofs(ledger, old, &head, chance).await?;
    }
    if let Some((at, seen)) = chance.pick(&past.views) {
        as_before(ledger, *at, seen).await?;
    }
    Ok(())
}

/// Everything: every acknowledgement, every remembered head and view, the whole check of the ledger.
///
/// # Errors
/// The first thing that is wrong.
pub async fn whole(
    ledger: &dyn Ledger,
    oracle: &MemoryLedger,
    past: &Past,
    chance: &mut Chance,
) -> Result<()> {
    let report = ledger.fsck(&|_, _| {}).await?;
    if let Some(finding) = report.first() {
        bail!("the check of the whole ledger finds: {finding}");
    }
    let head = oracle.head().await?;
    ensure!(report.head == head, "the check ends at another head");
    let all = u32::MAX;
    ensure!(
        ledger.entries(0, all).await? == oracle.entries(0, all).await?,
        "its entries are not the oracle's"
    );
    for (first, sent) in &past.acknowledged {
        is_there(ledger, *first, sent).await?;
    }
    for old in &past.heads {
        proofs(ledger, old, &head, chance).await?;
    }
    for (at, seen) in &past.views {
        as_before(ledger, *at, seen).await?;
    }
    Ok(())
}

/// An acknowledged batch is there, whole, in its place, with its blobs.
async fn is_there(ledger: &dyn Ledger, first: u64, sent: &Sent) -> Result<()> {
    for (seq, entry) in (first..).zip(&sent.batch) {
        let command = &entry.command.0;
        let Some(stored) = ledger.entry(seq).await? else {
            bail!("acknowledged and lost: entry {seq} of command {command}");
        };
        let same = stored.entry.act == entry.act
            && stored.entry.actor == entry.actor
            && stored.entry.command == entry.command;
        ensure!(same, "acknowledged and changed: entry {seq} of command {command}");
    }
    for blob in &sent.blobs {
        let stored = ledger.blob(&blob.digest).await?;
        ensure!(stored.as_ref() == Some(&blob.bytes), "acknowledged and lost: a blob of {first}");
    }
    Ok(())
}

/// The tree of now grew out of the tree of then, and an entry of then is in it.
async fn proofs(ledger: &dyn Ledger, old: &Head, head: &Head, chance: &mut Chance) -> Result<()> {
    if old.size == 0 {
        return Ok(());
    }
    let fetched = fetch(ledger, &consistency_indexes(old.size, head.size)).await?;
    let proof = consistency_proof(old.size, head.size, &fetched);
    let holds = proof.is_some_and(|proof| is_consistent(&proof, old, head));
    ensure!(holds, "the tree of {} entries did not grow out of that of {}", head.size, old.size);
    let seq = chance.below(old.size);
    let fetched = fetch(ledger, &inclusion_indexes(seq, head.size)).await?;
    let leaf = ledger.entry(seq).await?.map(|entry| entry.leaf);
    let holds = inclusion_proof(seq, head.size, &fetched)
        .zip(leaf)
        .is_some_and(|(proof, leaf)| is_included(&proof, head, seq, leaf));
    ensure!(holds, "entry {seq} cannot be proved under the head of {} entries", head.size);
    Ok(())
}

async fn fetch(ledger: &dyn Ledger, indexes: &[u64]) -> Result<BTreeMap<u64, [u8; 32]>> {
    Ok(ledger.hashes(indexes).await?)
}

/// What was read as of a moment is read again.
async fn as_before(ledger: &dyn Ledger, at: Timestamp, before: &Digest) -> Result<()> {
    let now = seen(ledger, at).await?;
    ensure!(now == *before, "what was known at {at} reads otherwise now");
    Ok(())
}

/// Everything that a reader can ask as of a moment, as one digest; of single figures three.
async fn seen(ledger: &dyn Ledger, at: Timestamp) -> Result<Digest> {
    let plans = ledger.plans(at).await?;
    let figures = ledger.figures(&FigureQuery::default(), at).await?;
    let mut told = vec![format!("{plans:?} {figures:?}")];
    for plan in &plans {
        told.push(format!("{:?}", ledger.plan(&plan.adopted.id, at).await?));
        told.push(format!("{:?}", ledger.document(&plan.adopted.document).await?));
        told.push(format!("{:?}", ledger.reports(&plan.adopted.id, at).await?));
    }
    for index in [0, figures.len() / 2, figures.len().saturating_sub(1)] {
        if let Some(figure) = figures.get(index) {
            told.push(format!("{:?}", ledger.figure(figure.id, at).await?));
        }
    }
    told.push(format!("{:?} {:?}", ledger.indicators(at).await?, ledger.places(at).await?));
    Ok(digest(told.concat().as_bytes()))
}
