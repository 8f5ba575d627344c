//! The notary: what makes the ledger checkable by people who do not trust its keeper.
//!
//! **Takes** entries' payloads, salts, stored hashes, keys. **Gives** leaves, heads, signed checkpoints, tiles, proofs, and
//! verdicts on those of others. **Never** reads a store, a clock or randomness: all of them are handed in.
//! Start reading at [`leaf`]: what the log holds of an entry, and what stays hidden; then [`bundle`]: how anybody checks it.
//! Invariant: nothing that a closed leaf shows tells anything of what it holds.
#![deny(clippy::float_arithmetic)]

pub mod bundle;
pub mod checkpoint;
pub mod head;
pub mod hex;
pub mod key;
pub mod leaf;
pub mod merkle;
pub mod opening;
mod spelling;
pub mod tile;
pub mod timestamp;
pub mod witness;

pub use bundle::{Bundle, ProofError, Trust, Verified};
pub use checkpoint::{Checkpoint, SignedCheckpoint};
pub use head::Head;
pub use key::{SigningKey, VerifierKey};
pub use leaf::{Salt, Sealed};
pub use opening::Opening;
