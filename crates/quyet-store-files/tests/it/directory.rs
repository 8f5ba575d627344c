//! A directory of files.

use std::path::{Path, PathBuf};

use quyet_store::attachments::Attachments;
use quyet_store::conformance::check_attachments;
use quyet_store::{Blob, StoreError};
use quyet_store_files::{Files, OpenFilesError};

/// Where a blob lies below a directory.
fn lies(dir: &Path, blob: &Blob) -> PathBuf {
    let digest = &blob.digest.0;
    dir.join(&digest[..2]).join(&digest[2..4]).join(digest)
}

#[tokio::test]
async fn a_directory_of_files_conforms_and_keeps_what_it_was_given() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let files = Files::create_directory(&dir.path().join("a/tep")).expect("a directory to make");
    check_attachments(&files).await;
    let listed = files.list(None, 1000).await.expect("a list");
    let again = Files::directory(&dir.path().join("a/tep")).expect("the directory just made");
    assert_eq!(again.list(None, 1000).await, Ok(listed));
}

#[tokio::test]
async fn a_file_lies_under_its_digest_and_any_program_can_read_it() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let files = Files::directory(dir.path()).expect("a directory");
    let blob = Blob::new(b"abc".to_vec());
    files.put(&blob).await.expect("room on the disk");
    #[expect(clippy::disallowed_methods, reason = "the test reads as any program would")]
    let read = std::fs::read(lies(dir.path(), &blob)).expect("the file");
    assert_eq!(read, b"abc");
}

#[tokio::test]
async fn what_a_crash_left_of_a_writing_is_no_file_and_stands_in_nobody_s_way() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let files = Files::directory(dir.path()).expect("a directory");
    let blob = Blob::new(b"abc".to_vec());
    let place = lies(dir.path(), &blob);
    std::fs::create_dir_all(place.parent().expect("a folder")).expect("its folder");
    // The temporary name of a writing that was cut short.
    std::fs::write(place.with_file_name(format!("{}#1", blob.digest.0)), b"a")
        .expect("half a file");
    assert_eq!(files.has(&blob.digest).await, Ok(false));
    assert_eq!(files.list(None, 10).await, Ok(vec![]));
    files.put(&blob).await.expect("room on the disk");
    assert_eq!(files.get(&blob.digest).await, Ok(Some(b"abc".to_vec())));
    assert_eq!(files.list(None, 10).await, Ok(vec![blob.digest]));
}

#[tokio::test]
async fn putting_the_right_bytes_mends_a_damaged_file() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let files = Files::directory(dir.path()).expect("a directory");
    let blob = Blob::new(b"abc".to_vec());
    files.put(&blob).await.expect("room on the disk");
    std::fs::write(lies(dir.path(), &blob), b"abd").expect("a damaged file");
    assert_eq!(files.get(&blob.digest).await, Ok(Some(b"abd".to_vec())), "as stored, unchecked");
    files.put(&blob).await.expect("room on the disk");
    assert_eq!(files.get(&blob.digest).await, Ok(Some(b"abc".to_vec())));
}

#[tokio::test]
async fn two_writers_of_the_same_bytes_leave_one_file() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let files = Files::directory(dir.path()).expect("a directory");
    let blob = Blob::new(vec![5; 1 << 20]);
    let (one, other) = tokio::join!(files.put(&blob), files.put(&blob));
    assert_eq!((one, other), (Ok(()), Ok(())));
    assert_eq!(files.get(&blob.digest).await, Ok(Some(blob.bytes.clone())));
    let folder = lies(dir.path(), &blob);
    let folder = std::fs::read_dir(folder.parent().expect("a folder")).expect("the folder");
    assert_eq!(folder.count(), 1);
}

#[test]
fn a_directory_that_is_not_there_is_not_made_in_silence() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let away = dir.path().join("o-dia");
    let refused = Files::directory(&away).expect_err("a disk that is not mounted");
    assert!(matches!(refused, OpenFilesError::Missing(_)), "{refused}");
    assert!(refused.to_string().contains("hãy gắn lại ổ đĩa"), "{refused}");
    assert!(!away.exists());
}

#[tokio::test]
async fn a_directory_that_takes_nothing_says_what_and_what_next() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let files = Files::directory(dir.path()).expect("a directory");
    let blob = Blob::new(b"abc".to_vec());
    // A file stands where the folder must be.
    std::fs::write(dir.path().join(&blob.digest.0[..2]), b"x").expect("a file in the way");
    let Err(StoreError::Unavailable(why)) = files.put(&blob).await else {
        panic!("the folder cannot be made");
    };
    assert!(why.starts_with("không ghi được tệp trong thư mục "), "{why}");
    assert!(why.ends_with("; hãy kiểm tra ổ đĩa, chỗ trống và quyền ghi rồi thử lại"), "{why}");
}
