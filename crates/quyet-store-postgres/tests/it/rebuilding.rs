//! Projections made anew while the house is open.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use quyet_model::period::Period;
use quyet_store::conformance::samples::{at, corrected, entry, figure, reported};
use quyet_store::conformance::view;
use quyet_store::{FigureQuery, Ledger};

use crate::{empty, nobody_listens, open, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn appends_and_reads_go_on_while_projections_are_made_anew() {
    let Some((database, ledger)) = empty().await else { return };
    let (ledger, other) = (Arc::new(ledger), Arc::new(open(&database).await));
    let append = async |number: i64| {
        let head = other.head().await.expect("a sound ledger");
        let act = match number % 3 {
            2 => corrected(head.size - 1, 0, figure("x", Period::Year(2024), "2")),
            _ => reported(vec![figure("x", Period::Year(2024), "1")]),
        };
        let batch = [entry(&format!("lenh-{number}"), number + 1, act)];
        other.append(head, &batch, &[]).await.expect("an append beside the rebuild");
    };
    for number in 0..200 {
        append(number).await;
    }
    let (started, ended) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let rebuilding = tokio::spawn({
        let (ledger, started, ended) =
            (Arc::clone(&ledger), Arc::clone(&started), Arc::clone(&ended));
        async move {
            let note = |done: u64, _| started.store(done, Ordering::SeqCst);
            let done = ledger.rebuild(&note).await;
            ended.store(true, Ordering::SeqCst);
            done
        }
    });
    let (mut number, mut beside) = (200, 0);
    while !ended.load(Ordering::SeqCst) {
        append(number).await;
        let known = other.figures(&FigureQuery::default(), at(number + 1)).await;
        number += 1;
        assert_eq!(known.expect("reads go on").len(), usize::try_from(number).expect("few"));
        beside += u64::from(0 < started.load(Ordering::SeqCst));
    }
    let done = rebuilding.await.expect("no panic").expect("a rebuild");
    assert!((200..=number.unsigned_abs()).contains(&done), "{done}");
    assert!(0 < beside, "at least one append came in between");
    let report = ledger.fsck(&nobody_listens).await.expect("a check");
    assert_eq!(report.findings, Vec::new());
    let before = view(&*ledger, at(number)).await;
    ledger.rebuild(&nobody_listens).await.expect("a rebuild");
    assert_eq!(view(&*ledger, at(number)).await, before);
    let left = run(&database.owner, "SELECT quyet_rebuild.x()").await.expect_err("nothing is left");
    assert!(left.contains("does not exist"), "{left}");
}
