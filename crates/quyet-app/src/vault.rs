//! The ledger opened for one act of writing, by a house that otherwise only reads.
//!
//! **Takes** nothing. **Gives** a ledger that takes appends, for as long as one act needs it. **Never** waits for another
//! writer: the door is shut or open.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use quyet_store::{Ledger, Promise};
use thiserror::Error;

use crate::health::Health;

/// Why the vault does not open for writing. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VaultError {
    /// Another command writes at the moment.
    #[error("đang có lệnh khác ghi sổ, hãy thử lại sau ít giây")]
    Busy,
    /// It failed.
    #[error("không mở được sổ để ghi: {0}")]
    Failed(String),
    /// The ledger is known to be broken.
    #[error("{0}")]
    Unsound(String),
}

/// Where the ledger can be opened for writing.
#[doc(alias = "mở sổ để ghi")]
pub trait Vault: Send + Sync + Debug {
    /// Opens the ledger. While it is open, no other process writes.
    fn open(&self) -> Promise<'_, Box<dyn OpenVault>, VaultError>;
}

/// The ledger, open for writing.
pub trait OpenVault: Send + Sync + Debug {
    /// The ledger.
    fn ledger(&self) -> &dyn Ledger;

    /// Gives the ledger back, so that others may write. Dropping does the same, later.
    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// A ledger that is always open for writing: in memory, or held by the process itself.
#[derive(Clone, Debug)]
pub struct OpenLedger(pub Arc<dyn Ledger>);

impl Vault for OpenLedger {
    fn open(&self) -> Promise<'_, Box<dyn OpenVault>, VaultError> {
        let open: Box<dyn OpenVault> = Box::new(self.clone());
        Box::pin(async move { Ok(open) })
    }
}

impl OpenVault for OpenLedger {
    fn ledger(&self) -> &dyn Ledger {
        &*self.0
    }

    fn close(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async {})
    }
}

/// A vault that stays shut as long as the ledger is known to be broken.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// The vault behind.
    pub vault: Arc<dyn Vault>,
    /// What is known of the ledger.
    pub health: Health,
}

impl Vault for Guarded {
    fn open(&self) -> Promise<'_, Box<dyn OpenVault>, VaultError> {
        match self.health.refusal() {
            Some(why) => Box::pin(async move { Err(VaultError::Unsound(why)) }),
            None => self.vault.open(),
        }
    }
}
