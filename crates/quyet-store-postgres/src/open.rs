//! Opening a database, and the contract's calls.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::Entry;
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::Indicator;
use quyet_model::place::Place;
use quyet_model::plan::PlanId;
use quyet_store::{
    AdoptedPlan, AppendError, Blob, FigureQuery, Fittings, FsckReport, Head, Ledger, Progress,
    Promise, Receipt, RecordedEntry, RecordedReport, StoreError,
};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::QueryAs;
use sqlx::{FromRow, Postgres};
use tokio::sync::Mutex;

use crate::append::Writer;
use crate::drafts::PostgresDrafts;
use crate::fsck::tail_fault;
use crate::layout::{OpenError, database, inspect};
use crate::servers::{Servers, Wanted, name};
use crate::settings::PostgresSettings;

/// A ledger in a PostgreSQL database.
#[derive(Debug)]
pub struct PostgresLedger {
    pub(crate) servers: Arc<Servers>,
    pub(crate) fittings: Fittings,
    /// The connection that appends, held by one append of this process at a time; empty until the first, and after a
    /// call that failed or was given up.
    pub(crate) writer: Mutex<Option<Writer>>,
    refusal: OnceLock<String>,
}

impl PostgresLedger {
    /// Opens the ledger for reading and appending, on whichever server of the settings takes writes.
    ///
    /// A ledger whose last entry does not fit its tree opens all the same, but takes no appends:
    /// see [`read_only`](Self::read_only). Nothing is migrated: [`crate::migrate`] does that, as the owner.
    ///
    /// # Errors
    /// When no server takes writes, or the database holds no ledger of this program's layout.
    pub async fn open(settings: &PostgresSettings, fittings: Fittings) -> Result<Self, OpenError> {
        let ledger = Self::open_as(settings, fittings, Wanted::Primary).await?;
        let mut conn = ledger.servers.connection().await.map_err(|error| shut(settings, &error))?;
        let fault = tail_fault(&mut conn).await;
        let fault = fault.map_err(|error| database(&settings.url, &error))?;
        if let Some(fault) = fault {
            ledger.refuse(fault);
        }
        drop(conn);
        Ok(ledger)
    }

    /// Opens the ledger for reading and checking only, on the first server of the settings that answers.
    ///
    /// # Errors
    /// When no server answers, or the database holds no ledger of this program's layout.
    pub async fn open_read_only(
        settings: &PostgresSettings,
        fittings: Fittings,
    ) -> Result<Self, OpenError> {
        let ledger = Self::open_as(settings, fittings, Wanted::Any).await?;
        ledger.refuse("cơ sở dữ liệu được mở chỉ để đọc".to_owned());
        Ok(ledger)
    }

    /// Opens the ledger on a standby, to read from: what it gives is as of its last replayed act, and
    /// [`lag`](Self::lag) says how old that may be. Only reads and checks.
    ///
    /// # Errors
    /// When the server does not answer, or the database holds no ledger of this program's layout.
    pub async fn open_standby(url: &str, fittings: Fittings) -> Result<Self, OpenError> {
        Self::open_read_only(&PostgresSettings::new(url), fittings).await
    }

    async fn open_as(
        settings: &PostgresSettings,
        fittings: Fittings,
        wanted: Wanted,
    ) -> Result<Self, OpenError> {
        let servers = Arc::new(Servers::new(settings, wanted)?);
        let pool = servers.pool().await.map_err(|error| shut(settings, &error))?;
        let server = name(&pool.connect_options());
        let mut conn = pool.acquire().await.map_err(|error| database(&server, &error))?;
        inspect(&mut conn, &server).await?;
        drop(conn);
        Ok(Self { servers, fittings, writer: Mutex::new(None), refusal: OnceLock::new() })
    }

    /// The drafts in the same database, over the same connections.
    pub fn drafts(&self) -> PostgresDrafts {
        PostgresDrafts { servers: Arc::clone(&self.servers) }
    }

    /// Why the ledger takes no appends, in Vietnamese; `None` when it takes them.
    pub fn read_only(&self) -> Option<String> {
        self.refusal.get().cloned()
    }

    /// Closes all connections. Dropping does the same, later.
    pub async fn close(self) {
        if let Some(writer) = self.writer.into_inner() {
            writer.close().await;
        }
        self.servers.close().await;
    }

    /// Takes no more appends.
    pub(crate) fn refuse(&self, reason: String) {
        // The first reason stands.
        let _ = self.refusal.set(reason);
    }

    /// All rows of a read.
    pub(crate) async fn all<'q, R>(
        &self,
        query: QueryAs<'q, Postgres, R, PgArguments>,
    ) -> Result<Vec<R>, StoreError>
    where
        R: for<'r> FromRow<'r, PgRow> + Send + Unpin + 'q,
    {
        let pool = self.servers.pool().await?;
        query.fetch_all(&pool).await.map_err(|error| self.servers.failed(error))
    }

    /// The one row of a read, if there is one.
    pub(crate) async fn maybe<'q, R>(
        &self,
        query: QueryAs<'q, Postgres, R, PgArguments>,
    ) -> Result<Option<R>, StoreError>
    where
        R: for<'r> FromRow<'r, PgRow> + Send + Unpin + 'q,
    {
        let pool = self.servers.pool().await?;
        query.fetch_optional(&pool).await.map_err(|error| self.servers.failed(error))
    }
}

fn shut(settings: &PostgresSettings, error: &StoreError) -> OpenError {
    let server = crate::servers::options(&settings.url).map(|options| name(&options));
    OpenError::Database { server: server.unwrap_or_default(), cause: error.to_string() }
}

impl Ledger for PostgresLedger {
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
