//! How the house is kept: what the system page tells beside the ledger's soundness. Plain data that others fill.

use std::fmt::Debug;

use jiff::{SignedDuration, Timestamp};
use quyet_store::{Promise, StoreError};

/// The database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatabaseState {
    /// "SQLite" or "PostgreSQL 15".
    pub word: String,
    /// Where it is, without secrets.
    pub place: String,
    /// Bytes on disk; `None` when nobody can tell.
    pub bytes: Option<u64>,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupMade {
    /// When.
    pub at: Timestamp,
    /// Its size, when known.
    pub bytes: Option<u64>,
}

/// A backup that was restored on trial and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestoreVerified {
    /// When.
    pub at: Timestamp,
    /// How long it took, when known.
    pub took: Option<SignedDuration>,
}

/// Backups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupState {
    /// Where they go, without secrets.
    pub place: String,
    /// The last one.
    pub last: Option<BackupMade>,
    /// The last one that was restored on trial.
    pub verified: Option<RestoreVerified>,
    /// How much would be lost if the machine were lost now; `None` when nobody can tell.
    pub lag: Option<SignedDuration>,
    /// What went wrong after the last success.
    pub failed: Option<(Timestamp, String)>,
}

/// A standby or replica.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplicaState {
    /// Which.
    pub name: String,
    /// How far behind, in words of time; `None` when it does not answer.
    pub behind: Option<SignedDuration>,
}

/// Everything. What is `None` or empty is not set up, and the page says how to set it up.
#[doc(alias = "tình trạng hệ thống")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpkeepState {
    /// The database.
    pub database: Option<DatabaseState>,
    /// Where attachments lie, without secrets; `None` for the database itself.
    pub attachments: Option<String>,
    /// Backups.
    pub backup: Option<BackupState>,
    /// Standbys.
    pub replicas: Vec<ReplicaState>,
}

/// Who knows how the house is kept. Asked for every showing of the page, so it must answer quickly.
pub trait Upkeep: Send + Sync + Debug {
    /// The present state.
    fn state(&self) -> Promise<'_, UpkeepState, StoreError>;
}

/// A state that stands still.
#[derive(Clone, Debug, Default)]
pub struct StandingUpkeep(pub UpkeepState);

impl Upkeep for StandingUpkeep {
    fn state(&self) -> Promise<'_, UpkeepState, StoreError> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}

/// After this long without a restore that was tried and found whole, the page warns.
pub const RESTORE_DUE: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Why the page warns; `None` when a backup was restored on trial not long ago.
pub fn restore_warning(backup: Option<&BackupState>, now: Timestamp) -> Option<String> {
    let Some(backup) = backup else {
        return Some("Chưa cài đặt sao lưu: nếu ổ đĩa hỏng, dữ liệu mất hẳn.".to_owned());
    };
    let Some(verified) = &backup.verified else {
        return Some(
            "Chưa có bản sao lưu nào được khôi phục thử: chưa thể tin là khôi phục được."
                .to_owned(),
        );
    };
    let age = now.duration_since(verified.at);
    (RESTORE_DUE < age).then(|| {
        let days = age.as_hours() / 24;
        format!("Lần khôi phục thử thành công gần nhất đã {days} ngày trước; hãy thử lại ít nhất mỗi tuần.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_restore_is_due_after_eight_days_and_a_missing_one_at_once() {
        let now: Timestamp = "2026-11-27T03:00:00Z".parse().expect("a literal instant");
        let verified = |at: &str| BackupState {
            verified: Some(RestoreVerified {
                at: at.parse().expect("a literal instant"),
                took: None,
            }),
            ..BackupState::default()
        };
        let warns = |backup: Option<BackupState>| restore_warning(backup.as_ref(), now);
        assert_eq!(warns(Some(verified("2026-11-19T03:00:00Z"))), None);
        let late = warns(Some(verified("2026-11-19T02:59:59Z"))).expect("late");
        assert!(late.contains("đã 8 ngày trước"), "{late}");
        assert!(warns(Some(BackupState::default())).is_some_and(|w| w.contains("khôi phục thử")));
        assert!(warns(None).is_some_and(|w| w.contains("Chưa cài đặt sao lưu")));
    }
}
