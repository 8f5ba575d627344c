//! Signed checkpoints and attestations beside the ledger.

use jiff::Timestamp;
use quyet_store::checkpoints::{Attestation, AttestationKind, Checkpoints, KeptCheckpoint};
use quyet_store::{Promise, StoreError, moment};
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments};

use crate::failure::{corrupt, unavailable};
use crate::open::SqliteLedger;
use crate::sql;

/// A whole row of `checkpoint`. Texts are taken as bytes: a damaged one is a finding, not an end of reading.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct CheckpointRow {
    pub(crate) size: i64,
    note: Vec<u8>,
    kept: i64,
    sum: Vec<u8>,
}

/// A whole row of `attestation`.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct AttestationRow {
    size: i64,
    kind: Vec<u8>,
    by: Vec<u8>,
    received: i64,
    bytes: Vec<u8>,
    sum: Vec<u8>,
}

pub(crate) const CHANGED: &str = "dòng không khớp mã kiểm tra (sum) của nó: có byte bị thay đổi";

impl CheckpointRow {
    pub(crate) fn read(self) -> Result<KeptCheckpoint, StoreError> {
        let Self { size, note, kept, sum } = self;
        let wrong = |what| corrupt("checkpoint", size, what);
        let kept = Timestamp::from_microsecond(kept).map_err(|_| wrong(CHANGED))?;
        let note = String::from_utf8(note).map_err(|_| wrong(CHANGED))?;
        let checkpoint = KeptCheckpoint { size: size.cast_unsigned(), note, kept };
        if checkpoint.sum()[..] == sum[..] { Ok(checkpoint) } else { Err(wrong(CHANGED)) }
    }
}

impl AttestationRow {
    /// The key of the row, as text.
    pub(crate) fn name(&self) -> String {
        let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        format!("{}, {}, {}", self.size, words(&self.kind), words(&self.by))
    }

    pub(crate) fn read(self) -> Result<Attestation, StoreError> {
        let Self { size, kind, by, received, bytes, sum } = self;
        let wrong = |what| corrupt("attestation", size, what);
        let received = Timestamp::from_microsecond(received).map_err(|_| wrong(CHANGED))?;
        let kinds = [AttestationKind::Cosignature, AttestationKind::Timestamp];
        let kind = kinds.into_iter().find(|known| known.word().as_bytes() == kind);
        let kind = kind.ok_or_else(|| wrong("loại chứng nhận không biết"))?;
        let by = String::from_utf8(by).map_err(|_| wrong(CHANGED))?;
        let attestation = Attestation { size: size.cast_unsigned(), kind, by, received, bytes };
        if attestation.sum()[..] == sum[..] { Ok(attestation) } else { Err(wrong(CHANGED)) }
    }
}

impl SqliteLedger {
    /// One insertion on the connection that writes. What stands already is left alone.
    async fn insert(&self, query: Query<'_, Sqlite, SqliteArguments>) -> Result<(), StoreError> {
        let refusal = || StoreError::Unavailable(self.read_only().unwrap_or_default());
        let writer = self.writer.as_ref().filter(|_| self.read_only().is_none());
        let mut writer = writer.ok_or_else(refusal)?.lock().await;
        query.execute(writer.conn()).await.map(drop).map_err(unavailable)
    }

    async fn keep_checkpoint(&self, checkpoint: &KeptCheckpoint) -> Result<(), StoreError> {
        let insert = sqlx::query(sql::KEEP_CHECKPOINT)
            .bind(checkpoint.size.cast_signed())
            .bind(checkpoint.note.clone())
            .bind(moment(checkpoint.kept))
            .bind(checkpoint.sum().to_vec());
        self.insert(insert).await
    }

    async fn keep_attestation(&self, said: &Attestation) -> Result<(), StoreError> {
        let insert = sqlx::query(sql::KEEP_ATTESTATION)
            .bind(said.size.cast_signed())
            .bind(said.kind.word())
            .bind(said.by.clone())
            .bind(moment(said.received))
            .bind(said.bytes.clone())
            .bind(said.sum().to_vec());
        self.insert(insert).await
    }

    async fn one(
        &self,
        statement: &'static str,
        size: Option<u64>,
    ) -> Result<Option<KeptCheckpoint>, StoreError> {
        let query = sqlx::query_as(statement);
        let query = size.iter().fold(query, |query, size| query.bind(size.cast_signed()));
        let row: Option<CheckpointRow> =
            query.fetch_optional(&self.readers).await.map_err(unavailable)?;
        row.map(CheckpointRow::read).transpose()
    }
}

impl Checkpoints for SqliteLedger {
    fn keep<'a>(&'a self, checkpoint: &'a KeptCheckpoint) -> Promise<'a, (), StoreError> {
        Box::pin(self.keep_checkpoint(checkpoint))
    }

    fn latest(&self) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        Box::pin(self.one(sql::LATEST_CHECKPOINT, None))
    }

    fn at(&self, size: u64) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        Box::pin(self.one(sql::CHECKPOINT_AT, Some(size)))
    }

    fn list(&self, from: u64, limit: u32) -> Promise<'_, Vec<KeptCheckpoint>, StoreError> {
        Box::pin(async move {
            let Ok(from) = i64::try_from(from) else {
                return Ok(Vec::new());
            };
            let query = sqlx::query_as(sql::CHECKPOINTS).bind(from).bind(limit);
            let rows: Vec<CheckpointRow> =
                query.fetch_all(&self.readers).await.map_err(unavailable)?;
            rows.into_iter().map(CheckpointRow::read).collect()
        })
    }

    fn attest<'a>(&'a self, attestation: &'a Attestation) -> Promise<'a, (), StoreError> {
        Box::pin(self.keep_attestation(attestation))
    }

    fn attestations(&self, size: u64) -> Promise<'_, Vec<Attestation>, StoreError> {
        Box::pin(async move {
            let query = sqlx::query_as(sql::ATTESTATIONS).bind(size.cast_signed());
            let rows: Vec<AttestationRow> =
                query.fetch_all(&self.readers).await.map_err(unavailable)?;
            rows.into_iter().map(AttestationRow::read).collect()
        })
    }
}
