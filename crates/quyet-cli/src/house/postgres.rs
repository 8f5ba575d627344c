//! The ledger in PostgreSQL, as the settings name it.

use std::sync::Arc;

use quyet_app::Ledger;
use quyet_store::drafts::Drafts;
use quyet_store::{Fittings, Pending};

use crate::outcome::Failure;
use crate::settings::DatabaseAt;

/// An opened ledger in PostgreSQL.
#[derive(Clone, Debug)]
pub(crate) struct Opened(Arc<dyn Ledger>);

impl Opened {
    pub(super) fn ledger(&self) -> Arc<dyn Ledger> {
        self.0.clone()
    }

    pub(super) async fn close(self) {}
}

pub(super) async fn read(at: &DatabaseAt, _fittings: Fittings) -> Result<Opened, Failure> {
    Err(absent(at))
}

pub(super) async fn write(at: &DatabaseAt, _fittings: Fittings) -> Result<Opened, Failure> {
    Err(absent(at))
}

pub(super) async fn pending(at: &DatabaseAt) -> Result<Vec<Pending>, Failure> {
    Err(absent(at))
}

pub(super) async fn migrate(at: &DatabaseAt) -> Result<Vec<Pending>, Failure> {
    Err(absent(at))
}

pub(super) async fn drafts(at: &DatabaseAt) -> Result<Arc<dyn Drafts>, Failure> {
    Err(absent(at))
}

fn absent(at: &DatabaseAt) -> Failure {
    Failure::usage(format!("chương trình này chưa mở được {}; hãy bỏ mục [database]", at.url))
}
