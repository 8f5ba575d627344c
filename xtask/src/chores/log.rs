//! The public log read by implementations of other makes: tiles, checkpoints, proofs, a witness, a time stamp.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::chores::steps::End;
use crate::members;
use crate::process::Run;

/// Two independent makes of the same trees. The first asks for Python 3.12 in its papers; the parts used here run with 3.11,
/// which is tried, not taken on trust.
const PACKAGES: &[&str] = &["aics-tlog==0.2.1", "pymerkle==7.0.0"];
/// What the first of them needs.
const NEEDED: &str = "cryptography";
/// All that the comparison asks of them.
const IMPORTS: &str = "import aics_tlog.tiles, aics_tlog.tree, pymerkle";
/// Names under which Python may be installed.
const PYTHONS: &[&str] = &["python3.12", "python3.13", "python3.14", "python3"];

/// Builds a log with the binary and lets the others read it.
///
/// Skipped, aloud, when Python or the packages cannot be had.
pub(super) fn run(root: &Path) -> Result<End> {
    let target = PathBuf::from(members::workspace(root)?.target);
    let folder = target.join("log");
    let python = folder.join("venv/bin/python").display().to_string();
    if !ready(root, &folder, &python)? {
        eprintln!(
            "the public log was NOT CHECKED by others: no Python (3.11 or newer, with venv) that runs {}",
            PACKAGES.join(" and ")
        );
        return Ok(End::Skipped);
    }
    let build = Run::cargo(&["build", "--quiet", "--locked", "--package", "quyet-cli"]);
    ensure!(build.status(root)?, "the binary does not build");
    let work = folder.join("work");
    if work.exists() {
        std::fs::remove_dir_all(&work).context("clearing the last run")?;
    }
    std::fs::create_dir_all(&work).with_context(|| format!("making {}", work.display()))?;
    let binary = target.join("debug/quyet");
    let places = [&binary, root, &work].map(|path: &Path| path.display().to_string());
    let mut arguments = vec!["xtask/compare/check_log.py".to_owned()];
    arguments.extend(places);
    Ok(Run { program: &python, arguments, environment: Vec::new() }.status(root)?.into())
}

/// Whether Python with the packages is there, installed on the first run.
fn ready(root: &Path, folder: &Path, python: &str) -> Result<bool> {
    let stamp = folder.join("ready");
    if stamp.is_file() {
        return Ok(true);
    }
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let venv = folder.join("venv").display().to_string();
    for maker in PYTHONS {
        let does = |program: &str, words: &[&str]| {
            let arguments = words.iter().map(|&word| word.to_owned()).collect();
            Run { program, arguments, environment: Vec::new() }.status(root).unwrap_or(false)
        };
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        let bare = ["--no-deps", "--ignore-requires-python"];
        if does(maker, &["-m", "venv", "--clear", &venv])
            && does(python, &[&pip, &[NEEDED, PACKAGES[1]][..]].concat())
            && does(python, &[&pip[..], &bare, &[PACKAGES[0]]].concat())
            && does(python, &["-c", IMPORTS])
        {
            std::fs::write(&stamp, "").with_context(|| format!("writing {}", stamp.display()))?;
            return Ok(true);
        }
    }
    Ok(false)
}
