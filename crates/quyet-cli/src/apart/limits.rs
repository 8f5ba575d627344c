//! What a process may take: memory, time of the processor, files.

use std::convert::Infallible;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::outcome::Failure;

/// The hidden command that takes limits on and then becomes another program.
pub(super) const LIMITED: &str = "__limited";

/// What a process may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Memory. Unit: MiB of address space.
    pub(super) memory: u64,
    /// Time of the processor. Unit: seconds.
    pub(super) seconds: u64,
    /// The longest file it may write. Unit: MiB.
    pub(super) file: u64,
}

impl Limits {
    /// Takes the limits on for this process and all that it starts.
    /// Where the system knows no limits, the clock of who waits must do.
    #[cfg(unix)]
    pub(super) fn take_on(self) {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let all = [
            (Resource::As, self.memory << 20),
            (Resource::Cpu, self.seconds),
            (Resource::Fsize, self.file << 20),
            (Resource::Core, 0),
        ];
        for (what, most) in all {
            let limit = Rlimit { current: Some(most), maximum: Some(most) };
            let _lower_already = setrlimit(what, limit);
        }
    }

    #[cfg(not(unix))]
    pub(super) fn take_on(self) {}

    /// A command that takes the limits on and then becomes `program`.
    pub(super) fn command(self, program: &OsString) -> io::Result<Command> {
        let mut command = Command::new(own_binary()?);
        command.arg(LIMITED);
        command.args([self.memory, self.seconds, self.file].map(|number| number.to_string()));
        command.arg(program).stdin(Stdio::null()).stderr(Stdio::null());
        apart(&mut command);
        Ok(command)
    }
}

/// Puts a command's process at the head of a group of its own, so that all that it starts can be ended with it.
#[cfg(unix)]
pub(super) fn apart(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
pub(super) fn apart(_command: &mut Command) {}

/// Ends the group of a process that was started by [`apart`].
#[cfg(unix)]
pub(super) fn end_group(leader: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let pid = i32::try_from(leader).ok().and_then(Pid::from_raw);
    let _gone_already = pid.map(|pid| kill_process_group(pid, Signal::KILL));
}

#[cfg(not(unix))]
pub(super) fn end_group(leader: u32) {
    let mut kill = Command::new("taskkill");
    let _gone_already = kill.args(["/T", "/F", "/PID", &leader.to_string()]).status();
}

/// The side of [`LIMITED`]: memory, seconds, file, the program and its arguments. Comes back only when it cannot start.
pub(crate) fn run_limited(args: &[OsString]) -> Result<(), Failure> {
    let numbers: Vec<u64> =
        args.iter().take(3).filter_map(|arg| arg.to_str()?.parse().ok()).collect();
    let ([memory, seconds, file], [program, args @ ..]) =
        (numbers.as_slice(), args.get(3..).unwrap_or_default())
    else {
        return Err(Failure::failed("thiếu giới hạn hoặc chương trình"));
    };
    Limits { memory: *memory, seconds: *seconds, file: *file }.take_on();
    match become_program(Command::new(program).args(args)) {
        Err(error) => Err(Failure::failed(error)),
        Ok(never) => match never {},
    }
}

#[cfg(unix)]
fn become_program(command: &mut Command) -> io::Result<Infallible> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> io::Result<Infallible> {
    let status = command.status()?;
    Err(io::Error::other(status.to_string()))
}

/// The program that is running, also when an upgrade has put another file in its place meanwhile.
pub(super) fn own_binary() -> io::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Ok(running) } else { std::env::current_exe() }
}
