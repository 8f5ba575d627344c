//! How the house is kept, for the system page.

use std::sync::Arc;

use quyet_app::clock::Clock;
use quyet_app::upkeep::{
    BackupMade, BackupState, DatabaseState, RestoreVerified, Upkeep, UpkeepState,
};
use quyet_backup::BackupStatus;
use quyet_store::{Promise, StoreError};

use super::standby::Standby;
use crate::house::{House, SystemClock};
use crate::keeper::Keeper;

/// A house that is open, with what is known of it.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) house: House,
    pub(super) standby: Option<Arc<Standby>>,
    /// Whoever makes backups while the hall is open.
    pub(super) keeper: Option<Arc<Keeper>>,
}

impl Kept {
    fn database(&self) -> DatabaseState {
        let (word, place) = self.house.database_place();
        // The log beside the file holds what was not folded into it yet.
        let names = ["quyet.db", "quyet.db-wal"].map(|name| self.house.data.join(name));
        let sizes = names.map(|path| std::fs::metadata(path).map(|about| about.len()).ok());
        let bytes = sizes[0].map(|bytes| bytes + sizes[1].unwrap_or(0));
        DatabaseState { word: word.to_owned(), place, bytes }
    }
}

impl Upkeep for Kept {
    fn state(&self) -> Promise<'_, UpkeepState, StoreError> {
        let state = UpkeepState {
            database: Some(self.database()),
            attachments: self.house.attachments_place(),
            backup: self.keeper.as_ref().map(|keeper| backup(keeper.status())),
            replicas: self.standby.iter().map(|standby| standby.state()).collect(),
        };
        Box::pin(async { Ok(state) })
    }
}

fn backup(status: BackupStatus) -> BackupState {
    let lag = status.lag(SystemClock.now());
    let last = status.create.done.map(|at| BackupMade { at, bytes: None });
    let verified = status.verify.done.map(|at| RestoreVerified { at, took: None });
    let failures = [status.create.failed, status.verify.failed, status.ship.failed];
    let failed = failures.into_iter().flatten().max_by_key(|(at, _)| *at);
    BackupState { place: status.place.unwrap_or_default(), last, verified, lag, failed }
}
