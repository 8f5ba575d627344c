//! What is being read at the moment: two files at once, the others wait.
//!
//! **Takes** drafts whose file is to be read. **Gives** how far each reading is. **Never** reads one draft twice at a time.
//! It lives as long as the process: after a stop a draft is simply not read yet.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use quyet_app::desk::Desk;
use quyet_app::porch::Progress;
use quyet_app::review::read::keep_reading;
use quyet_app::review::{original, review_card};
use quyet_model::plan::PlanId;
use tokio::sync::{Semaphore, watch};

use crate::hall::{Hall, Planning};

/// Files read at once.
const AT_ONCE: usize = 2;

/// How far a reading is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It waits for another to end.
    Waiting,
    /// The file is being read; `None` before the first word of it.
    Reading(Option<Progress>),
    /// It was broken off, with what happened.
    Failed(String),
}

/// A reading.
#[derive(Debug)]
pub(crate) struct Reading {
    /// When it was asked for.
    pub(crate) since: Timestamp,
    state: Mutex<State>,
}

impl Reading {
    /// How far it is.
    pub(crate) fn state(&self) -> State {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is replaced in one go, so a panic elsewhere left it whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: State) {
        *self.lock() = state;
    }
}

/// The readings of a process.
#[derive(Debug)]
pub struct Readings {
    running: Mutex<BTreeMap<PlanId, Arc<Reading>>>,
    seats: Arc<Semaphore>,
    busy: watch::Sender<usize>,
}

impl Default for Readings {
    fn default() -> Self {
        Self {
            running: Mutex::default(),
            seats: Arc::new(Semaphore::new(AT_ONCE)),
            busy: watch::Sender::new(0),
        }
    }
}

impl Readings {
    /// Waits until nothing is being read.
    pub async fn idle(&self) {
        // The sender lives as long as `self`, so the wait cannot fail.
        let mut busy = self.busy.subscribe();
        let _idle = busy.wait_for(|busy| *busy == 0).await;
    }

    /// The reading of a draft; `None` when there is none.
    pub(crate) fn of(&self, id: &PlanId) -> Option<Arc<Reading>> {
        self.lock().get(id).cloned()
    }

    /// Forgets how the reading of a draft ended.
    pub(crate) fn forget(&self, id: &PlanId) {
        let failed = |reading: &Arc<Reading>| matches!(reading.state(), State::Failed(_));
        let mut running = self.lock();
        if running.get(id).is_some_and(failed) {
            running.remove(id);
        }
    }

    /// Starts to read the file of a draft, unless that is going on already.
    pub(crate) fn start(hall: &Hall, planning: &Planning, id: &PlanId) {
        let readings = &planning.readings;
        readings.forget(id);
        let state = Mutex::new(State::Waiting);
        let reading = Arc::new(Reading { since: hall.clock.now(), state });
        {
            let mut running = readings.lock();
            if running.contains_key(id) {
                return;
            }
            running.insert(id.clone(), reading.clone());
        }
        readings.busy.send_modify(|busy| *busy += 1);
        let (hall, planning, id) = (hall.clone(), planning.clone(), id.clone());
        tokio::spawn(async move {
            let readings = planning.readings.clone();
            // A task of its own: whatever happens in it, the reading ends.
            let work = tokio::spawn(read(hall, planning, id.clone(), reading.clone()));
            let ended = work.await.unwrap_or_else(|_| Err(FELL.to_owned()));
            match ended {
                Ok(()) => drop(readings.lock().remove(&id)),
                Err(what) => {
                    tracing::error!(plan = %id, error = %what, "a reading was broken off");
                    reading.set(State::Failed(what));
                }
            }
            readings.busy.send_modify(|busy| *busy -= 1);
        });
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<PlanId, Arc<Reading>>> {
        // Every change is one insertion or removal, so a panic elsewhere left the map whole.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const FELL: &str = "bộ đọc dừng giữa chừng vì lỗi của chương trình";

/// Reads the file and keeps what came of it. A file that was put in its place meanwhile is read instead.
async fn read(
    hall: Hall,
    planning: Planning,
    id: PlanId,
    reading: Arc<Reading>,
) -> Result<(), String> {
    let drafts = &*planning.drafts;
    let _seat = planning.readings.seats.acquire().await.map_err(|error| error.to_string())?;
    loop {
        reading.set(State::Reading(None));
        let before = review_card(drafts, &id).await.map_err(|error| error.to_string())?;
        let bytes = original(drafts, &id).await.map_err(|error| error.to_string())?;
        let bytes = bytes.ok_or("không còn tệp gốc trong ngăn nháp")?;
        let (porch, told) = (planning.porch.clone(), reading.clone());
        let received = tokio::task::spawn_blocking(move || {
            porch.receive(&bytes, &|progress| told.set(State::Reading(Some(progress))))
        });
        let received = received.await.map_err(|_| FELL.to_owned())?;
        let after = review_card(drafts, &id).await.map_err(|error| error.to_string())?;
        if after.original != before.original {
            continue;
        }
        let desk = Desk { ledger: &*hall.ledger, clock: &*hall.clock, actor: &planning.planner };
        let kept = keep_reading(desk, drafts, &id, received).await;
        return kept.map_err(|error| error.to_string());
    }
}
