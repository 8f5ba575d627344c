//! Drafts in a file of their own, `soan.db`: what may change never lies in the ledger's file.
//!
//! Any number of processes may open it. A damaged or lost file loses drafts and nothing else.

use std::path::Path;

use jiff::Timestamp;
use quyet_model::plan::PlanId;
use quyet_store::drafts::{DraftError, DraftRecord, Drafts};
use quyet_store::{Promise, StoreError};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::failure::{corrupt, unavailable};
use crate::open::{BUSY_TIMEOUT, OpenError, READERS_MAX, directory, unreadable};

const DRAFTS_NAME: &str = "soan.db";

const CREATE: &str = "
CREATE TABLE IF NOT EXISTS draft (
    id      TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    saved   INTEGER NOT NULL,
    body    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_file (
    id    TEXT NOT NULL,
    name  TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (id, name)
) STRICT;";
const LIST: &str = "SELECT id, version, saved, body FROM draft ORDER BY id";
const LOAD: &str = "SELECT id, version, saved, body FROM draft WHERE id = ?";
const INSERT: &str =
    "INSERT INTO draft (id, version, saved, body) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING";
const UPDATE: &str =
    "UPDATE draft SET version = version + 1, saved = ?, body = ? WHERE id = ? AND version = ?";
const KEEP: &str = "INSERT INTO draft_file (id, name, bytes) VALUES (?, ?, ?)
    ON CONFLICT (id, name) DO UPDATE SET bytes = excluded.bytes";
const FILE: &str = "SELECT bytes FROM draft_file WHERE id = ? AND name = ?";
const NAMES: &str = "SELECT name FROM draft_file WHERE id = ? ORDER BY name";
const PUT_BACK: &str =
    "INSERT INTO draft (id, version, saved, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
const DISCARD: &str = "DELETE FROM draft WHERE id = ?";
const DISCARD_FILES: &str = "DELETE FROM draft_file WHERE id = ?";

/// Drafts in `soan.db` of a data directory.
#[derive(Debug)]
pub struct SqliteDrafts {
    pool: SqlitePool,
}

impl SqliteDrafts {
    /// Opens the drafts of a data directory; an absent file is made.
    ///
    /// # Errors
    /// When the directory is not there or cannot be written to, or the file is none of ours.
    pub async fn open(dir: &Path) -> Result<Self, OpenError> {
        if !dir.is_dir() {
            let error = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(directory(dir, &error));
        }
        let path = dir.join(DRAFTS_NAME);
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .busy_timeout(BUSY_TIMEOUT)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(READERS_MAX).connect_lazy_with(options);
        let made = sqlx::raw_sql(CREATE).execute(&pool).await;
        made.map_err(|error| unreadable(&path, &error))?;
        Ok(Self { pool })
    }

    async fn put(
        &self,
        id: &PlanId,
        expected: u64,
        saved: Timestamp,
        body: &[u8],
    ) -> Result<u64, DraftError> {
        let at = saved.as_microsecond();
        let statement = match expected {
            0 => sqlx::query(INSERT).bind(&id.0).bind(at).bind(body),
            _ => sqlx::query(UPDATE).bind(at).bind(body).bind(&id.0).bind(expected.cast_signed()),
        };
        let done = statement.execute(&self.pool).await.map_err(unavailable)?;
        if done.rows_affected() == 1 { Ok(expected + 1) } else { Err(DraftError::Stale) }
    }

    async fn insert(&self, record: &DraftRecord) -> Result<(), DraftError> {
        let done = sqlx::query(PUT_BACK)
            .bind(&record.id.0)
            .bind(record.version.cast_signed())
            .bind(record.saved.as_microsecond())
            .bind(&record.body)
            .execute(&self.pool)
            .await
            .map_err(unavailable)?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(DraftError::Stale) }
    }

    async fn throw_away(&self, id: &PlanId) -> Result<(), sqlx::Error> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(DISCARD).bind(&id.0).execute(&mut *tx).await?;
        sqlx::query(DISCARD_FILES).bind(&id.0).execute(&mut *tx).await?;
        tx.commit().await
    }
}

type Row = (String, i64, i64, Vec<u8>);

fn record((id, version, saved, body): Row) -> Result<DraftRecord, StoreError> {
    let saved = Timestamp::from_microsecond(saved).map_err(|error| corrupt("draft", &id, error))?;
    Ok(DraftRecord { id: PlanId(id), version: version.unsigned_abs(), saved, body })
}

impl Drafts for SqliteDrafts {
    fn list(&self) -> Promise<'_, Vec<DraftRecord>, StoreError> {
        Box::pin(async move {
            let rows: Vec<Row> =
                sqlx::query_as(LIST).fetch_all(&self.pool).await.map_err(unavailable)?;
            rows.into_iter().map(record).collect()
        })
    }

    fn load<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Option<DraftRecord>, StoreError> {
        Box::pin(async move {
            let row: Option<Row> = sqlx::query_as(LOAD)
                .bind(&id.0)
                .fetch_optional(&self.pool)
                .await
                .map_err(unavailable)?;
            row.map(record).transpose()
        })
    }

    fn save<'a>(
        &'a self,
        id: &'a PlanId,
        expected: u64,
        saved: Timestamp,
        body: &'a [u8],
    ) -> Promise<'a, u64, DraftError> {
        Box::pin(self.put(id, expected, saved, body))
    }

    fn keep<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
        bytes: &'a [u8],
    ) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            let kept = sqlx::query(KEEP).bind(&id.0).bind(name).bind(bytes).execute(&self.pool);
            kept.await.map_err(unavailable)?;
            Ok(())
        })
    }

    fn file<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
    ) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Box::pin(async move {
            let found = sqlx::query_scalar(FILE).bind(&id.0).bind(name).fetch_optional(&self.pool);
            found.await.map_err(unavailable)
        })
    }

    fn names<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Vec<String>, StoreError> {
        Box::pin(async move {
            let names = sqlx::query_scalar(NAMES).bind(&id.0).fetch_all(&self.pool);
            names.await.map_err(unavailable)
        })
    }

    fn put_back<'a>(&'a self, record: &'a DraftRecord) -> Promise<'a, (), DraftError> {
        Box::pin(self.insert(record))
    }

    fn discard<'a>(&'a self, id: &'a PlanId) -> Promise<'a, (), StoreError> {
        Box::pin(async move { self.throw_away(id).await.map_err(unavailable) })
    }
}
