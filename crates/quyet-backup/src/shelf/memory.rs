//! A shelf that lives as long as its process.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Shelf, ShelfError};

/// Backups in memory: for tests.
#[derive(Debug, Default)]
pub struct MemoryShelf {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl MemoryShelf {
    /// An empty shelf.
    pub fn new() -> Self {
        Self::default()
    }

    fn at(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        // Every change is one step, so a panic elsewhere left whole files.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn below(folder: &str) -> String {
    format!("{folder}/")
}

impl Shelf for MemoryShelf {
    fn folders(&self) -> Result<Vec<String>, ShelfError> {
        let files = self.at();
        let mut folders: Vec<String> =
            files.keys().filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
        folders.dedup();
        Ok(folders)
    }

    fn files(&self, folder: &str) -> Result<Vec<(String, u64)>, ShelfError> {
        let (files, start) = (self.at(), below(folder));
        let inside = files.iter().filter_map(|(path, bytes)| {
            Some((path.strip_prefix(&start)?.to_owned(), bytes.len() as u64))
        });
        Ok(inside.collect())
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        Ok(self.at().get(path).cloned())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        self.at().insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), ShelfError> {
        let mut files = self.at();
        let (start, target) = (below(from), below(to));
        if files.keys().any(|path| path.starts_with(&target)) {
            return Err(ShelfError { at: to.to_owned(), cause: "thư mục đã có".to_owned() });
        }
        let moved = |(path, bytes): (String, Vec<u8>)| match path.strip_prefix(&start) {
            Some(rest) => (format!("{target}{rest}"), bytes),
            None => (path, bytes),
        };
        *files = std::mem::take(&mut *files).into_iter().map(moved).collect();
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<(), ShelfError> {
        let start = below(path);
        self.at().retain(|file, _| file != path && !file.starts_with(&start));
        Ok(())
    }
}
