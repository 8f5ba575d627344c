//! The places between the steps of a write, where somebody may look or cut in.
//!
//! **Takes** a word from the backend each time one step is done and the next is not begun. **Gives** leave to go on.
//! **Never** is set outside tests: a simulation ends the process's life here, copies what a crash would leave, or lets
//! the write hang until its caller gives up.

use std::fmt::Debug;

use crate::error::StoreError;
use crate::ledger::Promise;

/// A step of a write that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The transaction is open and nothing is written.
    Begun,
    /// The blobs are in.
    BlobsWritten,
    /// One entry is in, with its hashes and what it projects.
    EntryWritten,
    /// The command is in; nothing but the commit is left.
    CommandWritten,
    /// The old projections are gone, as far as the transaction sees.
    ProjectionsCleared,
    /// Some entries are replayed.
    EntriesReplayed,
    /// It is durable, and nobody knows yet.
    Committed,
}

/// Hears of every step. Asked only when it is set.
pub trait Steps: Send + Sync + Debug {
    /// A step is done. The write goes on when this is ready.
    ///
    /// # Errors
    /// To end the write here. Before [`Step::Committed`] nothing was then written; after it everything was, and the
    /// error stands for a process that ended before it could say so.
    fn reached(&self, step: Step) -> Promise<'_, (), StoreError>;
}
