//! The directory that a backup is restored into.
//!
//! **Takes** a directory that is absent or empty, or, by its typed name, one that is in use. **Gives** a place beside it to
//! restore into. **Never** deletes what was there: it is moved aside.
//! Start reading at [`Site::prepare`].
//! Invariant: until [`Site::finish`], the directory asked for is what it was before.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use thiserror::Error;

/// The file that says that a directory is being restored: whoever opens data directories refuses one that holds it.
pub const RESTORING: &str = "dang-phuc-hoi";

/// Why nothing was restored. The directory is what it was before.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SiteError {
    /// There is something in it.
    #[error("thư mục {} không trống; chưa phục hồi gì. Hãy chọn thư mục mới; hoặc thêm --replace {name} (gõ đúng tên thư mục) để chuyển thư mục hiện có sang bên rồi phục hồi", dir.display())]
    NotEmpty {
        /// The directory.
        dir: PathBuf,
        /// The name to type.
        name: String,
    },
    /// Another name was typed.
    #[error("tên gõ sau --replace là “{typed}”, tên thư mục là “{name}”; chưa phục hồi gì")]
    OtherName {
        /// What was typed.
        typed: String,
        /// The name to type.
        name: String,
    },
    /// The directory has no name.
    #[error("đường dẫn {} không có tên thư mục; hãy ghi đủ đường dẫn", .0.display())]
    NoName(PathBuf),
    /// The disk failed.
    #[error("không dùng được thư mục {}: {cause}", at.display())]
    Disk {
        /// Where.
        at: PathBuf,
        /// What the system said.
        cause: String,
    },
}

/// A directory that is being restored.
#[derive(Debug)]
pub struct Site {
    dir: PathBuf,
    fresh: PathBuf,
    aside: PathBuf,
}

impl Site {
    /// Makes the place to restore into; `typed` is the name of the directory when what is there may be moved aside.
    ///
    /// # Errors
    /// When the directory is not empty and its name was not typed, or the disk fails.
    pub fn prepare(dir: &Path, typed: Option<&str>, now: Timestamp) -> Result<Self, SiteError> {
        let name = dir.file_name().ok_or_else(|| SiteError::NoName(dir.to_owned()))?;
        let name = name.to_string_lossy().into_owned();
        let full = is_full(dir).map_err(|error| disk(dir, &error))?;
        match typed {
            Some(typed) if typed != name => {
                return Err(SiteError::OtherName { typed: typed.to_owned(), name });
            }
            None if full => return Err(SiteError::NotEmpty { dir: dir.to_owned(), name }),
            _ => {}
        }
        let stamp = now.strftime("%Y%m%dT%H%M%SZ");
        let beside = |word: &str| dir.with_file_name(format!("{name}.{word}-{stamp}"));
        let site = Self {
            dir: dir.to_owned(),
            fresh: beside("phuc-hoi"),
            aside: beside("truoc-phuc-hoi"),
        };
        let made = fs::create_dir_all(dir.parent().unwrap_or(dir))
            .and_then(|()| fs::create_dir(&site.fresh))
            .and_then(|()| File::create_new(site.fresh.join(RESTORING))?.sync_all());
        made.map_err(|error| disk(&site.fresh, &error))?;
        Ok(site)
    }

    /// Where to restore into. It holds the mark [`RESTORING`].
    pub fn fresh(&self) -> &Path {
        &self.fresh
    }

    /// Puts what was restored in place; gives where the directory before it went, when there was something in it.
    ///
    /// # Errors
    /// When the disk fails: then the restored directory or the one before it stands beside, under the name in the error.
    pub fn finish(self) -> Result<Option<PathBuf>, SiteError> {
        let moved = is_full(&self.dir).map_err(|error| disk(&self.dir, &error))?;
        if moved {
            fs::rename(&self.dir, &self.aside).map_err(|error| disk(&self.dir, &error))?;
        }
        // At this point the old directory stands aside, whole; a crash here leaves the new one marked, beside it.
        let named = fs::remove_file(self.fresh.join(RESTORING))
            .and_then(|()| fs::rename(&self.fresh, &self.dir))
            .and_then(|()| sync(self.dir.parent().unwrap_or(&self.dir)));
        named.map_err(|error| disk(&self.fresh, &error))?;
        Ok(moved.then_some(self.aside))
    }

    /// Throws away what was restored so far; the directory asked for is what it was before.
    ///
    /// # Errors
    /// When the disk fails: what is left bears the mark [`RESTORING`].
    pub fn abandon(self) -> Result<(), SiteError> {
        fs::remove_dir_all(&self.fresh).map_err(|error| disk(&self.fresh, &error))
    }
}

fn disk(at: &Path, error: &io::Error) -> SiteError {
    SiteError::Disk { at: at.to_owned(), cause: error.to_string() }
}

fn is_full(dir: &Path) -> io::Result<bool> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn sync(dir: &Path) -> io::Result<()> {
    let here = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    if cfg!(unix) { File::open(here)?.sync_all() } else { Ok(()) }
}
