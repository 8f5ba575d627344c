//! The projections made anew, beside the old ones.
//!
//! Reads and appends go on while the new projections grow page by page, each page a transaction of its own. Only at
//! the end appends wait: for the entries that came meanwhile, and for the swap. A rebuild that is cut short leaves the
//! old projections in place; the next one begins from nothing.

use quyet_store::{Progress, StoreError};
use sqlx::PgConnection;

use crate::failure::{corrupt, unavailable};
use crate::open::PostgresLedger;
use crate::read::{EntryRow, entry_of};
use crate::rows::Rows;
use crate::servers::send;
use crate::sql;

/// Entries read at once.
pub(crate) const PAGE: i64 = 64;

impl PostgresLedger {
    /// Appends wait only for the last entries and the swap; reads see the old projections until then.
    pub(crate) async fn rebuild_projections(
        &self,
        progress: Progress<'_>,
    ) -> Result<u64, StoreError> {
        if let Some(reason) = self.read_only() {
            return Err(StoreError::Unavailable(reason));
        }
        // A connection of its own: dropped at any point, it lets go of its lock and its transaction.
        let mut conn = self.servers.apart().await?;
        let alone: bool = sqlx::query_scalar(sql::TRY_REBUILDING)
            .fetch_one(&mut conn)
            .await
            .map_err(unavailable)?;
        if !alone {
            let what = "đang có một lần dựng lại khác; hãy đợi lần đó xong";
            return Err(StoreError::Unavailable(what.to_owned()));
        }
        send(&mut conn, sql::BEGIN_REBUILD).await.map_err(unavailable)?;
        send(&mut conn, sql::REBUILD_PATH).await.map_err(unavailable)?;
        let done = replay(&mut conn, 0, progress).await?;
        send(&mut conn, sql::MEASURE_REBUILD).await.map_err(unavailable)?;
        send(&mut conn, sql::BEGIN_WRITING).await.map_err(unavailable)?;
        // At this point no append can come in between: what is missing now is all that is missing.
        let done = replay(&mut conn, done, progress).await?;
        send(&mut conn, sql::FINISH_REBUILD).await.map_err(unavailable)?;
        send(&mut conn, sql::COMMIT).await.map_err(|error| self.servers.failed(error))?;
        // The work is done. Without this the next rebuild is refused until the server has noticed that this connection
        // is gone, which a busy one takes its time to do.
        let _ = send(&mut conn, sql::LEAVE_REBUILDING).await;
        Ok(done)
    }
}

/// Projects the entries from `done` to the present end.
async fn replay(
    conn: &mut PgConnection,
    mut done: u64,
    progress: Progress<'_>,
) -> Result<u64, StoreError> {
    let last: Option<i64> =
        sqlx::query_scalar(sql::LAST_SEQ).fetch_one(&mut *conn).await.map_err(unavailable)?;
    let all = last.map_or(0, |seq| seq.cast_unsigned() + 1);
    while done < all {
        let query = sqlx::query_as(sql::ENTRIES).bind(done.cast_signed()).bind(PAGE);
        let page: Vec<EntryRow> = query.fetch_all(&mut *conn).await.map_err(unavailable)?;
        let mut rows = Rows::default();
        if page.is_empty() {
            return Err(corrupt("ledger", done, "thiếu mục trong nhật ký"));
        }
        for row in page {
            let record = entry_of(row)?;
            if record.seq != done {
                return Err(corrupt("ledger", done, "thiếu mục trong nhật ký"));
            }
            rows.add(record.seq, &record.entry);
            done += 1;
        }
        rows.insert(&mut *conn).await.map_err(unavailable)?;
        progress(done.min(all), all);
    }
    Ok(done)
}
