//! The write-ahead log that a process left behind, and what becomes of it when a byte of it is flipped or it is lost.

use std::path::Path;

use quyet_store::conformance::samples::{at, entry, history, reported};
use quyet_store::conformance::view;
use quyet_store::{AppendError, Fittings, Head, Ledger};
use quyet_store_sqlite::SqliteLedger;

use crate::nobody_listens;

const FILES: [&str; 3] = ["quyet.db", "quyet.db-wal", "quyet.head"];

/// The files of a ledger whose process ended without closing, and what it had acknowledged.
struct Left {
    files: [Vec<u8>; 3],
    head: Head,
    view: String,
}

impl Left {
    async fn behind() -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let ledger =
            SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("a new ledger");
        for (batch, blobs) in history() {
            let head = ledger.head().await.expect("a sound ledger");
            ledger.append(head, &batch, &blobs).await.expect("the history is well-formed");
        }
        let head = ledger.head().await.expect("a sound ledger");
        let view = view(&ledger, at(99)).await;
        // What kill -9 leaves: the files as they are while the process lives.
        #[expect(clippy::disallowed_methods, reason = "the test copies the files")]
        let files = FILES.map(|name| std::fs::read(dir.path().join(name)).expect("a file"));
        Self { files, head, view }
    }

    /// A directory with these files; a file without bytes is left out.
    fn lay(&self, change: impl FnOnce(&mut [Vec<u8>; 3])) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let mut files = self.files.clone();
        change(&mut files);
        for (name, bytes) in FILES.iter().zip(files).filter(|(_, bytes)| !bytes.is_empty()) {
            std::fs::write(dir.path().join(name), bytes).expect("a file");
        }
        dir
    }

    /// Whether the ledger says all that was acknowledged; otherwise it must not be passed off as sound.
    async fn stands(&self, dir: &Path, what: &str) -> bool {
        let reader = SqliteLedger::open_read_only(dir, Fittings::seeded(0)).await;
        let Ok(reader) = reader else { return false };
        let clean = reader.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean());
        if clean {
            assert_eq!(reader.head().await, Ok(self.head), "{what}");
            assert_eq!(view(&reader, at(99)).await, self.view, "{what}");
        }
        reader.close().await;
        let Ok(writer) = SqliteLedger::open(dir, Fittings::seeded(0)).await else {
            assert!(!clean, "{what}: refused and yet clean");
            return false;
        };
        let takes = writer.read_only().is_none();
        let still = writer.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean());
        assert_eq!(still, clean, "{what}: opening changed what the check says");
        assert!(clean || writer.read_only().is_some(), "{what}: found, and yet it takes appends");
        assert!(!clean || takes, "{what}: sound, and yet it takes no appends");
        writer.close().await;
        clean
    }
}

#[tokio::test]
async fn a_flipped_byte_in_the_write_ahead_log_is_found_or_without_effect() {
    let left = Left::behind().await;
    let length = left.files[1].len();
    assert!(100_000 < length, "the history lies in the log: {length} bytes");
    let sound = left.lay(|_| {});
    assert!(left.stands(sound.path(), "untouched").await);
    let head = (0..32).step_by(3);
    // Heads of frames and places inside them: 24 bytes before each page of 4096.
    let frames = (0..24).map(|step| 32 + step * 7 % (length / 4120) * 4120 + step);
    let spread = (0..24).map(|step| 40 + step * (length - 41) / 24);
    let mut found = 0;
    for place in head.chain(frames).chain(spread) {
        let broken = left.lay(|files| files[1][place] ^= 1 << (place % 8));
        found += u32::from(!left.stands(broken.path(), &format!("byte {place}")).await);
    }
    assert!(50 < found, "only {found} were found");
}

#[tokio::test]
async fn a_lost_write_ahead_log_and_an_old_copy_are_named_and_nothing_is_written_over_them() {
    let left = Left::behind().await;
    let lost = left.lay(|files| files[1].clear());
    assert!(!left.stands(lost.path(), "no log").await);

    // A whole, closed, but older ledger beside the mark of the newer one.
    let old = tempfile::tempdir().expect("a temporary directory");
    crate::write_history(old.path()).await;
    let ledger = SqliteLedger::open(old.path(), Fittings::seeded(0)).await.expect("a ledger");
    let batch = [entry("moi", 100, reported(Vec::new()))];
    let head = ledger.head().await.expect("a sound ledger");
    std::fs::copy(old.path().join("quyet.db"), old.path().join("cu.db")).expect("a copy");
    let newer = ledger.append(head, &batch, &[]).await.expect("one entry more").head;
    ledger.close().await;
    std::fs::copy(old.path().join("cu.db"), old.path().join("quyet.db")).expect("put back");
    let again = SqliteLedger::open(old.path(), Fittings::seeded(0)).await.expect("it opens");
    let why = again.read_only().expect("an acknowledged entry is missing");
    assert_eq!(
        why,
        "nhật ký có 9 mục nhưng đã xác nhận 10 mục: tệp quyet.db-wal bị hỏng hoặc thiếu, hoặc quyet.db là bản cũ; hãy chạy “quyet fsck” và khôi phục từ bản sao lưu gần nhất"
    );
    let other = [entry("khac", 101, reported(Vec::new()))];
    assert_eq!(again.append(head, &other, &[]).await, Err(AppendError::ReadOnly(why)));
    assert_eq!(newer.size, 10);
    again.close().await;
    // Who wants the old copy says so by taking the mark away.
    std::fs::remove_file(old.path().join("quyet.head")).expect("the mark");
    let wanted = SqliteLedger::open(old.path(), Fittings::seeded(0)).await.expect("it opens");
    assert_eq!(wanted.read_only(), None);
    wanted.append(head, &other, &[]).await.expect("the old copy goes on");
}

#[tokio::test]
async fn entries_changed_together_with_their_tree_are_told_by_the_mark() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    crate::write_history(dir.path()).await;
    // Another history of the same length, sound in itself, under the mark of the first.
    let other = tempfile::tempdir().expect("a temporary directory");
    let ledger = SqliteLedger::create(other.path(), Fittings::seeded(7)).await.expect("a ledger");
    for (batch, blobs) in history() {
        let head = ledger.head().await.expect("a sound ledger");
        ledger.append(head, &batch, &blobs).await.expect("the history is well-formed");
    }
    ledger.close().await;
    std::fs::copy(other.path().join("quyet.db"), dir.path().join("quyet.db")).expect("a swap");
    let swapped = SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("it opens");
    let why = swapped.read_only().expect("another ledger was acknowledged");
    assert!(why.starts_with("9 mục đầu của nhật ký khác với lúc được xác nhận"), "{why}");
    let report = swapped.fsck(&nobody_listens).await.expect("a check");
    assert!(!report.is_clean());
}
