//! What a user would pick instead: `compare/compare.py` measures and scores it beside our own binary.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// The package whose parser is measured; it brings the schema and the XML library along.
const PACKAGE: &str = "bluebell-akn==3.1.1";

/// Two tables, or nothing, told aloud, when Python, its package, the scorer or the corpus cannot be had.
pub(crate) fn run(runs: usize) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared = root.join("../shared");
    let scorer = shared.join("tools/score-targets");
    let texts = labelled(&shared.join("corpus"));
    if !scorer.is_file() || texts.is_empty() {
        return Ok(not_measured("../shared holds no scorer or no labelled text"));
    }
    let here = std::env::current_exe().context("finding the folder of the binaries")?;
    let Some(python) = python(&here.with_file_name("bench-python"))? else {
        return Ok(not_measured(&format!("there is no Python with {PACKAGE}")));
    };
    let build = ["build", "--quiet", "--release", "--locked", "--package", "quyet-cli"];
    ensure!(succeeds(Command::new("cargo").args(build).current_dir(&root)), "quyet does not build");

    let done = Command::new(python)
        .arg(root.join("bench/compare/compare.py"))
        .arg("--quyet")
        .arg(here.with_file_name("quyet"))
        .arg("--scorer")
        .arg(scorer)
        .args(["--runs", &runs.to_string()])
        .args(texts)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("starting compare.py")?;
    ensure!(done.status.success(), "compare.py failed");
    String::from_utf8(done.stdout).context("compare.py printed something that is not text")
}

fn not_measured(why: &str) -> String {
    eprintln!("NOT MEASURED: peers: {why}");
    String::new()
}

/// The texts that have labels, by name; empty when the folder is not there.
fn labelled(folder: &Path) -> Vec<PathBuf> {
    let Ok(listed) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut texts: Vec<PathBuf> = listed.filter_map(|one| Some(one.ok()?.path())).collect();
    texts.retain(|path| {
        path.extension().is_some_and(|end| end == "txt")
            && path.with_extension("gold.json").is_file()
    });
    texts.sort();
    texts
}

/// A Python with the package, made on the first run; `None` when it cannot be had.
fn python(folder: &Path) -> Result<Option<PathBuf>> {
    let python = folder.join("bin/python");
    let ready = folder.join("ready");
    if ready.is_file() {
        return Ok(Some(python));
    }
    let made = succeeds(Command::new("python3").args(["-m", "venv"]).arg(folder))
        && succeeds(Command::new(&python).args(["-m", "pip", "install", "--quiet", PACKAGE]));
    if !made {
        return Ok(None);
    }
    std::fs::write(&ready, "").context("noting that the Python is ready")?;
    Ok(Some(python))
}

fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).status().is_ok_and(|status| status.success())
}
