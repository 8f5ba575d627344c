//! What the archive does by itself while the hall is open: a whole backup a day, a trial restore a week, what is new
//! every minute.
//!
//! **Takes** an archive and a clock. **Gives** a [`BackupStatus`] that pages may show at any moment. **Never** stops the
//! hall: a failure is logged, shown, and tried again.
//! Start reading at [`Keeper::start`]. Each duty has a thread of its own, so that a long trial delays nothing.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use quyet_app::clock::Clock;
use quyet_backup::schedule::Last;
use quyet_backup::{BackupStatus, Duty, prune};

use crate::archive::{Archive, failure, identity};
use crate::house;
use crate::outcome::Failure;

/// Between two looks at the clock.
const LOOK: Duration = Duration::from_secs(5);

/// The archive at work.
#[derive(Debug)]
pub(crate) struct Keeper {
    archive: Arc<Archive>,
    clock: Arc<dyn Clock>,
    status: Arc<Mutex<BackupStatus>>,
}

/// Lets the threads end when it is dropped.
#[derive(Debug)]
pub(crate) struct AtWork {
    /// What is known of the archive.
    pub(crate) keeper: Arc<Keeper>,
    _stop: Vec<Sender<()>>,
}

impl Keeper {
    /// A keeper that has looked at what lies on the shelf.
    pub(crate) async fn new(archive: Archive, clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let status = look(&archive, &*clock).await?;
        let status = Arc::new(Mutex::new(status));
        Ok(Self { archive: Arc::new(archive), clock, status })
    }

    /// Begins to work, on threads of its own.
    pub(crate) fn start(self) -> Result<AtWork, Failure> {
        let keeper = Arc::new(self);
        let mut stops = Vec::new();
        for duty in Duty::ALL {
            let (stop, stopped) = channel::<()>();
            let at_work = keeper.clone();
            let work = move || {
                while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                    at_work.do_when_due(duty);
                }
            };
            let started = std::thread::Builder::new().name(format!("{duty:?}")).spawn(work);
            started.map_err(|error| {
                Failure::failed(format!("không bắt đầu được việc sao lưu: {error}"))
            })?;
            stops.push(stop);
        }
        Ok(AtWork { keeper, _stop: stops })
    }

    /// What is known now.
    pub(crate) fn status(&self) -> BackupStatus {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, BackupStatus> {
        // A panic while the lock was held left a whole status: every change is one assignment.
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does a duty if it is due, to its end; a failure is noted, and logged when it is new.
    pub(crate) fn do_when_due(&self, duty: Duty) {
        if !self.lock().is_due(duty, self.clock.now()) {
            return;
        }
        let outcome = house::wait(self.fulfil(duty)).map_err(|failed| failed.to_string());
        if let Err(why) = &outcome {
            tracing::warn!(duty = ?duty, why, "sao lưu định kỳ không thành");
        }
        self.lock().note(duty, self.clock.now(), outcome);
    }

    async fn fulfil(&self, duty: Duty) -> Result<(), Failure> {
        let archive = &*self.archive;
        match duty {
            Duty::Create => {
                let made = archive.create(self.clock.now()).await?;
                self.lock().newest = Some((made.name(), made.files.bytes));
                let listing = archive.listing(self.clock.now()).await?;
                prune(&archive.shelf, &listing).map_err(failure)?;
            }
            Duty::Verify => {
                let line = archive.line(None)?;
                let tried = archive.verify(&line, identity(None)?, (None, &*self.clock)).await?;
                self.lock().verified = Some(tried);
            }
            Duty::Ship => {
                archive.ship(self.clock.now()).await?;
            }
        }
        let covered = archive.line(None)?.covered;
        self.lock().covered = Some(covered);
        Ok(())
    }
}

/// What was done before, as the shelf shows it.
async fn look(archive: &Archive, clock: &dyn Clock) -> Result<BackupStatus, Failure> {
    let listing = archive.listing(clock.now()).await?;
    let sound = listing.folders.iter().filter(|folder| folder.manifest.is_ok());
    let last = |whole| {
        let taken = sound.clone().filter(|folder| folder.name.is_whole() == whole);
        Last { done: taken.map(|folder| folder.name.taken).max(), failed: None }
    };
    let wholes = sound.clone().filter(|folder| folder.name.is_whole());
    let sized =
        wholes.filter_map(|folder| Some((folder.name, folder.manifest.as_ref().ok()?.files.bytes)));
    Ok(BackupStatus {
        place: Some(archive.shelf.dir().display().to_string()),
        newest: sized.max_by_key(|(name, _)| name.taken),
        create: last(true),
        verify: Last { done: listing.last_verified.as_ref().map(|last| last.at), failed: None },
        verified: listing.last_verified.clone(),
        ship: last(false),
        covered: listing.line.map(|line| line.covered),
        encrypted: archive.recipient.is_some(),
    })
}

#[cfg(test)]
mod tests;
