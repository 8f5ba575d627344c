//! The ledger in PostgreSQL 15 or newer: one database that several servers may share, with standbys to read from.
//!
//! **Takes** and **gives** what [`quyet_store::Ledger`] says. **Never** shares a query with another backend.
//! Start reading at [`PostgresLedger`]; the append is `append.rs`, the layout is `migrations/`.
//! Invariant: projections change in the transaction of the ledger, and only by what an entry says.
//!
//! Two roles: an owner runs [`migrate`] and nothing else, and `quyet_app` reads and appends. Any number of processes
//! may have the database open; an advisory lock lets one append at a time. After a failover the next call looks for
//! the server that takes writes now. Connections go straight to a server, or through a pooler that keeps sessions.

mod append;
mod checkpoints;
mod drafts;
mod failure;
mod fsck;
mod layout;
mod open;
mod read;
mod rebuild;
mod rows;
mod servers;
mod settings;
mod spelling;
mod sql;
mod standby;

pub use drafts::PostgresDrafts;
pub use layout::{Migrated, OpenError, create, migrate, pending};
pub use open::PostgresLedger;
pub use settings::PostgresSettings;
pub use standby::Lag;
