//! Where backups lie: folders of files, put once and whole.
//!
//! **Takes** and **gives** bytes by path (`folder/file`). **Never** looks into them.

pub mod directory;
pub mod memory;

use std::fmt::Debug;

use thiserror::Error;

/// The place cannot be read or written to.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "không dùng được nơi lưu bản sao {at}: {cause}; hãy kiểm tra ổ đĩa, quyền ghi và dung lượng còn trống"
)]
pub struct ShelfError {
    /// File or folder concerned.
    pub at: String,
    /// What the system said.
    pub cause: String,
}

/// A place for backups.
///
/// What a changing call did is durable when it answers. A file that was put is either the one before or the new one, never
/// half of it; what a folder holds may be any part of what was put there, and only [`Shelf::rename`] gives it its name.
#[doc(alias = "nơi lưu bản sao")]
pub trait Shelf: Send + Sync + Debug {
    /// Names of the folders directly on the shelf, ascending.
    ///
    /// # Errors
    /// When the place cannot be read.
    fn folders(&self) -> Result<Vec<String>, ShelfError>;

    /// Every file below a folder with its length, by path within the folder, ascending; empty when there is no such folder.
    ///
    /// # Errors
    /// When the place cannot be read.
    fn files(&self, folder: &str) -> Result<Vec<(String, u64)>, ShelfError>;

    /// The bytes of a file; `None` when there is none.
    ///
    /// # Errors
    /// When the place cannot be read.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfError>;

    /// Puts a file, making the folders above it; a file of that name is replaced.
    ///
    /// # Errors
    /// When the place cannot be written to.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfError>;

    /// Gives a folder another name in one step; refused when there is a folder of that name.
    ///
    /// # Errors
    /// When the place cannot be written to.
    fn rename(&self, from: &str, to: &str) -> Result<(), ShelfError>;

    /// Takes a folder or a file away; nothing happens when there is none.
    ///
    /// # Errors
    /// When the place cannot be written to.
    fn remove(&self, path: &str) -> Result<(), ShelfError>;
}
