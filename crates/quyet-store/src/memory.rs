//! The ledger in memory: the oracle that every backend is compared with.
//!
//! **Takes** and **gives** what [`Ledger`] says. **Never** keeps a projection: every read folds the entries
//! known at its moment, which is slow, short and plainly right. For tests and demonstrations.

mod checkpoints;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::{Act, CommandId, Entry};
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::place::{Place, PlaceId};
use quyet_model::plan::PlanId;
use quyet_proof::Head;
use quyet_proof::leaf::seal;
use quyet_proof::merkle::Frontier;
use quyet_wire::entry::{decode, encode};

use crate::batch::{
    check_batch, check_correction, check_records, figures_of, moment, named_blobs, same_deed,
};
use crate::checkpoints::LogKeys;
use crate::error::{AppendError, BatchFault, StoreError};
use crate::finding::{Finding, FsckReport};
use crate::ledger::{
    AdoptedPlan, Blob, FigureQuery, Ledger, Progress, Promise, Receipt, RecordedEntry,
    RecordedReport,
};
use crate::salts::{Salts, SeededSalts};

/// A ledger that lives as long as its process.
///
/// Its salts follow from a seed: it holds nothing that must stay hidden.
#[derive(Debug, Default)]
pub struct MemoryLedger {
    state: Mutex<State>,
    kept: Mutex<checkpoints::Kept>,
    salts: SeededSalts,
}

#[derive(Clone, Debug, Default)]
struct State {
    entries: Vec<RecordedEntry>,
    commands: BTreeMap<CommandId, Vec<u64>>,
    blobs: BTreeMap<Digest, Vec<u8>>,
}

impl MemoryLedger {
    /// An empty ledger; the seed of its salts is 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Changes one byte of an entry, as a failing disk or an intruder may: for tests of those who check. The first zero of
    /// the payload becomes a one, so that it still reads well.
    pub fn tamper(&self, seq: u64) {
        let at = usize::try_from(seq).unwrap_or(usize::MAX);
        let mut state = self.state();
        let payload = state.entries.get_mut(at).map(|entry| &mut entry.payload);
        if let Some(byte) = payload.and_then(|bytes| bytes.iter_mut().find(|byte| **byte == b'0')) {
            *byte = b'1';
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A panic while the lock was held left the state as it was: it is replaced whole at the end of an append.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer<'a, T>(
        &'a self,
        read: impl FnOnce(&State) -> T + Send + 'a,
    ) -> Promise<'a, T, StoreError> {
        Box::pin(async move { Ok(read(&self.state())) })
    }
}

impl State {
    fn frontier(&self) -> Frontier {
        let mut frontier = Frontier::empty();
        for entry in &self.entries {
            frontier.push(entry.leaf);
        }
        frontier
    }

    fn known(&self, at: Timestamp) -> impl DoubleEndedIterator<Item = &RecordedEntry> {
        self.entries.iter().filter(move |entry| moment(entry.entry.recorded) <= moment(at))
    }

    fn last(&self) -> Option<Timestamp> {
        self.entries.last().map(|last| last.entry.recorded)
    }

    fn append(
        &mut self,
        expected: Head,
        batch: &[Entry],
        (blobs, salts): (&[Blob], &SeededSalts),
    ) -> Result<Receipt, AppendError> {
        check_batch(batch, blobs)?;
        let head = self.frontier().head();
        if let Some(seqs) = self.commands.get(&batch[0].command) {
            let stored: Vec<_> = seqs.iter().filter_map(|seq| self.entry(*seq)).collect();
            let first = seqs.first().copied().unwrap_or_default();
            let same = same_deed(&stored, batch);
            return if same {
                Ok(Receipt { head, first, repeated: true })
            } else {
                Err(AppendError::CommandReused)
            };
        }
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        let mut next = self.clone();
        next.begin_batch(batch, blobs)?;
        for entry in batch {
            let seq = next.entries.len() as u64;
            let payload = encode(entry);
            let entry =
                decode(&payload).map_err(|error| BatchFault::Unreadable(error.to_string()))?;
            let salt = Some(salts.salt(seq, &payload)?);
            let leaf = seal(&payload, salt.as_ref()).leaf;
            next.push(RecordedEntry { seq, entry, payload, salt, leaf })?;
        }
        *self = next;
        Ok(Receipt { head: self.frontier().head(), first: head.size, repeated: false })
    }

    fn transcribe(
        &mut self,
        expected: Head,
        records: &[RecordedEntry],
        blobs: &[Blob],
    ) -> Result<Head, AppendError> {
        let head = self.frontier().head();
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        let mut next = self.clone();
        for batch in check_records(head.size, records)? {
            if next.commands.contains_key(&batch[0].entry.command) {
                return Err(AppendError::CommandReused);
            }
            let entries: Vec<Entry> = batch.iter().map(|record| record.entry.clone()).collect();
            check_batch(&entries, blobs)?;
            next.begin_batch(&entries, blobs)?;
            for record in batch {
                next.push(record.clone())?;
            }
        }
        *self = next;
        Ok(self.frontier().head())
    }

