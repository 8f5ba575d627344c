//! How the house is kept, for the system page.

use std::sync::Arc;

use quyet_app::upkeep::{DatabaseState, Upkeep, UpkeepState};
use quyet_store::{Promise, StoreError};

use super::standby::Standby;
use crate::house::House;
use crate::keeper::AtWork;

/// A house that is open, with what is known of it.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) house: House,
    pub(super) standby: Option<Arc<Standby>>,
    /// The archive at work; it rests when the house is let go.
    pub(super) archive: Option<AtWork>,
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
            replicas: self.standby.iter().map(|standby| standby.state()).collect(),
            backup: self.archive.as_ref().map(|archive| archive.keeper.state()),
        };
        Box::pin(async { Ok(state) })
    }
}
