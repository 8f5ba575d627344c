//! What every handler may ask.

use std::sync::Arc;

use quyet_app::clock::Clock;
use quyet_app::health::Health;
use quyet_app::porch::Porch;
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
}

impl Hall {
    /// A hall that only shows.
    pub fn new(ledger: Arc<dyn Ledger>, clock: Arc<dyn Clock>) -> Self {
        Self { ledger, clock, notice: None, desk: None, health: Health::default() }
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
