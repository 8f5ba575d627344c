//! The vault's contract: an append-only ledger with a Merkle tree, and what every backend must do.
//!
//! **Takes** [`quyet_model::entry::Entry`]s. **Gives** the [`Ledger`] contract, the Merkle log, the in-memory
//! ledger that serves as oracle, and the conformance suite. **Never** knows which database stands behind it.
//! Start reading at [`ledger`]; a new backend passes [`conformance`].
//! Invariant: the contract has no update and no delete.
#![deny(clippy::float_arithmetic)]

mod batch;
mod blob;
pub mod conformance;
pub mod drafts;
mod error;
mod finding;
pub mod ledger;
pub mod memory;
pub mod merkle;

pub use batch::{check_batch, check_correction, figures_of, moment, named_blobs, same_deed};
pub use blob::digest;
pub use error::{AppendError, BatchFault, StoreError};
pub use finding::{Finding, FsckReport};
pub use ledger::{
    AdoptedPlan, Blob, FigureQuery, Head, Ledger, Progress, Promise, Receipt, RecordedEntry,
    RecordedReport,
};
