//! The mark: the last head that was acknowledged, beside the database.
//!
//! **Takes** heads after their commit. **Gives** what the database lacks of them. **Never** takes part in a commit: losing the
//! file loses nothing but this check.
//! Invariant: no mark is ahead of the ledger that it was written beside.
//!
//! SQLite reads its write-ahead log up to the first frame that does not add up and takes that for the end, since a
//! write that was cut short looks the same. So one flipped byte in that log, or the log's absence, quietly takes acknowledged
//! entries away, and what is left is a sound, shorter ledger. The mark tells: it is written after the commit is on the disk,
//! so a power failure may leave it behind the ledger, and only a loss leaves it ahead.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use quyet_proof::Head;
use quyet_proof::hex::hex;
use quyet_proof::merkle::Frontier;
use quyet_store::digest;
use sqlx::SqliteConnection;
use tokio::sync::Mutex;

use crate::sql;

const MARK_NAME: &str = "quyet.head";
/// Size in 20 digits, root and check in 64 each, between them blanks, at the end a line feed.
const LENGTH: usize = 20 + 1 + 64 + 1 + 64 + 1;

/// The file, open as long as the ledger is.
#[derive(Debug)]
pub(crate) struct Mark(Mutex<File>);

impl Mark {
    /// Opens the file of a directory, making it when it is not there.
    pub(crate) fn open(dir: &Path) -> std::io::Result<Self> {
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).read(true).write(true);
        Ok(Self(Mutex::new(file.open(dir.join(MARK_NAME))?)))
    }

    /// Writes an acknowledged head over the one before: in one small piece, in place, so that a full disk does not matter.
    pub(crate) async fn set(&self, head: &Head) {
        let mut file = self.0.lock().await;
        // The commit stands whatever happens here; a mark that is behind accuses nobody.
        let _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(line(head).as_bytes()));
    }
}

/// The acknowledged head of a directory; `None` when there is none, or none that adds up.
pub(crate) fn read(dir: &Path) -> Option<(u64, String)> {
    let mut words = String::new();
    File::open(dir.join(MARK_NAME)).ok()?.take(LENGTH as u64).read_to_string(&mut words).ok()?;
    let (size, rest) = words.strip_suffix('\n')?.split_once(' ')?;
    let (root, check) = rest.split_once(' ')?;
    let known = digest(format!("{size} {root}").as_bytes()).0 == check;
    known.then_some((size.parse().ok()?, root.to_owned()))
}

fn line(head: &Head) -> String {
    let said = format!("{:020} {}", head.size, hex(&head.root));
    format!("{said} {}\n", digest(said.as_bytes()).0)
}

/// What the ledger lacks of the head that was acknowledged, in Vietnamese; `None` when it lacks nothing.
///
/// The mark must have been read before the connection's transaction began: a writer may go on beside it.
pub(crate) async fn fault(
    conn: &mut SqliteConnection,
    mark: Option<&(u64, String)>,
) -> Result<Option<String>, sqlx::Error> {
    let Some((size, root)) = mark else { return Ok(None) };
    let held: i64 = sqlx::query_scalar(sql::COUNT_ENTRIES).fetch_one(&mut *conn).await?;
    let held = held.unsigned_abs();
    if held < *size {
        return Ok(Some(format!(
            "nhật ký có {held} mục nhưng đã xác nhận {size} mục: tệp quyet.db-wal bị hỏng hoặc thiếu, hoặc quyet.db là bản cũ"
        )));
    }
    let same = root_at(conn, *size).await?.is_some_and(|held| held == *root);
    Ok((!same).then(|| format!("{size} mục đầu của nhật ký khác với lúc được xác nhận")))
}

/// The root over the first entries; `None` when the tree lacks a hash.
async fn root_at(conn: &mut SqliteConnection, size: u64) -> Result<Option<String>, sqlx::Error> {
    let mut hashes = BTreeMap::new();
    for index in Frontier::needed(size) {
        let query = sqlx::query_scalar(sql::HASH).bind(index.cast_signed());
        let hash: Option<Vec<u8>> = query.fetch_optional(&mut *conn).await?;
        let Some(hash) = hash.and_then(|hash| hash.try_into().ok()) else { return Ok(None) };
        hashes.insert(index, hash);
    }
    Ok(Frontier::of(size, &hashes).map(|edge| hex(&edge.head().root)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mark_is_read_back_and_a_changed_one_is_none() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        assert_eq!(read(dir.path()), None);
        let mark = Mark::open(dir.path()).expect("a directory to write to");
        assert_eq!(read(dir.path()), None);
        for size in [0, 7, u64::MAX] {
            let head = Head { size, root: [9; 32] };
            mark.set(&head).await;
            assert_eq!(read(dir.path()), Some((size, hex(&head.root))));
        }
        let sound = line(&Head { size: 7, root: [7; 32] });
        assert_eq!(sound.len(), LENGTH);
        for place in 0..LENGTH {
            let mut broken = sound.clone().into_bytes();
            broken[place] ^= 1;
            std::fs::write(dir.path().join(MARK_NAME), broken).expect("a file");
            assert_eq!(read(dir.path()), None, "byte {place}");
        }
    }
}
