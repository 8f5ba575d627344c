//! A shelf on disk: a directory, best on another disk than the data.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Shelf, ShelfError};

/// Backups in a directory. Files are synchronised before they are named, and folders after.
#[derive(Clone, Debug)]
pub struct DirectoryShelf {
    dir: PathBuf,
}

impl DirectoryShelf {
    /// The shelf in this directory, which is made at the first put.
    pub fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn path(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.dir.clone(), |dir, part| dir.join(part))
    }

    fn failed(&self, path: &str) -> impl Fn(io::Error) -> ShelfError {
        let at = self.path(path).display().to_string();
        move |error| ShelfError { at: at.clone(), cause: error.to_string() }
    }

    fn put_file(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let above = path.parent().unwrap_or(&self.dir);
        fs::create_dir_all(above)?;
        let fresh = path.with_added_extension("tam");
        let mut file = File::create(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&fresh, path)?;
        // At this point the file is whole on disk; its name is durable once the folders that hold it are.
        let mut folder = Some(above);
        while let Some(at) = folder.filter(|at| at.starts_with(&self.dir)) {
            sync_folder(at)?;
            folder = at.parent();
        }
        Ok(())
    }
}

/// Makes names in a folder durable. Where folders cannot be opened, the system does it by itself.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn absent_is<T: Default>(result: io::Result<T>) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(T::default()),
        other => other,
    }
}

fn folders_in(dir: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn walk(dir: &Path, prefix: &str, found: &mut Vec<(String, u64)>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push((name, entry.metadata()?.len()));
        }
    }
    Ok(())
}

impl Shelf for DirectoryShelf {
    fn folders(&self) -> Result<Vec<String>, ShelfError> {
        absent_is(folders_in(&self.dir)).map_err(self.failed(""))
    }

    fn files(&self, folder: &str) -> Result<Vec<(String, u64)>, ShelfError> {
        let mut found = Vec::new();
        absent_is(walk(&self.path(folder), "", &mut found)).map_err(self.failed(folder))?;
        found.sort();
        Ok(found)
    }

    #[expect(clippy::disallowed_methods, reason = "this shelf is files on disk")]
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        absent_is(fs::read(self.path(path)).map(Some)).map_err(self.failed(path))
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        self.put_file(&self.path(path), bytes).map_err(self.failed(path))
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), ShelfError> {
        let target = self.path(to);
        if target.exists() {
            let error = io::Error::from(io::ErrorKind::AlreadyExists);
            return Err(self.failed(to)(error));
        }
        let renamed = fs::rename(self.path(from), target).and_then(|()| sync_folder(&self.dir));
        renamed.map_err(self.failed(to))
    }

    fn remove(&self, path: &str) -> Result<(), ShelfError> {
        let at = self.path(path);
        let removed = if at.is_dir() { fs::remove_dir_all(&at) } else { fs::remove_file(&at) };
        absent_is(removed).map_err(self.failed(path))
    }
}
