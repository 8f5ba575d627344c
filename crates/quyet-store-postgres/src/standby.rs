//! How far behind a standby is.

use quyet_store::StoreError;

use crate::open::PostgresLedger;
use crate::sql;

/// How far the server that is read from is behind the one that takes writes, as it can tell itself.
#[doc(alias = "độ trễ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lag {
    /// Bytes of the log that it received and does not show yet.
    pub bytes: u64,
    /// Whole seconds since the last act that it shows was committed; 0 when it shows everything that it received
    /// from a primary that it is connected to.
    pub seconds: u64,
    /// Whether it is connected to a primary. When it is not, it may miss acts that it knows nothing of.
    pub connected: bool,
    /// Whether it takes writes itself, as a standby does once it was promoted: then nothing is ahead of it.
    pub primary: bool,
}

impl Lag {
    /// A primary is never behind.
    const NONE: Self = Self { bytes: 0, seconds: 0, connected: true, primary: true };
}

impl PostgresLedger {
    /// How far behind the server in use is. A server that takes writes is not.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn lag(&self) -> Result<Lag, StoreError> {
        type Row = (i64, Option<i64>, bool, bool);
        let row: Option<Row> = self.maybe(sqlx::query_as(sql::LAG)).await?;
        let Some((bytes, since, connected, true)) = row else { return Ok(Lag::NONE) };
        let bytes = u64::try_from(bytes).unwrap_or(0);
        let since = since.and_then(|since| u64::try_from(since).ok()).unwrap_or(0) / 1_000_000;
        let seconds = if bytes == 0 && connected { 0 } else { since };
        Ok(Lag { bytes, seconds, connected, primary: false })
    }
}
