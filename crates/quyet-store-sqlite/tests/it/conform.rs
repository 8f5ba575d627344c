//! The suite that every backend passes.

use quyet_store::Fittings;
use quyet_store::Ledger;
use quyet_store::conformance::{CASES, check_checkpoints, check_drafts, samples::at, view};
use quyet_store::drafts::Drafts;
use quyet_store_sqlite::{OpenError, SqliteDrafts, SqliteLedger};

use crate::write_history;

#[tokio::test]
async fn the_ledger_in_sqlite_conforms() {
    for case in CASES {
        println!("{}", case.name);
        let dir = tempfile::tempdir().expect("a temporary directory");
        let ledger = SqliteLedger::create(dir.path(), Fittings::seeded(0))
            .await
            .expect("an empty directory");
        (case.run)(&ledger).await;
        ledger.close().await;
    }
}

#[tokio::test]
async fn the_checkpoints_in_sqlite_conform() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger =
        SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("an empty directory");
    check_checkpoints(&ledger, &ledger).await;
    ledger.close().await;
}

#[tokio::test]
async fn the_drawer_in_sqlite_conforms_and_keeps_what_it_was_given() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let drafts = SqliteDrafts::open(dir.path()).await.expect("a directory to write to");
    check_drafts(&drafts).await;
    drop(drafts);
    let again = SqliteDrafts::open(dir.path()).await.expect("the drawer just dropped");
    assert_eq!(again.list().await.expect("a sound drawer").len(), 1);
}

#[tokio::test]
async fn a_drawer_opens_only_where_there_is_a_directory_and_a_file_of_ours() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    SqliteDrafts::open(&dir.path().join("nowhere")).await.expect_err("no directory");
    std::fs::write(dir.path().join("soan.db"), [b'x'; 4096]).expect("a file of somebody else");
    let refused = SqliteDrafts::open(dir.path()).await.expect_err("not a database");
    assert!(matches!(refused, OpenError::Foreign(_)), "{refused}");
}

#[tokio::test]
async fn a_ledger_opened_again_answers_as_before() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    let ledger =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("the ledger just written");
    let head = ledger.head().await.expect("a sound ledger");
    let (before, then) = (view(&ledger, at(45)).await, view(&ledger, at(99)).await);
    // Dropped without closing, as when a process ends.
    drop(ledger);
    let again =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("the ledger just dropped");
    assert_eq!(again.read_only(), None);
    assert_eq!(again.head().await, Ok(head));
    assert_eq!((view(&again, at(45)).await, view(&again, at(99)).await), (before, then));
}
