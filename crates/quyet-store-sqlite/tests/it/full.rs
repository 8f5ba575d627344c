//! A disk that is full, and has room again.

use quyet_model::period::Period;
use quyet_store::conformance::samples::{entry, figure, reported};
use quyet_store::{AppendError, Fittings, Head, Ledger, StoreError};
use quyet_store_sqlite::SqliteLedger;

use crate::tampering::run;

#[tokio::test]
async fn what_a_full_disk_refuses_is_taken_once_there_is_room() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger =
        SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("an empty directory");
    let rows = vec![figure("x", Period::Year(2024), "1"); 300];
    for number in 1..4 {
        let batch = [entry(&number.to_string(), number, reported(rows.clone()))];
        let head = ledger.head().await.expect("a sound ledger");
        ledger.pretend_full(true).await.expect("a writing ledger");
        let refused = ledger.append(head, &batch, &[]).await.expect_err("there is no room");
        let AppendError::Store(StoreError::Unavailable(why)) = refused else {
            panic!("refused for another reason: {refused}")
        };
        assert!(why.starts_with("đĩa đã đầy, hãy giải phóng dung lượng"), "{why}");
        assert_eq!(ledger.head().await, Ok(head));
        ledger.pretend_full(false).await.expect("a writing ledger");
        let taken = ledger.append(head, &batch, &[]).await.expect("there is room");
        assert_eq!((taken.first, taken.repeated), (head.size, false));
    }
    assert!(ledger.fsck(&crate::nobody_listens).await.expect("a check").is_clean());
}

#[tokio::test]
async fn a_transaction_that_sqlite_ends_by_itself_does_not_end_the_writer() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger =
        SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("an empty directory");
    // What SQLite does when a page cannot be written to a full disk.
    let ends =
        "CREATE TRIGGER ends BEFORE INSERT ON command BEGIN SELECT RAISE(ROLLBACK, 'het cho'); END";
    run(dir.path(), ends).await.expect("a trigger of the test");
    let batch = [entry("lenh", 1, reported(vec![figure("x", Period::Year(2024), "1")]))];
    for _ in 0..2 {
        let refused = ledger.append(Head::EMPTY, &batch, &[]).await.expect_err("it was ended");
        assert!(refused.to_string().contains("het cho"), "{refused}");
    }
    run(dir.path(), "DROP TRIGGER ends").await.expect("a trigger of the test");
    let taken = ledger.append(Head::EMPTY, &batch, &[]).await.expect("nothing is in the way");
    assert_eq!((taken.first, taken.head.size), (0, 1));
}
