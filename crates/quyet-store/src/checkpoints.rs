//! What the house has signed, and what others have said of it.
//!
//! **Takes** signed checkpoints and attestations as the texts and bytes they are. **Gives** them back. **Never** checks a
//! signature: that is the notary's work ([`quyet_proof`]), before a checkpoint is kept and whenever one is read.
//! Kept beside the ledger and append-only like it: a checkpoint that was once shown can always be shown again.

use std::fmt::Debug;

use jiff::Timestamp;

use crate::error::StoreError;
use crate::ledger::Promise;

/// A checkpoint as it was signed.
#[doc(alias = "điểm chốt")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCheckpoint {
    /// Number of entries it speaks of.
    pub size: u64,
    /// The signed note, as text (C2SP signed-note), with the log's own signature lines only.
    pub note: String,
    /// When it was kept, in whole microseconds.
    pub kept: Timestamp,
}

/// Who said something of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttestationKind {
    /// A witness countersigned it: `bytes` are the signature line of the note.
    Cosignature,
    /// A service put its time on it: `bytes` are the RFC 3161 answer in DER.
    Timestamp,
}

impl AttestationKind {
    /// The word under which stores keep it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cosignature => "cosignature",
            Self::Timestamp => "timestamp",
        }
    }
}

/// What somebody else says of a checkpoint.
#[doc(alias = "chứng nhận của bên thứ ba")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Size of the checkpoint.
    pub size: u64,
    /// What kind of saying.
    pub kind: AttestationKind,
    /// Who: the name in the witness's key, or the address of the service.
    pub by: String,
    /// When it was received, in whole microseconds.
    pub received: Timestamp,
    /// What was said.
    pub bytes: Vec<u8>,
}

/// The append-only store of checkpoints and attestations.
#[doc(alias = "sổ điểm chốt")]
pub trait Checkpoints: Send + Sync + Debug {
    /// Keeps a checkpoint; when one of this size is kept already, the first stands. Durable on `Ok`.
    fn keep<'a>(&'a self, checkpoint: &'a KeptCheckpoint) -> Promise<'a, (), StoreError>;

    /// The checkpoint of the greatest size; `None` when nothing was signed yet.
    fn latest(&self) -> Promise<'_, Option<KeptCheckpoint>, StoreError>;

    /// The checkpoint of exactly this size.
    fn at(&self, size: u64) -> Promise<'_, Option<KeptCheckpoint>, StoreError>;

    /// At most `limit` checkpoints of at least this size, ascending by size.
    fn list(&self, from: u64, limit: u32) -> Promise<'_, Vec<KeptCheckpoint>, StoreError>;

    /// Keeps an attestation; the same kind by the same one on the same size is kept once, the first stands.
    fn attest<'a>(&'a self, attestation: &'a Attestation) -> Promise<'a, (), StoreError>;

    /// What was said of the checkpoint of this size, by kind and then by whom.
    fn attestations(&self, size: u64) -> Promise<'_, Vec<Attestation>, StoreError>;
}
