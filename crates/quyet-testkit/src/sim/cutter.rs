//! What strikes between two steps of a write.

use std::sync::{Mutex, MutexGuard, PoisonError};

use quyet_store::steps::{Step, Steps};
use quyet_store::{Promise, StoreError};
use tokio::sync::Notify;

/// How a write is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// It fails.
    Fails,
    /// It goes no further, and whoever waits is told.
    Hangs,
}

#[derive(Debug, Default)]
struct Armed {
    how: Option<How>,
    left: u32,
    struck: Option<Step>,
}

/// Listens to the steps of one ledger and strikes once when armed.
#[derive(Debug, Default)]
pub(crate) struct Cutter {
    armed: Mutex<Armed>,
    struck: Notify,
}

impl Cutter {
    fn armed(&self) -> MutexGuard<'_, Armed> {
        // It is written whole in one step.
        self.armed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Strikes when so many steps are done.
    pub(crate) fn arm(&self, how: How, after: u32) {
        *self.armed() = Armed { how: Some(how), left: after, struck: None };
    }

    /// Strikes no more; gives the step at which it struck.
    pub(crate) fn disarm(&self) -> Option<Step> {
        std::mem::take(&mut *self.armed()).struck
    }

    /// Ready when a write hangs.
    pub(crate) async fn hangs(&self) {
        self.struck.notified().await;
    }

    /// Counts a step; what it does to the write, when it strikes now.
    fn count(&self, step: Step) -> Option<How> {
        let mut armed = self.armed();
        let how = armed.how?;
        armed.left = armed.left.saturating_sub(1);
        if armed.left == 0 {
            armed.how = None;
            armed.struck = Some(step);
            return Some(how);
        }
        None
    }
}

impl Steps for Cutter {
    fn reached(&self, step: Step) -> Promise<'_, (), StoreError> {
        Box::pin(async move {
            match self.count(step) {
                None => Ok(()),
                Some(How::Fails) => {
                    Err(StoreError::Unavailable("kết nối bị cắt giữa chừng".to_owned()))
                }
                Some(How::Hangs) => {
                    self.struck.notify_one();
                    std::future::pending().await
                }
            }
        })
    }
}
