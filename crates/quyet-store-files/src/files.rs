//! The store itself.

use std::error::Error;
use std::sync::Arc;

use futures_util::TryStreamExt;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use quyet_model::document::Digest;
use quyet_store::attachments::Attachments;
use quyet_store::{Blob, Promise, StoreError};

use crate::place::{digest_at, place};

/// Attachments in a directory or in a bucket.
#[derive(Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    kind: Kind,
    /// What a person calls the store.
    lies: String,
}

/// What a store does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Lists in no order. A file is renamed into its place after it is on the disk.
    Directory,
    /// Lists in the order of names. An object is there whole or not at all.
    Bucket,
}

impl Files {
    pub(crate) fn in_directory(store: impl ObjectStore, lies: String) -> Self {
        Self { store: Arc::new(store), prefix: Path::default(), kind: Kind::Directory, lies }
    }

    pub(crate) fn in_bucket(store: impl ObjectStore, prefix: &str, lies: String) -> Self {
        Self { store: Arc::new(store), prefix: Path::from(prefix), kind: Kind::Bucket, lies }
    }

    /// Where the files lie, in Vietnamese: for messages and the page about the system.
    pub fn lies(&self) -> &str {
        &self.lies
    }

    async fn put_blob(&self, blob: &Blob) -> Result<(), StoreError> {
        let place = place(&self.prefix, &blob.digest).ok_or_else(|| StoreError::Corrupt {
            table: "attachments",
            row: blob.digest.0.clone(),
            what: "không phải mã băm SHA-256".to_owned(),
        })?;
        let payload = PutPayload::from(blob.bytes.clone());
        if self.kind == Kind::Bucket {
            let created =
                self.store.put_opts(&place, payload.clone(), PutMode::Create.into()).await;
            match created {
                Ok(_) => return Ok(()),
                Err(object_store::Error::AlreadyExists { .. }) => {}
                Err(error) => return Err(self.failed("ghi", &error)),
            }
            if self.read(&place).await?.is_some_and(|stored| stored == blob.bytes) {
                return Ok(());
            }
        }
        // In a directory: written again also when it is there already, since only this writing knows that the disk has
        // it, and renamed over it, so that a reader sees one whole file or the other. Bytes that were damaged are mended.
        self.store.put(&place, payload).await.map_err(|error| self.failed("ghi", &error))?;
        Ok(())
    }

    async fn read(&self, place: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = match self.store.get(place).await {
            Ok(found) => found.bytes().await,
            Err(error) => Err(error),
        };
        match bytes {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failed("đọc", &error)),
        }
    }

    async fn is_there(&self, digest: &Digest) -> Result<bool, StoreError> {
        let Some(place) = place(&self.prefix, digest) else { return Ok(false) };
        match self.store.head(&place).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.failed("đọc", &error)),
        }
    }

    async fn list_after(
        &self,
        after: Option<&Digest>,
        limit: usize,
    ) -> Result<Vec<Digest>, StoreError> {
        match self.kind {
            Kind::Directory => self.list_directory(after, limit).await,
            Kind::Bucket => self.list_bucket(after, limit).await,
        }
        .map_err(|error| self.failed("liệt kê", &error))
    }

    /// Walks the first and the second two digits in order, so that only folders of the page are read.
    async fn list_directory(
        &self,
        after: Option<&Digest>,
        limit: usize,
    ) -> Result<Vec<Digest>, object_store::Error> {
        let after = after.map_or("", |after| after.0.as_str());
        let mut listed = Vec::new();
        for first in self.folders(&self.prefix, after.get(..2).unwrap_or("")).await? {
            let missing = limit.saturating_sub(listed.len());
            listed.append(&mut self.list_first(&first, after, missing).await?);
            if limit <= listed.len() {
                break;
            }
        }
        listed.truncate(limit);
        Ok(listed)
    }

    /// What one folder of the first two digits holds after a digest, folder by folder until there is enough.
    async fn list_first(
        &self,
        first: &Path,
        after: &str,
        enough: usize,
    ) -> Result<Vec<Digest>, object_store::Error> {
        let reached = first.filename().is_some_and(|name| Some(name) == after.get(..2));
        let from = after.get(2..4).filter(|_| reached).unwrap_or("");
        let mut listed = Vec::new();
        for second in self.folders(first, from).await? {
            let objects = self.store.list_with_delimiter(Some(&second)).await?.objects;
            let digests = objects.iter().filter_map(|o| digest_at(&self.prefix, &o.location));
            let mut digests: Vec<_> = digests.filter(|digest| *after < *digest.0).collect();
            digests.sort();
            listed.append(&mut digests);
            if enough <= listed.len() {
                break;
            }
        }
        Ok(listed)
    }

    /// The folders in a folder from a name on, in order.
    async fn folders(&self, of: &Path, from: &str) -> Result<Vec<Path>, object_store::Error> {
        let mut folders = self.store.list_with_delimiter(Some(of)).await?.common_prefixes;
        folders.retain(|folder| folder.filename().is_some_and(|name| from <= name));
        folders.sort();
        Ok(folders)
    }

    async fn list_bucket(
        &self,
        after: Option<&Digest>,
        limit: usize,
    ) -> Result<Vec<Digest>, object_store::Error> {
        let prefix = Some(&self.prefix).filter(|prefix| !prefix.as_ref().is_empty());
        let mut objects = match after.and_then(|after| place(&self.prefix, after)) {
            Some(offset) => self.store.list_with_offset(prefix, &offset),
            None => self.store.list(prefix),
        };
        let mut listed = Vec::new();
        while listed.len() < limit
            && let Some(object) = objects.try_next().await?
        {
            listed.extend(digest_at(&self.prefix, &object.location));
        }
        Ok(listed)
    }

    /// What happened, and what a person can do.
    fn failed(&self, verb: &str, error: &object_store::Error) -> StoreError {
        use object_store::Error as E;
        let next = match (self.kind, error) {
            (_, E::PermissionDenied { .. } | E::Unauthenticated { .. }) => {
                "hãy kiểm tra khóa truy cập và quyền của khóa"
            }
            (Kind::Bucket, _) => "hãy kiểm tra mạng, địa chỉ và tên kho rồi thử lại",
            (Kind::Directory, _) => "hãy kiểm tra ổ đĩa, chỗ trống và quyền ghi rồi thử lại",
        };
        let cause = innermost(error);
        StoreError::Unavailable(format!(
            "không {verb} được tệp trong {}: {cause}; {next}",
            self.lies
        ))
    }
}

/// The first cause: the layers above it repeat each other.
fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

impl Attachments for Files {
    fn put<'a>(&'a self, blob: &'a Blob) -> Promise<'a, (), StoreError> {
        Box::pin(self.put_blob(blob))
    }

    fn get<'a>(&'a self, digest: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Box::pin(async {
            match place(&self.prefix, digest) {
                Some(place) => self.read(&place).await,
                None => Ok(None),
            }
        })
    }

    fn has<'a>(&'a self, digest: &'a Digest) -> Promise<'a, bool, StoreError> {
        Box::pin(self.is_there(digest))
    }

    fn list<'a>(
        &'a self,
        after: Option<&'a Digest>,
        limit: u32,
    ) -> Promise<'a, Vec<Digest>, StoreError> {
        Box::pin(self.list_after(after, limit as usize))
    }
}
