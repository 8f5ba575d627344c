//! Kept checkpoints against the ledger they speak of.

use quyet_proof::Head;
use quyet_store::checkpoints::LogKeys;
use sqlx::SqliteConnection;

use crate::checkpoints::{AttestationRow, CHANGED, CheckpointRow};
use crate::fsck::Findings;
use crate::sql;

/// The checkpoints on the way through the ledger, one by one.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// The keys that the log has recorded so far.
    pub(super) keys: LogKeys,
    next: Option<CheckpointRow>,
}

impl Walk {
    pub(super) async fn begin(&mut self, conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        self.load(conn, i64::MIN).await
    }

    async fn load(&mut self, conn: &mut SqliteConnection, from: i64) -> Result<(), sqlx::Error> {
        let query = sqlx::query_as(sql::CHECKPOINTS).bind(from).bind(1);
        self.next = query.fetch_optional(conn).await?;
        Ok(())
    }

    /// Whether a checkpoint of this size comes next.
    pub(super) fn is_due(&self, size: u64) -> bool {
        self.next.as_ref().is_some_and(|row| row.size <= size.cast_signed())
    }

    /// Checks the one that is due against this head, and fetches the next.
    pub(super) async fn check(
        &mut self,
        conn: &mut SqliteConnection,
        head: &Head,
        findings: &mut Findings,
    ) -> Result<(), sqlx::Error> {
        let Some(row) = self.next.take() else {
            return Ok(());
        };
        let size = row.size;
        match row.read() {
            Ok(kept) => {
                if let Some(what) = self.keys.fault(&kept, head) {
                    findings.add(None, "checkpoint", size, what);
                }
            }
            Err(_) => findings.add(None, "checkpoint", size, CHANGED),
        }
        self.load(conn, size.saturating_add(1)).await
    }

    /// At the end of the ledger nothing may be left.
    pub(super) fn finish(&mut self, findings: &mut Findings) {
        if let Some(row) = self.next.take() {
            let what = "nhật ký ngắn hơn điểm chốt đã ký: có mục đã mất";
            findings.add(None, "checkpoint", row.size, what);
        }
    }
}

/// Every attestation is as it was received, on a checkpoint that is there.
pub(super) async fn check_attestations(
    conn: &mut SqliteConnection,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    let mut from = i64::MIN;
    loop {
        let query = sqlx::query_scalar(sql::ATTESTED_SIZE).bind(from);
        let size: Option<i64> = query.fetch_one(&mut *conn).await?;
        let Some(size) = size else {
            return Ok(());
        };
        let query = sqlx::query_as(sql::CHECKPOINT_AT).bind(size);
        let checkpoint: Option<CheckpointRow> = query.fetch_optional(&mut *conn).await?;
        let query = sqlx::query_as(sql::ATTESTATIONS).bind(size);
        let said: Vec<AttestationRow> = query.fetch_all(&mut *conn).await?;
        for row in said {
            let name = row.name();
            if checkpoint.is_none() {
                findings.add(None, "attestation", &name, "thiếu điểm chốt được chứng nhận");
            }
            if row.read().is_err() {
                findings.add(None, "attestation", name, CHANGED);
            }
        }
        from = size.saturating_add(1);
    }
}
