//! What can be done: one file per chore that is more than one command.

mod akn;
mod browser;
mod ci;
mod log;
mod scale;
mod score;
mod steps;
mod tests;

use std::path::Path;

use anyhow::{Result, ensure};

use crate::process::Run;
use crate::{files, tidy};

/// Runs a chore. `None`: there is no such chore; `Some(false)`: it found something wrong.
pub(crate) fn run(chore: &str, arguments: &[String]) -> Result<Option<bool>> {
    let root = files::root()?;
    let done = match chore {
        "test" => tests::test(&root, arguments)?,
        "accept" => tests::accept(&root, arguments)?,
        "tidy" => tidy::run(&root)?,
        "docs" => tidy::write_documents(&root)?,
        "ci" => ci::run(&root),
        "bench" => bench(&root, arguments)?,
        "akn" => akn::run(&root)? != steps::End::Bad,
        "browser" => browser::run(&root)? != steps::End::Bad,
        "log" => log::run(&root)? != steps::End::Bad,
        "standby" => scale::standby(&root)? != steps::End::Bad,
        "failover" => scale::failover(&root)? != steps::End::Bad,
        "sim" => workshop(&root, "sim", arguments)?,
        "faults" => workshop(&root, "faults", arguments)?,
        "score" => score::run(&root, arguments)?,
        _ => return Ok(None),
    };
    Ok(Some(done))
}

fn bench(root: &Path, arguments: &[String]) -> Result<bool> {
    let run = Run::cargo(&["run", "--quiet", "--release", "--package", "bench", "--"]);
    run.with(arguments).status(root)
}

/// A program of the workshop, built beside the hammer that it may need.
fn workshop(root: &Path, program: &str, arguments: &[String]) -> Result<bool> {
    let package = ["--quiet", "--locked", "--package", "quyet-testkit"];
    let build = Run::cargo(&["build"]).with(&package.map(str::to_owned));
    ensure!(build.status(root)?, "the workshop does not build");
    let words = [&["run"][..], &package, &["--bin", program, "--"]].concat();
    Run::cargo(&words).with(arguments).status(root)
}
