//! Where drafts under review are kept: mutable, outside the ledger, until their plan is adopted.
//!
//! **Takes** and **gives** records as bytes. **Never** looks into them, and never touches the ledger.
//! A record has a version; saving names the version that was read, so that two people never write over each other.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use quyet_model::plan::PlanId;
use thiserror::Error;

use crate::error::StoreError;
use crate::ledger::Promise;

/// A draft as it lies in the drawer.
#[doc(alias = "bản nháp")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRecord {
    /// Identity that its plan is to have.
    pub id: PlanId,
    /// How often it was saved, from 1.
    pub version: u64,
    /// When it was saved last, in whole microseconds.
    pub saved: Timestamp,
    /// What it says; the counter's own form.
    pub body: Vec<u8>,
}

/// Why a draft was not saved. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DraftError {
    /// Somebody saved in between, or the draft is gone. Read anew.
    #[error("bản rà soát vừa được người khác lưu; hãy tải lại trang rồi làm lại thao tác")]
    Stale,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The drawer.
///
/// A saved record and a kept file are durable when the call returns. Dropping a future cancels the call: it
/// happened wholly or not at all.
pub trait Drafts: Send + Sync + Debug {
    /// All drafts without their bodies' meaning, by identity.
    fn list(&self) -> Promise<'_, Vec<DraftRecord>, StoreError>;

    /// One draft; `None` when there is none.
    fn load<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Option<DraftRecord>, StoreError>;

    /// Saves a draft over the version that was read; 0 for a new one. Gives the new version.
    fn save<'a>(
        &'a self,
        id: &'a PlanId,
        expected: u64,
        saved: Timestamp,
        body: &'a [u8],
    ) -> Promise<'a, u64, DraftError>;

    /// Keeps bytes beside a draft under a name; a file of that name is replaced.
    fn keep<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
        bytes: &'a [u8],
    ) -> Promise<'a, (), StoreError>;

    /// Bytes kept beside a draft; `None` when there are none of that name.
    fn file<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
    ) -> Promise<'a, Option<Vec<u8>>, StoreError>;

    /// Names of the files kept beside a draft, ascending; empty when there are none.
    fn names<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Vec<String>, StoreError>;

    /// Puts a record back exactly as another drawer held it, with its version and time; refused as stale when there is
    /// a draft of this identity. For restoring.
    fn put_back<'a>(&'a self, record: &'a DraftRecord) -> Promise<'a, (), DraftError>;

    /// Throws a draft and its files away; nothing happens when there is none.
    fn discard<'a>(&'a self, id: &'a PlanId) -> Promise<'a, (), StoreError>;
}

/// A drawer that lives as long as its process.
#[derive(Debug, Default)]
pub struct MemoryDrafts {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    drafts: BTreeMap<PlanId, DraftRecord>,
    files: BTreeMap<(PlanId, String), Vec<u8>>,
}

impl MemoryDrafts {
    /// An empty drawer.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Every change is one insertion or removal, so a panic elsewhere left the state whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drafts for MemoryDrafts {
    fn list(&self) -> Promise<'_, Vec<DraftRecord>, StoreError> {
        Box::pin(async move { Ok(self.state().drafts.values().cloned().collect()) })
    }

    fn load<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Option<DraftRecord>, StoreError> {
        Box::pin(async move { Ok(self.state().drafts.get(id).cloned()) })
    }

    fn save<'a>(
        &'a self,
        id: &'a PlanId,
        expected: u64,
        saved: Timestamp,
        body: &'a [u8],
    ) -> Promise<'a, u64, DraftError> {
        Box::pin(async move {
            let mut state = self.state();
            let known = state.drafts.get(id).map_or(0, |record| record.version);
            if known != expected {
                return Err(DraftError::Stale);
            }
            let version = expected + 1;
            let (id, body) = (id.clone(), body.to_vec());
            let saved = Timestamp::from_microsecond(saved.as_microsecond()).unwrap_or(saved);
            state.drafts.insert(id.clone(), DraftRecord { id, version, saved, body });
            Ok(version)
        })
    }

    fn keep<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
        bytes: &'a [u8],
    ) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            self.state().files.insert((id.clone(), name.to_owned()), bytes.to_vec());
            Ok(())
        })
    }

    fn file<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
    ) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Box::pin(async move { Ok(self.state().files.get(&(id.clone(), name.to_owned())).cloned()) })
    }

    fn names<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Vec<String>, StoreError> {
        Box::pin(async move {
            let state = self.state();
            let kept = state.files.keys().filter(|(of, _)| of == id);
            Ok(kept.map(|(_, name)| name.clone()).collect())
        })
    }

    fn put_back<'a>(&'a self, record: &'a DraftRecord) -> Promise<'a, (), DraftError> {
        Box::pin(async move {
            let mut state = self.state();
            if state.drafts.contains_key(&record.id) {
                return Err(DraftError::Stale);
            }
            state.drafts.insert(record.id.clone(), record.clone());
            Ok(())
        })
    }

    fn discard<'a>(&'a self, id: &'a PlanId) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            let mut state = self.state();
            state.drafts.remove(id);
            state.files.retain(|(of, _), _| of != id);
            Ok(())
        })
    }
}
