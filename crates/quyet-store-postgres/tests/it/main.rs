//! The ledger in PostgreSQL, from the outside.

mod at_once;
mod conform;
mod databases;
mod failover;
mod oracle;
mod rebuilding;
mod refusing;
mod tampering;
mod together;

use quyet_store::conformance::samples::history;
use quyet_store::{Fittings, Ledger};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, migrate};
use quyet_testkit::postgres::{Database, database};

/// A fresh database with an empty ledger; `None`, with a loud line, without PostgreSQL.
async fn empty() -> Option<(Database, PostgresLedger)> {
    let database = database().await?;
    migrate(&database.owner).await.expect("an empty database");
    let ledger = open(&database).await;
    Some((database, ledger))
}

/// The ledger of a database, opened once more.
async fn open(database: &Database) -> PostgresLedger {
    let settings = PostgresSettings::new(&database.app);
    PostgresLedger::open(&settings, Fittings::seeded(0)).await.expect("the database has a ledger")
}

/// A ledger with the sample history.
async fn with_history() -> Option<(Database, PostgresLedger)> {
    let (database, ledger) = empty().await?;
    append_history(&ledger).await;
    Some((database, ledger))
}

async fn append_history(ledger: &PostgresLedger) {
    for (batch, blobs) in history() {
        let head = ledger.head().await.expect("a sound ledger");
        ledger.append(head, &batch, &blobs).await.expect("the history is well-formed");
    }
}

/// Runs statements on an address; gives the server's refusal.
async fn run(url: &str, statements: &str) -> Result<(), String> {
    use sqlx::{ConnectOptions, Connection};
    let options: sqlx::postgres::PgConnectOptions = url.parse().expect("an address");
    let options = options.options([("search_path", "quyet")]);
    let mut conn = options.connect().await.expect("the server answers");
    let statements = sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned()));
    let done = statements.execute(&mut conn).await;
    conn.close().await.expect("a clean close");
    done.map(drop).map_err(|error| error.to_string())
}

fn nobody_listens(_done: u64, _all: u64) {}
