//! The ledger of a data directory, opened for one act. Between two acts it is shut, so that commands can write beside
//! the hall.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use quyet_app::Ledger;
use quyet_app::vault::{OpenVault, Vault, VaultError};
use quyet_store::{Fittings, Promise};
use quyet_store_sqlite::{OpenError, SqliteLedger};

#[derive(Debug)]
pub(super) struct SqliteVault {
    data: PathBuf,
    fittings: Fittings,
}

impl SqliteVault {
    pub(super) fn new(data: PathBuf, fittings: Fittings) -> Self {
        Self { data, fittings }
    }
}

impl Vault for SqliteVault {
    fn open(&self) -> Promise<'_, Box<dyn OpenVault>, VaultError> {
        Box::pin(async move {
            let ledger =
                SqliteLedger::open(&self.data, self.fittings.clone()).await.map_err(|error| {
                    match error {
                        OpenError::Busy(_) => VaultError::Busy,
                        other => VaultError::Failed(other.to_string()),
                    }
                })?;
            let open: Box<dyn OpenVault> = Box::new(Open(ledger));
            Ok(open)
        })
    }
}

#[derive(Debug)]
struct Open(SqliteLedger);

impl OpenVault for Open {
    fn ledger(&self) -> &dyn Ledger {
        &self.0
    }

    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(self.0.close())
    }
}