    /// Asks of a batch what needs the ledger, and keeps its blobs.
    fn begin_batch(&mut self, batch: &[Entry], blobs: &[Blob]) -> Result<(), AppendError> {
        if let Some(last) = self.last().filter(|last| moment(batch[0].recorded) <= moment(*last)) {
            return Err(AppendError::ClockBack { last });
        }
        self.blobs.extend(blobs.iter().map(|blob| (blob.digest.clone(), blob.bytes.clone())));
        match named_blobs(batch).into_iter().find(|named| !self.blobs.contains_key(named)) {
            Some(missing) => Err(BatchFault::BlobMissing(missing.clone()).into()),
            None => Ok(()),
        }
    }

    fn push(&mut self, record: RecordedEntry) -> Result<(), AppendError> {
        if let Act::FigureCorrected(corrected) = &record.entry.act {
            let known = self.versions(Timestamp::MAX);
            check_correction(corrected, known.get(&corrected.replaces))?;
        }
        self.commands.entry(record.entry.command.clone()).or_default().push(record.seq);
        self.entries.push(record);
        Ok(())
    }

    /// Every hash that the tree has stored, by index.
    fn hashes(&self) -> BTreeMap<u64, [u8; 32]> {
        let mut frontier = Frontier::empty();
        self.entries.iter().flat_map(|entry| frontier.push(entry.leaf)).collect()
    }

    fn entry(&self, seq: u64) -> Option<RecordedEntry> {
        usize::try_from(seq).ok().and_then(|seq| self.entries.get(seq)).cloned()
    }

    fn plans(&self, at: Timestamp) -> Vec<AdoptedPlan> {
        let mut latest = BTreeMap::new();
        for RecordedEntry { seq, entry, .. } in self.known(at) {
            if let Act::PlanAdopted(adopted) = &entry.act {
                let (recorded, actor) = (entry.recorded, entry.actor.clone());
                let plan = AdoptedPlan { seq: *seq, recorded, actor, adopted: (**adopted).clone() };
                latest.insert(adopted.id.clone(), plan);
            }
        }
        let mut plans: Vec<_> = latest.into_values().collect();
        plans.sort_by_key(|plan| plan.seq);
        plans
    }

    fn indicators(&self, at: Timestamp) -> Vec<Indicator> {
        let mut latest: BTreeMap<IndicatorId, Indicator> = BTreeMap::new();
        for entry in self.known(at) {
            if let Act::IndicatorsDefined(defined) = &entry.entry.act {
                latest.extend(defined.iter().map(|defined| (defined.id.clone(), defined.clone())));
            }
        }
        latest.into_values().collect()
    }

    fn places(&self, at: Timestamp) -> Vec<Place> {
        let mut latest: BTreeMap<PlaceId, Place> = BTreeMap::new();
        for entry in self.known(at) {
            if let Act::PlacesRegistered(places) = &entry.entry.act {
                latest.extend(places.iter().map(|place| (place.id.clone(), place.clone())));
            }
        }
        latest.into_values().collect()
    }

    fn versions(&self, at: Timestamp) -> BTreeMap<FigureId, FigureVersion> {
        let mut versions: BTreeMap<FigureId, FigureVersion> = BTreeMap::new();
        for RecordedEntry { seq, entry, .. } in self.known(at) {
            let correction = match &entry.act {
                Act::FigureCorrected(corrected) => Some(&**corrected),
                _ => None,
            };
            for (id, figure) in figures_of(*seq, &entry.act) {
                let version = FigureVersion {
                    id,
                    figure: figure.clone(),
                    actor: entry.actor.clone(),
                    recorded: entry.recorded,
                    replaces: correction.map(|corrected| corrected.replaces),
                    reason: correction.map(|corrected| corrected.reason.clone()),
                    replaced_by: None,
                };
                versions.insert(id, version);
            }
            if let Some(replaced) = correction.and_then(|c| versions.get_mut(&c.replaces)) {
                replaced.replaced_by = Some(FigureId { entry: *seq, row: 0 });
            }
        }
        versions
    }

    fn figures(&self, query: &FigureQuery, at: Timestamp) -> Vec<FigureVersion> {
        let wanted = |version: &FigureVersion| {
            let figure = &version.figure;
            let year = figure.period.year();
            query.indicators.as_ref().is_none_or(|ids| ids.contains(&figure.indicator))
                && query.place.as_ref().is_none_or(|place| *place == figure.place)
                && query.years.is_none_or(|(first, last)| first <= year && year <= last)
        };
        self.versions(at).into_values().filter(wanted).collect()
    }

    fn document(&self, digest: &Digest) -> Option<ReceivedDocument> {
        self.entries.iter().rev().find_map(|entry| match &entry.entry.act {
            Act::DocumentReceived(document) if document.digest == *digest => Some(document.clone()),
            _ => None,
        })
    }

