//! Other programs: run and look, or run and listen.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A command to run in the root of the workspace, with its output shown as it comes.
#[derive(Clone, Debug)]
pub(crate) struct Run<'a> {
    pub(crate) program: &'a str,
    pub(crate) arguments: Vec<String>,
    pub(crate) environment: Vec<(&'a str, &'a str)>,
}

impl<'a> Run<'a> {
    /// `cargo` with these words.
    pub(crate) fn cargo(words: &[&str]) -> Self {
        Self { program: "cargo", arguments: owned(words), environment: Vec::new() }
    }

    pub(crate) fn with(mut self, words: &[String]) -> Self {
        self.arguments.extend_from_slice(words);
        self
    }

    pub(crate) fn env(mut self, name: &'a str, value: &'a str) -> Self {
        self.environment.push((name, value));
        self
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(self.program);
        command.args(&self.arguments).current_dir(root).stdin(Stdio::null());
        command.envs(self.environment.iter().copied());
        command
    }

    /// Runs it; `true` when it exits with zero.
    pub(crate) fn status(&self, root: &Path) -> Result<bool> {
        Ok(self.code(root)? == Some(0))
    }

    /// Runs it; gives its exit code, `None` when a signal ended it.
    pub(crate) fn code(&self, root: &Path) -> Result<Option<i32>> {
        let status =
            self.command(root).status().with_context(|| format!("starting {}", self.program))?;
        Ok(status.code())
    }

    /// Runs it, passing its messages on line by line, and keeps those from the first line that holds `from`.
    pub(crate) fn status_and_closing(
        &self,
        root: &Path,
        from: &str,
    ) -> Result<(bool, Vec<String>)> {
        let starting = || format!("starting {}", self.program);
        let mut child = self.command(root).stderr(Stdio::piped()).spawn().with_context(starting)?;
        let messages = child.stderr.take().context("the messages were asked for")?;
        let mut closing = Vec::new();
        for line in BufReader::new(messages).lines() {
            let line = line.context("reading the messages")?;
            eprintln!("{line}");
            if !closing.is_empty() || line.contains(from) {
                closing.push(line);
            }
        }
        Ok((child.wait().context("waiting for the end")?.success(), closing))
    }
}

/// What a command prints, as text. Shows nothing; fails when the command does.
pub(crate) fn output(root: &Path, program: &str, words: &[&str]) -> Result<String> {
    let done = Command::new(program).args(words).current_dir(root).stdin(Stdio::null()).output();
    let done = done.with_context(|| format!("starting {program}"))?;
    let said = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "{program} {}: {}", words.join(" "), said.trim());
    String::from_utf8(done.stdout)
        .with_context(|| format!("{program} printed something that is not text"))
}

/// Whether `cargo NAME` is installed.
pub(crate) fn has_cargo_tool(root: &Path, name: &str) -> bool {
    output(root, "cargo", &[name, "--version"]).is_ok()
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}
