//! The connection that appends, and what it knows of the end of the ledger.

use std::time::Duration;

use quyet_proof::Head;
use quyet_proof::merkle::Frontier;
use quyet_store::{AppendError, StoreError};
use sqlx::{Connection, PgConnection};
use tokio::time::Instant;

use crate::append::form::Form;
use crate::servers::{Servers, send};
use crate::sql;

/// A connection that lay longer is asked whether it still answers.
const IDLE: Duration = Duration::from_secs(1);

/// The answer of `append_batch` when it wrote.
const WRITTEN: &str = "written";

/// What an append comes to: the answer, and the new end when there is something to commit.
pub(super) type Done<T> = Result<(T, Option<End>), AppendError>;

/// The end of the ledger: the edge of its tree, and the leaf of its last entry.
///
/// It is what a commit of this connection left. Other servers may have appended since, and a failover may have lost
/// it: only a server that holds the same size and leaf makes it good again.
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(super) tree: Frontier,
    pub(super) leaf: Option<[u8; 32]>,
}

/// A connection of its own, kept out of the pool: appends and reads do not wait for each other's connections.
///
/// Dropped at any point, as when a future is given up, it closes: the server undoes an open transaction, or brings the
/// one statement that it has to its end.
#[derive(Debug)]
pub(crate) struct Writer {
    conn: PgConnection,
    /// Which of the servers found so far it leads to.
    found: u64,
    used: Instant,
    end: Option<End>,
}

impl Writer {
    /// The writer as it was left, when it still leads to the server in use and answers; a new one otherwise.
    pub(super) async fn ready(left: Option<Self>, servers: &Servers) -> Result<Self, StoreError> {
        let found = servers.found().await?;
        if let Some(mut left) = left.filter(|left| left.found == found)
            && (left.used.elapsed() < IDLE || left.conn.ping().await.is_ok())
        {
            left.used = Instant::now();
            return Ok(left);
        }
        let conn = servers.apart().await?;
        Ok(Self { conn, found, used: Instant::now(), end: None })
    }

    /// Says goodbye to the server.
    pub(crate) async fn close(self) {
        // Everything is committed; how the connection closes changes nothing.
        let _ = self.conn.close().await;
    }

    /// The connection.
    pub(super) fn conn(&mut self) -> &mut PgConnection {
        &mut self.conn
    }

    /// The end as this connection left it, when that is the one expected.
    pub(super) fn end_at(&self, expected: Head) -> Option<&End> {
        self.end.as_ref().filter(|end| end.tree.head() == expected)
    }

    /// Appends a form in one exchange. Gives the new head; nothing when the careful way has to answer.
    pub(super) async fn append(&mut self, form: Form<'_>) -> Result<Option<Head>, sqlx::Error> {
        self.end = None;
        if form.send(&mut self.conn).await? != WRITTEN {
            return Ok(None);
        }
        // At this point the form is durable. A crash before the next line loses nothing: the careful way asks for the
        // end anew.
        let end = form.end();
        let head = end.tree.head();
        self.end = Some(end);
        Ok(Some(head))
    }

    /// Begins a transaction that no other append shares.
    pub(super) async fn begin(&mut self) -> Result<(), sqlx::Error> {
        self.end = None;
        send(&mut self.conn, sql::BEGIN_WRITING).await
    }

    /// Ends the transaction: commits what leads to a new end, and undoes everything else.
    pub(super) async fn finish(&mut self, end: Option<End>) -> Result<(), sqlx::Error> {
        let last = if end.is_some() { sql::COMMIT } else { sql::ROLLBACK };
        send(&mut self.conn, last).await?;
        self.end = end;
        Ok(())
    }
}
