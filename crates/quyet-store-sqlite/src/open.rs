//! Opening and closing a data directory.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::Entry;
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::Indicator;
use quyet_model::place::Place;
use quyet_model::plan::PlanId;
use quyet_store::steps::{Step, Steps};
use quyet_store::{
    AdoptedPlan, AppendError, Blob, FigureQuery, Fittings, FsckReport, Head, Ledger, Progress,
    Promise, Receipt, RecordedEntry, RecordedReport, StoreError,
};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use thiserror::Error;
use tokio::sync::Mutex;

use crate::append::Writer;
use crate::failure::{is_damage, is_foreign, reason, unavailable};
use crate::mark::{self, Mark};
use crate::{fsck, sql};

pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!();

const DATABASE_NAME: &str = "quyet.db";
const LOCK_NAME: &str = "quyet.lock";
const APPLICATION_ID: i64 = 0x5159_4554;
const USER_VERSION: i64 = 2;
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
pub(crate) const READERS_MAX: u32 = 4;

/// Why a data directory cannot be opened. Nothing in it was changed.
#[derive(Debug, Error)]
pub enum OpenError {
    /// There is no ledger here.
    #[error("không có dữ liệu Quyết trong thư mục {}; hãy kiểm tra đường dẫn hoặc tạo mới bằng “quyet init”", .0.display())]
    Missing(PathBuf),
    /// There is a ledger here already.
    #[error("thư mục {} đã có dữ liệu Quyết; hãy chọn thư mục khác hoặc mở dữ liệu sẵn có", .0.display())]
    Exists(PathBuf),
    /// The directory cannot be made or written to.
    #[error("không ghi được vào thư mục {}: {cause}; hãy kiểm tra quyền ghi hoặc chọn thư mục khác bằng --data", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// Another process writes here.
    #[error("thư mục {} đang được một tiến trình Quyết khác sử dụng; hãy dừng tiến trình đó trước", .0.display())]
    Busy(PathBuf),
    /// The file is no ledger of ours.
    #[error("tệp {} không phải cơ sở dữ liệu của Quyết, hoặc phần đầu của tệp đã hỏng; hãy chọn thư mục khác, hoặc khôi phục từ bản sao lưu", .0.display())]
    Foreign(PathBuf),
    /// The file holds nothing: a copy or a creation that was cut short.
    #[error("tệp {} chưa có gì: việc tạo hoặc chép tệp đã dở dang; hãy chạy lại “quyet init” nếu đang tạo mới, hoặc khôi phục từ bản sao lưu", .0.display())]
    Empty(PathBuf),
    /// The file is damaged, or only part of it is there.
    #[error("tệp {} bị hỏng hoặc chưa được chép đủ: {cause}; hãy giữ nguyên tệp này và khôi phục từ bản sao lưu vào thư mục khác", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the database said.
        cause: String,
    },
    /// An older program made the file.
    #[error("tệp {} do phiên bản Quyết cũ hơn tạo (bố cục {found}); hãy sao lưu thư mục dữ liệu rồi chạy “quyet migrate”", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// The last step that its layout has.
        found: i64,
    },
    /// A newer program made the file.
    #[error("tệp {} do phiên bản Quyết mới hơn tạo (bố cục {found}, chương trình này biết đến {known}); hãy nâng cấp chương trình", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Layout found.
        found: i64,
        /// The last one that this program knows.
        known: i64,
    },
    /// The layout does not match the program's.
    #[error("cấu trúc tệp {} không khớp với chương trình: {cause}; hãy dùng đúng phiên bản chương trình đã tạo tệp, hoặc khôi phục từ bản sao lưu", path.display())]
    Layout {
        /// The file.
        path: PathBuf,
        /// What differs.
        cause: String,
    },
    /// The database failed.
    #[error("không mở được tệp {}: {cause}; hãy kiểm tra ổ đĩa và quyền đọc, ghi thư mục dữ liệu rồi chạy lại", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What it said.
        cause: String,
    },
}

/// A ledger in the file `quyet.db` of a data directory.
#[derive(Debug)]
pub struct SqliteLedger {
    path: PathBuf,
    pub(crate) writer: Option<Mutex<Writer>>,
    pub(crate) readers: SqlitePool,
    pub(crate) fittings: Fittings,
    refusal: OnceLock<String>,
    steps: Option<Arc<dyn Steps>>,
    mark: Option<Mark>,
    /// Held as long as the ledger is open; the system lets go of it whatever happens to the process.
    _lock: Option<File>,
}

