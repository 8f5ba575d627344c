//! The suite that every backend passes.

use quyet_store::conformance::{CASES, check_checkpoints, check_drafts, samples::at, view};
use quyet_store::drafts::Drafts;
use quyet_store::{Blob, Fittings, Head, Ledger, whole_batches};
use quyet_store_postgres::{PostgresLedger, PostgresSettings};

use crate::{empty, open, with_history};

#[tokio::test]
async fn the_ledger_in_postgresql_conforms() {
    let Some((database, ledger)) = empty().await else { return };
    for case in CASES {
        println!("{}", case.name);
        database.wipe().await.expect("a superuser empties the tables");
        (case.run)(&ledger).await;
    }
}

#[tokio::test]
async fn the_drawer_in_postgresql_conforms_and_every_server_sees_it() {
    let Some((database, ledger)) = empty().await else { return };
    check_drafts(&ledger.drafts()).await;
    let other = open(&database).await;
    assert_eq!(other.drafts().list().await.expect("a sound drawer").len(), 1);
}

#[tokio::test]
async fn the_checkpoints_in_postgresql_conform() {
    let Some((_database, ledger)) = empty().await else { return };
    check_checkpoints(&ledger, &ledger).await;
}

#[tokio::test]
async fn a_ledger_opened_again_answers_as_before() {
    let Some((database, ledger)) = with_history().await else { return };
    let head = ledger.head().await;
    let (before, then) = (view(&ledger, at(45)).await, view(&ledger, at(99)).await);
    // Dropped without closing, as when a process ends.
    drop(ledger);
    let again = open(&database).await;
    assert_eq!((again.read_only(), again.head().await), (None, head));
    assert_eq!((view(&again, at(45)).await, view(&again, at(99)).await), (before, then));
}

#[tokio::test]
async fn a_reader_reads_and_writes_nothing() {
    let Some((database, ledger)) = with_history().await else { return };
    let settings = PostgresSettings::new(&database.app);
    let reader = PostgresLedger::open_read_only(&settings, Fittings::seeded(0)).await;
    let reader = reader.expect("a reader beside the writer");
    assert_eq!(reader.head().await, ledger.head().await);
    let head = ledger.head().await.expect("a sound ledger");
    let batch = quyet_store::conformance::samples::history().remove(0).0;
    let refused = reader.append(head, &batch, &[]).await.expect_err("a reader");
    assert!(matches!(refused, quyet_store::AppendError::ReadOnly(_)), "{refused}");
    assert!(reader.rebuild(&crate::nobody_listens).await.is_err());
    assert!(reader.fsck(&crate::nobody_listens).await.is_ok_and(|report| report.is_clean()));
}

#[tokio::test]
async fn a_transcribed_ledger_has_the_same_head_at_every_size() {
    let (Some((_one, from)), Some((_other, to))) = (with_history().await, empty().await) else {
        return;
    };
    let mut head = Head::EMPTY;
    loop {
        let page = whole_batches(&from, head.size, 3).await.expect("a sound ledger");
        if page.is_empty() {
            break;
        }
        let mut blobs = Vec::new();
        for named in quyet_store::named_blobs(
            &page.iter().map(|record| record.entry.clone()).collect::<Vec<_>>(),
        ) {
            let bytes = from.blob(named).await.expect("a sound ledger").expect("it was stored");
            blobs.push(Blob::new(bytes));
        }
        head = to.transcribe(head, &page, &blobs).await.expect("records of a sound ledger");
        assert_eq!(to.head().await, Ok(head));
    }
    assert_eq!(from.head().await, Ok(head));
    assert_eq!(to.entries(0, 100).await, from.entries(0, 100).await);
    assert_eq!(view(&to, at(99)).await, view(&from, at(99)).await);
    assert!(to.fsck(&crate::nobody_listens).await.is_ok_and(|report| report.is_clean()));
    let again = from.entries(0, 1).await.expect("a sound ledger");
    assert!(to.transcribe(head, &again, &[]).await.is_err(), "a record that does not follow");
}
