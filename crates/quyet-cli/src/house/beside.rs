//! Blobs beside the database.

use std::path::Path;
use std::sync::Arc;

use quyet_store::attachments::Attachments;
use quyet_store_files::{Files, OpenFilesError, S3Keys, S3Settings};

use crate::outcome::Failure;
use crate::settings::{self, S3At};

/// Blobs in a directory that is there.
pub(super) fn directory(dir: &Path) -> Result<Arc<dyn Attachments>, Failure> {
    opened(Files::directory(dir))
}

/// Blobs in a directory, made when it is not there.
pub(super) fn create_directory(dir: &Path) -> Result<(), Failure> {
    opened(Files::create_directory(dir)).map(drop)
}

/// Blobs in a bucket.
pub(super) fn s3(at: &S3At) -> Result<Arc<dyn Attachments>, Failure> {
    let keys = settings::S3Keys::from_environment()?;
    let settings = S3Settings {
        endpoint: at.endpoint.clone(),
        bucket: at.bucket.clone(),
        prefix: at.prefix.clone(),
        region: at.region.clone(),
    };
    opened(Files::bucket(&settings, &S3Keys { id: keys.id, secret: keys.secret }))
}

fn opened(files: Result<Files, OpenFilesError>) -> Result<Arc<dyn Attachments>, Failure> {
    match files {
        Ok(files) => Ok(Arc::new(files)),
        Err(error @ OpenFilesError::Missing(_)) => Err(Failure::missing(error)),
        Err(error) => Err(Failure::failed(error)),
    }
}
