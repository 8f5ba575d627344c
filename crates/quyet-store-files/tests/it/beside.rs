//! A ledger whose blobs lie beside its database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use quyet_model::document::Digest;
use quyet_store::attachments::{Attachments, MemoryAttachments};
use quyet_store::conformance::{CASES, samples::history};
use quyet_store::{AppendError, Blob, Fittings, Head, Ledger, Promise, StoreError, named_blobs};
use quyet_store_files::Files;
use quyet_store_sqlite::SqliteLedger;

fn nobody_listens(_done: u64, _all: u64) {}

fn with(store: impl Attachments + 'static) -> Fittings {
    Fittings { attachments: Some(Arc::new(store)), ..Fittings::seeded(0) }
}

fn files(dir: &Path) -> Fittings {
    with(Files::create_directory(&dir.join("tep")).expect("a directory to write to"))
}

/// Appends the sample history; gives the digests that it names.
async fn append_history(ledger: &SqliteLedger) -> Vec<Digest> {
    let mut named = Vec::new();
    for (batch, blobs) in history() {
        let head = ledger.head().await.expect("a sound ledger");
        ledger.append(head, &batch, &blobs).await.expect("the history is well-formed");
        named.extend(named_blobs(&batch).into_iter().cloned());
    }
    named.sort();
    named.dedup();
    named
}

fn lies(dir: &Path, digest: &Digest) -> PathBuf {
    dir.join("tep").join(&digest.0[..2]).join(&digest.0[2..4]).join(&digest.0)
}

