//! Use case: keep what witnesses and time-stamping services say of a checkpoint, after it was checked.

use jiff::Timestamp;
use quyet_proof::timestamp::{Stamp, TimestampError};
use quyet_proof::witness::Cosignature;
use quyet_store::StoreError;
use quyet_store::checkpoints::{Attestation, AttestationKind, Checkpoints, KeptCheckpoint};
use thiserror::Error;

/// Why a stamp was not kept. Nothing was written.
#[derive(Debug, Error)]
pub enum AttestError {
    /// It does not stamp this checkpoint.
    #[error(transparent)]
    Timestamp(#[from] TimestampError),
    /// The vault could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps countersignatures of a checkpoint. They were checked when they were read ([`quyet_proof::witness::Answer::read`]).
///
/// # Errors
/// [`StoreError`].
pub async fn keep_cosignatures(
    checkpoints: &dyn Checkpoints,
    size: u64,
    said: &[Cosignature],
    now: Timestamp,
) -> Result<(), StoreError> {
    for cosignature in said {
        let attestation = Attestation {
            size,
            kind: AttestationKind::Cosignature,
            by: cosignature.key.name().to_owned(),
            received: now,
            bytes: cosignature.line.clone().into_bytes(),
        };
        checkpoints.attest(&attestation).await?;
    }
    Ok(())
}

/// A service's answer to a request about a checkpoint.
#[derive(Clone, Copy, Debug)]
pub struct StampAnswer<'a> {
    /// Address of the service.
    pub by: &'a str,
    /// The nonce of the request.
    pub nonce: [u8; 8],
    /// The answer.
    pub bytes: &'a [u8],
}

/// Checks that the answer stamps this checkpoint's note, and keeps it.
///
/// # Errors
/// [`AttestError`]; nothing was written.
pub async fn keep_timestamp(
    checkpoints: &dyn Checkpoints,
    checkpoint: &KeptCheckpoint,
    answer: StampAnswer<'_>,
    now: Timestamp,
) -> Result<Stamp, AttestError> {
    let stamp = Stamp::read(answer.bytes, &checkpoint.note, Some(answer.nonce))?;
    let attestation = Attestation {
        size: checkpoint.size,
        kind: AttestationKind::Timestamp,
        by: answer.by.to_owned(),
        received: now,
        bytes: answer.bytes.to_vec(),
    };
    checkpoints.attest(&attestation).await?;
    Ok(stamp)
}
