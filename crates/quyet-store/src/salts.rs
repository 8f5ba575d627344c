//! Where salts come from: randomness as a parameter.

use std::fmt::Debug;

use quyet_proof::Salt;
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// Gives the salt of each entry as it is appended.
pub trait Salts: Send + Sync + Debug {
    /// A salt for the entry with this sequence number and payload.
    ///
    /// # Errors
    /// When the system gives no randomness: without it nothing can be hidden, so nothing is appended.
    fn salt(&self, seq: u64, payload: &[u8]) -> Result<Salt, StoreError>;
}

/// Salts from the operating system's randomness: what a ledger in use has.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemSalts;

impl Salts for SystemSalts {
    fn salt(&self, _seq: u64, _payload: &[u8]) -> Result<Salt, StoreError> {
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(|error| {
            StoreError::Unavailable(format!("hệ điều hành không cấp được số ngẫu nhiên: {error}"))
        })?;
        Ok(Salt(salt))
    }
}

/// Salts that follow from a seed: for tests, where two ledgers must grow the same tree.
///
/// Nothing is hidden from who knows the seed.
#[derive(Clone, Copy, Debug, Default)]
pub struct SeededSalts(pub u64);

impl Salts for SeededSalts {
    fn salt(&self, seq: u64, payload: &[u8]) -> Result<Salt, StoreError> {
        let hash = Sha256::new().chain_update(self.0.to_be_bytes()).chain_update(seq.to_be_bytes());
        Ok(Salt(hash.chain_update(payload).finalize().into()))
    }
}
