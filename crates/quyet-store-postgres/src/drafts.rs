//! Drafts in tables of their own, which may change: every server of an installation shows the same ones.

use std::sync::Arc;

use jiff::Timestamp;
use quyet_model::plan::PlanId;
use quyet_store::drafts::{DraftError, DraftRecord, Drafts};
use quyet_store::{Promise, StoreError};

use crate::failure::corrupt;
use crate::servers::Servers;
use crate::spelling::{read, spelled};
use crate::sql;

/// Drafts in the database of a ledger, over the ledger's own connections.
#[derive(Clone, Debug)]
pub struct PostgresDrafts {
    pub(crate) servers: Arc<Servers>,
}

impl PostgresDrafts {
    async fn put(
        &self,
        id: &PlanId,
        expected: u64,
        saved: Timestamp,
        body: &[u8],
    ) -> Result<u64, DraftError> {
        let at = saved.as_microsecond();
        let statement = match expected {
            0 => sqlx::query(sql::NEW_DRAFT).bind(spelled(&id.0)).bind(at).bind(body),
            _ => sqlx::query(sql::SAVE_DRAFT)
                .bind(spelled(&id.0))
                .bind(at)
                .bind(body)
                .bind(expected.cast_signed()),
        };
        let pool = self.servers.pool().await?;
        let done = statement.execute(&pool).await.map_err(|error| self.servers.failed(error))?;
        if done.rows_affected() == 1 { Ok(expected + 1) } else { Err(DraftError::Stale) }
    }
}

impl PostgresDrafts {
    async fn insert(&self, record: &DraftRecord) -> Result<(), DraftError> {
        let insert = sqlx::query(sql::PUT_DRAFT_BACK)
            .bind(spelled(&record.id.0))
            .bind(record.version.cast_signed())
            .bind(record.saved.as_microsecond())
            .bind(&record.body);
        let pool = self.servers.pool().await?;
        let done = insert.execute(&pool).await.map_err(|error| self.servers.failed(error))?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(DraftError::Stale) }
    }
}

type Row = (String, i64, i64, Vec<u8>);

fn record((id, version, saved, body): Row) -> Result<DraftRecord, StoreError> {
    let saved = Timestamp::from_microsecond(saved).map_err(|error| corrupt("draft", &id, error))?;
    Ok(DraftRecord { id: PlanId(read(id)), version: version.cast_unsigned(), saved, body })
}

impl Drafts for PostgresDrafts {
    fn list(&self) -> Promise<'_, Vec<DraftRecord>, StoreError> {
        Box::pin(async move {
            let pool = self.servers.pool().await?;
            let rows = sqlx::query_as(sql::DRAFTS).fetch_all(&pool).await;
            let rows = rows.map_err(|error| self.servers.failed(error))?.into_iter();
            let mut drafts = rows.map(record).collect::<Result<Vec<_>, _>>()?;
            drafts.sort_by(|a, b| a.id.cmp(&b.id));
            Ok(drafts)
        })
    }

    fn load<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Option<DraftRecord>, StoreError> {
        Box::pin(async move {
            let pool = self.servers.pool().await?;
            let row = sqlx::query_as(sql::DRAFT).bind(spelled(&id.0)).fetch_optional(&pool).await;
            row.map_err(|error| self.servers.failed(error))?.map(record).transpose()
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
            let keep = sqlx::query(sql::KEEP_FILE).bind(spelled(&id.0)).bind(spelled(name));
            let pool = self.servers.pool().await?;
            let kept = keep.bind(bytes).execute(&pool).await;
            kept.map(drop).map_err(|error| self.servers.failed(error))
        })
    }

    fn file<'a>(
        &'a self,
        id: &'a PlanId,
        name: &'a str,
    ) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Box::pin(async move {
            let find = sqlx::query_scalar(sql::DRAFT_FILE).bind(spelled(&id.0)).bind(spelled(name));
            let pool = self.servers.pool().await?;
            find.fetch_optional(&pool).await.map_err(|error| self.servers.failed(error))
        })
    }

    fn names<'a>(&'a self, id: &'a PlanId) -> Promise<'a, Vec<String>, StoreError> {
        Box::pin(async move {
            let pool = self.servers.pool().await?;
            let names = sqlx::query_scalar(sql::DRAFT_FILE_NAMES).bind(spelled(&id.0));
            let names: Vec<String> =
                names.fetch_all(&pool).await.map_err(|error| self.servers.failed(error))?;
            let mut names: Vec<String> = names.into_iter().map(read).collect();
            names.sort();
            Ok(names)
        })
    }

    fn put_back<'a>(&'a self, record: &'a DraftRecord) -> Promise<'a, (), DraftError> {
        Box::pin(self.insert(record))
    }

    fn discard<'a>(&'a self, id: &'a PlanId) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            let pool = self.servers.pool().await?;
            let done = sqlx::query(sql::DISCARD_DRAFT).bind(spelled(&id.0)).execute(&pool).await;
            done.map(drop).map_err(|error| self.servers.failed(error))
        })
    }
}
