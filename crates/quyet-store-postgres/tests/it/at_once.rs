//! Forms that go in by one statement, and what that statement refuses.

use quyet_model::entry::Entry;
use quyet_model::period::Period;
use quyet_store::conformance::samples::{entry, figure, reported};
use quyet_store::{AppendError, Ledger};
use quyet_testkit::postgres::Database;
use sqlx::{ConnectOptions, PgConnection};

use crate::{append_history, empty, nobody_listens, open, run, with_history};

fn form(command: &str, moment: i64) -> [Entry; 1] {
    let figures = vec![figure("x", Period::Year(2024), "1"), figure("y", Period::Year(2025), "2")];
    [entry(command, moment, reported(figures))]
}

/// What a call of the statement names; everything else in it is right.
#[derive(Clone, Copy)]
struct Call {
    size: &'static str,
    leaf: &'static str,
    command: &'static str,
    moment: &'static str,
}

const RIGHT: Call = Call {
    size: "(SELECT max(seq) + 1 FROM ledger)",
    leaf: "(SELECT leaf FROM ledger ORDER BY seq DESC LIMIT 1)",
    command: "moi",
    moment: "(SELECT max(recorded) + 1 FROM ledger)",
};

impl Call {
    fn statement(self) -> String {
        let Self { size, leaf, command, moment } = self;
        format!(
            "SELECT quyet.append_batch({size}, {leaf}, '{command}', {moment}, ARRAY['figures_reported'], \
            ARRAY['x'::bytea], ARRAY[NULL::bytea], ARRAY[sha256('x')], (SELECT max(idx) + 1 FROM tree_hash), \
            ARRAY[sha256('x')], ARRAY['a'], ARRAY['reporter'], ARRAY['b'], ARRAY['2024'], ARRAY['06'], ARRAY[''], \
            ARRAY['rung'], ARRAY[{size}], ARRAY[0], ARRAY['1'], ARRAY['official'], ARRAY['s'])"
        )
    }
}

async fn app(database: &Database) -> PgConnection {
    let options: sqlx::postgres::PgConnectOptions = database.app.parse().expect("an address");
    options.options([("search_path", "quyet")]).connect().await.expect("the server answers")
}

async fn call(conn: &mut PgConnection, call: Call) -> String {
    let statement = sqlx::AssertSqlSafe(call.statement());
    sqlx::query_scalar(statement).fetch_one(conn).await.expect("an answer")
}

/// Rows of every table that the statement writes.
async fn rows(conn: &mut PgConnection) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["ledger", "tree_hash", "command", "projection_entry", "projection_figure"] {
        let statement = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        counts.push(sqlx::query_scalar(statement).fetch_one(&mut *conn).await.expect("a count"));
    }
    counts
}

#[tokio::test]
async fn the_statement_writes_nothing_unless_everything_is_as_expected() {
    let Some((database, _ledger)) = with_history().await else { return };
    let mut conn = app(&database).await;
    let before = rows(&mut conn).await;
    let used = "bao-cao";
    for (wrong, answer) in [
        (Call { size: "(SELECT max(seq) FROM ledger)", ..RIGHT }, "end"),
        (Call { size: "(SELECT max(seq) + 2 FROM ledger)", ..RIGHT }, "end"),
        (Call { size: "0", leaf: "NULL", ..RIGHT }, "end"),
        (Call { leaf: "(SELECT leaf FROM ledger WHERE seq = 3)", ..RIGHT }, "end"),
        (Call { leaf: "NULL", ..RIGHT }, "end"),
        (Call { moment: "(SELECT max(recorded) FROM ledger)", ..RIGHT }, "clock"),
        (Call { moment: "0", ..RIGHT }, "clock"),
        (Call { command: used, ..RIGHT }, "command"),
    ] {
        assert_eq!(call(&mut conn, wrong).await, answer, "{}", wrong.statement());
        assert_eq!(rows(&mut conn).await, before, "{}", wrong.statement());
    }
    assert_eq!(call(&mut conn, RIGHT).await, "written");
    assert_ne!(rows(&mut conn).await, before);
}

