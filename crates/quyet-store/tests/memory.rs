//! The oracle passes its own suite.

use quyet_store::conformance::CASES;
use quyet_store::memory::MemoryLedger;

#[tokio::test]
async fn the_ledger_in_memory_conforms() {
    for case in CASES {
        println!("{}", case.name);
        (case.run)(&MemoryLedger::new()).await;
    }
}
