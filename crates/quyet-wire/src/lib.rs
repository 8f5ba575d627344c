//! The written forms of the nouns.
//!
//! **Takes** nouns of [`quyet_model`], or JSON. **Gives** JSON, or nouns, or an error that names the place in
//! the JSON. **Never** decides anything: a written form carries what the noun says and nothing else.
//! Start reading at [`PlanJson`] for what the world reads and at [`entry`] for what the ledger keeps.
//! Invariant: what was written is read back equal, and written again byte for byte.
#![deny(clippy::float_arithmetic)]

pub mod canonical;
pub mod entry;
pub mod names;
pub mod notation;
pub mod parts;
pub mod plan;
pub mod review;
mod scalar;
mod schema;
mod wire_error;

pub use plan::PlanJson;
pub use schema::plan_schema;
pub use wire_error::WireError;
