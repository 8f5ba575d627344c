//! The ledger in PostgreSQL, as the settings name it.

use std::sync::Arc;

use quyet_store::drafts::Drafts;
use quyet_store::{Fittings, Pending};
use quyet_store_postgres::{self as store, OpenError, PostgresLedger, PostgresSettings};

use crate::outcome::Failure;
use crate::settings::{DatabaseAt, Secret};

fn settings(at: &DatabaseAt) -> PostgresSettings {
    let hosts = at.hosts.iter().map(|host| host.expose().to_owned()).collect();
    PostgresSettings { hosts, ..PostgresSettings::new(at.url.expose()) }
}

/// The ledger on the server that takes writes.
pub(super) async fn open(at: &DatabaseAt, fittings: Fittings) -> Result<PostgresLedger, Failure> {
    PostgresLedger::open(&settings(at), fittings).await.map_err(failure)
}

/// The ledger on a standby, to read from; in the inner error why the standby does not answer.
pub(super) async fn open_standby(
    standby: &Secret,
    fittings: Fittings,
) -> Result<Result<PostgresLedger, String>, Failure> {
    match PostgresLedger::open_standby(standby.expose(), fittings).await {
        Ok(ledger) => Ok(Ok(ledger)),
        Err(error @ OpenError::Database { .. }) => Ok(Err(error.to_string())),
        Err(error) => Err(failure(error)),
    }
}

/// Steps that the layout still needs.
pub(super) async fn pending(at: &DatabaseAt) -> Result<Vec<Pending>, Failure> {
    store::pending(at.owner().expose()).await.map_err(failure)
}

/// Takes those steps as the owner of the tables; an empty database gets an empty ledger.
pub(super) async fn migrate(at: &DatabaseAt) -> Result<Vec<Pending>, Failure> {
    let steps = pending(at).await?;
    if !steps.is_empty() {
        store::migrate(at.owner().expose()).await.map_err(failure)?;
    }
    Ok(steps)
}

/// The drawer, in the same database.
pub(super) async fn drafts(at: &DatabaseAt) -> Result<Arc<dyn Drafts>, Failure> {
    Ok(Arc::new(open(at, Fittings::default()).await?.drafts()))
}

/// Why a database could not be opened, with its exit code.
fn failure(error: OpenError) -> Failure {
    match error {
        OpenError::Missing(_) => Failure::missing(error),
        OpenError::Exists(_) => Failure::conflict(error),
        OpenError::Address(_) => Failure::usage(error),
        _ => Failure::failed(error),
    }
}