impl SqliteLedger {
    /// Creates the data directory, when needed, and an empty ledger in it.
    ///
    /// A creation that was cut short, which left a file without content, goes on.
    ///
    /// # Errors
    /// When there is a ledger already, or the directory cannot be written to.
    pub async fn create(dir: &Path, fittings: Fittings) -> Result<Self, OpenError> {
        let path = dir.join(DATABASE_NAME);
        if std::fs::metadata(&path).is_ok_and(|file| file.len() != 0) {
            return Err(OpenError::Exists(dir.to_owned()));
        }
        Self::open_or_create(dir, fittings).await
    }

    /// Opens the ledger of a data directory, creating both when they are not there and bringing an older layout to
    /// this program's.
    ///
    /// # Errors
    /// As [`create`](Self::create) and [`open`](Self::open), save that either state is fine.
    pub async fn open_or_create(dir: &Path, fittings: Fittings) -> Result<Self, OpenError> {
        std::fs::create_dir_all(dir).map_err(|error| directory(dir, &error))?;
        Self::open_to_write(dir, fittings, Wanted::Any).await
    }

    /// Opens the ledger of a data directory for reading and appending.
    ///
    /// A ledger whose last entry does not fit its tree opens all the same, but takes no appends:
    /// see [`read_only`](Self::read_only).
    ///
    /// # Errors
    /// When there is none, when another process has it open, or when the file is foreign, empty, older, newer or
    /// unreadable.
    pub async fn open(dir: &Path, fittings: Fittings) -> Result<Self, OpenError> {
        if !dir.join(DATABASE_NAME).exists() {
            return Err(OpenError::Missing(dir.to_owned()));
        }
        Self::open_to_write(dir, fittings, Wanted::Present).await
    }

    /// Opens the ledger for reading and checking only, beside a process that may be writing.
    ///
    /// # Errors
    /// When there is none, or when the file is foreign, empty, older, newer or unreadable.
    pub async fn open_read_only(dir: &Path, fittings: Fittings) -> Result<Self, OpenError> {
        let path = dir.join(DATABASE_NAME);
        if !path.exists() {
            return Err(OpenError::Missing(dir.to_owned()));
        }
        let failed = |error: sqlx::Error| database(&path, &error);
        let mut conn = reading(&path).connect().await.map_err(failed)?;
        inspect(&mut conn, &path).await?.present(&path)?;
        let refusal = OnceLock::from("cơ sở dữ liệu được mở chỉ để đọc".to_owned());
        conn.close().await.map_err(failed)?;
        let (writer, steps, mark) = (None, None, None);
        Ok(Self { readers: pool(&path), path, writer, fittings, refusal, steps, mark, _lock: None })
    }

    async fn open_to_write(
        dir: &Path,
        fittings: Fittings,
        wanted: Wanted,
    ) -> Result<Self, OpenError> {
        let lock = lock(dir)?;
        let path = dir.join(DATABASE_NAME);
        let failed = |error: sqlx::Error| database(&path, &error);
        // The file is looked at before anything is set in it: a foreign one stays as it is.
        let mut conn = look(&path).connect().await.map_err(failed)?;
        let content = inspect(&mut conn, &path).await?;
        if wanted == Wanted::Present {
            content.present(&path)?;
        }
        conn.close().await.map_err(failed)?;
        let mut conn = writing(&path).connect().await.map_err(failed)?;
        let layout = |error: MigrateError| match error {
            MigrateError::Execute(error) => unreadable(&path, &error),
            error => OpenError::Layout { path: path.clone(), cause: error.to_string() },
        };
        MIGRATIONS.run_direct(None, &mut conn, false).await.map_err(layout)?;
        let tail = fsck::tail_fault(&mut conn, mark::read(dir).as_ref()).await;
        let fault = tail.map_err(|error| unreadable(&path, &error))?;
        let refusal = fault.map_or_else(OnceLock::new, OnceLock::from);
        let (writer, steps) = (Some(Mutex::new(Writer::new(conn, path.clone()))), None);
        let mark = Some(Mark::open(dir).map_err(|error| directory(dir, &error))?);
        let readers = pool(&path);
        Ok(Self { readers, path, writer, fittings, refusal, steps, mark, _lock: Some(lock) })
    }

    /// The same ledger, which tells of every step of its writes: for tests of what a crash leaves.
    #[must_use]
    pub fn telling(self, steps: Arc<dyn Steps>) -> Self {
        Self { steps: Some(steps), ..self }
    }

    /// A step of a write is done.
    pub(crate) async fn reached(&self, step: Step) -> Result<(), StoreError> {
        match &self.steps {
            None => Ok(()),
            Some(steps) => steps.reached(step).await,
        }
    }

