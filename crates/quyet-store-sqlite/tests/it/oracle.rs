//! SQLite and memory agree on everything, whatever is sent to both.

use proptest::collection::vec;
use proptest::prelude::*;
use quyet_store::memory::MemoryLedger;
use quyet_store::{Fittings, Ledger};
use quyet_store_sqlite::SqliteLedger;
use quyet_testkit::oracle::{compare, send_all, sent};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sqlite_answers_like_the_oracle(all in vec(sent(), 1..16)) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let dir = tempfile::tempdir().expect("a temporary directory");
            let ledger = SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("an empty directory");
            let oracle = MemoryLedger::new();
            let clock = send_all(&all, &oracle, &ledger).await;
            compare(&oracle, &ledger, clock).await;
            let report = ledger.fsck(&crate::nobody_listens).await.expect("a check");
            assert_eq!(report.findings, Vec::new());
            ledger.rebuild(&crate::nobody_listens).await.expect("a rebuild");
            compare(&oracle, &ledger, clock).await;
            ledger.close().await;
        });
    }
}
