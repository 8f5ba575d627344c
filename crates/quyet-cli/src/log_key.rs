//! The file of the log's signing key.
//!
//! **Takes** and **gives** the key's one line, `PRIVATE+KEY+…`. **Never** writes over a key and never prints one.
//! Invariant: nobody but the owner of the directory may read the file that this program writes.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::outcome::Failure;
use crate::print;

/// Name of the file in a data directory.
pub(crate) const FILE: &str = "quyet.key";

/// Name of the file of a key that is about to take its place.
const PREPARED: &str = "quyet.key.moi";

/// The key of a data directory; `None` when it has none.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the log's key")]
pub(crate) fn read(data: &Path) -> Result<Option<String>, Failure> {
    let path = data.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            warn_of_readers(&path);
            Ok(Some(text.trim().to_owned()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::failed(format!(
            "không đọc được khóa {}: {error}; hãy kiểm tra quyền đọc, hoặc lấy lại tệp từ bản sao lưu",
            path.display()
        ))),
    }
}

/// Keeps the first key of a data directory.
pub(crate) fn write(data: &Path, key: &str) -> Result<(), Failure> {
    let path = data.join(FILE);
    put(data, &path, key).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::conflict(format!(
            "{} đã có; khóa cũ được giữ nguyên. Muốn đổi khóa, hãy dùng “quyet key rotate”",
            path.display()
        )),
        _ => Failure::failed(format!("không ghi được {}: {error}", path.display())),
    })
}

/// Puts another key in the place of the present one, which is kept as `quyet.key.1`, `quyet.key.2` and so on.
pub(crate) fn replace(data: &Path, key: &str) -> Result<(), Failure> {
    let path = data.join(FILE);
    let put_in_place = || {
        let (mut number, mut kept) = (1_u32, data.join(format!("{FILE}.1")));
        while kept.exists() {
            number += 1;
            kept = data.join(format!("{FILE}.{number}"));
        }
        let fresh = data.join(PREPARED);
        if prepared(data)?.as_deref() != Some(key) {
            std::fs::remove_file(&fresh).or_else(gone)?;
            put(data, &fresh, key)?;
        }
        std::fs::hard_link(&path, &kept)?;
        // One step: at any moment the file holds the old key or the new one.
        std::fs::rename(&fresh, &path)?;
        settle(data)
    };
    put_in_place()
        .map_err(|error| Failure::failed(format!("không thay được {}: {error}", path.display())))
}

/// Keeps a key that is to come into force, so that it outlives whatever happens until then. One that was kept before and
/// did not come into force yet stands, and is given.
pub(crate) fn prepare(data: &Path, key: &str) -> Result<String, Failure> {
    let ready = || match prepared(data)? {
        Some(before) => Ok(before),
        None => put(data, &data.join(PREPARED), key).map(|()| key.to_owned()),
    };
    ready().map_err(|error: std::io::Error| {
        Failure::failed(format!(
            "không ghi được {}: {error}; khóa cũ vẫn dùng",
            data.join(PREPARED).display()
        ))
    })
}

/// A key that was prepared; `None` when there is none.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the log's keys")]
fn prepared(data: &Path) -> std::io::Result<Option<String>> {
    match std::fs::read_to_string(data.join(PREPARED)) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) => gone(error).map(|()| None),
    }
}

fn gone(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

fn put(data: &Path, path: &Path, key: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(format!("{key}\n").as_bytes())?;
    file.sync_all()?;
    settle(data)
}

/// The directory's list of names is durable.
fn settle(data: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(data)?.sync_all() } else { Ok(()) }
}

#[cfg(unix)]
fn warn_of_readers(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map(|about| about.permissions().mode() & 0o777);
    if let Ok(mode) = mode
        && mode & 0o077 != 0
    {
        print::note(&format!(
            "cảnh báo: người khác trên máy đọc được khóa ký {} (quyền {mode:o}); hãy chạy “chmod 600 {}”, và đổi khóa bằng “quyet key rotate” nếu khóa có thể đã lộ",
            path.display(),
            path.display()
        ));
    }
}

#[cfg(not(unix))]
fn warn_of_readers(_path: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_once_for_its_owner_alone_and_replaced_without_being_lost() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = dir.path();
        assert_eq!(read(at).expect("nothing yet"), None);
        write(at, "PRIVATE+KEY+a").expect("a new file");
        assert_eq!(write(at, "PRIVATE+KEY+b").expect_err("it is there").code(), 5);
        assert_eq!(read(at).expect("a key").as_deref(), Some("PRIVATE+KEY+a"));
        assert_eq!(prepare(at, "PRIVATE+KEY+b").expect("a new file"), "PRIVATE+KEY+b");
        assert_eq!(prepare(at, "PRIVATE+KEY+x").expect("it is there"), "PRIVATE+KEY+b");
        assert_eq!(read(at).expect("a key").as_deref(), Some("PRIVATE+KEY+a"));
        replace(at, "PRIVATE+KEY+b").expect("another");
        replace(at, "PRIVATE+KEY+c").expect("a third");
        assert_eq!(read(at).expect("a key").as_deref(), Some("PRIVATE+KEY+c"));
        for (number, key) in [(1, "PRIVATE+KEY+a"), (2, "PRIVATE+KEY+b")] {
            let old = tempfile::tempdir().expect("a folder");
            std::fs::copy(at.join(format!("{FILE}.{number}")), old.path().join(FILE))
                .expect("the old key is kept");
            assert_eq!(read(old.path()).expect("a key").as_deref(), Some(key));
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(at.join(FILE)).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
