//! The tree as it grows while entries are restored, compared with what was once signed.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::entry::Act;
use quyet_proof::Head;
use quyet_proof::checkpoint::SignedCheckpoint;
use quyet_proof::merkle::Frontier;
use quyet_store::RecordedEntry;
use quyet_store::checkpoints::KeptCheckpoint;

use crate::error::BackupError;

/// The edge of the tree, and the roots that it must have on its way.
#[derive(Debug)]
pub(super) struct Roots {
    edge: Frontier,
    /// Root by size; `None` for a checkpoint that cannot be read, which no root equals.
    expected: BTreeMap<u64, Option<[u8; 32]>>,
    compared: u64,
    /// Verifier keys that the entries record.
    keys: BTreeSet<String>,
}

impl Roots {
    pub(super) fn new() -> Self {
        Self {
            edge: Frontier::empty(),
            expected: BTreeMap::new(),
            compared: 0,
            keys: BTreeSet::new(),
        }
    }

    /// Notes the roots that these checkpoints say; those that lie behind were compared before, by their backup.
    pub(super) fn expect(&mut self, checkpoints: &[KeptCheckpoint]) {
        let root = |note: &str| Some(SignedCheckpoint::parse(note).ok()?.checkpoint().head.root);
        let ahead = checkpoints.iter().filter(|one| self.edge.size() < one.size);
        self.expected.extend(ahead.map(|one| (one.size, root(&one.note))));
    }

    /// Adds the leaves of records, comparing at every size that a checkpoint speaks of.
    pub(super) fn push(&mut self, records: &[RecordedEntry]) -> Result<(), BackupError> {
        for record in records {
            self.edge.push(record.leaf);
            if let Act::LogKeyRecorded(recorded) = &record.entry.act {
                self.keys.insert(recorded.key.clone());
            }
            let size = self.edge.size();
            let Some(expected) = self.expected.get(&size) else { continue };
            if *expected != Some(self.edge.head().root) {
                let against = format!("điểm chốt {size}");
                return Err(BackupError::Root { size, against });
            }
            self.compared += 1;
        }
        Ok(())
    }

    pub(super) fn size(&self) -> u64 {
        self.edge.size()
    }

    pub(super) fn head(&self) -> Head {
        self.edge.head()
    }

    /// How many checkpoints were compared.
    pub(super) fn compared(&self) -> u64 {
        self.compared
    }

    /// Whether an entry records this verifier key.
    pub(super) fn records(&self, key: &str) -> bool {
        self.keys.contains(key)
    }
}
