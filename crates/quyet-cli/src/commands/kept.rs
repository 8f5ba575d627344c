//! How the house is kept, for the system page.

use std::sync::Arc;

use quyet_app::upkeep::{DatabaseState, Upkeep, UpkeepState};
use quyet_store::{Promise, StoreError};

use super::standby::Standby;
use crate::house::House;
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
            backup: self.keeper.as_ref().map(|keeper| keeper.state()),
            replicas: self.standby.iter().map(|standby| standby.state()).collect(),
        };
        Box::pin(async { Ok(state) })
    }
}
