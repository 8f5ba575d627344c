//! What every handler may ask.

use std::sync::Arc;

use quyet_app::Ledger;
use quyet_app::clock::Clock;

/// The house as the hall sees it.
#[derive(Clone, Debug)]
pub struct Hall {
    /// The vault, to read from.
    pub ledger: Arc<dyn Ledger>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// A sentence shown on top of every page; `None` in ordinary use.
    pub notice: Option<Arc<str>>,
}
