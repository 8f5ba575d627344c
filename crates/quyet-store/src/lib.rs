//! The vault's contract: an append-only ledger with a Merkle tree, and what every backend must do.
//!
//! **Takes** [`quyet_model::entry::Entry`]s. **Gives** the [`Ledger`] contract, the in-memory ledger
//! that serves as oracle, and the conformance suite. **Never** knows which database stands behind it.
//! Start reading at [`ledger`]; a new backend passes [`conformance`].
//! Invariant: the contract has no update and no delete.
#![deny(clippy::float_arithmetic)]

pub mod attachments;
mod batch;
mod blob;
pub mod checkpoints;
pub mod conformance;
pub mod drafts;
mod error;
mod finding;
mod fittings;
pub mod ledger;
pub mod memory;
mod migration;
pub mod packing;
mod salts;
pub mod steps;

pub use batch::{
    check_batch, check_correction, check_records, figures_of, moment, named_blobs, same_deed,
    whole_batches,
};
pub use blob::digest;
pub use error::{AppendError, BatchFault, StoreError};
pub use finding::{Finding, FsckReport};
pub use fittings::Fittings;
pub use ledger::{
    AdoptedPlan, Blob, FigureQuery, Ledger, Progress, Promise, Receipt, RecordedEntry,
    RecordedReport,
};
pub use migration::Pending;
pub use quyet_proof::{Head, Salt};
pub use salts::{Salts, SeededSalts, SystemSalts};
