//! What a backup says of itself.
//!
//! **Takes** and **gives** the text of the signed note, and the list of files that it signs for. **Never** touches a shelf.
//! Start reading at [`Manifest`].
//! Invariant: what was written reads back equal, and nothing else is read.

use std::fmt::Write;

use jiff::Timestamp;
use quyet_proof::Head;
use quyet_proof::hex::hex;
use sha2::{Digest, Sha256};

use crate::name::BackupName;

/// The form that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// The file that holds it.
pub(crate) const MANIFEST: &str = "manifest";

/// The file that lists the others.
pub(crate) const FILES: &str = "files";

/// What a backup says of itself, signed by the log's key.
#[doc(alias = "bản kê")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The log it is of.
    pub origin: String,
    /// When it was taken, in whole seconds.
    pub taken: Timestamp,
    /// First entry when it continues another backup; `None` for a whole one.
    pub from: Option<u64>,
    /// The head up to which it goes.
    pub head: Head,
    /// The backup or piece before it on the shelf; `None` for the first.
    pub previous: Option<BackupName>,
    /// The age recipient; `None` when it is not encrypted.
    pub recipient: Option<String>,
    /// Whether the log's private key lies inside; otherwise it is kept elsewhere.
    pub holds_key: bool,
    /// The key that checks the signature.
    pub verifier: String,
    /// The files in it.
    pub files: Files,
}

/// The files of a backup, all together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// How many.
    pub count: u64,
    /// Their bytes, all together.
    pub bytes: u64,
    /// SHA-256 of their list, in hex.
    pub digest: String,
}

impl Manifest {
    /// The name of its folder.
    pub fn name(&self) -> BackupName {
        BackupName { taken: self.taken, from: self.from, size: self.head.size }
    }

    /// The text that is signed.
    pub(crate) fn text(&self) -> String {
        let or_dash = |words: Option<String>| words.unwrap_or_else(|| "-".to_owned());
        let Files { count, bytes, digest } = &self.files;
        let lines = [
            format!("quyet backup {VERSION}"),
            format!("origin {}", self.origin),
            format!("taken {}", self.taken),
            format!("from {}", or_dash(self.from.map(|from| from.to_string()))),
            format!("size {}", self.head.size),
            format!("root {}", self.head.root_hex()),
            format!("previous {}", or_dash(self.previous.map(|name| name.to_string()))),
            format!("recipient {}", or_dash(self.recipient.clone())),
            format!("key {}", if self.holds_key { "inside" } else { "elsewhere" }),
            format!("verifier {}", self.verifier),
            format!("files {count} {bytes} {digest}"),
        ];
        lines.join("\n") + "\n"
    }

    /// Reads the text; `None` when it is not exactly what is written.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().skip(1);
        let mut field = |key: &str| lines.next()?.strip_prefix(key)?.strip_prefix(' ');
        let manifest = Self {
            origin: field("origin")?.to_owned(),
            taken: field("taken")?.parse().ok()?,
            from: optional(field("from")?, |words| words.parse().ok()).ok()?,
            head: Head { size: field("size")?.parse().ok()?, root: bytes_of(field("root")?)? },
            previous: optional(field("previous")?, |words| words.parse().ok()).ok()?,
            recipient: optional(field("recipient")?, |words| Some(words.to_owned())).ok()?,
            holds_key: field("key")? == "inside",
            verifier: field("verifier")?.to_owned(),
            files: files(field("files")?)?,
        };
        (manifest.text() == text).then_some(manifest)
    }
}

/// The format's version; `None` when this is no manifest at all.
pub(crate) fn version(text: &str) -> Option<u32> {
    text.lines().next()?.strip_prefix("quyet backup ")?.parse().ok()
}

/// What may be absent, which is written as a dash; `Err` when it is there and cannot be read.
fn optional<T>(words: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, ()> {
    if words == "-" { Ok(None) } else { read(words).map(Some).ok_or(()) }
}

fn bytes_of(words: &str) -> Option<[u8; 32]> {
    let pairs = words.as_bytes().chunks_exact(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(byte).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

fn files(words: &str) -> Option<Files> {
    let mut words = words.split(' ');
    let mut next = || words.next();
    let (count, bytes, digest) = (next()?.parse().ok()?, next()?.parse().ok()?, next()?.to_owned());
    Some(Files { count, bytes, digest })
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// Path within the folder.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 in hex of the file as it lies there.
    pub digest: String,
}

impl FileLine {
    pub(crate) fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), bytes: bytes.len() as u64, digest: digest_of(bytes) }
    }
}

pub(crate) fn digest_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The list of files as it is kept.
pub(crate) fn list_text(files: &[FileLine]) -> String {
    let mut text = String::new();
    for FileLine { path, bytes, digest } in files {
        // Writing to a text does not fail.
        let _written = writeln!(text, "{digest} {bytes} {path}");
    }
    text
}

/// Reads the list; `None` when it is not exactly what is written, or a path leads out of the folder.
pub(crate) fn read_list(text: &str) -> Option<Vec<FileLine>> {
    let line = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let (digest, bytes, path) = (words.next()?, words.next()?, words.next()?);
        let inside = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        let (path, digest) = (path.to_owned(), digest.to_owned());
        inside.then_some(FileLine { path, bytes: bytes.parse().ok()?, digest })
    };
    let files = text.lines().map(line).collect::<Option<Vec<_>>>()?;
    (list_text(&files) == text).then_some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        Manifest {
            origin: "quyet.example/tinh-06".to_owned(),
            taken: "2026-11-27T02:00:00Z".parse().unwrap(),
            from: None,
            head: Head::EMPTY,
            previous: None,
            recipient: None,
            holds_key: false,
            verifier: "quyet.example/tinh-06+00000000+AA==".to_owned(),
            files: Files { count: 2, bytes: 30, digest: digest_of(b"") },
        }
    }

    #[test]
    fn a_manifest_reads_back_equal() {
        let piece = Manifest {
            from: Some(0),
            previous: Some(sample().name()),
            recipient: Some("age1x".to_owned()),
            holds_key: true,
            ..sample()
        };
        for manifest in [sample(), piece] {
            assert_eq!(Manifest::read(&manifest.text()), Some(manifest));
        }
        assert_eq!(sample().name().to_string(), "20261127T020000Z-000000000");
        assert_eq!(version(&sample().text()), Some(1));
    }

    #[test]
    fn other_texts_are_not_read() {
        let text = sample().text();
        for (line, other) in [
            ("key elsewhere", "key somewhere"),
            ("size 0", "size 00"),
            ("from -", "from"),
            ("root e3", "root E3"),
            ("files 2 30 ", "files 2 30"),
            ("\nverifier", "\n\nverifier"),
        ] {
            assert!(text.contains(line), "{line}");
            assert_eq!(Manifest::read(&text.replace(line, other)), None, "{line}");
        }
        assert_eq!(Manifest::read(&(text + "more\n")), None);
        assert_eq!(version("something else\n"), None);
    }

    #[test]
    fn a_list_reads_back_equal_and_stays_in_its_folder() {
        let files = vec![FileLine::of("drafts/1", b"abc"), FileLine::of("settings", b"")];
        assert_eq!(read_list(&list_text(&files)), Some(files));
        assert_eq!(read_list(""), Some(Vec::new()));
        for path in ["../x", "a//b", "/x", "", "a/./b"] {
            assert_eq!(read_list(&list_text(&[FileLine::of(path, b"")])), None, "{path}");
        }
    }
}
