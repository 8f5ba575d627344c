//! Projections made anew while others read and write.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use quyet_store::conformance::samples::{at, entry, reported};
use quyet_store::conformance::view;
use quyet_store::{Fittings, Ledger};
use quyet_store_sqlite::SqliteLedger;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::oneshot;

use crate::{nobody_listens, write_history};

const TABLES: [&str; 7] = ["entry", "plan", "indicator", "place", "figure", "document", "report"];

/// Every row of every projection in the order in which it is stored, each value written so that no two look alike.
async fn dump(dir: &Path) -> String {
    let options = SqliteConnectOptions::new().filename(dir.join("quyet.db")).read_only(true);
    let mut conn = options.connect().await.expect("the database of the ledger");
    let mut all = String::new();
    for table in TABLES {
        let columns = format!("SELECT name FROM pragma_table_info('projection_{table}')");
        let columns: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(columns))
            .fetch_all(&mut conn)
            .await
            .expect("its columns");
        let quoted: Vec<String> = columns.iter().map(|name| format!("quote({name})")).collect();
        let rows = format!("SELECT {} FROM projection_{table}", quoted.join(" || ',' || "));
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(rows))
            .fetch_all(&mut conn)
            .await
            .expect("its rows");
        all.extend([table, "\n", &rows.join("\n"), "\n"]);
    }
    conn.close().await.expect("a clean close");
    all
}

#[tokio::test]
async fn what_is_rebuilt_is_what_the_appends_had_made_row_for_row() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    let before = dump(dir.path()).await;
    assert!(before.contains("'rung'"), "{before}");
    let ledger = SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("a ledger");
    ledger.rebuild(&nobody_listens).await.expect("a sound ledger");
    ledger.close().await;
    assert_eq!(dump(dir.path()).await, before);
}

/// Tells once that the rebuild stands still, and what lets it go on.
type Gate = Mutex<Option<(oneshot::Sender<()>, mpsc::Receiver<()>)>>;

/// The first word of progress stops the rebuild in the middle of its transaction, until the test goes on.
fn stand_still(gate: &Gate) {
    if let Some((begun, released)) = gate.lock().expect("one at a time").take() {
        begun.send(()).expect("the test listens");
        tokio::task::block_in_place(|| released.recv().expect("the test goes on"));
    }
}

/// While a rebuild runs, reads answer from the old projections and an append waits; then it is taken.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_go_on_during_a_rebuild_and_an_append_waits_and_is_taken() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    let ledger = SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("a ledger");
    let ledger = Arc::new(ledger);
    let (before, head) = (view(&*ledger, at(99)).await, ledger.head().await.expect("a head"));
    let (begun, standing) = oneshot::channel();
    let (go_on, released) = mpsc::channel::<()>();
    let gate = Gate::new(Some((begun, released)));
    let rebuilding = tokio::spawn({
        let ledger = Arc::clone(&ledger);
        async move { ledger.rebuild(&|_, _| stand_still(&gate)).await }
    });
    standing.await.expect("the rebuild begins");
    assert_eq!(view(&*ledger, at(99)).await, before, "reads see the old projections");
    let taken = Arc::new(AtomicBool::new(false));
    let appending = tokio::spawn({
        let (ledger, taken) = (Arc::clone(&ledger), Arc::clone(&taken));
        async move {
            let batch = [entry("moi", 100, reported(Vec::new()))];
            let receipt = ledger.append(head, &batch, &[]).await;
            taken.store(true, Ordering::SeqCst);
            receipt
        }
    });
    assert_eq!(view(&*ledger, at(99)).await, before);
    assert!(!taken.load(Ordering::SeqCst), "the append waits");
    go_on.send(()).expect("the rebuild waits");
    assert_eq!(rebuilding.await.expect("no panic"), Ok(head.size));
    let receipt = appending.await.expect("no panic").expect("the append is taken afterwards");
    assert_eq!(receipt.first, head.size);
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}