async fn found(ledger: &SqliteLedger) -> Vec<String> {
    let report = ledger.fsck(&nobody_listens).await.expect("the check is carried out");
    report.findings.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn a_ledger_with_a_directory_beside_it_conforms() {
    for case in CASES {
        println!("{}", case.name);
        let dir = tempfile::tempdir().expect("a temporary directory");
        let ledger =
            SqliteLedger::create(dir.path(), files(dir.path())).await.expect("a new ledger");
        (case.run)(&ledger).await;
        ledger.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_with_a_bucket_beside_it_conforms() {
    let Some(server) = crate::bucket::server() else { return };
    server.make("so-cai");
    for case in CASES {
        println!("{}", case.name);
        let dir = tempfile::tempdir().expect("a temporary directory");
        let beside = with(server.files("so-cai", case.name));
        let ledger = SqliteLedger::create(dir.path(), beside).await.expect("a new ledger");
        (case.run)(&ledger).await;
        ledger.close().await;
    }
}

#[tokio::test]
async fn a_flipped_byte_in_any_file_and_a_lost_file_are_found_by_name() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger = SqliteLedger::create(dir.path(), files(dir.path())).await.expect("a new ledger");
    let named = append_history(&ledger).await;
    assert!(1 < named.len());
    assert_eq!(found(&ledger).await, Vec::<String>::new());
    for digest in &named {
        let place = lies(dir.path(), digest);
        #[expect(clippy::disallowed_methods, reason = "the test flips bytes of the file")]
        let sound = std::fs::read(&place).expect("the blob lies in its file");
        for at in [0, sound.len() / 2, sound.len() - 1] {
            let mut broken = sound.clone();
            broken[at] ^= 1;
            std::fs::write(&place, broken).expect("a flipped byte");
            let reader = SqliteLedger::open_read_only(dir.path(), files(dir.path())).await;
            let said = found(&reader.expect("a reader beside the writer")).await;
            let expect = format!(
                "bảng attachments, dòng {}: nội dung tệp không khớp mã băm; hãy khôi phục tệp này từ bản sao lưu",
                digest.0
            );
            assert_eq!(said, [expect]);
        }
        std::fs::remove_file(&place).expect("a lost file");
        let reader = SqliteLedger::open_read_only(dir.path(), files(dir.path())).await;
        let said = found(&reader.expect("a reader beside the writer")).await;
        let expect = format!(
            "bảng attachments, dòng {}: thiếu tệp mà nhật ký nhắc đến; hãy khôi phục tệp này từ bản sao lưu",
            digest.0
        );
        assert_eq!(said, [expect]);
        std::fs::write(&place, sound).expect("the file put back");
    }
    assert_eq!(found(&ledger).await, Vec::<String>::new());
}

/// A store that is down.
#[derive(Debug)]
struct Down;

impl Down {
    fn said<'a, T>() -> Promise<'a, T, StoreError> {
        Box::pin(async { Err(StoreError::Unavailable("kho đang hỏng".to_owned())) })
    }
}

impl Attachments for Down {
    fn put<'a>(&'a self, _: &'a Blob) -> Promise<'a, (), StoreError> {
        Self::said()
    }

    fn get<'a>(&'a self, _: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Self::said()
    }

    fn has<'a>(&'a self, _: &'a Digest) -> Promise<'a, bool, StoreError> {
        Self::said()
    }

    fn list<'a>(&'a self, _: Option<&'a Digest>, _: u32) -> Promise<'a, Vec<Digest>, StoreError> {
        Self::said()
    }
}

/// The first batch of the sample history that brings blobs, and those before it.
async fn until_blobs(ledger: &SqliteLedger) -> (Head, Vec<quyet_model::entry::Entry>, Vec<Blob>) {
    for (batch, blobs) in history() {
        let head = ledger.head().await.expect("a sound ledger");
        if !blobs.is_empty() {
            return (head, batch, blobs);
        }
        ledger.append(head, &batch, &blobs).await.expect("the history is well-formed");
    }
    panic!("the history brings blobs");
}

#[tokio::test]
async fn a_batch_whose_store_is_down_writes_nothing_and_is_taken_when_it_is_up() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger = SqliteLedger::create(dir.path(), with(Down)).await.expect("a new ledger");
    let (head, batch, blobs) = until_blobs(&ledger).await;
    let refused = ledger.append(head, &batch, &blobs).await;
    let down = StoreError::Unavailable("kho đang hỏng".to_owned());
    assert_eq!(refused, Err(AppendError::Store(down.clone())));
    assert_eq!(ledger.head().await, Ok(head));
    // A blob that is named and not given is asked of the store, which does not answer either.
    assert_eq!(ledger.append(head, &batch, &[]).await, Err(AppendError::Store(down)));
    assert_eq!(ledger.head().await, Ok(head));
    ledger.close().await;
    let again = SqliteLedger::open(dir.path(), files(dir.path())).await.expect("the same ledger");
    let receipt = again.append(head, &batch, &blobs).await.expect("the store is up");
    assert_eq!(receipt.first, head.size);
    assert_eq!(found(&again).await, Vec::<String>::new());
    again.close().await;
    // A check that cannot reach the files does not say that all is well.
    let blind = SqliteLedger::open_read_only(dir.path(), with(Down)).await.expect("a reader");
    assert!(blind.fsck(&nobody_listens).await.is_err());
}

#[tokio::test]
async fn blobs_that_the_database_took_before_stay_readable() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger = SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("a new ledger");
    let named = append_history(&ledger).await;
    ledger.close().await;
    let moved = SqliteLedger::open(dir.path(), files(dir.path())).await.expect("the same ledger");
    for digest in &named {
        let bytes = moved.blob(digest).await.expect("an answer").expect("the blob");
        assert_eq!(quyet_store::digest(&bytes), *digest);
    }
    assert_eq!(found(&moved).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_ledger_that_takes_no_appends_puts_nothing_away() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger = SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("a new ledger");
    let (head, batch, blobs) = until_blobs(&ledger).await;
    let store = Arc::new(MemoryAttachments::default());
    let fittings = Fittings { attachments: Some(store.clone()), ..Fittings::seeded(0) };
    let reader = SqliteLedger::open_read_only(dir.path(), fittings).await.expect("a reader");
    let refused = reader.append(head, &batch, &blobs).await;
    assert!(matches!(refused, Err(AppendError::ReadOnly(_))), "{refused:?}");
    assert_eq!(store.list(None, 10).await, Ok(vec![]));
}
