//! The planner's desk of a data directory.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use quyet_app::Ledger;
use quyet_app::vault::{OpenVault, Vault, VaultError};
use quyet_model::actor::Actor;
use quyet_store::Fittings;
use quyet_store::Promise;
use quyet_store_sqlite::{OpenError, SqliteDrafts, SqliteLedger};
use quyet_web::hall::Planning;

use crate::apart::Apart;
use crate::house;
use crate::outcome::Failure;

/// Opens the drawer of a data directory for a planner.
pub(super) async fn open(data: &Path, planner: Actor) -> Result<Planning, Failure> {
    let drafts = SqliteDrafts::open(data).await.map_err(house::open_failure)?;
    let vault = VaultAt(data.to_owned());
    Ok(Planning::new(Arc::new(drafts), Arc::new(Apart), Arc::new(vault), planner))
}

/// The ledger of a data directory. Between two acts it is shut, so that commands can write beside the hall.
#[derive(Debug)]
struct VaultAt(PathBuf);

impl Vault for VaultAt {
    fn open(&self) -> Promise<'_, Box<dyn OpenVault>, VaultError> {
        Box::pin(async move {
            let ledger = SqliteLedger::open(&self.0, Fittings::default()).await.map_err(
                |error| match error {
                    OpenError::Busy(_) => VaultError::Busy,
                    other => VaultError::Failed(other.to_string()),
                },
            )?;
            let open: Box<dyn OpenVault> = Box::new(OpenAt(ledger));
            Ok(open)
        })
    }
}

#[derive(Debug)]
struct OpenAt(SqliteLedger);

impl OpenVault for OpenAt {
    fn ledger(&self) -> &dyn Ledger {
        &self.0
    }

    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(self.0.close())
    }
}
