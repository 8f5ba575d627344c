//! Runs a command with one PostgreSQL for all tests that it runs.
//!
//! `with-postgres cargo nextest run`: starts a server, names it in `QUYET_TEST_POSTGRES`, runs the command, stops the
//! server, and ends as the command did. Where that variable is set already, or PostgreSQL is not installed, it only
//! runs the command: the tests say what they did not check.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use quyet_testkit::postgres::{Durability, Server, VARIABLE, are_installed};

fn main() -> Result<ExitCode> {
    let mut words = std::env::args_os().skip(1);
    let mut command = Command::new(words.next().context("with-postgres COMMAND [ARGUMENTS]")?);
    command.args(words);
    let needed = std::env::var_os(VARIABLE).is_none() && are_installed();
    let server = needed.then(|| Server::start(Durability::Fast)).transpose()?;
    if let Some(server) = &server {
        command.env(VARIABLE, server.url());
    }
    let status = command.status().context("starting the command")?;
    drop(server);
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