    /// From now on the file may not grow, or may grow again: for tests of what a full disk does.
    ///
    /// # Errors
    /// When the ledger takes no writes, or the database fails.
    pub async fn pretend_full(&self, full: bool) -> Result<(), StoreError> {
        let closed = || StoreError::Unavailable("cơ sở dữ liệu được mở chỉ để đọc".to_owned());
        let mut writer = self.writer.as_ref().ok_or_else(closed)?.lock().await;
        let statement = if full { sql::NO_MORE_PAGES } else { sql::MORE_PAGES };
        sqlx::query(statement).execute(writer.conn()).await.map(drop).map_err(unavailable)
    }

    /// Notes a head that is about to be acknowledged.
    pub(crate) async fn note(&self, head: &Head) {
        if let Some(mark) = &self.mark {
            mark.set(head).await;
        }
    }

    /// Why the ledger takes no appends, in Vietnamese; `None` when it takes them.
    pub fn read_only(&self) -> Option<String> {
        self.refusal.get().cloned()
    }

    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes all connections and folds the write-ahead log into the file. Dropping does the same, later.
    pub async fn close(self) {
        self.readers.close().await;
        if let Some(writer) = self.writer {
            // A connection that does not close cleanly leaves the log for the next opening: nothing is lost.
            let _ = writer.into_inner().close().await;
        }
    }

    /// Takes no more appends.
    pub(crate) fn refuse(&self, reason: String) {
        // The first reason stands.
        let _ = self.refusal.set(reason);
    }

    /// A read-only connection of one's own, for temporary tables.
    pub(crate) async fn apart(&self) -> Result<SqliteConnection, sqlx::Error> {
        reading(&self.path).connect().await
    }
}

impl Ledger for SqliteLedger {
    fn head(&self) -> Promise<'_, Head, StoreError> {
        Box::pin(self.read_head())
    }

    fn append<'a>(
        &'a self,
        expected: Head,
        batch: &'a [Entry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Receipt, AppendError> {
        Box::pin(self.append_batch(expected, batch, blobs))
    }

    fn transcribe<'a>(
        &'a self,
        expected: Head,
        records: &'a [RecordedEntry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Head, AppendError> {
        Box::pin(self.transcribe_records(expected, records, blobs))
    }

    fn hashes<'a>(
        &'a self,
        indexes: &'a [u64],
    ) -> Promise<'a, BTreeMap<u64, [u8; 32]>, StoreError> {
        Box::pin(self.read_hashes(indexes))
    }

    fn entry(&self, seq: u64) -> Promise<'_, Option<RecordedEntry>, StoreError> {
        Box::pin(self.read_entry(seq))
    }

    fn entries(&self, from: u64, limit: u32) -> Promise<'_, Vec<RecordedEntry>, StoreError> {
        Box::pin(self.read_entries(from, limit))
    }

    fn log_keys(&self) -> Promise<'_, Vec<RecordedEntry>, StoreError> {
        Box::pin(self.read_log_keys())
    }

    fn document_entry<'a>(
        &'a self,
        digest: &'a Digest,
    ) -> Promise<'a, Option<RecordedEntry>, StoreError> {
        Box::pin(self.read_document_entry(digest))
    }

    fn plans(&self, at: Timestamp) -> Promise<'_, Vec<AdoptedPlan>, StoreError> {
        Box::pin(self.read_plans(at))
    }

    fn plan<'a>(
        &'a self,
        id: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Option<AdoptedPlan>, StoreError> {
        Box::pin(self.read_plan(id, at))
    }

    fn indicators(&self, at: Timestamp) -> Promise<'_, Vec<Indicator>, StoreError> {
        Box::pin(self.read_indicators(at))
    }

    fn places(&self, at: Timestamp) -> Promise<'_, Vec<Place>, StoreError> {
        Box::pin(self.read_places(at))
    }

    fn figures<'a>(
        &'a self,
        query: &'a FigureQuery,
        at: Timestamp,
    ) -> Promise<'a, Vec<FigureVersion>, StoreError> {
        Box::pin(self.read_figures(query, at))
    }

    fn figure(
        &self,
        id: FigureId,
        at: Timestamp,
    ) -> Promise<'_, Option<FigureVersion>, StoreError> {
        Box::pin(self.read_figure(id, at))
    }

    fn document<'a>(
        &'a self,
        digest: &'a Digest,
    ) -> Promise<'a, Option<ReceivedDocument>, StoreError> {
        Box::pin(self.read_document(digest))
    }

    fn blob<'a>(&'a self, digest: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Box::pin(self.read_blob(digest))
    }

    fn reports<'a>(
        &'a self,
        plan: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Vec<RecordedReport>, StoreError> {
        Box::pin(self.read_reports(plan, at))
    }

    fn rebuild<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, u64, StoreError> {
        Box::pin(self.rebuild_projections(progress))
    }

    fn fsck<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, FsckReport, StoreError> {
        Box::pin(self.check_all(progress))
    }
}