#[tokio::test]
async fn the_statement_has_no_rights_but_its_callers() {
    let Some((database, _ledger)) = with_history().await else { return };
    let revoke = "REVOKE INSERT ON quyet.projection_figure FROM quyet_app";
    run(&database.owner, revoke).await.expect("the owner may");
    let before = rows(&mut app(&database).await).await;
    let refused = run(&database.app, &RIGHT.statement()).await.expect_err("it may not insert");
    assert!(refused.contains("permission denied for table projection_figure"), "{refused}");
    assert_eq!(rows(&mut app(&database).await).await, before, "not even what it may insert");
}

#[tokio::test]
async fn a_form_behind_the_own_last_one_goes_in_by_the_one_statement() {
    let Some((database, ledger)) = empty().await else { return };
    let mut head = ledger.head().await.expect("a sound ledger");
    head = ledger.append(head, &form("mot", 1), &[]).await.expect("a form").head;
    let [whole] = form("hai", 2);
    let alike = vec![figure("x", Period::Year(2024), "1"), figure("y", Period::Year(2024), "2")];
    let batch = [whole, entry("hai", 2, reported(alike)), entry("hai", 2, reported(Vec::new()))];
    head = ledger.append(head, &batch, &[]).await.expect("three forms").head;
    let revoke = "REVOKE EXECUTE ON FUNCTION quyet.append_batch FROM quyet_app";
    run(&database.owner, revoke).await.expect("the owner may");
    let refused = ledger.append(head, &form("ba", 3), &[]).await.expect_err("it may not call");
    assert!(refused.to_string().contains("append_batch"), "{refused}");
    // What failed is not tried again the same way: the careful way asks the ledger anew.
    let receipt = ledger.append(head, &form("ba", 3), &[]).await.expect("a form");
    assert_eq!((receipt.first, receipt.repeated), (4, false));
    assert_eq!(ledger.head().await, Ok(receipt.head));
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}

#[tokio::test]
async fn what_the_statement_refuses_is_answered_in_full() {
    let Some((database, ledger)) = empty().await else { return };
    append_history(&ledger).await;
    let head = ledger.head().await.expect("a sound ledger");
    let first = ledger.append(head, &form("mot", 200), &[]).await.expect("a form");
    let again = ledger.append(head, &form("mot", 200), &[]).await.expect("the same command");
    assert_eq!((again.first, again.repeated, again.head), (first.first, true, first.head));
    let stale = ledger.append(head, &form("hai", 201), &[]).await;
    assert_eq!(stale, Err(AppendError::Conflict(first.head)));

    let second = ledger.append(first.head, &form("hai", 201), &[]).await.expect("a form").head;
    let again = ledger.append(second, &form("hai", 201), &[]).await.expect("the same command");
    assert_eq!((again.first, again.repeated), (first.head.size, true));
    let third = ledger.append(second, &form("ba", 202), &[]).await.expect("a form").head;
    let back = ledger.append(third, &form("bon", 202), &[]).await.expect_err("the clock");
    assert!(matches!(back, AppendError::ClockBack { .. }), "{back}");
    let fourth = ledger.append(third, &form("bon", 203), &[]).await.expect("a form").head;
    let again = ledger.append(fourth, &form("ba", 204), &[]).await.expect("the same command");
    assert_eq!((again.first, again.repeated, again.head), (second.size, true, fourth));

    // Another server comes first, behind the same end.
    let other = open(&database).await;
    let theirs = other.append(fourth, &form("nam", 204), &[]).await.expect("a form").head;
    let late = ledger.append(fourth, &form("sau", 205), &[]).await;
    assert_eq!(late, Err(AppendError::Conflict(theirs)));
    ledger.append(theirs, &form("sau", 205), &[]).await.expect("a form behind theirs");
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}
