//! One server with a data directory of its own, on a socket that only this machine sees.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::programs::{User, program};

/// What is asked of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing is forced to disk: fast, and whole as long as the machine runs.
    Fast,
    /// As in use: every commit is on disk when it answers.
    Durable,
}

/// How a server is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Sessions are ended and everything is written down.
    Fast,
    /// Everything is dropped; the next start recovers from the log.
    Immediate,
    /// The first process is killed; the others notice.
    Kill,
}

impl Stop {
    fn signal(self) -> Signal {
        match self {
            Self::Fast => Signal::INT,
            Self::Immediate => Signal::QUIT,
            Self::Kill => Signal::KILL,
        }
    }
}

/// A running server. It stops when it is dropped, and when this process dies.
pub struct Server {
    /// Data and socket; goes away last.
    folder: TempDir,
    user: Option<User>,
    durability: Durability,
    settings: Vec<String>,
    running: Mutex<Option<Running>>,
}

/// A first process and the thread that started it and listens to it.
struct Running {
    pid: Pid,
    keeper: JoinHandle<()>,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("folder", &self.folder.path()).finish_non_exhaustive()
    }
}

impl Server {
    /// Makes a new, empty server and starts it.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn start(durability: Durability) -> Result<Self> {
        let server = Self::prepare(durability)?;
        let mut init = program("initdb", server.user)?;
        init.args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"]);
        init.args(["--locale=C", "--pgdata"]).arg(server.data());
        done(&mut init)?;
        server.start_again()?;
        Ok(server)
    }

    /// A streaming standby of this server, caught up with it.
    ///
    /// # Errors
    /// When it cannot be copied or does not start.
    pub fn standby(&self) -> Result<Self> {
        let standby = Self::prepare(self.durability)?;
        let mut copy = program("pg_basebackup", standby.user)?;
        copy.args(["--username=postgres", "--write-recovery-conf", "--wal-method=stream"]);
        copy.args(["--checkpoint=fast", "--no-sync", "--host"]).arg(self.socket());
        done(copy.arg("--pgdata").arg(standby.data()))?;
        standby.start_again()?;
        Ok(standby)
    }

    fn prepare(durability: Durability) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("quyet-pg").tempdir()?;
        let user = User::unprivileged()?;
        if let Some(user) = user {
            user.own(folder.path())?;
        }
        Ok(Self { folder, user, durability, settings: Vec::new(), running: Mutex::new(None) })
    }

    /// Settings for the next starts, each `name=value`.
    #[must_use]
    pub fn with_settings(mut self, settings: &[&str]) -> Self {
        self.settings = settings.iter().map(|&setting| setting.to_owned()).collect();
        self
    }

    /// The address of its superuser, in the database `postgres`.
    pub fn url(&self) -> String {
        let folder = self.socket().display().to_string().replace('/', "%2F");
        format!("postgres://postgres@{folder}/postgres")
    }

    /// The folder of its socket: the host that PostgreSQL's own programs are given.
    pub fn socket(&self) -> &Path {
        self.folder.path()
    }

    /// Its data directory.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Whether it was started and not stopped since.
    pub fn is_running(&self) -> bool {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Stops it and waits for its end; nothing happens when it does not run.
    pub fn stop(&self, how: Stop) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Running { pid, keeper }) = running.take() {
            // A process that is gone already has nothing left to be told.
            let _ = kill_process(pid, how.signal());
            let _ = keeper.join();
        }
    }

    /// Starts it on the data it has, and waits until it answers.
    ///
    /// # Errors
    /// When it is running, or does not start.
    pub fn start_again(&self) -> Result<()> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        ensure!(running.is_none(), "the server is running");
        let (say, hear) = channel();
        let mut command = self.command()?;
        // A thread of its own: the system ends the server when the thread that started it ends.
        let keeper = std::thread::spawn(move || keep(&mut command, &say));
        let pid = heard(&hear)?;
        *running = Some(Running { pid, keeper });
        Ok(())
    }

    /// Makes a standby take writes.
    ///
    /// # Errors
    /// When it is no standby, or does not become a primary.
    pub fn promote(&self) -> Result<()> {
        let mut promote = program("pg_ctl", self.user)?;
        done(promote.args(["promote", "--wait", "--pgdata"]).arg(self.data()))
    }

    fn command(&self) -> Result<Command> {
        let mut command = program("postgres", self.user)?;
        command.arg("-D").arg(self.data());
        let folder = self.socket().display().to_string();
        let on = if self.durability == Durability::Durable { "on" } else { "off" };
        for setting in [
            "listen_addresses=",
            &format!("unix_socket_directories={folder}"),
            "max_connections=200",
            "shared_buffers=64MB",
            "wal_level=replica",
            "hot_standby=on",
            &format!("fsync={on}"),
            &format!("full_page_writes={on}"),
        ] {
            command.args(["-c", setting]);
        }
        for setting in &self.settings {
            command.args(["-c", setting]);
        }
        Ok(command)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop(Stop::Immediate);
    }
}

/// What the keeper hears of its server.
enum News {
    Ready(Pid),
    Failed(String),
}

/// Starts the server, says when it is ready, and stays until its end.
fn keep(command: &mut Command, say: &Sender<News>) {
    let mut last = String::new();
    let failed = |what: String| {
        // Nobody listens any more once the server was ready.
        let _ = say.send(News::Failed(what));
    };
    let mut child: Child = match command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => return failed(error.to_string()),
    };
    let pid = Pid::from_child(&child);
    for line in child.stderr.take().map(BufReader::new).into_iter().flat_map(BufRead::lines) {
        let Ok(line) = line else { break };
        if line.contains("ready to accept") {
            let _ = say.send(News::Ready(pid));
        }
        last.push_str(&line);
        last.push('\n');
        let cut = last.len().saturating_sub(4000);
        last.drain(..last.ceil_char_boundary(cut));
    }
    let _ = child.wait();
    failed(last);
}

fn heard(hear: &Receiver<News>) -> Result<Pid> {
    match hear.recv() {
        Ok(News::Ready(pid)) => Ok(pid),
        Ok(News::Failed(last)) => bail!("PostgreSQL does not start:\n{last}"),
        Err(_) => bail!("PostgreSQL does not start"),
    }
}

fn done(command: &mut Command) -> Result<()> {
    let said = command.output().context("starting a program of PostgreSQL")?;
    let words = String::from_utf8_lossy(&said.stderr);
    ensure!(said.status.success(), "{command:?}: {}", words.trim());
    Ok(())
}
