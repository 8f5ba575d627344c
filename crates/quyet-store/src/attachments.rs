//! Bytes beside the ledger: originals, evidence, frozen files, each under the digest of what it is.
//!
//! **Takes** [`Blob`]s. **Gives** them back by digest. **Never** changes or forgets one: a digest names its bytes for ever.
//! A ledger puts the blobs of a batch here, durably, before it appends the batch: a crash in between leaves bytes that
//! nothing names, which is harmless, and never a name without its bytes.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

use quyet_model::document::Digest;
use thiserror::Error;

use crate::blob::digest;
use crate::error::StoreError;
use crate::ledger::{Blob, Promise};

/// A store of bytes named by their SHA-256.
#[doc(alias = "kho tệp")]
pub trait Attachments: Send + Sync + Debug {
    /// Stores bytes under their digest; durable when it answers. The same bytes again are stored once.
    fn put<'a>(&'a self, blob: &'a Blob) -> Promise<'a, (), StoreError>;

    /// The bytes under a digest, as stored, unchecked; `None` when they were never stored.
    fn get<'a>(&'a self, digest: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError>;

    /// Whether bytes are stored under a digest.
    fn has<'a>(&'a self, digest: &'a Digest) -> Promise<'a, bool, StoreError>;

    /// At most `limit` digests after `after` (`None` from the start), ascending.
    fn list<'a>(
        &'a self,
        after: Option<&'a Digest>,
        limit: u32,
    ) -> Promise<'a, Vec<Digest>, StoreError>;
}

/// What is wrong with bytes that the ledger names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// They are not there.
    #[error("thiếu tệp mà nhật ký nhắc đến; hãy khôi phục tệp này từ bản sao lưu")]
    Missing,
    /// They are not what their digest says.
    #[error("nội dung tệp không khớp mã băm; hãy khôi phục tệp này từ bản sao lưu")]
    Changed,
}

/// Reads the bytes under a digest from where they lie and computes it anew; `None` when all is well.
///
/// # Errors
/// When the store does not answer.
pub async fn fault(store: &dyn Attachments, name: &Digest) -> Result<Option<Fault>, StoreError> {
    Ok(match store.get(name).await? {
        None => Some(Fault::Missing),
        Some(bytes) if digest(&bytes) != *name => Some(Fault::Changed),
        Some(_) => None,
    })
}

/// Attachments that live as long as their process.
#[derive(Debug, Default)]
pub struct MemoryAttachments {
    blobs: Mutex<BTreeMap<Digest, Vec<u8>>>,
}

impl MemoryAttachments {
    fn blobs(&self) -> MutexGuard<'_, BTreeMap<Digest, Vec<u8>>> {
        // A panic while the lock was held left whole blobs: each is put in one step.
        self.blobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attachments for MemoryAttachments {
    fn put<'a>(&'a self, blob: &'a Blob) -> Promise<'a, (), StoreError> {
        self.blobs().entry(blob.digest.clone()).or_insert_with(|| blob.bytes.clone());
        Box::pin(async { Ok(()) })
    }

    fn get<'a>(&'a self, digest: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        let found = self.blobs().get(digest).cloned();
        Box::pin(async { Ok(found) })
    }

    fn has<'a>(&'a self, digest: &'a Digest) -> Promise<'a, bool, StoreError> {
        let found = self.blobs().contains_key(digest);
        Box::pin(async move { Ok(found) })
    }

    fn list<'a>(
        &'a self,
        after: Option<&'a Digest>,
        limit: u32,
    ) -> Promise<'a, Vec<Digest>, StoreError> {
        let beyond = |digest: &&Digest| after.is_none_or(|after| after < *digest);
        let listed = self.blobs().keys().filter(beyond).take(limit as usize).cloned().collect();
        Box::pin(async { Ok(listed) })
    }
}
