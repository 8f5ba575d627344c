//! PostgreSQL and memory agree on everything, whatever is sent to both.

use proptest::collection::vec;
use proptest::test_runner::{Config, TestRunner};
use quyet_store::Ledger;
use quyet_store::memory::MemoryLedger;
use quyet_store_postgres::PostgresLedger;
use quyet_testkit::oracle::{Sent, compare, send_all, sent};

#[test]
fn postgresql_answers_like_the_oracle() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let Some((database, ledger)) = runtime.block_on(crate::empty()) else { return };
    let config = Config { cases: 16, failure_persistence: None, ..Config::default() };
    let agreed = TestRunner::new(config).run(&vec(sent(), 1..16), |all| {
        runtime.block_on(async {
            database.wipe().await.expect("a superuser empties the tables");
            agree(&all, &ledger).await;
        });
        Ok(())
    });
    if let Err(differs) = agreed {
        panic!("{differs}");
    }
}

async fn agree(all: &[Sent], ledger: &PostgresLedger) {
    let oracle = MemoryLedger::new();
    let clock = send_all(all, &oracle, ledger).await;
    compare(&oracle, ledger, clock).await;
    let report = ledger.fsck(&crate::nobody_listens).await.expect("a check");
    assert_eq!(report.findings, Vec::new());
    ledger.rebuild(&crate::nobody_listens).await.expect("a rebuild");
    compare(&oracle, ledger, clock).await;
    let report = ledger.fsck(&crate::nobody_listens).await.expect("a check");
    assert_eq!(report.findings, Vec::new());
}
