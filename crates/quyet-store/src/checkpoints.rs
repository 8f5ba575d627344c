//! What the house has signed, and what others have said of it.
//!
//! **Takes** signed checkpoints and attestations as the texts and bytes they are. **Gives** them back. **Never** checks a
//! signature: that is the notary's work ([`quyet_proof`]), before a checkpoint is kept and whenever one is read.
//! [`LogKeys`] says of a kept checkpoint what a check of the whole ledger asks.
//! Kept beside the ledger and append-only like it: a checkpoint that was once shown can always be shown again.

use std::fmt::Debug;

use jiff::Timestamp;
use quyet_model::entry::Act;
use quyet_proof::{Head, SignedCheckpoint, VerifierKey};
use sha2::{Digest, Sha256};

use crate::batch::moment;
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

impl KeptCheckpoint {
    /// SHA-256 over every field: stores keep it beside the row, so that a changed byte is found.
    pub fn sum(&self) -> [u8; 32] {
        sum(&[&self.size.to_be_bytes(), self.note.as_bytes(), &moment(self.kept).to_be_bytes()])
    }
}

impl Attestation {
    /// SHA-256 over every field: stores keep it beside the row, so that a changed byte is found.
    pub fn sum(&self) -> [u8; 32] {
        let received = moment(self.received).to_be_bytes();
        let (kind, by) = (self.kind.word().as_bytes(), self.by.as_bytes());
        sum(&[&self.size.to_be_bytes(), kind, by, &received, &self.bytes])
    }
}

/// Each field behind its length, so that no two rows give the same bytes.
fn sum(fields: &[&[u8]]) -> [u8; 32] {
    let mut all = Sha256::new();
    for field in fields {
        all.update((field.len() as u64).to_be_bytes());
        all.update(field);
    }
    all.finalize().into()
}

/// The keys that the log has recorded so far, on a walk through the ledger.
#[derive(Clone, Debug, Default)]
pub struct LogKeys {
    /// Origin and key of the latest record; `None` before the first.
    in_force: Option<(String, String)>,
}

impl LogKeys {
    /// Takes the next act of the ledger.
    pub fn learn(&mut self, act: &Act) {
        if let Act::LogKeyRecorded(recorded) = act {
            self.in_force = Some((recorded.origin.clone(), recorded.key.clone()));
        }
    }

    /// What is wrong with a kept checkpoint when the ledger, walked up to its size, has this head; in Vietnamese.
    ///
    /// It must have been signed by the key that the log had recorded last before its size, under that record's origin.
    pub fn fault(&self, kept: &KeptCheckpoint, head: &Head) -> Option<String> {
        let signed = match SignedCheckpoint::parse(&kept.note) {
            Ok(signed) => signed,
            Err(error) => return Some(format!("không đọc được điểm chốt: {error}")),
        };
        let said = signed.checkpoint();
        if said.head.size != kept.size {
            return Some("số mục trong điểm chốt không khớp với dòng lưu nó".to_owned());
        }
        if said.head != *head {
            return Some("gốc trong điểm chốt không khớp với gốc tính lại từ nhật ký".to_owned());
        }
        let Some((origin, key)) = &self.in_force else {
            return Some("điểm chốt được ký trước khi nhật ký ghi nhận khoá nào".to_owned());
        };
        if said.origin != *origin {
            return Some(format!(
                "điểm chốt mang tên “{}”, nhật ký ghi nhận “{origin}”",
                said.origin
            ));
        }
        let key = VerifierKey::parse(key);
        let signers = key
            .map_err(|error| error.to_string())
            .and_then(|key| signed.signers(&[key]).map_err(|error| error.to_string()));
        signers.err().map(|error| format!("không có chữ ký đúng của khoá đã ghi nhận: {error}"))
    }
}
