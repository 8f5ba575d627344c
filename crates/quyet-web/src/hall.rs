//! What every handler may ask.

use std::fmt::Debug;
use std::sync::Arc;

use quyet_app::clock::Clock;
use quyet_app::health::Health;
use quyet_app::porch::Porch;
use quyet_app::public_log::PublicLog;
use quyet_app::upkeep::{StandingUpkeep, Upkeep};
use quyet_app::vault::Vault;
use quyet_app::{Drafts, Ledger};
use quyet_model::actor::Actor;

use crate::readings::Readings;

/// The house as the hall sees it.
#[derive(Clone, Debug)]
pub struct Hall {
    /// The vault, to read from.
    pub ledger: Arc<dyn Ledger>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// A sentence shown on top of every page; `None` in ordinary use.
    pub notice: Option<Arc<str>>,
    /// The planner's desk; `None` when the hall only shows.
    pub desk: Option<Planning>,
    /// What is known of the ledger's soundness; whoever checks it holds the same.
    pub health: Health,
    /// The public log; `None` when the house has no key for it.
    pub log: Option<PublicLog>,
    /// Who knows how the house is kept.
    pub upkeep: Arc<dyn Upkeep>,
    /// Who knows whether pages are read from a place that lags behind; `None` when they are not.
    pub source: Option<Arc<dyn Source>>,
}

/// Where pages are read from, when that is not where acts are written.
pub trait Source: Send + Sync + Debug {
    /// A sentence for every page, such as that it is read from a standby three seconds behind; `None` when there is no lag.
    fn words(&self) -> Option<String>;
}

impl Hall {
    /// A hall that only shows.
    pub fn new(ledger: Arc<dyn Ledger>, clock: Arc<dyn Clock>) -> Self {
        let upkeep = Arc::new(StandingUpkeep::default());
        let (notice, desk, health) = (None, None, Health::default());
        Self { ledger, clock, notice, desk, health, log: None, upkeep, source: None }
    }

    /// The sentence on top of every page; empty when there is none.
    pub(crate) fn notices(&self) -> String {
        let source = self.source.as_ref().and_then(|source| source.words());
        let notices = self.notice.as_deref().map(ToOwned::to_owned).into_iter().chain(source);
        notices.collect::<Vec<_>>().join(" ")
    }
}

/// The desk where one planner works. There is no log-in, so whoever reaches the desk is the planner.
#[doc(alias = "bàn người lập kế hoạch")]
#[derive(Clone, Debug)]
pub struct Planning {
    /// The drawer.
    pub drafts: Arc<dyn Drafts>,
    /// Who reads files.
    pub porch: Arc<dyn Porch>,
    /// Where the ledger is opened for the one act of adopting.
    pub vault: Arc<dyn Vault>,
    /// Who works here.
    pub planner: Actor,
    /// What is being read.
    pub readings: Arc<Readings>,
}

impl Planning {
    /// A desk on which nothing is being read.
    pub fn new(
        drafts: Arc<dyn Drafts>,
        porch: Arc<dyn Porch>,
        vault: Arc<dyn Vault>,
        planner: Actor,
    ) -> Self {
        Self { drafts, porch, vault, planner, readings: Arc::default() }
    }
}
