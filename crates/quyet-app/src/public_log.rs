//! The public log: what anybody may fetch to check the ledger without trusting its keeper.
//!
//! **Takes** the ledger, the kept checkpoints and somebody who signs. **Gives** the present signed checkpoint and tiles (C2SP
//! tlog-tiles). **Never** shows a payload: of an entry, the log holds its seal. Start reading at [`checkpoint`].
//! Invariant: nothing is signed while the ledger is known to be broken.

use std::sync::Arc;

use jiff::Timestamp;
use quyet_proof::SignedCheckpoint;
use quyet_proof::tile::{BundleError, Tile, TileKind};
use quyet_store::checkpoints::Checkpoints;
use quyet_store::{Ledger, StoreError};
use thiserror::Error;

use crate::health::Health;
use crate::prove::{ProveError, with_cosignatures};
use crate::sign_checkpoint::{SignCheckpointError, Signer, sign_checkpoint};

/// The log as the hall opens it.
#[derive(Clone, Debug)]
pub struct PublicLog {
    /// What was signed.
    pub checkpoints: Arc<dyn Checkpoints>,
    /// Who signs; `None` in a house that only shows what was signed elsewhere.
    pub signer: Option<Arc<dyn Signer>>,
}

/// Why the log does not answer.
#[derive(Debug, Error)]
pub enum PublicLogError {
    /// Nothing was ever signed, and nobody is here to sign.
    #[error("nhật ký chưa có điểm chốt nào: thư mục dữ liệu chưa có khóa của nhật ký")]
    Unsigned,
    /// There is no such tile.
    #[error("nhật ký có {size} mục, chưa có ô này")]
    NoTile {
        /// Entries of the log.
        size: u64,
    },
    /// Not the path of a tile.
    #[error("đường dẫn không phải một ô của nhật ký (C2SP tlog-tiles)")]
    NoPath,
    /// The entries were written before the log hid them.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// It could not be signed.
    #[error(transparent)]
    Sign(#[from] SignCheckpointError),
    /// What was kept makes no sense.
    #[error(transparent)]
    Kept(#[from] ProveError),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The present checkpoint with all its signature lines: signed now when the ledger has grown since the last one.
///
/// While another writes, or while the ledger is known to be broken, the last one that was kept stands.
///
/// # Errors
/// [`PublicLogError`].
pub async fn checkpoint(
    ledger: &dyn Ledger,
    log: &PublicLog,
    health: &Health,
    now: Timestamp,
) -> Result<SignedCheckpoint, PublicLogError> {
    let checkpoints = &*log.checkpoints;
    let latest = checkpoints.latest().await?;
    let head = ledger.head().await?;
    let grown = latest.as_ref().is_none_or(|kept| kept.size < head.size);
    let signer = log.signer.as_ref().filter(|_| grown && health.refusal().is_none());
    if let Some(signer) = signer {
        match (sign_checkpoint(ledger, checkpoints, &**signer, now).await, &latest) {
            (Ok(fresh), _) => return Ok(fresh),
            (Err(SignCheckpointError::Store(_)), Some(_)) => {}
            (Err(error), _) => return Err(error.into()),
        }
    }
    let kept = latest.ok_or(PublicLogError::Unsigned)?;
    Ok(with_cosignatures(checkpoints, &kept).await?)
}

/// The bytes of a tile, and whether they never change.
///
/// # Errors
/// [`PublicLogError`].
pub async fn tile(ledger: &dyn Ledger, path: &str) -> Result<(Vec<u8>, bool), PublicLogError> {
    let tile = Tile::parse(path).ok_or(PublicLogError::NoPath)?;
    let size = ledger.head().await?.size;
    if !tile.is_in(size) {
        return Err(PublicLogError::NoTile { size });
    }
    let bytes = match tile.kind {
        TileKind::Hashes(_) => {
            let hashes = ledger.hashes(&tile.hash_indexes()).await?;
            tile.hashes(&hashes).ok_or_else(|| StoreError::Corrupt {
                table: "tree_hash",
                row: path.to_owned(),
                what: "thiếu mã băm của cây".to_owned(),
            })?
        }
        TileKind::Entries => {
            let entries = ledger.entries(tile.entries().start, u32::from(tile.width)).await?;
            tile.bundle(entries.iter().map(|entry| (&entry.payload[..], entry.salt)))?
        }
    };
    Ok((bytes, tile.is_whole()))
}
