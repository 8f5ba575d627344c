//! A folder in the making.

use std::collections::BTreeSet;

use quyet_model::document::Digest;
use quyet_proof::Head;
use quyet_store::{Blob, RecordedEntry};

use super::UNFINISHED;
use crate::content::{write_blobs, write_segment};
use crate::error::BackupError;
use crate::manifest::{FILES, FileLine, Files, MANIFEST, Manifest, digest_of, list_text};
use crate::name::BackupName;
use crate::shelf::Shelf;
use crate::signature::LogKey;
use crate::wrap::{Recipient, wrap};

/// Writes the files of one backup.
#[derive(Debug)]
pub(super) struct Author<'a> {
    shelf: &'a dyn Shelf,
    name: BackupName,
    recipient: Option<&'a Recipient>,
    files: Vec<FileLine>,
    carried: BTreeSet<Digest>,
}

impl<'a> Author<'a> {
    pub(super) fn begin(
        shelf: &'a dyn Shelf,
        name: BackupName,
        recipient: Option<&'a Recipient>,
    ) -> Self {
        Self { shelf, name, recipient, files: Vec::new(), carried: BTreeSet::new() }
    }

    fn folder(&self) -> String {
        format!("{UNFINISHED}{}", self.name)
    }

    /// Puts a file, compressed and, with a recipient, encrypted.
    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), BackupError> {
        let wrapped = wrap(bytes, self.recipient).map_err(|error| BackupError::Wrap {
            file: path.to_owned(),
            cause: error.to_string(),
        })?;
        self.shelf.put(&format!("{}/{path}", self.folder()), &wrapped)?;
        self.files.push(FileLine::of(path, &wrapped));
        Ok(())
    }

    pub(super) fn segment(&mut self, records: &[RecordedEntry]) -> Result<(), BackupError> {
        self.put(&ranged("segment", records), &write_segment(records))
    }

    /// Blobs that a segment names and that no segment before it carried.
    pub(super) fn blobs(
        &mut self,
        records: &[RecordedEntry],
        blobs: &[Blob],
    ) -> Result<(), BackupError> {
        if blobs.is_empty() {
            return Ok(());
        }
        self.carried.extend(blobs.iter().map(|blob| blob.digest.clone()));
        self.put(&ranged("blobs", records), &write_blobs(blobs))
    }

    /// Digests of the blobs that are in it already.
    pub(super) fn carried(&self) -> &BTreeSet<Digest> {
        &self.carried
    }

    /// Signs for what was put, and gives the folder its name.
    pub(super) fn finish(
        mut self,
        key: &LogKey,
        head: Head,
        previous: Option<BackupName>,
    ) -> Result<Manifest, BackupError> {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        let list = list_text(&self.files);
        let folder = self.folder();
        self.shelf.put(&format!("{folder}/{FILES}"), list.as_bytes())?;
        let manifest = Manifest {
            origin: key.origin().to_owned(),
            taken: self.name.taken,
            from: self.name.from,
            head,
            previous,
            recipient: self.recipient.map(ToString::to_string),
            holds_key: self.files.iter().any(|file| file.path == "key"),
            verifier: key.verifier().to_owned(),
            files: Files {
                count: self.files.len() as u64,
                bytes: self.files.iter().map(|file| file.bytes).sum(),
                digest: digest_of(list.as_bytes()),
            },
        };
        self.shelf.put(&format!("{folder}/{MANIFEST}"), &key.sign(&manifest.text()))?;
        // At this point everything is durable under a name that is no backup's; a crash here leaves such a folder.
        self.shelf.rename(&folder, &self.name.to_string())?;
        Ok(manifest)
    }
}

fn ranged(kind: &str, records: &[RecordedEntry]) -> String {
    let from = records.first().map_or(0, |first| first.seq);
    format!("{kind}-{from:09}-{:09}", from + records.len() as u64)
}
