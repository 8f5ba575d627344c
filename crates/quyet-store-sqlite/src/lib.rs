//! The ledger in SQLite: one file, no set-up, readable by any tool that reads SQLite.
//!
//! **Takes** and **gives** what [`quyet_store::Ledger`] says. **Never** shares a query with another backend.
//! Start reading at [`SqliteLedger`]; the append is `append.rs`, the layout is `migrations/`.
//! Invariant: projections change in the transaction of the ledger, and only by what an entry says.
//!
//! One process writes to a data directory: it holds `quyet.lock` as long as it is open, and a second one is
//! refused with [`OpenError::Busy`]. Any number of processes may read beside it
//! ([`SqliteLedger::open_read_only`]), for example to check the ledger while the server runs.

mod append;
mod checkpoints;
mod drafts;
mod failure;
mod fsck;
mod mark;
mod migrate;
mod open;
mod project;
mod read;
mod rebuild;
mod sql;

pub use drafts::SqliteDrafts;
pub use open::{OpenError, SqliteLedger};
