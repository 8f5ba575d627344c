//! Use case: the keys of the public log, the first and those that take its place.
//!
//! The log itself says which key signs it from which entry on. The checkpoint that covers a rotation bears both
//! signatures: who trusts the old key is led to the new one.

use quyet_model::entry::{Act, CommandId, LogKeyRecorded};
use quyet_proof::key::{KeyError, KeyUse};
use quyet_proof::{SignedCheckpoint, VerifierKey};
use quyet_store::checkpoints::Checkpoints;
use quyet_store::{AppendError, Ledger, Receipt, StoreError};
use thiserror::Error;

use crate::desk::Desk;
use crate::policy::{self, Action, Forbidden};
use crate::sign_checkpoint::{SignCheckpointError, Signer, sign_by};

/// A key as the log recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogKey {
    /// The entry.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: jiff::Timestamp,
    /// Name of the log.
    pub origin: String,
    /// The key, `name+hash+base64`.
    pub key: String,
    /// The one it replaced.
    pub replaces: Option<String>,
    /// Why.
    pub reason: String,
}

/// The keys that the log has recorded, in ledger order: the last one is in force.
///
/// # Errors
/// [`StoreError`].
pub async fn log_keys(ledger: &dyn Ledger) -> Result<Vec<LogKey>, StoreError> {
    let of = |entry: quyet_store::RecordedEntry| match entry.entry.act {
        Act::LogKeyRecorded(LogKeyRecorded { origin, key, replaces, reason }) => Some(LogKey {
            seq: entry.seq,
            recorded: entry.entry.recorded,
            origin,
            key,
            replaces,
            reason,
        }),
        _ => None,
    };
    Ok(ledger.log_keys().await?.into_iter().filter_map(of).collect())
}

/// Why the log has no new key. Nothing was written, save where the words say so.
#[derive(Debug, Error)]
pub enum LogKeyError {
    /// The role may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Not a key of a log.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A key of a witness.
    #[error("đây là khoá của bên chứng kiến, không ký được điểm chốt của nhật ký")]
    NotALog,
    /// There is a key already.
    #[error("nhật ký đã ghi nhận khoá {0}; muốn đổi, hãy dùng “quyet key rotate”")]
    Recorded(String),
    /// There is no key to replace.
    #[error("nhật ký chưa ghi nhận khoá nào để thay")]
    NoKey,
    /// Another key is in force than the one that is to be replaced.
    #[error(
        "khoá trong tay ({ours}) không phải khoá đang dùng của nhật ký ({in_force}); hãy lấy lại đúng tệp quyet.key"
    )]
    NotInForce {
        /// The one at hand.
        ours: String,
        /// The log's.
        in_force: String,
    },
    /// The new key bears another name.
    #[error("khoá mới phải mang tên nhật ký “{origin}”, không phải “{name}”")]
    Origin {
        /// The log's name.
        origin: String,
        /// The new key's.
        name: String,
    },
    /// Nobody said why.
    #[error("hãy nêu lý do thay khoá")]
    NoReason,
    /// The key was recorded; the checkpoint that leads to it was not signed.
    #[error(
        "khoá mới đã được ghi vào nhật ký, nhưng chưa ký được điểm chốt: {0}; hãy chạy lại lệnh này"
    )]
    Unsigned(SignCheckpointError),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault refused the entry.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Records the first key of the log. Sent again with the same key it changes nothing.
///
/// # Errors
/// [`LogKeyError`]; nothing was written.
pub async fn record_first_key(
    desk: Desk<'_>,
    command: &CommandId,
    key: &VerifierKey,
) -> Result<Option<Receipt>, LogKeyError> {
    policy::may(desk.actor.role, Action::RecordLogKey)?;
    check_use(key)?;
    let head = desk.ledger.head().await?;
    if let Some(in_force) = log_keys(desk.ledger).await?.pop() {
        let same = in_force.key == key.to_string();
        return if same { Ok(None) } else { Err(LogKeyError::Recorded(in_force.key)) };
    }
    let act = Act::LogKeyRecorded(LogKeyRecorded {
        origin: key.name().to_owned(),
        key: key.to_string(),
        replaces: None,
        reason: "khoá đầu tiên của nhật ký".to_owned(),
    });
    Ok(Some(desk.append(head, command, vec![act], &[]).await?))
}

/// What is to be replaced by what.
#[derive(Clone, Copy, Debug)]
pub struct RotateLogKey<'a> {
    /// Identity of this command.
    pub command: &'a CommandId,
    /// The key in force.
    pub old: &'a dyn Signer,
    /// The one to take its place; its secret must be safe before this is called.
    pub new: &'a dyn Signer,
    /// Why; not empty.
    pub reason: &'a str,
}

/// Records the new key and signs the checkpoint that covers its entry with both. A rotation that was cut short goes on
/// when it is sent again.
///
/// # Errors
/// [`LogKeyError`].
pub async fn rotate_log_key(
    desk: Desk<'_>,
    checkpoints: &dyn Checkpoints,
    command: RotateLogKey<'_>,
) -> Result<SignedCheckpoint, LogKeyError> {
    policy::may(desk.actor.role, Action::RecordLogKey)?;
    let head = desk.ledger.head().await?;
    let in_force = log_keys(desk.ledger).await?.pop().ok_or(LogKeyError::NoKey)?;
    let (old, new) = (command.old.verifier(), command.new.verifier());
    if in_force.key != new.to_string() {
        let act = decide(&in_force.origin, &in_force.key, (&old, &new), command.reason)?;
        // At this point the new secret is safe with the caller; the old one signs until the entry stands.
        desk.append(head, command.command, vec![act], &[]).await?;
    }
    // At this point the log asks for the new key; a crash here leaves both secrets, and this command goes on.
    let signers = [command.old, command.new];
    sign_by(desk.ledger, checkpoints, &signers, desk.now()).await.map_err(LogKeyError::Unsigned)
}

fn decide(
    origin: &str,
    in_force: &str,
    (old, new): (&VerifierKey, &VerifierKey),
    reason: &str,
) -> Result<Act, LogKeyError> {
    check_use(new)?;
    if old.to_string() != in_force {
        let in_force = in_force.to_owned();
        return Err(LogKeyError::NotInForce { ours: old.to_string(), in_force });
    }
    if new.name() != origin {
        let (origin, name) = (origin.to_owned(), new.name().to_owned());
        return Err(LogKeyError::Origin { origin, name });
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(LogKeyError::NoReason);
    }
    Ok(Act::LogKeyRecorded(LogKeyRecorded {
        origin: origin.to_owned(),
        key: new.to_string(),
        replaces: Some(in_force.to_owned()),
        reason: reason.to_owned(),
    }))
}

fn check_use(key: &VerifierKey) -> Result<(), LogKeyError> {
    match key.kind() {
        KeyUse::Log => Ok(()),
        KeyUse::Witness => Err(LogKeyError::NotALog),
    }
}
