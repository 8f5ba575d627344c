//! What a ledger is given beside its database.

use std::sync::Arc;

use crate::attachments::Attachments;
use crate::salts::{Salts, SeededSalts, SystemSalts};

/// What a ledger is given beside its database.
#[derive(Clone, Debug)]
pub struct Fittings {
    /// Where the salts of new entries come from.
    pub salts: Arc<dyn Salts>,
    /// Where blobs lie; `None` for the database itself, in the transaction of the batch. Blobs that the database
    /// took before a store was named stay readable there.
    pub attachments: Option<Arc<dyn Attachments>>,
}

impl Fittings {
    /// Salts that follow from a seed, blobs in the database: for tests.
    pub fn seeded(seed: u64) -> Self {
        Self { salts: Arc::new(SeededSalts(seed)), attachments: None }
    }
}

impl Default for Fittings {
    /// Salts of the system, blobs in the database.
    fn default() -> Self {
        Self { salts: Arc::new(SystemSalts), attachments: None }
    }
}
