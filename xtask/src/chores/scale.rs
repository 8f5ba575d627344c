//! Beyond one machine, tried for real: a standby promoted by hand, and a failover under Patroni.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::chores::steps::End;
use crate::members;
use crate::process::Run;

/// What Patroni needs beside Debian's `postgresql` and `etcd-server`.
const PACKAGES: &[&str] = &["patroni[etcd3]==4.1.5", "psycopg[binary]==3.3.9"];

/// A primary and a standby, promoted by hand while two write.
pub(super) fn standby(root: &Path) -> Result<End> {
    drill(root, "python3", "xtask/scale/standby.py", &[])
}

/// Two nodes under Patroni with etcd, the primary ended with kill -9 while two write.
pub(super) fn failover(root: &Path) -> Result<End> {
    let target = PathBuf::from(members::workspace(root)?.target);
    let folder = target.join("patroni");
    let python = folder.join("bin/python").display().to_string();
    if !installed(root, &folder, &python)? {
        eprintln!("the failover was NOT CHECKED: no Python with {}", PACKAGES.join(" and "));
        return Ok(End::Skipped);
    }
    drill(
        root,
        &python,
        "xtask/scale/failover.py",
        &[folder.join("bin/patroni").display().to_string()],
    )
}

/// Builds what the drill starts, and runs it. Its code 3 says that something is not installed.
fn drill(root: &Path, python: &str, script: &str, more: &[String]) -> Result<End> {
    let target = PathBuf::from(members::workspace(root)?.target);
    let build =
        Run::cargo(&["build", "--quiet", "--locked", "-p", "quyet-cli", "-p", "quyet-testkit"]);
    ensure!(build.status(root)?, "the binaries do not build");
    let binary = |name: &str| target.join("debug").join(name).display().to_string();
    let mut arguments = vec![script.to_owned(), binary("quyet"), binary("hammer")];
    arguments.extend_from_slice(more);
    let run = Run { program: python, arguments, environment: Vec::new() };
    Ok(match run.code(root)? {
        Some(0) => End::Good,
        Some(3) => End::Skipped,
        _ => End::Bad,
    })
}

/// Whether the packages are there, fetched on the first run. PostgreSQL's user must be able to read them.
fn installed(root: &Path, folder: &Path, python: &str) -> Result<bool> {
    let ready = folder.join("ready");
    if ready.is_file() {
        return Ok(true);
    }
    let tool = |program: &str, words: &[&str]| {
        let arguments = words.iter().map(|&word| word.to_owned()).collect();
        Run { program, arguments, environment: Vec::new() }.status(root).unwrap_or(false)
    };
    // That of the system, when there is one: the user that PostgreSQL runs as must be able to start it.
    let system = ["/usr/bin/python3", "python3"].into_iter().find(|at| Path::new(at).exists());
    let made = tool(
        system.unwrap_or("python3"),
        &["-m", "venv", "--copies", &folder.display().to_string()],
    ) && tool(python, &[&["-m", "pip", "install", "--quiet"], PACKAGES].concat());
    if made {
        std::fs::write(&ready, "").with_context(|| format!("writing {}", ready.display()))?;
    }
    Ok(made)
}
