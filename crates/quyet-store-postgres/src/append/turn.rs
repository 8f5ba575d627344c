//! A transaction that no other append shares, and its end whatever happens.

use quyet_store::{AppendError, StoreError};
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres};

use crate::append::Done;
use crate::servers::{Servers, send};
use crate::sql;

/// An open transaction that holds the turn.
///
/// Dropped before its end, as when a future is given up, it takes its connection out of the pool and closes it: the
/// server undoes what was done, and no later call can meet a connection whose transaction is still open.
#[derive(Debug)]
pub(crate) struct Turn<'s> {
    conn: Option<PoolConnection<Postgres>>,
    servers: &'s Servers,
}

impl<'s> Turn<'s> {
    /// Waits for the turn among all processes.
    pub(crate) async fn begin(servers: &'s Servers) -> Result<Self, StoreError> {
        let mut turn = Self { conn: Some(servers.connection().await?), servers };
        let begun = send(turn.conn(), sql::BEGIN_WRITING).await;
        begun.map_err(|error| servers.failed(error))?;
        Ok(turn)
    }

    /// The connection.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        self.conn.as_mut().expect("a turn holds its connection until its end")
    }

    /// Commits when there is something to commit, and undoes everything on an error.
    ///
    /// When the server is lost while it commits, nobody knows yet whether it did: sending the command again tells.
    pub(crate) async fn end<T>(mut self, done: Done<T>) -> Result<T, AppendError> {
        let last = if matches!(done, Ok((_, true))) { sql::COMMIT } else { sql::ROLLBACK };
        let ended = send(self.conn(), last).await;
        match (done, ended) {
            (Ok((answer, _)), Ok(())) => {
                self.release();
                Ok(answer)
            }
            // At this point an unanswered commit may be durable or not; the contract has callers send it again.
            (Ok(_), Err(error)) => Err(self.servers.failed(error).into()),
            (Err(error), Ok(())) => {
                self.release();
                Err(error)
            }
            (Err(error), Err(_)) => Err(error),
        }
    }

    /// Gives the connection back to the pool.
    fn release(&mut self) {
        drop(self.conn.take());
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            drop(conn.detach());
        }
    }
}