    fn reports(&self, plan: &PlanId, at: Timestamp) -> Vec<RecordedReport> {
        let published = |entry: &RecordedEntry| match &entry.entry.act {
            Act::ReportPublished(report) if report.plan == *plan => {
                let (seq, recorded) = (entry.seq, entry.entry.recorded);
                Some(RecordedReport { seq, recorded, report: report.clone() })
            }
            _ => None,
        };
        self.known(at).filter_map(published).collect()
    }

    fn fsck(&self, kept: &checkpoints::Kept, progress: Progress<'_>) -> FsckReport {
        let (mut frontier, mut findings) = (Frontier::empty(), Vec::new());
        let mut keys = LogKeys::default();
        findings.extend(kept.fault(&keys, &frontier.head()));
        let all = self.entries.len() as u64;
        for entry in &self.entries {
            let leaf = seal(&entry.payload, entry.salt.as_ref()).leaf;
            frontier.push(leaf);
            if leaf != entry.leaf || decode(&entry.payload).as_ref() != Ok(&entry.entry) {
                findings.push(Finding {
                    entry: Some(entry.seq),
                    table: "ledger",
                    row: entry.seq.to_string(),
                    what: "nội dung không khớp mã băm".to_owned(),
                });
            }
            keys.learn(&entry.entry.act);
            findings.extend(kept.fault(&keys, &frontier.head()));
            progress(frontier.size(), all);
        }
        findings.extend(kept.beyond(all));
        FsckReport { entries: all, head: frontier.head(), findings }
    }
}

impl Ledger for MemoryLedger {
    fn head(&self) -> Promise<'_, Head, StoreError> {
        self.answer(move |state| state.frontier().head())
    }

    fn append<'a>(
        &'a self,
        expected: Head,
        batch: &'a [Entry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Receipt, AppendError> {
        Box::pin(async move { self.state().append(expected, batch, (blobs, &self.salts)) })
    }

    fn transcribe<'a>(
        &'a self,
        expected: Head,
        records: &'a [RecordedEntry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Head, AppendError> {
        Box::pin(async move { self.state().transcribe(expected, records, blobs) })
    }

    fn hashes<'a>(
        &'a self,
        indexes: &'a [u64],
    ) -> Promise<'a, BTreeMap<u64, [u8; 32]>, StoreError> {
        self.answer(move |state| {
            let mut all = state.hashes();
            all.retain(|index, _| indexes.contains(index));
            all
        })
    }

    fn entry(&self, seq: u64) -> Promise<'_, Option<RecordedEntry>, StoreError> {
        self.answer(move |state| state.entry(seq))
    }

    fn entries(&self, from: u64, limit: u32) -> Promise<'_, Vec<RecordedEntry>, StoreError> {
        let skip = usize::try_from(from).unwrap_or(usize::MAX);
        self.answer(move |state| {
            state.entries.iter().skip(skip).take(limit as usize).cloned().collect()
        })
    }

    fn plans(&self, at: Timestamp) -> Promise<'_, Vec<AdoptedPlan>, StoreError> {
        self.answer(move |state| state.plans(at))
    }

    fn plan<'a>(
        &'a self,
        id: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Option<AdoptedPlan>, StoreError> {
        self.answer(move |state| state.plans(at).into_iter().find(|plan| plan.adopted.id == *id))
    }

    fn indicators(&self, at: Timestamp) -> Promise<'_, Vec<Indicator>, StoreError> {
        self.answer(move |state| state.indicators(at))
    }

    fn places(&self, at: Timestamp) -> Promise<'_, Vec<Place>, StoreError> {
        self.answer(move |state| state.places(at))
    }

    fn figures<'a>(
        &'a self,
        query: &'a FigureQuery,
        at: Timestamp,
    ) -> Promise<'a, Vec<FigureVersion>, StoreError> {
        self.answer(move |state| state.figures(query, at))
    }

    fn figure(
        &self,
        id: FigureId,
        at: Timestamp,
    ) -> Promise<'_, Option<FigureVersion>, StoreError> {
        self.answer(move |state| state.versions(at).remove(&id))
    }

    fn document<'a>(
        &'a self,
        digest: &'a Digest,
    ) -> Promise<'a, Option<ReceivedDocument>, StoreError> {
        self.answer(move |state| state.document(digest))
    }

    fn blob<'a>(&'a self, digest: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        self.answer(move |state| state.blobs.get(digest).cloned())
    }

    fn reports<'a>(
        &'a self,
        plan: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Vec<RecordedReport>, StoreError> {
        self.answer(move |state| state.reports(plan, at))
    }

    fn rebuild<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, u64, StoreError> {
        // There are no projections: what every read folds is the ledger itself.
        self.answer(move |state| {
            let all = state.entries.len() as u64;
            progress(all, all);
            all
        })
    }

    fn fsck<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, FsckReport, StoreError> {
        self.answer(move |state| state.fsck(&self.kept(), progress))
    }
}
