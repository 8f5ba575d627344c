//! A disk that is full, and has room again.

use quyet_model::period::Period;
use quyet_store::conformance::samples::{entry, figure, reported};
use quyet_store::{AppendError, Fittings, Ledger, StoreError};
use quyet_store_sqlite::SqliteLedger;

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
