//! Opening a backup: nothing of it is believed before the signature, the length and the digest say so.
//!
//! **Takes** a shelf, a folder's name and whom to trust. **Gives** the manifest, and files whose bytes are those that were
//! signed for. **Never** writes.
//! Start reading at [`open`].

use std::collections::BTreeMap;

use crate::error::{BackupError, FileFault};
use crate::manifest::{self, FILES, FileLine, MANIFEST, Manifest, digest_of, read_list};
use crate::name::BackupName;
use crate::shelf::Shelf;
use crate::signature::{self, SignatureError};
use crate::wrap::{Identity, Unwrap, unwrap};

/// Whose signature is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// That of any of these verifier keys, which somebody kept elsewhere.
    Keys(Vec<String>),
    /// That of the key which the backup names itself: it shows damage, not forgery.
    Own,
}

/// A backup whose manifest holds.
#[derive(Clone, Debug)]
pub struct Opened<'a> {
    shelf: &'a dyn Shelf,
    folder: String,
    /// What it says of itself.
    pub manifest: Manifest,
    /// Every file in it but the list and the manifest, by path.
    pub files: Vec<FileLine>,
}

/// Opens a backup and checks that every file is there with its length, and none that is not signed for.
///
/// # Errors
/// The first thing that does not hold, by the file's name.
pub fn open<'a>(
    shelf: &'a dyn Shelf,
    folder: &str,
    trust: &Trust,
) -> Result<Opened<'a>, BackupError> {
    let manifest = read_manifest(shelf, folder, trust)?;
    let fault = |file: &str, what| Err(file_error(folder, file, what));
    let Some(list) = shelf.read(&format!("{folder}/{FILES}"))? else {
        return fault(FILES, FileFault::Missing);
    };
    if digest_of(&list) != manifest.files.digest {
        return fault(FILES, FileFault::Digest);
    }
    let files = std::str::from_utf8(&list).ok().and_then(read_list);
    let Some(files) = files else {
        return fault(FILES, FileFault::Unreadable);
    };
    let mut there: BTreeMap<String, u64> = shelf.files(folder)?.into_iter().collect();
    for own in [FILES, MANIFEST] {
        there.remove(own);
    }
    for FileLine { path, bytes, .. } in &files {
        match there.remove(path) {
            None => return fault(path, FileFault::Missing),
            Some(found) if found != *bytes => {
                return fault(path, FileFault::Length { expected: *bytes, found });
            }
            Some(_) => {}
        }
    }
    match there.keys().next() {
        Some(extra) => fault(extra, FileFault::Extra),
        None => Ok(Opened { shelf, folder: folder.to_owned(), manifest, files }),
    }
}

/// The manifest of a backup, its signature checked; the other files are not looked at.
pub(crate) fn read_manifest(
    shelf: &dyn Shelf,
    folder: &str,
    trust: &Trust,
) -> Result<Manifest, BackupError> {
    let wrong = |cause| BackupError::Manifest { backup: folder.to_owned(), cause };
    let note = shelf.read(&format!("{folder}/{MANIFEST}"))?;
    let note = note.ok_or_else(|| file_error(folder, MANIFEST, FileFault::Missing))?;
    let text = signature::text_of(&note).ok_or(wrong(SignatureError::Form))?;
    match manifest::version(&text) {
        Some(found) if manifest::VERSION < found => {
            return Err(BackupError::Newer { backup: folder.to_owned(), found });
        }
        Some(manifest::VERSION) => {}
        _ => return Err(wrong(SignatureError::Form)),
    }
    let keys = match trust {
        Trust::Keys(keys) => keys.clone(),
        Trust::Own => {
            let named = Manifest::read(&text).ok_or(wrong(SignatureError::Form))?;
            vec![named.verifier]
        }
    };
    let text = signature::open(&note, &keys).map_err(wrong)?;
    let manifest = Manifest::read(&text).ok_or(wrong(SignatureError::Form))?;
    let found: Option<BackupName> = folder.parse().ok();
    match found.filter(|found| *found != manifest.name()) {
        Some(found) => Err(BackupError::Renamed { found, named: manifest.name() }),
        None => Ok(manifest),
    }
}

fn file_error(folder: &str, file: &str, what: FileFault) -> BackupError {
    BackupError::File { backup: folder.to_owned(), file: file.to_owned(), what }
}

impl Opened<'_> {
    /// Reads every file and compares its digest, without decrypting.
    ///
    /// # Errors
    /// The first file that is not what was signed for.
    pub fn check(&self) -> Result<(), BackupError> {
        self.files.iter().try_for_each(|file| self.stored(file).map(drop))
    }

    /// The unwrapped bytes of a file; `None` when the backup has none of this path.
    pub(crate) fn read(
        &self,
        path: &str,
        identity: Option<&Identity>,
    ) -> Result<Option<Vec<u8>>, BackupError> {
        let Some(file) = self.files.iter().find(|file| file.path == path) else {
            return Ok(None);
        };
        let bytes = self.stored(file)?;
        let locked = self.manifest.recipient.is_some();
        let opened = unwrap(&bytes, locked, identity).map_err(|error| match error {
            Unwrap::NoIdentity => FileFault::Locked,
            Unwrap::WrongIdentity => FileFault::WrongIdentity,
            Unwrap::Damaged => FileFault::Unreadable,
        });
        opened.map(Some).map_err(|what| self.fault(path, what))
    }

    /// Paths that begin so, ascending.
    pub(crate) fn paths<'b>(&'b self, start: &'b str) -> impl Iterator<Item = &'b str> {
        self.files.iter().map(|file| file.path.as_str()).filter(move |path| path.starts_with(start))
    }

    pub(crate) fn fault(&self, path: &str, what: FileFault) -> BackupError {
        file_error(&self.folder, path, what)
    }

    fn stored(&self, file: &FileLine) -> Result<Vec<u8>, BackupError> {
        let found = self.shelf.read(&format!("{}/{}", self.folder, file.path))?;
        let bytes = found.ok_or_else(|| self.fault(&file.path, FileFault::Missing))?;
        if digest_of(&bytes) == file.digest {
            Ok(bytes)
        } else {
            Err(self.fault(&file.path, FileFault::Digest))
        }
    }
}
