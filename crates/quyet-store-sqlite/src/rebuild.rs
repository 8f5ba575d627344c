//! The projections made anew.

use quyet_store::steps::Step;
use quyet_store::{Progress, StoreError};
use sqlx::SqliteConnection;

use crate::failure::unavailable;
use crate::open::SqliteLedger;
use crate::project::project;
use crate::read::entries_of;
use crate::sql::{self, PROJECTIONS};

/// Entries read at once.
pub(crate) const PAGE: u32 = 64;

impl SqliteLedger {
    /// Appends wait while this runs; reads see the old projections until the commit.
    pub(crate) async fn rebuild_projections(
        &self,
        progress: Progress<'_>,
    ) -> Result<u64, StoreError> {
        let closed = || StoreError::Unavailable("cơ sở dữ liệu được mở chỉ để đọc".to_owned());
        let mut writer = self.writer.as_ref().ok_or_else(closed)?.lock().await;
        let (mut tx, _) = writer.begin().await?;
        let clears = PROJECTIONS.iter().map(|projection| projection.clear);
        for clear in clears.chain([sql::CLEAR_FIGURES]) {
            sqlx::query(clear).execute(&mut *tx).await.map_err(unavailable)?;
        }
        // At this point the projections are empty to this transaction only: a crash brings the old ones back.
        self.reached(Step::ProjectionsCleared).await?;
        let done = self.replay(&mut tx, progress).await?;
        tx.commit().await.map_err(unavailable)?;
        self.reached(Step::Committed).await?;
        Ok(done)
    }

    async fn replay(
        &self,
        conn: &mut SqliteConnection,
        progress: Progress<'_>,
    ) -> Result<u64, StoreError> {
        let all: i64 = sqlx::query_scalar(sql::COUNT_ENTRIES)
            .fetch_one(&mut *conn)
            .await
            .map_err(unavailable)?;
        let (mut done, all) = (0, all.unsigned_abs());
        while done < all {
            let query = sqlx::query_as(sql::ENTRIES).bind(done.cast_signed()).bind(PAGE);
            let page = entries_of(query.fetch_all(&mut *conn).await.map_err(unavailable)?)?;
            let Some(last) = page.last() else { break };
            done = last.seq + 1;
            for entry in &page {
                project(&mut *conn, entry.seq, &entry.entry).await.map_err(unavailable)?;
            }
            self.reached(Step::EntriesReplayed).await?;
            progress(done, all);
        }
        Ok(done)
    }
}
