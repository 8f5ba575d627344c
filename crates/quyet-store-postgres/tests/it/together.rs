//! Calls that overlap, servers that share one database, and calls that are given up.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use quyet_model::period::Period;
use quyet_store::conformance::samples::{entry, figure, reported};
use quyet_store::{AppendError, Head, Ledger};
use quyet_store_postgres::PostgresLedger;

use crate::{empty, nobody_listens, open};

const SERVERS: i64 = 2;
const WRITERS: i64 = 2;
const EACH: i64 = 10;

/// Appends until the head it saw is the head it meets.
async fn insist(ledger: &PostgresLedger, writer: i64, number: i64) {
    loop {
        let head = ledger.head().await.expect("a sound ledger");
        let time = i64::try_from(head.size).expect("a short ledger") + 1;
        let figures = vec![figure("x", Period::Year(2024), "1")];
        let batch = [entry(&format!("{writer}-{number}"), time, reported(figures))];
        match ledger.append(head, &batch, &[]).await {
            Ok(receipt) => return assert_eq!(receipt.head.size, head.size + 1),
            Err(AppendError::Conflict(now)) => assert!(head.size < now.size),
            Err(other) => panic!("{other}"),
        }
    }
}

async fn write_all(ledger: Arc<PostgresLedger>, writer: i64) {
    for number in 0..EACH {
        insist(&ledger, writer, number).await;
    }
}

/// Polls a future so many times and gives it up.
async fn give_up_after<T>(polls: u32, future: impl Future<Output = T>) {
    let mut future = pin!(future);
    for _ in 0..polls {
        let polled = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        if polled.is_ready() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_of_two_servers_on_one_database_lose_nothing() {
    let Some((database, first)) = empty().await else { return };
    let mut servers = vec![Arc::new(first)];
    for _ in 1..SERVERS {
        servers.push(Arc::new(open(&database).await));
    }
    let write = |writer: i64| {
        let server = &servers[usize::try_from(writer % SERVERS).expect("a small number")];
        tokio::spawn(write_all(Arc::clone(server), writer))
    };
    let writers: Vec<_> = (0..SERVERS * WRITERS).map(write).collect();
    for writer in writers {
        writer.await.expect("no writer panics");
    }
    for server in servers {
        let report = server.fsck(&nobody_listens).await.expect("a check");
        assert_eq!(report.findings, Vec::new());
        assert_eq!(report.entries, (SERVERS * WRITERS * EACH).unsigned_abs());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_given_up_at_any_point_happened_wholly_or_not_at_all() {
    let Some((_database, ledger)) = empty().await else { return };
    let mut size = 0;
    for polls in 0..60 {
        let time = i64::from(polls) + 1;
        let figures =
            || vec![figure("x", Period::Year(2024), "1"), figure("y", Period::Year(2024), "2")];
        let batch = [
            entry(&format!("lenh-{polls}"), time, reported(figures())),
            entry(&format!("lenh-{polls}"), time, reported(Vec::new())),
        ];
        let head = ledger.head().await.expect("a sound ledger");
        give_up_after(polls * 4, ledger.append(head, &batch, &[])).await;
        // Whether it happened is told by sending it again; the head may have moved by it meanwhile.
        let receipt = ledger.append(head, &batch, &[]).await.expect("the same command again");
        size += 2;
        assert_eq!((receipt.first, receipt.head.size), (size - 2, size));
    }
    assert!(ledger.fsck(&nobody_listens).await.expect("a check").is_clean());
    assert_ne!(ledger.head().await, Ok(Head::EMPTY));
}
