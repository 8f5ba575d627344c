//! The files of the repository: what is committed, and what would be with `git add --all`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process;

/// A text file of the repository.
#[derive(Clone, Debug)]
pub(crate) struct TextFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    /// Whole text. Files that are not UTF-8 are not listed.
    pub(crate) text: String,
}

impl TextFile {
    /// Whether the path has this extension, given with its dot.
    pub(crate) fn ends(&self, extension: &str) -> bool {
        self.path.ends_with(extension)
    }

    /// Last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The root of the workspace: the folder above this crate.
pub(crate) fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(here.parent().context("xtask stands in a folder of the workspace")?.to_owned())
}

/// All text files of the repository, by path.
pub(crate) fn all(root: &Path) -> Result<Vec<TextFile>> {
    let list =
        ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let listed =
        process::output(root, "git", &list).context("listing the files of the repository")?;
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    ensure!(!paths.is_empty(), "git lists no files in {}", root.display());
    Ok(paths.into_iter().filter_map(|path| read(root, path)).collect())
}

/// `None` when the file is gone (deleted, not yet committed) or is no text.
fn read(root: &Path, path: &str) -> Option<TextFile> {
    let text = text_of(&root.join(path)).ok()?;
    Some(TextFile { path: path.to_owned(), text })
}

/// The text of one file.
#[expect(clippy::disallowed_methods, reason = "the workshop reads the files that it checks")]
pub(crate) fn text_of(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// Writes a file, making its folder when it is missing.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
pub(crate) fn sample(path: &str, text: &str) -> TextFile {
    TextFile { path: path.to_owned(), text: text.to_owned() }
}
