//! The shared corpus: six real documents with labelled targets.

use std::path::PathBuf;

/// All corpus texts by name, notes at their top left out; empty (and loud) when the corpus is not there.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "reads the corpus from disk, and says so when it is absent"
)]
pub(crate) fn texts() -> Vec<(String, String)> {
    let folder = folder();
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("CORPUS ABSENT: {} — corpus tests check nothing", folder.display());
        return Vec::new();
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| name.strip_suffix(".txt").is_some());
    names.sort();
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("the folder lists the file");
        (name.trim_end_matches(".txt").to_owned(), without_notes(&text))
    };
    names.into_iter().map(read).collect()
}

pub(crate) fn text(name: &str) -> Option<String> {
    texts().into_iter().find(|(have, _)| have == name).map(|(_, text)| text)
}

/// The labels of one text, as JSON.
#[expect(clippy::disallowed_methods, reason = "tests read the corpus from disk")]
pub(crate) fn labels(name: &str) -> serde_json::Value {
    let text = std::fs::read_to_string(folder().join(format!("{name}.gold.json")))
        .expect("every text has labels");
    serde_json::from_str(&text).expect("labels are JSON")
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus")
}

fn without_notes(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with("# ")).collect()
}
