//! Signed checkpoints and what others said of them.

use jiff::Timestamp;
use quyet_store::checkpoints::{Attestation, AttestationKind, Checkpoints, KeptCheckpoint};
use quyet_store::{Promise, StoreError, moment};
use sqlx::Postgres;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;

use crate::failure::corrupt;
use crate::open::PostgresLedger;
use crate::spelling::{read, spelled};
use crate::sql;

/// A whole row of `checkpoint`.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct CheckpointRow {
    pub(crate) size: i64,
    note: String,
    kept: i64,
    sum: Vec<u8>,
}

/// A whole row of `attestation`.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct AttestationRow {
    pub(crate) size: i64,
    pub(crate) kind: String,
    pub(crate) by_whom: String,
    received: i64,
    bytes: Vec<u8>,
    sum: Vec<u8>,
}

pub(crate) const CHANGED: &str = "dòng không khớp mã kiểm tra (sum) của nó: có byte bị thay đổi";

impl CheckpointRow {
    pub(crate) fn read(self) -> Result<KeptCheckpoint, StoreError> {
        let Self { size, note, kept, sum } = self;
        let wrong = || corrupt("checkpoint", size, CHANGED);
        let kept = Timestamp::from_microsecond(kept).map_err(|_| wrong())?;
        let checkpoint = KeptCheckpoint { size: size.cast_unsigned(), note: read(note), kept };
        if checkpoint.sum()[..] == sum[..] { Ok(checkpoint) } else { Err(wrong()) }
    }
}

impl AttestationRow {
    /// The key of the row, as text.
    pub(crate) fn name(&self) -> String {
        format!("{}, {}, {}", self.size, self.kind, self.by_whom)
    }

    pub(crate) fn read(self) -> Result<Attestation, StoreError> {
        let Self { size, kind, by_whom, received, bytes, sum } = self;
        let wrong = |what| corrupt("attestation", size, what);
        let received = Timestamp::from_microsecond(received).map_err(|_| wrong(CHANGED))?;
        let kinds = [AttestationKind::Cosignature, AttestationKind::Timestamp];
        let kind = kinds.into_iter().find(|known| known.word() == kind);
        let kind = kind.ok_or_else(|| wrong("loại chứng nhận không biết"))?;
        let (size, by) = (size.cast_unsigned(), read(by_whom));
        let attestation = Attestation { size, kind, by, received, bytes };
        if attestation.sum()[..] == sum[..] { Ok(attestation) } else { Err(wrong(CHANGED)) }
    }
}

impl PostgresLedger {
    /// One insertion. What stands already is left alone.
    async fn insert(&self, query: Query<'_, Postgres, PgArguments>) -> Result<(), StoreError> {
        if let Some(reason) = self.read_only() {
            return Err(StoreError::Unavailable(reason));
        }
        let pool = self.servers.pool().await?;
        query.execute(&pool).await.map(drop).map_err(|error| self.servers.failed(error))
    }

    async fn keep_checkpoint(&self, checkpoint: &KeptCheckpoint) -> Result<(), StoreError> {
        let insert = sqlx::query(sql::KEEP_CHECKPOINT)
            .bind(checkpoint.size.cast_signed())
            .bind(spelled(&checkpoint.note))
            .bind(moment(checkpoint.kept))
            .bind(checkpoint.sum().to_vec());
        self.insert(insert).await
    }

    async fn keep_attestation(&self, attestation: &Attestation) -> Result<(), StoreError> {
        let insert = sqlx::query(sql::ATTEST)
            .bind(attestation.size.cast_signed())
            .bind(attestation.kind.word())
            .bind(spelled(&attestation.by))
            .bind(moment(attestation.received))
            .bind(&attestation.bytes[..])
            .bind(attestation.sum().to_vec());
        self.insert(insert).await
    }

    async fn read_attestations(&self, size: u64) -> Result<Vec<Attestation>, StoreError> {
        let query = sqlx::query_as(sql::ATTESTATIONS).bind(size.cast_signed());
        let rows = self.all(query).await?.into_iter();
        let mut all = rows.map(AttestationRow::read).collect::<Result<Vec<_>, _>>()?;
        all.sort_by(|a, b| (a.kind, &a.by).cmp(&(b.kind, &b.by)));
        Ok(all)
    }
}

impl Checkpoints for PostgresLedger {
    fn keep<'a>(&'a self, checkpoint: &'a KeptCheckpoint) -> Promise<'a, (), StoreError> {
        Box::pin(self.keep_checkpoint(checkpoint))
    }

    fn latest(&self) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        Box::pin(async move {
            let row = self.maybe(sqlx::query_as(sql::LATEST_CHECKPOINT)).await?;
            row.map(CheckpointRow::read).transpose()
        })
    }

    fn at(&self, size: u64) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        Box::pin(async move {
            let query = sqlx::query_as(sql::CHECKPOINT).bind(size.cast_signed());
            self.maybe(query).await?.map(CheckpointRow::read).transpose()
        })
    }

    fn list(&self, from: u64, limit: u32) -> Promise<'_, Vec<KeptCheckpoint>, StoreError> {
        Box::pin(async move {
            let Ok(from) = i64::try_from(from) else { return Ok(Vec::new()) };
            let query = sqlx::query_as(sql::CHECKPOINTS).bind(from).bind(i64::from(limit));
            self.all(query).await?.into_iter().map(CheckpointRow::read).collect()
        })
    }

    fn attest<'a>(&'a self, attestation: &'a Attestation) -> Promise<'a, (), StoreError> {
        Box::pin(self.keep_attestation(attestation))
    }

    fn attestations(&self, size: u64) -> Promise<'_, Vec<Attestation>, StoreError> {
        Box::pin(self.read_attestations(size))
    }
}
