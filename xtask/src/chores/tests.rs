//! Every test, and the acceptance of changed snapshots.
//!
//! The runner is started by `with-postgres` of the workshop, which holds one PostgreSQL for all tests of the run.

use std::path::Path;

use anyhow::Result;

use crate::process::{self, Run};

/// All tests and the examples in the documentation. Words after the chore go to the runner of tests.
pub(super) fn test(root: &Path, arguments: &[String]) -> Result<bool> {
    let examples = if arguments.is_empty() { examples().status(root)? } else { true };
    Ok(runner(root, arguments).status(root)? && examples)
}

/// The same with every changed snapshot accepted.
pub(super) fn accept(root: &Path, arguments: &[String]) -> Result<bool> {
    let done = runner(root, arguments).env("INSTA_UPDATE", "always").status(root)?;
    println!("read the changed snapshots before you commit them: git diff -- '*.snap'");
    Ok(done)
}

/// The examples in the documentation, which nextest does not run.
pub(super) fn examples() -> Run<'static> {
    Run::cargo(&["test", "--doc", "--workspace", "--locked", "--quiet"])
}

/// nextest, or cargo's own runner where nextest is missing.
pub(super) fn runner(root: &Path, arguments: &[String]) -> Run<'static> {
    let base: &[&str] = if process::has_cargo_tool(root, "nextest") {
        &["cargo", "nextest", "run", "--locked"]
    } else {
        eprintln!("cargo-nextest is not installed: falling back to cargo test, which is slower");
        &["cargo", "test", "--all-targets", "--locked"]
    };
    let server = [
        "run",
        "--quiet",
        "--locked",
        "--package",
        "quyet-testkit",
        "--bin",
        "with-postgres",
        "--",
    ];
    let picks =
        |word: &String| word == "-p" || word.starts_with("--package") || word.starts_with("-p=");
    let whole: &[&str] = if arguments.iter().any(picks) { &[] } else { &["--workspace"] };
    Run::cargo(&[&server, base, whole].concat()).with(arguments)
}
