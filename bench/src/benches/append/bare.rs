//! The bare transaction: the same rows, in a table like the ledger's own, and nothing else.

use std::path::Path;

use anyhow::{Context, Result};
use sqlx::query::Query;
use sqlx::sqlite::{
    Sqlite, SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

/// The columns of a figure that are not empty on a first report.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) period: String,
    pub(crate) place_code: String,
    pub(crate) place_from: String,
    pub(crate) indicator: String,
    pub(crate) entry: i64,
    /// Row of the form.
    pub(crate) number: u32,
    pub(crate) recorded: i64,
    pub(crate) value: Option<String>,
    pub(crate) basis: String,
    pub(crate) source: String,
}

/// A file with one table.
pub(crate) struct Bare {
    conn: SqliteConnection,
}

impl Bare {
    /// Rows in one statement, as many as the ledger takes.
    pub(crate) const HANDFUL: usize = 50;

    /// A new file whose table is made by the statement that made the ledger's.
    pub(crate) async fn like(ledger: &Path, path: &Path) -> Result<Self> {
        let mut reader =
            SqliteConnectOptions::new().filename(ledger).read_only(true).connect().await?;
        let create: String =
            sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE name = 'projection_figure'")
                .fetch_one(&mut reader)
                .await
                .context("the ledger has a table of figures")?;
        reader.close().await?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut conn = options.connect().await?;
        sqlx::query(AssertSqlSafe(create))
            .execute(&mut conn)
            .await
            .context("making the same table")?;
        Ok(Self { conn })
    }

    /// Inserts the forms, one transaction each, with `at_once` rows in a statement; forms are whole handfuls.
    pub(crate) async fn insert_all(&mut self, forms: &[Vec<Row>], at_once: usize) -> Result<()> {
        let statement = statement(at_once);
        for rows in forms {
            let mut tx = self.conn.begin_with("BEGIN IMMEDIATE").await?;
            for handful in rows.chunks_exact(at_once) {
                let empty = sqlx::query(AssertSqlSafe(statement.clone()));
                handful.iter().fold(empty, bind).execute(&mut *tx).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

type Insert<'q> = Query<'q, Sqlite, SqliteArguments>;

fn bind<'q>(insert: Insert<'q>, row: &'q Row) -> Insert<'q> {
    insert
        .bind(&row.period)
        .bind(&row.place_code)
        .bind(&row.place_from)
        .bind(&row.indicator)
        .bind(row.entry)
        .bind(row.number)
        .bind(row.recorded)
        .bind(&row.value)
        .bind(&row.basis)
        .bind(&row.source)
}

fn statement(rows: usize) -> String {
    let columns =
        "period, place_code, place_from, indicator, entry, row, recorded, number, basis, source";
    let values = vec!["(?,?,?,?,?,?,?,?,?,?)"; rows].join(",");
    format!("INSERT INTO projection_figure ({columns}) VALUES {values}")
}
