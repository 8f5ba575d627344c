//! Use case: say, signed, how long the log is and what its root is.
//!
//! **Takes** the ledger, the store of checkpoints and a signer. **Gives** the checkpoint of the present head, kept. **Never**
//! signs what does not go on from the checkpoint before, nor with a key that the log has not recorded: two checkpoints that
//! contradict each other are what a witness looks for.

use std::fmt::Debug;

use jiff::Timestamp;
use quyet_proof::checkpoint::CheckpointError;
use quyet_proof::merkle::{consistency_indexes, consistency_proof, is_consistent};
use quyet_proof::{Checkpoint, Head, SignedCheckpoint, SigningKey, VerifierKey};
use quyet_store::checkpoints::{Checkpoints, KeptCheckpoint};
use quyet_store::{Ledger, StoreError};
use thiserror::Error;

use crate::log_key::{LogKey, log_keys};

/// Who signs: the secret itself stays where it is kept.
pub trait Signer: Send + Sync + Debug {
    /// The key that checks.
    fn verifier(&self) -> VerifierKey;

    /// Signs a checkpoint.
    ///
    /// # Errors
    /// [`CheckpointError`] when the origin cannot stand in a note.
    fn sign(&self, checkpoint: &Checkpoint) -> Result<SignedCheckpoint, CheckpointError>;
}

impl Signer for SigningKey {
    fn verifier(&self) -> VerifierKey {
        self.verifier()
    }

    fn sign(&self, checkpoint: &Checkpoint) -> Result<SignedCheckpoint, CheckpointError> {
        checkpoint.sign(&[self])
    }
}

/// Why nothing was signed. Nothing was kept.
#[derive(Debug, Error)]
pub enum SignCheckpointError {
    /// The log has recorded no key.
    #[error(
        "nhật ký chưa ghi nhận khoá nào nên chưa ký được điểm chốt; hãy chạy “quyet key rotate” để ghi nhận khoá đầu tiên"
    )]
    NoKey,
    /// The signer's key is not the one that the log recorded last.
    #[error(
        "khoá ký {ours} không phải khoá đang dùng của nhật ký ({in_force}); hãy lấy lại đúng tệp quyet.key, hoặc khởi động lại sau khi thay khoá"
    )]
    NotInForce {
        /// The signer's.
        ours: String,
        /// The log's.
        in_force: String,
    },
    /// The ledger is not what was signed before.
    #[error("nhật ký hiện có {} mục không nối tiếp điểm chốt đã ký ở {} mục: nhật ký đã bị cắt ngắn hoặc viết lại. Không ký thêm; hãy chạy “quyet fsck” và khôi phục từ bản sao lưu", now.size, signed.size)]
    Rewritten {
        /// As signed.
        signed: Head,
        /// As it is.
        now: Head,
    },
    /// The text of a checkpoint or key makes no sense.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The vault could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The checkpoint of the present head, signed now unless it was before.
///
/// # Errors
/// [`SignCheckpointError`]; nothing was kept.
pub async fn sign_checkpoint(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    signer: &dyn Signer,
    now: Timestamp,
) -> Result<SignedCheckpoint, SignCheckpointError> {
    sign_by(ledger, checkpoints, &[signer], now).await
}

/// Signs with several keys, the last of which is the one in force.
pub(crate) async fn sign_by(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    signers: &[&dyn Signer],
    now: Timestamp,
) -> Result<SignedCheckpoint, SignCheckpointError> {
    let head = ledger.head().await?;
    let latest = match checkpoints.latest().await? {
        None => None,
        Some(kept) => Some(SignedCheckpoint::parse(&kept.note)?),
    };
    if let Some(latest) = &latest {
        check_goes_on(ledger, &latest.checkpoint().head, &head).await?;
    }
    if let Some(latest) = latest.filter(|latest| latest.checkpoint().head == head) {
        return Ok(latest);
    }
    // The keys are read after the head: a rotation in between makes the key too new, never too old.
    let keys = log_keys(ledger).await?;
    let in_force = keys.last().ok_or(SignCheckpointError::NoKey)?;
    let checkpoint = Checkpoint { origin: in_force.origin.clone(), head };
    let signed = sign(&checkpoint, signers, in_force)?;
    let kept = KeptCheckpoint { size: head.size, note: signed.to_text(), kept: now };
    checkpoints.keep(&kept).await?;
    // At this point a checkpoint of this size is durable: ours, or that of a server which was there first.
    match checkpoints.at(head.size).await? {
        Some(kept) => Ok(SignedCheckpoint::parse(&kept.note)?),
        None => Ok(signed),
    }
}

fn sign(
    checkpoint: &Checkpoint,
    signers: &[&dyn Signer],
    in_force: &LogKey,
) -> Result<SignedCheckpoint, SignCheckpointError> {
    let ours = signers.last().map(|signer| signer.verifier().to_string()).unwrap_or_default();
    if ours != in_force.key {
        return Err(SignCheckpointError::NotInForce { ours, in_force: in_force.key.clone() });
    }
    let mut signed: Option<SignedCheckpoint> = None;
    for signer in signers {
        let by_this = signer.sign(checkpoint)?;
        signed = Some(match signed {
            None => by_this,
            Some(before) => before.with_lines(&by_this.lines())?,
        });
    }
    signed.ok_or(SignCheckpointError::NoKey)
}

/// Proves from the stored hashes that the ledger goes on from what was signed.
async fn check_goes_on(
    ledger: &dyn Ledger,
    signed: &Head,
    now: &Head,
) -> Result<(), SignCheckpointError> {
    let hashes = ledger.hashes(&consistency_indexes(signed.size, now.size)).await?;
    let proof = consistency_proof(signed.size, now.size, &hashes);
    if proof.is_some_and(|proof| is_consistent(&proof, signed, now)) {
        return Ok(());
    }
    Err(SignCheckpointError::Rewritten { signed: *signed, now: *now })
}
