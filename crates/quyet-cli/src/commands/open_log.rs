//! The public log of a house that is open: what it signed, and its key to sign further.

use std::sync::Arc;

use quyet_app::public_log::PublicLog;
use quyet_app::sign_checkpoint::Signer;
use quyet_proof::key::SigningKey;
use quyet_store::checkpoints::{Attestation, Checkpoints, KeptCheckpoint};
use quyet_store::{Promise, StoreError};

use crate::house::{Backend, House};
use crate::log_key;
use crate::outcome::Failure;

/// The log of the house; `None` when it has no key and nothing was ever signed.
pub(super) async fn open(house: &House) -> Result<Option<PublicLog>, Failure> {
    let signer = match log_key::read(&house.data)? {
        None => None,
        Some(text) => {
            let key = SigningKey::parse(&text).map_err(|error| {
                Failure::failed(format!(
                    "khóa {} trong {} không dùng được: {error}; hãy lấy lại tệp từ bản sao lưu",
                    log_key::FILE,
                    house.data.display()
                ))
            })?;
            let signer: Arc<dyn Signer> = Arc::new(key);
            Some(signer)
        }
    };
    let backend = house.read().await?;
    let reading = backend.checkpoints();
    let checkpoints: Arc<dyn Checkpoints> = match backend {
        Backend::Sqlite(_) => Arc::new(ReadOrWrite { reading, house: house.clone() }),
        Backend::Postgres(_) => reading,
    };
    let begun = checkpoints.latest().await.map_err(Failure::failed)?.is_some();
    Ok((begun || signer.is_some()).then_some(PublicLog { checkpoints, signer }))
}

/// Checkpoints beside a ledger that is opened to write only for the one act of keeping, so that commands can write beside
/// the hall.
#[derive(Debug)]
struct ReadOrWrite {
    reading: Arc<dyn Checkpoints>,
    house: House,
}

impl ReadOrWrite {
    async fn write(&self) -> Result<Backend, StoreError> {
        self.house.write().await.map_err(|busy| StoreError::Unavailable(busy.to_string()))
    }
}

impl Checkpoints for ReadOrWrite {
    fn keep<'a>(&'a self, checkpoint: &'a KeptCheckpoint) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            let backend = self.write().await?;
            let kept = backend.checkpoints().keep(checkpoint).await;
            backend.close().await;
            kept
        })
    }

    fn latest(&self) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        self.reading.latest()
    }

    fn at(&self, size: u64) -> Promise<'_, Option<KeptCheckpoint>, StoreError> {
        self.reading.at(size)
    }

    fn list(&self, from: u64, limit: u32) -> Promise<'_, Vec<KeptCheckpoint>, StoreError> {
        self.reading.list(from, limit)
    }

    fn attest<'a>(&'a self, attestation: &'a Attestation) -> Promise<'a, (), StoreError> {
        Box::pin(async move {
            let backend = self.write().await?;
            let kept = backend.checkpoints().attest(attestation).await;
            backend.close().await;
            kept
        })
    }

    fn attestations(&self, size: u64) -> Promise<'_, Vec<Attestation>, StoreError> {
        self.reading.attestations(size)
    }
}
