//! The ledger in SQLite, from the outside.

mod conform;
mod directory;
mod drawer;
mod full;
mod log;
mod oracle;
mod rebuilding;
mod tampering;
mod together;

use std::path::Path;

use quyet_store::Fittings;
use quyet_store::Ledger;
use quyet_store::conformance::samples::history;
use quyet_store_sqlite::SqliteLedger;

/// A ledger with the sample history, closed again.
async fn write_history(dir: &Path) {
    let ledger = SqliteLedger::create(dir, Fittings::seeded(0)).await.expect("an empty directory");
    for (batch, blobs) in history() {
        let head = ledger.head().await.expect("a sound ledger");
        ledger.append(head, &batch, &blobs).await.expect("the history is well-formed");
    }
    ledger.close().await;
}

fn nobody_listens(_done: u64, _all: u64) {}
