//! What the archive does by itself while the hall is open: a whole backup a day, a trial restore a week, what is new
//! every minute.
//!
//! **Takes** an archive and a clock. **Gives** a [`BackupStatus`] that pages may show at any moment. **Never** stops the
//! hall: a failure is logged, shown, and tried again.
//! Start reading at [`Keeper::start`]. Each duty has a thread of its own, so that a long trial delays nothing.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use quyet_app::clock::Clock;
use quyet_app::upkeep::{BackupMade, BackupState, RestoreVerified};
use quyet_backup::{BackupName, BackupStatus, Duty, Verified, prune};

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
    ///
    /// When it cannot be read, that is the first failure noted: the hall opens all the same.
    pub(crate) async fn new(archive: Archive, clock: Arc<dyn Clock>) -> Self {
        let mut status = BackupStatus {
            place: Some(archive.shelf.dir().display().to_string()),
            encrypted: archive.recipient.is_some(),
            ..BackupStatus::default()
        };
        if let Err(failed) = look(&archive, &*clock, &mut status).await {
            tracing::warn!(%failed, "không xem được nơi lưu bản sao");
            status.note(Duty::Create, clock.now(), Err(failed.to_string()));
        }
        Self { archive: Arc::new(archive), clock, status: Arc::new(Mutex::new(status)) }
    }

    /// Begins to work, on threads of its own.
    pub(crate) fn start(self) -> Result<AtWork, Failure> {
        let keeper = Arc::new(self);
        let mut stops = Vec::new();
        for duty in Duty::ALL {
            let (stop, stopped) = channel::<()>();
            let at_work = keeper.clone();
            let named = std::thread::Builder::new().name(format!("{duty:?}"));
            let started = named.spawn(move || at_work.keep_to(duty, &stopped));
            started.map_err(|error| {
                Failure::failed(format!("không bắt đầu được việc sao lưu: {error}"))
            })?;
            stops.push(stop);
        }
        Ok(AtWork { keeper, _stop: stops })
    }

    /// Does a duty whenever it is due, until the other end is let go.
    fn keep_to(&self, duty: Duty, stopped: &Receiver<()>) {
        while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
            self.do_when_due(duty);
        }
    }

    /// What is known now, as the system page shows it.
    pub(crate) fn state(&self) -> BackupState {
        let status = self.status();
        let duties = [&status.create, &status.verify, &status.ship];
        let failures = duties.into_iter().filter_map(|last| last.failed.clone());
        let made =
            |(name, bytes): (BackupName, u64)| BackupMade { at: name.taken, bytes: Some(bytes) };
        let took = |tried: &Verified| i64::try_from(tried.took_ms).map(SignedDuration::from_millis);
        BackupState {
            place: status.place.clone().unwrap_or_default(),
            last: status.newest.map(made),
            verified: status
                .verified
                .as_ref()
                .map(|tried| RestoreVerified { at: tried.at, took: took(tried).ok() }),
            lag: status.lag(self.clock.now()),
            failed: failures.max_by_key(|(at, _)| *at),
        }
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

/// Notes what was done before, as the shelf shows it.
async fn look(
    archive: &Archive,
    clock: &dyn Clock,
    status: &mut BackupStatus,
) -> Result<(), Failure> {
    let listing = archive.listing(clock.now()).await?;
    for folder in &listing.folders {
        let Ok(manifest) = &folder.manifest else { continue };
        let whole = folder.name.is_whole();
        let last = if whole { &mut status.create } else { &mut status.ship };
        last.done = last.done.max(Some(folder.name.taken));
        if whole {
            status.newest = Some((folder.name, manifest.files.bytes));
        }
    }
    status.verify.done = listing.last_verified.as_ref().map(|last| last.at);
    status.verified = listing.last_verified;
    status.covered = listing.line.map(|line| line.covered);
    Ok(())
}

#[cfg(test)]
mod tests;
