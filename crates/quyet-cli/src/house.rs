//! Opening the house: ledger, clock, actor.

mod beside;
mod opening;
mod postgres;
mod vault;

use std::future::Future;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use quyet_app::Ledger;
use quyet_app::clock::Clock;
use quyet_app::desk::Desk;
use quyet_app::moment::Moment;
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::CommandId;
use quyet_store::drafts::Drafts;

pub(crate) use opening::{Backend, House, StandbyFound, drafts, open, open_to_write};

use crate::args::{Reader, Writer};
use crate::outcome::Failure;

/// The machine's clock; the only place that reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is handed"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// Runs a future to its end on this thread's runtime.
pub(crate) fn wait<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Runtime::new();
    runtime
        .map_err(|error| Failure::failed(format!("không khởi động được: {error}")))?
        .block_on(future)
}

/// The bytes of a file, or of standard input for "-".
#[expect(clippy::disallowed_methods, reason = "the staff entrance is where files are read")]
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| {
        let path = path.display();
        if error.kind() == std::io::ErrorKind::NotFound {
            Failure::missing(format!("không có tệp {path}; hãy kiểm tra đường dẫn"))
        } else {
            Failure::failed(format!("không đọc được {path}: {error}"))
        }
    })
}

/// The text of a file that somebody edited.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::input(format!(
            "{} không phải UTF-8 (byte {at}); chưa ghi gì. Hãy lưu lại tệp với bảng mã UTF-8 rồi nạp lại",
            path.display()
        ))
    })
}

/// The text of a table file.
pub(crate) fn read_table(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::input(format!(
            "{} không phải UTF-8 (byte {at}); hãy lưu lại dạng “CSV UTF-8”",
            path.display()
        ))
    })
}

impl Reader {
    /// The moment asked for.
    pub(crate) fn moment(&self) -> Result<Moment, Failure> {
        Moment::parse(self.as_of.as_deref(), SystemClock.now()).map_err(Failure::input)
    }
}

/// A writer's window at the counter.
#[derive(Debug)]
pub(crate) struct Window {
    ledger: Arc<dyn Ledger>,
    actor: Actor,
    /// Identity of the command.
    pub(crate) command: CommandId,
}

impl Window {
    /// Opens the window for somebody in a role.
    pub(crate) async fn open(writer: &Writer, role: Role) -> Result<Self, Failure> {
        let ledger = open_to_write(&writer.data).await?;
        let fresh = || format!("cli/{}", SystemClock.now().as_microsecond());
        let command = CommandId(writer.command_id.clone().unwrap_or_else(fresh));
        let actor = Actor { name: writer.actor.clone(), role, body: writer.body.clone() };
        Ok(Self { ledger, actor, command })
    }

    /// The desk to work at.
    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk { ledger: &*self.ledger, clock: &SystemClock, actor: &self.actor }
    }
}

/// A reviewer's window: the drawer of drafts, and the ledger to look things up in.
///
/// The ledger is opened to read, so drafts are worked on beside whoever writes; only adoption needs the ledger alone.
#[derive(Debug)]
pub(crate) struct Drawer {
    ledger: Arc<dyn Ledger>,
    /// The drafts.
    pub(crate) drafts: Arc<dyn Drafts>,
    actor: Actor,
}

impl Drawer {
    /// Opens the drawer for somebody who plans.
    pub(crate) async fn open(data: &Path, name: &str, body: &str) -> Result<Self, Failure> {
        Self::with(open(data).await?, data, name, body).await
    }

    /// Opens the drawer and the ledger to write to.
    pub(crate) async fn open_to_adopt(
        data: &Path,
        name: &str,
        body: &str,
    ) -> Result<Self, Failure> {
        Self::with(open_to_write(data).await?, data, name, body).await
    }

    async fn with(
        ledger: Arc<dyn Ledger>,
        data: &Path,
        name: &str,
        body: &str,
    ) -> Result<Self, Failure> {
        let drafts = drafts(data).await?;
        let (name, body) = (name.to_owned(), body.to_owned());
        Ok(Self { ledger, drafts, actor: Actor { name, role: Role::Planner, body } })
    }

    /// The desk to work at.
    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk { ledger: &*self.ledger, clock: &SystemClock, actor: &self.actor }
    }
}
