//! The archive: snapshots, shipped segments and restoring, over any ledger.
//!
//! **Takes** a ledger with what lies beside it, and a shelf to put copies on. **Gives** backups, checks of them, and ledgers
//! restored from them. **Never** reads a clock or the environment, and never changes what it copies from: the ledger is
//! append-only, so a copy up to one head is consistent while others write.
//! Start reading at [`create()`]; [`restore()`] is the way back; [`manifest`] says what a backup is.
//! Invariant: a folder bears the name of a backup only when every file in it is whole and signed for.
//!
//! A backup is a folder `<time>-<size>`; what is shipped between backups is a folder `<time>-<from>-<size>` of the same
//! form. Files in it, each named with its length and SHA-256 in the signed list:
//!
//! ```text
//! segment-<from>-<to>   entries as the ledger keeps them: payload and salt of each (zstd, then age when locked)
//! blobs-<from>-<to>     the bytes that those entries name
//! checkpoints           signed checkpoints, and what others said of them
//! drafts/<n>            one draft with its files
//! settings, key         the settings without secrets; the log's private key, only when locked
//! files                 one line per file above
//! manifest              a signed note (C2SP signed-note) over all of it
//! ```
#![deny(clippy::float_arithmetic)]

mod content;
pub mod create;
mod error;
mod frames;
pub mod line;
pub mod list;
pub mod manifest;
pub mod name;
pub mod open;
pub mod restore;
pub mod retention;
pub mod schedule;
pub mod secrets;
pub mod shelf;
pub mod signature;
pub mod site;
pub mod verified;
pub mod wrap;

pub use create::{Order, Source, create, ship};
pub use error::{BackupError, FileFault};
pub use list::{Listed, Listing, list, prune};
pub use manifest::Manifest;
pub use name::BackupName;
pub use open::{Opened, Trust, open};
pub use restore::{Keys, Restored, Target, restore};
pub use schedule::{BackupStatus, Duty};
pub use shelf::directory::DirectoryShelf;
pub use shelf::memory::MemoryShelf;
pub use shelf::{Shelf, ShelfError};
pub use signature::LogKey;
pub use verified::Verified;
pub use wrap::{Identity, Recipient};
