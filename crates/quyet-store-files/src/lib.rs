//! Attachments under their digests, in a directory or an S3-compatible store.
//!
//! **Takes** and **gives** what [`quyet_store::attachments::Attachments`] says. **Never** deletes a file, and never leaves half
//! of one under a digest: a directory gets it under another name first, a bucket takes it whole.
//! Start reading at [`Files`]; `place.rs` says where a digest lies.
//! Invariant: the file at `ab/cd/abcd…` is the one whose SHA-256 is `abcd…`, or `quyet fsck` names it.

mod files;
mod open;
mod place;

pub use files::Files;
pub use open::{OpenFilesError, S3Keys, S3Settings};
