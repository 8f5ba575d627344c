//! One file, one noun.

mod backup;
mod compile;
mod copy;
mod data;
mod diff;
mod eval;
mod explain;
mod init;
mod kept;
mod key;
mod keys;
mod migrate;
mod open_log;
mod place;
mod plan;
mod planning;
mod proof;
mod report;
mod restore;
mod serve;
mod standby;
mod upkeep;

use quyet_store::AppendError;

use crate::apart;
use crate::args::{Command, IndicatorCommand, PlaceCommand, SchemaOf};
use crate::outcome::Failure;
use crate::print;

/// Runs a command to its end.
pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Compile { file, format, lang } => compile::run(&file, format, lang.into()),
        Command::Explain { code, lang } => explain::run(code.as_deref(), lang.into()),
        Command::Diff { old, new, format, all, exit_code } => {
            diff::run(&old, &new, diff::Wish { format, all, exit_code })
        }
        Command::Read => apart::answer(),
        Command::Limited { program } => apart::run_limited(&program),
        Command::Schema { of: SchemaOf::Plan } => {
            print::line(&format!("{:#}", quyet_wire::plan_schema()))
        }
        Command::Demo { data, listen } => serve::demo(&data, listen),
        Command::Serve { data, listen, planner, planner_body } => {
            serve::serve(&data, listen, planner.map(|name| (name, planner_body)))
        }
        Command::Init(wish) => init::run(&wish),
        Command::Migrate { data, plan } => migrate::run(&data, plan),
        Command::Backup(command) => backup::run(command),
        Command::Restore(wish) => restore::run(&wish),
        Command::Copy(wish) => copy::run(&wish),
        Command::Place(PlaceCommand::Import { file, writer }) => place::import(&file, &writer),
        Command::Indicator(IndicatorCommand::Import { file, writer }) => {
            place::import_indicators(&file, &writer)
        }
        Command::Plan(command) => plan::run(command),
        Command::Data(command) => data::run(command),
        Command::Eval(command) => eval::run(command),
        Command::Report(command) => report::run(command),
        Command::Proof(command) => proof::run(command),
        Command::Key(command) => key::run(command),
        Command::Rebuild { data } => upkeep::rebuild(&data),
        Command::Fsck { data } => upkeep::fsck(&data),
    }
}

/// Refusals of the vault have exit codes of their own.
fn append_failure(error: &AppendError) -> Failure {
    match error {
        AppendError::Conflict(_) | AppendError::ReadOnly(_) | AppendError::CommandReused => {
            Failure::conflict(error)
        }
        AppendError::Malformed(_) => Failure::input(error),
        AppendError::ClockBack { .. } | AppendError::Store(_) => Failure::failed(error),
    }
}
