//! A folder for the databases of a run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A folder on the disk that cargo builds on, emptied before and removed after.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn fresh(name: &str) -> Result<Self> {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../target").join(format!("bench-{name}"));
        if path.exists() {
            std::fs::remove_dir_all(&path).context("emptying the folder of the last run")?;
        }
        std::fs::create_dir_all(&path).context("making a folder for the run")?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays behind is emptied by the next run.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
