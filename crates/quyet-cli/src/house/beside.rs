//! Blobs beside the database.

use std::path::Path;
use std::sync::Arc;

use quyet_store::attachments::Attachments;

use crate::outcome::Failure;
use crate::settings::{S3At, S3Keys};

/// Blobs in a directory.
pub(super) fn directory(dir: &Path) -> Result<Arc<dyn Attachments>, Failure> {
    Err(Failure::usage(format!(
        "chương trình này chưa giữ tệp đính kèm trong thư mục {}; hãy bỏ mục [attachments]",
        dir.display()
    )))
}

/// Blobs in a bucket.
pub(super) fn s3(at: &S3At) -> Result<Arc<dyn Attachments>, Failure> {
    let keys = S3Keys::from_environment()?;
    Err(Failure::usage(format!(
        "chương trình này chưa giữ tệp đính kèm ở {} ({}, khóa {}); hãy bỏ mục [attachments]",
        at.endpoint, at.bucket, keys.id
    )))
}
