//! The tree as it grows while entries are restored, compared with what was once signed.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quyet_proof::Head;
use quyet_proof::merkle::Frontier;
use quyet_store::RecordedEntry;
use quyet_store::checkpoints::KeptCheckpoint;

use crate::error::BackupError;

/// The edge of the tree, and the roots that it must have on its way.
#[derive(Debug)]
pub(super) struct Roots {
    edge: Frontier,
    /// Root in base 64 by size.
    expected: BTreeMap<u64, String>,
    compared: u64,
}

impl Roots {
    pub(super) fn new() -> Self {
        Self { edge: Frontier::empty(), expected: BTreeMap::new(), compared: 0 }
    }

    /// Notes the roots that these checkpoints say; those that lie behind were compared before, by their backup.
    pub(super) fn expect(&mut self, checkpoints: &[KeptCheckpoint]) {
        let root = |note: &str| note.lines().nth(2).unwrap_or_default().to_owned();
        let ahead = checkpoints.iter().filter(|one| self.edge.size() < one.size);
        self.expected.extend(ahead.map(|one| (one.size, root(&one.note))));
    }

    /// Adds the leaves of records, comparing at every size that a checkpoint speaks of.
    pub(super) fn push(&mut self, records: &[RecordedEntry]) -> Result<(), BackupError> {
        for record in records {
            self.edge.push(record.leaf);
            let size = self.edge.size();
            let Some(expected) = self.expected.get(&size) else { continue };
            if *expected != STANDARD.encode(self.edge.head().root) {
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
}
