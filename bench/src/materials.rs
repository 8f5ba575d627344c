//! What is measured on: the example of the house, and the corpus where it lies beside the repository.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::civil::date;
use quyet_app::load_example::{Example, load_example};
use quyet_store::Ledger;

/// Identity of the example's plan.
pub(crate) const PLAN: &str = "tinh-2024";

/// A text to compile.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The example's resolution, and the real ones of the corpus; says aloud when there is no corpus.
pub(crate) fn resolutions() -> Result<(Vec<Text>, Vec<Text>)> {
    let own = vec![Text { name: "example".to_owned(), text: example("nghi-quyet.txt")? }];
    let folder = workspace().join("../shared/corpus");
    if !folder.is_dir() {
        eprintln!("NO CORPUS: ../shared/corpus is not there, so only the example is measured");
        return Ok((own, Vec::new()));
    }
    let listed = std::fs::read_dir(&folder).context("listing the corpus")?;
    let mut paths: Vec<PathBuf> = listed.map(|one| Ok(one?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = |path| Ok(Text { name: name(&path), text: without_notes(&read(&path)?) });
    Ok((own, paths.into_iter().map(text).collect::<Result<_>>()?))
}

/// The corpus marks notes on the source by "# " at the head of a line; they are no part of the text.
fn without_notes(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with("# ")).collect()
}

/// Fills an empty ledger with the example's whole year.
pub(crate) async fn replay_example(ledger: &dyn Ledger) -> Result<()> {
    let files = Example {
        plan: PLAN,
        place: "06",
        adopted: date(2023, 12, 8),
        title: "Nghị quyết ví dụ",
        resolution: &example("nghi-quyet.txt")?,
        units: &example("units.csv")?,
        indicators: &example("indicators.csv")?,
        links: &example("links.csv")?,
        figures: &example("figures.csv")?,
    };
    load_example(ledger, files).await.context("replaying the example")?;
    Ok(())
}

fn example(file: &str) -> Result<String> {
    read(&workspace().join("examples/bac-kan-2024").join(file))
}

/// A file of `bench/fixtures`.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads its own materials")]
pub(crate) fn fixture(file: &str) -> Result<Vec<u8>> {
    let path = workspace().join("bench/fixtures").join(file);
    std::fs::read(&path).with_context(|| format!("reading {}", path.display()))
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads its own materials")]
fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_on_the_source_are_no_part_of_the_text() {
        assert_eq!(without_notes("# From a page.\nĐiều 1.\n#1 stays\n"), "Điều 1.\n#1 stays\n");
    }
}
