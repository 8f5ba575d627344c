//! Blobs beside the database.

use std::sync::Arc;

use quyet_store::attachments::Attachments;
use quyet_store_files::{Files, OpenFilesError, S3Keys, S3Settings};

use crate::outcome::Failure;
use crate::settings::{self, AttachmentsAt};

/// Whether a directory of attachments may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Making {
    /// A new house makes it.
    May,
    /// It must be there: a disk that is not mounted is not taken for an empty one.
    MayNot,
}

/// The store that the settings name; `None` for the database itself.
pub(super) fn open(
    at: &AttachmentsAt,
    making: Making,
) -> Result<Option<Arc<dyn Attachments>>, Failure> {
    let files = match at {
        AttachmentsAt::Database => return Ok(None),
        AttachmentsAt::Directory(dir) if making == Making::May => Files::create_directory(dir),
        AttachmentsAt::Directory(dir) => Files::directory(dir),
        AttachmentsAt::S3(s3) => {
            let settings::S3At { endpoint, bucket, prefix, region } = s3.clone();
            let keys = settings::S3Keys::from_environment()?;
            let keys = S3Keys { id: keys.id, secret: keys.secret };
            Files::bucket(&S3Settings { endpoint, bucket, prefix, region }, &keys)
        }
    };
    match files {
        Ok(files) => Ok(Some(Arc::new(files))),
        Err(error @ OpenFilesError::Missing(_)) => Err(Failure::missing(error)),
        Err(error) => Err(Failure::failed(error)),
    }
}
