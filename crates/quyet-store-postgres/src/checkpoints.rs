//! Signed checkpoints and what others said of them.

use jiff::Timestamp;
use quyet_store::checkpoints::{Attestation, AttestationKind, Checkpoints, KeptCheckpoint};
use quyet_store::{Promise, StoreError};

use crate::failure::corrupt;
use crate::open::PostgresLedger;
use crate::read::instant;
use crate::spelling::{read, spelled};
use crate::sql;

type Row = (i64, String, i64);

fn checkpoint((size, note, kept): Row) -> Result<KeptCheckpoint, StoreError> {
    let kept = instant(kept, "checkpoint", size)?;
    Ok(KeptCheckpoint { size: size.cast_unsigned(), note: read(note), kept })
}

fn attestation(
    size: u64,
    (kind, by, received, bytes): (String, String, i64, Vec<u8>),
) -> Result<Attestation, StoreError> {
    let kinds = [AttestationKind::Cosignature, AttestationKind::Timestamp];
    let known = kinds.into_iter().find(|known| known.word() == kind);
    let kind = known.ok_or_else(|| corrupt("attestation", size, kind))?;
    let received: Timestamp = instant(received, "attestation", size)?;
    Ok(Attestation { size, kind, by: read(by), received, bytes })
}

impl Checkpoints for PostgresLedger {
    fn keep<'a>(&'a self, checkpoint: &'a KeptCheckpoint) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            let pool = self.servers.pool().await?;
            let insert = sqlx::query(sql::KEEP_CHECKPOINT)
                .bind(checkpoint.size.cast_signed())
                .bind(spelled(&checkpoint.note))
                .bind(checkpoint.kept.as_microsecond());
            let done = insert.execute(&pool).await;
            done.map(drop).map_err(|error| self.servers.failed(error))
        })
    }

    fn latest(&self) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        Box::pin(async move {
            self.maybe(sqlx::query_as(sql::LATEST_CHECKPOINT)).await?.map(checkpoint).transpose()
        })
    }

    fn at(&self, size: u64) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        Box::pin(async move {
            let query = sqlx::query_as(sql::CHECKPOINT).bind(size.cast_signed());
            self.maybe(query).await?.map(checkpoint).transpose()
        })
    }

    fn list(&self, from: u64, limit: u32) -> Promise<'_, Vec<KeptCheckpoint>, StoreError> {
        Box::pin(async move {
            let Ok(from) = i64::try_from(from) else { return Ok(Vec::new()) };
            let query = sqlx::query_as(sql::CHECKPOINTS).bind(from).bind(i64::from(limit));
            self.all(query).await?.into_iter().map(checkpoint).collect()
        })
    }

    fn attest<'a>(&'a self, attestation: &'a Attestation) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            let pool = self.servers.pool().await?;
            let insert = sqlx::query(sql::ATTEST)
                .bind(attestation.size.cast_signed())
                .bind(attestation.kind.word())
                .bind(spelled(&attestation.by))
                .bind(attestation.received.as_microsecond())
                .bind(&attestation.bytes[..]);
            let done = insert.execute(&pool).await;
            done.map(drop).map_err(|error| self.servers.failed(error))
        })
    }

    fn attestations(&self, size: u64) -> Promise<'_, Vec<Attestation>, StoreError> {
        Box::pin(async move {
            let query = sqlx::query_as(sql::ATTESTATIONS).bind(size.cast_signed());
            let rows = self.all(query).await?.into_iter();
            let all = rows.map(|row| attestation(size, row)).collect::<Result<Vec<_>, _>>();
            let mut all = all?;
            all.sort_by(|a, b| (a.kind, &a.by).cmp(&(b.kind, &b.by)));
            Ok(all)
        })
    }
}