/// What an opening is content with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// A ledger of this program's layout.
    Present,
    /// Also nothing, and an older layout: both become one.
    Any,
}

/// What a file turned out to hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing yet, or not even a whole first migration.
    Nothing,
    /// A ledger of an older layout, with the last step that it has.
    Older(i64),
    /// A ledger.
    Ledger,
}

impl Content {
    /// Refuses what is no ledger of this program's layout.
    fn present(self, path: &Path) -> Result<(), OpenError> {
        match self {
            Self::Nothing => Err(OpenError::Empty(path.to_owned())),
            Self::Older(found) => Err(OpenError::Older { path: path.to_owned(), found }),
            Self::Ledger => Ok(()),
        }
    }
}

pub(crate) async fn inspect(
    conn: &mut SqliteConnection,
    path: &Path,
) -> Result<Content, OpenError> {
    let tables = number(conn, path, sql::COUNT_TABLES).await?;
    let application = number(conn, path, sql::APPLICATION_ID).await?;
    let layout = number(conn, path, sql::USER_VERSION).await?;
    match application {
        APPLICATION_ID if USER_VERSION < layout => {
            Err(OpenError::Newer { path: path.to_owned(), found: layout, known: USER_VERSION })
        }
        APPLICATION_ID => steps(conn, path).await,
        0 if tables == 0 => Ok(Content::Nothing),
        _ => Err(OpenError::Foreign(path.to_owned())),
    }
}

/// Compares the steps that a ledger's layout has with those that this program knows.
async fn steps(conn: &mut SqliteConnection, path: &Path) -> Result<Content, OpenError> {
    let done: Vec<i64> = sqlx::query_scalar(sql::STEPS_DONE)
        .fetch_all(&mut *conn)
        .await
        .map_err(|error| unreadable(path, &error))?;
    let known = MIGRATIONS.iter().map(|step| step.version).max().unwrap_or_default();
    let found = done.iter().copied().max().unwrap_or_default();
    if known < found {
        return Err(OpenError::Newer { path: path.to_owned(), found, known });
    }
    let whole = MIGRATIONS.iter().all(|step| done.contains(&step.version));
    Ok(if whole { Content::Ledger } else { Content::Older(found) })
}

async fn number(
    conn: &mut SqliteConnection,
    path: &Path,
    statement: &'static str,
) -> Result<i64, OpenError> {
    let number = sqlx::query_scalar(statement).fetch_one(conn).await;
    number.map_err(|error| unreadable(path, &error))
}

/// No database at all, a damaged one, or a disk that fails.
pub(crate) fn unreadable(path: &Path, error: &sqlx::Error) -> OpenError {
    if is_foreign(error) {
        OpenError::Foreign(path.to_owned())
    } else if is_damage(error) {
        OpenError::Damaged { path: path.to_owned(), cause: error.to_string() }
    } else {
        database(path, error)
    }
}

/// The database file of a directory that has one.
pub(crate) fn path_in(dir: &Path) -> Result<PathBuf, OpenError> {
    let path = dir.join(DATABASE_NAME);
    if path.exists() { Ok(path) } else { Err(OpenError::Missing(dir.to_owned())) }
}

fn lock(dir: &Path) -> Result<File, OpenError> {
    let opened =
        OpenOptions::new().create(true).truncate(false).write(true).open(dir.join(LOCK_NAME));
    let file = opened.map_err(|error| directory(dir, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Busy(dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(directory(dir, &error)),
    }
}

fn look(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).create_if_missing(true).busy_timeout(BUSY_TIMEOUT)
}

pub(crate) fn writing(path: &Path) -> SqliteConnectOptions {
    look(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
}

pub(crate) fn reading(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path).read_only(true).busy_timeout(BUSY_TIMEOUT)
}

fn pool(path: &Path) -> SqlitePool {
    SqlitePoolOptions::new().max_connections(READERS_MAX).connect_lazy_with(reading(path))
}

pub(crate) fn directory(path: &Path, error: &std::io::Error) -> OpenError {
    OpenError::Directory { path: path.to_owned(), cause: error.to_string() }
}

pub(crate) fn database(path: &Path, error: &sqlx::Error) -> OpenError {
    OpenError::Database { path: path.to_owned(), cause: reason(error) }
}
