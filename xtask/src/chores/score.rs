//! How well the compiler reads the hand-labelled corpus.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::members;
use crate::process::Run;

/// Where the corpus and its scorer lie: a folder beside the repository, not part of it.
const SHARED: &str = "../shared";

/// Builds the binary in release and scores the named texts, or all of the corpus.
pub(super) fn run(root: &Path, arguments: &[String]) -> Result<bool> {
    let tool = root.join(SHARED).join("tools/score-targets");
    ensure!(
        tool.is_file(),
        "NOTHING WAS SCORED: {SHARED}/tools/score-targets is not there; lay the folder “shared” beside this one"
    );
    let texts = if arguments.iter().any(|word| !word.starts_with("--")) {
        Vec::new()
    } else {
        corpus(root)?
    };
    let build =
        Run::cargo(&["build", "--quiet", "--release", "--locked", "--package", "quyet-cli"]);
    ensure!(build.status(root)?, "the binary does not build");
    let binary = PathBuf::from(members::workspace(root)?.target).join("release/quyet");
    let compiler = format!("'{}' compile --format json", binary.display());
    let words = ["--compiler".to_owned(), compiler]
        .into_iter()
        .chain(arguments.iter().cloned())
        .chain(texts);
    let tool = tool.display().to_string();
    Run {
        program: "python3",
        arguments: [tool].into_iter().chain(words).collect(),
        environment: Vec::new(),
    }
    .status(root)
}

/// The texts that have labels, by name.
pub(super) fn corpus(root: &Path) -> Result<Vec<String>> {
    let folder = root.join(SHARED).join("corpus");
    let listed =
        std::fs::read_dir(&folder).with_context(|| format!("listing {}", folder.display()))?;
    let paths = listed.map(|one| Ok(one?.path())).collect::<Result<Vec<PathBuf>>>()?;
    let labelled = |path: &&PathBuf| {
        path.extension().is_some_and(|end| end == "txt")
            && path.with_extension("gold.json").is_file()
    };
    let mut texts: Vec<String> =
        paths.iter().filter(labelled).map(|path| path.display().to_string()).collect();
    ensure!(!texts.is_empty(), "NOTHING WAS SCORED: {} holds no labelled text", folder.display());
    texts.sort();
    Ok(texts)
}
