//! Opening a directory or a bucket.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, S3ConditionalPut};
use object_store::local::LocalFileSystem;
use object_store::{ClientOptions, RetryConfig};
use thiserror::Error;

use crate::files::Files;

/// Where a bucket is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Settings {
    /// Address of the service, `https://…` or `http://…`.
    pub endpoint: String,
    /// Name of the bucket.
    pub bucket: String,
    /// What every name in the bucket begins with; empty for nothing.
    pub prefix: String,
    /// Region, as the service calls it.
    pub region: String,
}

/// The keys of a bucket. They are never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct S3Keys {
    /// Identity of the key.
    pub id: String,
    /// The secret.
    pub secret: String,
}

impl fmt::Debug for S3Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why a store of attachments cannot be opened. Nothing was changed.
#[derive(Debug, Error)]
pub enum OpenFilesError {
    /// The directory is not there: a disk that is not mounted looks just like that, so it is not made anew.
    #[error(
        "không có thư mục tệp đính kèm {}; hãy gắn lại ổ đĩa hoặc khôi phục thư mục từ bản sao lưu; nếu đây là kho mới, hãy tạo thư mục trống rồi chạy lại", .0.display()
    )]
    Missing(PathBuf),
    /// The directory cannot be made or used.
    #[error("không dùng được thư mục tệp đính kèm {}: {cause}; hãy kiểm tra quyền ghi hoặc sửa mục [attachments] trong quyet.toml", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the system said.
        cause: String,
    },
    /// The bucket's settings make no sense.
    #[error(
        "không dùng được kho S3 {bucket} tại {endpoint}: {cause}; hãy sửa mục [attachments] trong quyet.toml"
    )]
    Bucket {
        /// Address of the service.
        endpoint: String,
        /// Name of the bucket.
        bucket: String,
        /// What is wrong.
        cause: String,
    },
}

/// Longest wait for one answer of a service.
const ANSWER_MAX: Duration = Duration::from_secs(30);
/// Longest wait for a connection to it.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How often a request is made again. All that is asked of a bucket may be asked twice: a digest names one content.
const AGAIN_MAX: usize = 2;

impl Files {
    /// The files of a directory that is there already.
    ///
    /// # Errors
    /// When it is not there or cannot be used.
    pub fn directory(path: &Path) -> Result<Self, OpenFilesError> {
        if !path.is_dir() {
            return Err(OpenFilesError::Missing(path.to_owned()));
        }
        let store = LocalFileSystem::new_with_prefix(path);
        let store = store.map_err(|error| directory(path, &error))?;
        let lies = format!("thư mục {}", path.display());
        Ok(Self::in_directory(store.with_fsync(true), lies))
    }

    /// The files of a directory, made when it is not there.
    ///
    /// # Errors
    /// When it cannot be made or used.
    pub fn create_directory(path: &Path) -> Result<Self, OpenFilesError> {
        std::fs::create_dir_all(path).map_err(|error| directory(path, &error))?;
        Self::directory(path)
    }

    /// The files of a bucket. No request is made yet.
    ///
    /// # Errors
    /// When the settings make no sense.
    pub fn bucket(settings: &S3Settings, keys: &S3Keys) -> Result<Self, OpenFilesError> {
        // The client asks for the process's TLS. Whoever set it first is right.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let plain = settings.endpoint.starts_with("http://");
        let client = ClientOptions::new()
            .with_allow_http(plain)
            .with_timeout(ANSWER_MAX)
            .with_connect_timeout(CONNECT_MAX);
        let again = RetryConfig {
            max_retries: AGAIN_MAX,
            retry_timeout: ANSWER_MAX,
            ..RetryConfig::default()
        };
        let built = AmazonS3Builder::new()
            .with_endpoint(&settings.endpoint)
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&keys.id)
            .with_secret_access_key(&keys.secret)
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            .with_client_options(client)
            .with_retry(again)
            .build();
        let store = built.map_err(|error| OpenFilesError::Bucket {
            endpoint: settings.endpoint.clone(),
            bucket: settings.bucket.clone(),
            cause: error.to_string(),
        })?;
        let lies = format!("kho S3 {} tại {}", settings.bucket, settings.endpoint);
        Ok(Self::in_bucket(store, &settings.prefix, lies))
    }
}

fn directory(path: &Path, cause: &dyn fmt::Display) -> OpenFilesError {
    OpenFilesError::Directory { path: path.to_owned(), cause: cause.to_string() }
}
