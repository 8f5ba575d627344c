//! Everything that is checked before a change lands.

use std::path::Path;

use anyhow::Result;

use crate::chores::steps::{End, Steps};
use crate::chores::{akn, browser, log, tests};
use crate::process::{self, Run};
use crate::tidy;

/// Runs every step, also after a bad one; the tests come last, so that their own summary closes the output.
pub(super) fn run(root: &Path) -> bool {
    let mut steps = Steps::default();
    let mut summary = Vec::new();
    steps.run("format", || Run::cargo(&["fmt", "--all", "--check"]).status(root));
    steps.run("tidy", || tidy::run(root));
    steps.run("licences, copies, sources", || deny(root));
    steps.run("clippy", || {
        let words = [
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ];
        Run::cargo(&words).status(root)
    });
    steps.run("documentation", || {
        let words = ["doc", "--workspace", "--no-deps", "--locked", "--quiet"];
        Run::cargo(&words).env("RUSTDOCFLAGS", "-D warnings").status(root)
    });
    steps.run("examples in documentation", || tests::examples().status(root));
    steps.run("Akoma Ntoso", || akn::run(root));
    steps.run("public log", || log::run(root));
    steps.run("browser", || browser::run(root));
    steps.run("tests", || {
        let (good, closing) = tests::runner(root, &[]).status_and_closing(root, "Summary [")?;
        summary = closing;
        Ok(good)
    });
    println!("\n── summary\n{}", steps.table());
    for line in summary {
        println!("{line}");
    }
    steps.good()
}

fn deny(root: &Path) -> Result<End> {
    if !process::has_cargo_tool(root, "deny") {
        eprintln!(
            "cargo-deny is not installed, so licences are NOT checked: cargo install --locked cargo-deny"
        );
        return Ok(End::Skipped);
    }
    let words = ["deny", "--locked", "check", "licenses", "bans", "sources"];
    Ok(Run::cargo(&words).status(root)?.into())
}
