//! Drafts in a file of their own, `soan.db`: what may change never lies in the ledger's file.
//!
//! Any number of processes may open it. A damaged or lost file loses drafts and nothing else, and what was damaged is not
//! passed off as what was saved: each draft and each file has its check beside it.

use std::path::Path;

use jiff::Timestamp;
use quyet_model::plan::PlanId;
use quyet_store::drafts::{DraftError, DraftRecord, Drafts};
use quyet_store::{Promise, StoreError, digest};
use sqlx::SqliteConnection;
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
) STRICT;
CREATE TABLE IF NOT EXISTS draft_check (
    id     TEXT NOT NULL,
    name   TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (id, name)
) STRICT, WITHOUT ROWID;";
/// A draft's own check stands under this name, those of its files under theirs behind it.
const ITSELF: &str = "/";
const LIST: &str = "SELECT d.id, d.version, d.saved, d.body, c.digest FROM draft d
    LEFT JOIN draft_check c ON c.id = d.id AND c.name = '/' ORDER BY d.id";
const LOAD: &str = "SELECT d.id, d.version, d.saved, d.body, c.digest FROM draft d
    LEFT JOIN draft_check c ON c.id = d.id AND c.name = '/' WHERE d.id = ?";
const CHECK: &str = "INSERT INTO draft_check (id, name, digest) VALUES (?, ?, ?)
    ON CONFLICT (id, name) DO UPDATE SET digest = excluded.digest";
const DISCARD_CHECKS: &str = "DELETE FROM draft_check WHERE id = ?";
/// Whether every draft and every file has its check; a file from before the checks has none at all.
const UNCHECKED: &str = "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM draft_file)
    - (SELECT count(*) FROM draft_check), (SELECT count(*) FROM draft_check)";
const INSERT: &str =
    "INSERT INTO draft (id, version, saved, body) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING";
const UPDATE: &str =
    "UPDATE draft SET version = version + 1, saved = ?, body = ? WHERE id = ? AND version = ?";
const KEEP: &str = "INSERT INTO draft_file (id, name, bytes) VALUES (?, ?, ?)
    ON CONFLICT (id, name) DO UPDATE SET bytes = excluded.bytes";
const FILE: &str = "SELECT f.bytes, c.digest FROM draft_file f
    LEFT JOIN draft_check c ON c.id = f.id AND c.name = '/' || f.name WHERE f.id = ? AND f.name = ?";
const NAMES: &str = "SELECT name FROM draft_file WHERE id = ? ORDER BY name";
const PUT_BACK: &str =
    "INSERT INTO draft (id, version, saved, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
