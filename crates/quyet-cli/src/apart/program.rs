//! Installed programs: found on the path, run within limits, gone when they are done.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::limits::{self, Limits};

/// An installed program.
#[derive(Clone, Debug)]
pub(super) struct Program {
    path: OsString,
}

/// How a program is run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    pub(super) limits: Limits,
    /// How long it may take, whatever it does meanwhile.
    pub(super) time: Duration,
    /// The longest answer on its standard output. Unit: bytes.
    pub(super) answer: u64,
    /// Where it works and keeps its own files.
    pub(super) folder: &'a Path,
}

/// Why a program gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mishap {
    /// It did not end in time.
    TooSlow,
    /// It could not start, was stopped by a limit, or said that it failed.
    Failed,
}

impl Program {
    /// The program of this name on the path; `None` when it is not installed.
    pub(super) fn find(name: &str) -> Option<Self> {
        let name = format!("{name}{}", env::consts::EXE_SUFFIX);
        let folders = env::var_os("PATH").unwrap_or_default();
        let found = env::split_paths(&folders).map(|folder| folder.join(&name));
        let path = found.into_iter().find(|path| path.is_absolute() && path.is_file())?;
        Some(Self { path: path.into_os_string() })
    }

    /// Runs it to its end and gives what it wrote to standard output.
    ///
    /// It sees the path, a neutral language and a home of its own, and nothing else of this process.
    pub(super) fn run<S: AsRef<OsStr>>(
        &self,
        args: &[S],
        run: &Run<'_>,
    ) -> Result<Vec<u8>, Mishap> {
        let mut command = run.limits.command(&self.path).map_err(|_| Mishap::Failed)?;
        command.args(args).current_dir(run.folder).env_clear();
        command.env("PATH", env::var_os("PATH").unwrap_or_default());
        command.env("HOME", run.folder).env("TMPDIR", run.folder);
        command.env("LC_ALL", "C.UTF-8").env("OMP_THREAD_LIMIT", "1");
        finish(&mut command, run)
    }
}

fn finish(command: &mut Command, run: &Run<'_>) -> Result<Vec<u8>, Mishap> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|_| Mishap::Failed)?;
    let leader = child.id();
    let (told, ended) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = child.stdout.take().map(|out| out.take(run.answer).read_to_end(&mut answer));
            let done = child.wait().is_ok_and(|status| status.success());
            told.send((answer, done && read.is_some_and(|read| read.is_ok())))
        });
        let ending = ended.recv_timeout(run.time);
        match ending {
            Ok((answer, true)) => Ok(answer),
            Ok(_) => Err(Mishap::Failed),
            Err(_) => {
                limits::end_group(leader);
                Err(Mishap::TooSlow)
            }
        }
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn check(script: &str, time: u64, expect: Result<&str, Mishap>) {
        let limits = Limits { memory: 512, seconds: 5, file: 1 };
        let time = Duration::from_millis(time);
        let run = Run { limits, time, answer: 100, folder: Path::new("/") };
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        limits::apart(&mut command);
        let answer = finish(&mut command, &run);
        assert_eq!(answer, expect.map(|words| words.as_bytes().to_vec()), "{script}");
    }

    #[test]
    fn a_program_answers_fails_or_is_ended_with_all_that_it_started() {
        check("printf xong", 10_000, Ok("xong"));
        check("printf x; exit 3", 10_000, Err(Mishap::Failed));
        check("sleep 100 & sleep 100", 100, Err(Mishap::TooSlow));
    }

    #[test]
    fn a_program_that_is_not_installed_is_not_found() {
        assert!(Program::find("sh").is_some());
        assert!(Program::find("khong-co-chuong-trinh-nay").is_none());
    }
}
