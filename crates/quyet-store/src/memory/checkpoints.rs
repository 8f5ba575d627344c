//! Checkpoints and attestations in memory.

use std::collections::BTreeMap;
use std::sync::{MutexGuard, PoisonError};

use jiff::Timestamp;
use quyet_proof::Head;

use crate::batch::moment;
use crate::checkpoints::{Attestation, AttestationKind, Checkpoints, KeptCheckpoint, LogKeys};
use crate::error::StoreError;
use crate::finding::Finding;
use crate::ledger::Promise;
use crate::memory::MemoryLedger;

/// What was kept, by the keys that it is kept under.
#[derive(Debug, Default)]
pub(super) struct Kept {
    checkpoints: BTreeMap<u64, KeptCheckpoint>,
    attestations: BTreeMap<(u64, AttestationKind, String), Attestation>,
}

impl Kept {
    /// What is wrong with the checkpoint of exactly this head.
    pub(super) fn fault(&self, keys: &LogKeys, head: &Head) -> Option<Finding> {
        let kept = self.checkpoints.get(&head.size)?;
        keys.fault(kept, head).map(|what| finding(kept.size, what))
    }

    /// A checkpoint of more entries than there are.
    pub(super) fn beyond(&self, size: u64) -> Option<Finding> {
        let (beyond, _) = self.checkpoints.range(size + 1..).next()?;
        Some(finding(*beyond, "nhật ký ngắn hơn điểm chốt đã ký: có mục đã mất".to_owned()))
    }
}

fn finding(size: u64, what: String) -> Finding {
    Finding { entry: None, table: "checkpoint", row: size.to_string(), what }
}

impl MemoryLedger {
    pub(super) fn kept(&self) -> MutexGuard<'_, Kept> {
        // Every change is one insertion: a panic elsewhere left the maps whole.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of_kept<'a, T>(
        &'a self,
        read: impl FnOnce(&mut Kept) -> T + Send + 'a,
    ) -> Promise<'a, T, StoreError> {
        Box::pin(async move { Ok(read(&mut self.kept())) })
    }
}

fn whole(time: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(moment(time))
        .expect("cutting a time to whole microseconds keeps it in range")
}

impl Checkpoints for MemoryLedger {
    fn keep<'a>(&'a self, checkpoint: &'a KeptCheckpoint) -> Promise<'a, (), StoreError> {
        self.of_kept(move |kept| {
            let time = whole(checkpoint.kept);
            let row = KeptCheckpoint { kept: time, ..checkpoint.clone() };
            kept.checkpoints.entry(checkpoint.size).or_insert(row);
        })
    }

    fn latest(&self) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        self.of_kept(|kept| kept.checkpoints.last_key_value().map(|(_, last)| last.clone()))
    }

    fn at(&self, size: u64) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        self.of_kept(move |kept| kept.checkpoints.get(&size).cloned())
    }

    fn list(&self, from: u64, limit: u32) -> Promise<'_, Vec<KeptCheckpoint>, StoreError> {
        self.of_kept(move |kept| {
            let rows = kept.checkpoints.range(from..).take(limit as usize);
            rows.map(|(_, checkpoint)| checkpoint.clone()).collect()
        })
    }

    fn attest<'a>(&'a self, attestation: &'a Attestation) -> Promise<'a, (), StoreError> {
        self.of_kept(move |kept| {
            let key = (attestation.size, attestation.kind, attestation.by.clone());
            let row = Attestation { received: whole(attestation.received), ..attestation.clone() };
            kept.attestations.entry(key).or_insert(row);
        })
    }

    fn attestations(&self, size: u64) -> Promise<'_, Vec<Attestation>, StoreError> {
        self.of_kept(move |kept| {
            let of = |((at, ..), said): (&(u64, _, _), &Attestation)| {
                (*at == size).then(|| said.clone())
            };
            kept.attestations.iter().filter_map(of).collect()
        })
    }
}