const ALL_FILES: &str = "SELECT id, name FROM draft_file ORDER BY id, name";
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
        let drawer = Self { pool };
        match drawer.begin_checks().await {
            Ok(true) => Ok(drawer),
            Ok(false) => Err(OpenError::Damaged {
                path,
                cause: "số bản rà soát không khớp".to_owned(),
            }),
            Err(error) => Err(unreadable(&path, &error)),
        }
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
        let mut tx = self.pool.begin().await.map_err(unavailable)?;
        let done = statement.execute(&mut *tx).await.map_err(unavailable)?;
        if done.rows_affected() != 1 {
            return Err(DraftError::Stale);
        }
        let version = (expected + 1).cast_signed();
        let sum = sum_of_draft((&id.0, version, at, body));
        check(&mut tx, (&id.0, ITSELF), &sum).await.map_err(unavailable)?;
        tx.commit().await.map_err(unavailable)?;
        Ok(expected + 1)
    }

    async fn insert(&self, record: &DraftRecord) -> Result<(), DraftError> {
        let (id, body) = (&record.id.0, &record.body[..]);
        let (version, saved) = (record.version.cast_signed(), record.saved.as_microsecond());
        let mut tx = self.pool.begin().await.map_err(unavailable)?;
        let insert = sqlx::query(PUT_BACK).bind(id).bind(version).bind(saved).bind(body);
        let done = insert.execute(&mut *tx).await.map_err(unavailable)?;
        if done.rows_affected() != 1 {
            return Err(DraftError::Stale);
        }
        let sum = sum_of_draft((id, version, saved, body));
        check(&mut tx, (id, ITSELF), &sum).await.map_err(unavailable)?;
        tx.commit().await.map_err(unavailable)?;
        Ok(())
    }

    async fn put_file(&self, id: &PlanId, name: &str, bytes: &[u8]) -> Result<(), sqlx::Error> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(KEEP).bind(&id.0).bind(name).bind(bytes).execute(&mut *tx).await?;
        check(&mut tx, (&id.0, &format!("{ITSELF}{name}")), &digest(bytes).0).await?;
        tx.commit().await
    }

    /// Gives a drawer from before the checks its checks; afterwards says whether there is one for each thing that is kept.
    async fn begin_checks(&self) -> Result<bool, sqlx::Error> {
        let (without, checks): (i64, i64) = sqlx::query_as(UNCHECKED).fetch_one(&self.pool).await?;
        if checks != 0 || without == 0 {
            return Ok(without == 0);
        }
        let mut tx = self.pool.begin().await?;
        let drafts: Vec<Row> = sqlx::query_as(LIST).fetch_all(&mut *tx).await?;
        for (id, version, saved, body, _) in &drafts {
            let sum = sum_of_draft((id, *version, *saved, body));
            check(&mut tx, (id, ITSELF), &sum).await?;
        }
        let files: Vec<(String, String)> = sqlx::query_as(ALL_FILES).fetch_all(&mut *tx).await?;
        for (id, name) in &files {
            let query = sqlx::query_as(FILE).bind(id).bind(name);
            let (bytes, _): FileRow = query.fetch_one(&mut *tx).await?;
            check(&mut tx, (id, &format!("{ITSELF}{name}")), &digest(&bytes).0).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn throw_away(&self, id: &PlanId) -> Result<(), sqlx::Error> {
        let mut tx = self.pool.begin().await?;
        sqlx::query(DISCARD).bind(&id.0).execute(&mut *tx).await?;
        sqlx::query(DISCARD_FILES).bind(&id.0).execute(&mut *tx).await?;
        sqlx::query(DISCARD_CHECKS).bind(&id.0).execute(&mut *tx).await?;
        tx.commit().await
    }
}

type Row = (String, i64, i64, Vec<u8>, Option<String>);
type FileRow = (Vec<u8>, Option<String>);

fn record((id, version, saved, body, sum): Row) -> Result<DraftRecord, StoreError> {
    if sum.as_deref() != Some(sum_of_draft((&id, version, saved, &body)).as_str()) {
        return Err(corrupt("draft", id, CHANGED));
    }
    let saved = Timestamp::from_microsecond(saved).map_err(|error| corrupt("draft", &id, error))?;
    Ok(DraftRecord { id: PlanId(id), version: version.unsigned_abs(), saved, body })
}

/// What is said of a draft or a file that is not what was saved.
const CHANGED: &str = "nội dung đã khác lúc lưu; hãy bỏ bản rà soát này rồi nạp lại văn bản, hoặc khôi phục soan.db từ bản sao lưu";

fn sum_of_draft((id, version, saved, body): (&str, i64, i64, &[u8])) -> String {
    let mut said = format!("{id}\n{version}\n{saved}\n").into_bytes();
    said.extend_from_slice(body);
    digest(&said).0
}

async fn check(
    conn: &mut SqliteConnection,
    (id, name): (&str, &str),
    sum: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(CHECK).bind(id).bind(name).bind(sum).execute(conn).await.map(drop)
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
        Box::pin(async move { self.put_file(id, name, bytes).await.map_err(unavailable) })
    }

    fn file<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
    ) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Box::pin(async move {
            let query = sqlx::query_as(FILE).bind(&id.0).bind(name);
            let found: Option<FileRow> =
                query.fetch_optional(&self.pool).await.map_err(unavailable)?;
            let sound = |(bytes, sum): FileRow| match sum {
                Some(sum) if sum == digest(&bytes).0 => Ok(bytes),
                _ => Err(corrupt("draft_file", format!("{id}/{name}"), CHANGED)),
            };
            found.map(sound).transpose()
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
