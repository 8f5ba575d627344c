//! Where the server programs of PostgreSQL are, and as whom they run.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Whether a server can be started on this machine.
pub fn are_installed() -> bool {
    folder().is_some()
}

/// The folder of `initdb` and `postgres`: the newest that Debian's packages made, else the first of the path.
fn folder() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = versions.into_iter().rev().map(|(_, folder)| folder);
    folders
        .chain(std::env::split_paths(&path))
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// A user other than root, whom PostgreSQL refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct User {
    uid: u32,
    gid: u32,
}

impl User {
    /// Somebody without privileges when this process runs as root; `None` when it does not.
    pub(super) fn unprivileged() -> Result<Option<Self>> {
        if !rustix::process::getuid().is_root() {
            return Ok(None);
        }
        let user = Self::named("postgres").or_else(|_| Self::named("nobody"));
        user.map(Some).context("root needs a user “postgres” or “nobody” to run PostgreSQL as")
    }

    fn named(name: &str) -> Result<Self> {
        let ask = |word: &str| -> Result<u32> {
            let said = Command::new("id").args([word, name]).stdin(Stdio::null()).output()?;
            ensure!(said.status.success(), "there is no user {name}");
            Ok(String::from_utf8(said.stdout)?.trim().parse()?)
        };
        Ok(Self { uid: ask("-u")?, gid: ask("-g")? })
    }

    /// Gives a folder to this user.
    pub(super) fn own(self, folder: &Path) -> Result<()> {
        std::os::unix::fs::chown(folder, Some(self.uid), Some(self.gid))
            .with_context(|| format!("giving {} to another user", folder.display()))
    }
}

/// A server program, run as `user`, that ends when this process does, where `setpriv` can see to that.
pub(super) fn program(name: &str, user: Option<User>) -> Result<Command> {
    let path = folder().context("PostgreSQL is not installed")?.join(name);
    let has_setpriv = Path::new("/usr/bin/setpriv").is_file();
    ensure!(has_setpriv || user.is_none(), "root needs setpriv to run PostgreSQL as another user");
    let mut command = if has_setpriv {
        let mut command = Command::new("/usr/bin/setpriv");
        command.args(["--pdeathsig", "TERM"]);
        if let Some(User { uid, gid }) = user {
            command.args([&format!("--reuid={uid}"), &format!("--regid={gid}"), "--clear-groups"]);
        }
        command.arg("--").arg(path);
        command
    } else {
        Command::new(path)
    };
    command.stdin(Stdio::null()).env_remove("PGDATA").env("LC_ALL", "C").current_dir("/");
    Ok(command)
}
