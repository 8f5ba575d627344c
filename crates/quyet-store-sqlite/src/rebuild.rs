//! The projections made anew.

use quyet_store::{Progress, StoreError};
use sqlx::{Connection, SqliteConnection};

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
        let mut tx = writer.conn().begin_with(sql::BEGIN_WRITING).await.map_err(unavailable)?;
        for projection in PROJECTIONS {
            sqlx::query(projection.clear).execute(&mut *tx).await.map_err(unavailable)?;
        }
        // At this point the projections are empty to this transaction only: a crash brings the old ones back.
        let done = replay(&mut tx, progress).await?;
        tx.commit().await.map_err(unavailable)?;
        Ok(done)
    }
}

async fn replay(conn: &mut SqliteConnection, progress: Progress<'_>) -> Result<u64, StoreError> {
    let all: i64 =
        sqlx::query_scalar(sql::COUNT_ENTRIES).fetch_one(&mut *conn).await.map_err(unavailable)?;
    let (mut done, all) = (0, all.unsigned_abs());
    while done < all {
        let query = sqlx::query_as(sql::ENTRIES).bind(done.cast_signed()).bind(PAGE);
        let page = entries_of(query.fetch_all(&mut *conn).await.map_err(unavailable)?)?;
        let Some(last) = page.last() else { break };
        done = last.seq + 1;
        for entry in &page {
            project(&mut *conn, entry.seq, &entry.entry).await.map_err(unavailable)?;
        }
        progress(done, all);
    }
    Ok(done)
}
