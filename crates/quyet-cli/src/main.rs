//! The binary `quyet`: the staff entrance and composition root.
//!
//! **Takes** arguments. **Gives** data on standard output, notes on standard error, and an exit code:
//! 0 done · 1 failed · 2 wrong usage · 3 the input has problems · 4 not found · 5 conflict or locked.
//! **Never** holds a rule: every command calls one use case.

mod apart;
mod archive;
mod args;
mod commands;
mod house;
mod keeper;
mod log_key;
mod outcome;
mod outside;
mod print;
mod settings;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let log =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN);
    log.init();
    match commands::run(args.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            print::note(&format!("quyet: {failure}"));
            ExitCode::from(failure.code())
        }
    }
}
