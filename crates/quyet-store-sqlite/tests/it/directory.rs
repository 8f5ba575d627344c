//! What a data directory may hold, and what is said when it holds something else.

use std::path::Path;

use quyet_store::Fittings;
use quyet_store::conformance::samples::{entry, reported};
use quyet_store::{AppendError, Head, Ledger};
use quyet_store_sqlite::{OpenError, SqliteLedger};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::write_history;

async fn run(path: &Path, statements: &[&'static str]) {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut conn = options.connect().await.expect("a database file");
    for statement in statements {
        sqlx::query(*statement).execute(&mut conn).await.expect("a statement of the test");
    }
    conn.close().await.expect("a clean close");
}

async fn refused(dir: &Path) -> String {
    let error = SqliteLedger::open(dir, Fittings::seeded(0))
        .await
        .expect_err("the directory must be refused");
    error.to_string().replace(&dir.display().to_string(), "DIR")
}

#[tokio::test]
async fn a_directory_without_a_ledger_is_named() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let missing = "không có dữ liệu Quyết trong thư mục DIR; hãy kiểm tra đường dẫn hoặc tạo mới bằng “quyet init”";
    assert_eq!(refused(dir.path()).await, missing);
    assert_eq!(std::fs::read_dir(dir.path()).map(Iterator::count).ok(), Some(0), "nothing is left");
}

#[tokio::test]
async fn a_ledger_is_not_created_over_another() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    let again = SqliteLedger::create(dir.path(), Fittings::seeded(0)).await;
    assert!(matches!(again, Err(OpenError::Exists(_))));
    let kept = SqliteLedger::open_or_create(dir.path(), Fittings::seeded(0))
        .await
        .expect("the ledger is kept");
    assert_eq!(kept.head().await.map(|head| head.size), Ok(9));
}

#[tokio::test]
async fn a_directory_is_created_with_its_parents() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let deep = dir.path().join("a/b");
    let ledger =
        SqliteLedger::create(&deep, Fittings::seeded(0)).await.expect("a directory to be made");
    assert_eq!(ledger.head().await, Ok(Head::EMPTY));
    assert_eq!(ledger.path(), deep.join("quyet.db"));
}

#[tokio::test]
async fn a_path_that_cannot_be_a_directory_is_named() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("tep");
    std::fs::write(&file, b"x").expect("a file in the way");
    let refused = SqliteLedger::create(&file.join("con"), Fittings::seeded(0))
        .await
        .expect_err("a file is in the way");
    assert!(matches!(refused, OpenError::Directory { .. }), "{refused}");
    assert!(refused.to_string().starts_with("không ghi được vào thư mục"), "{refused}");
}

#[tokio::test]
async fn a_foreign_database_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("quyet.db");
    run(&path, &["CREATE TABLE nguoi_khac (x)"]).await;
    let foreign = "tệp DIR/quyet.db không phải cơ sở dữ liệu của Quyết; hãy chọn thư mục khác";
    #[expect(clippy::disallowed_methods, reason = "the test compares the file's bytes")]
    let bytes = || std::fs::read(&path).expect("the file is there");
    let before = bytes();
    assert_eq!(refused(dir.path()).await, foreign);
    assert_eq!(bytes(), before);
    std::fs::write(
        &path,
        b"Khong phai SQLite, chi la mot tep van ban dai hon mot tram byte.".repeat(9),
    )
    .expect("a file of text");
    assert_eq!(refused(dir.path()).await, foreign);
    let reader = SqliteLedger::open_read_only(dir.path(), Fittings::seeded(0)).await;
    assert!(matches!(reader, Err(OpenError::Foreign(_))));
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    run(&dir.path().join("quyet.db"), &["PRAGMA user_version = 7"]).await;
    let newer = "tệp DIR/quyet.db do phiên bản Quyết mới hơn tạo (bố cục 7, chương trình này biết đến 2); hãy nâng cấp chương trình";
    assert_eq!(refused(dir.path()).await, newer);
}

#[tokio::test]
async fn a_creation_that_was_cut_short_is_taken_up_again() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(dir.path().join("quyet.db"), b"").expect("an empty file");
    let ledger = SqliteLedger::open(dir.path(), Fittings::seeded(0))
        .await
        .expect("an empty file becomes a ledger");
    assert_eq!(ledger.head().await, Ok(Head::EMPTY));
}

#[tokio::test]
async fn a_second_writer_is_refused_and_readers_are_not() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    let first =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("the ledger just written");
    let busy =
        "thư mục DIR đang được một tiến trình Quyết khác sử dụng; hãy dừng tiến trình đó trước";
    assert_eq!(refused(dir.path()).await, busy);
    let reader = SqliteLedger::open_read_only(dir.path(), Fittings::seeded(0))
        .await
        .expect("a reader beside the writer");
    let head = first.head().await.expect("a sound ledger");
    assert_eq!(reader.head().await, Ok(head));
    let batch = [entry("moi", 100, reported(Vec::new()))];
    let read_only = reader.append(head, &batch, &[]).await;
    let reason = "cơ sở dữ liệu được mở chỉ để đọc".to_owned();
    assert_eq!(read_only, Err(AppendError::ReadOnly(reason)));
    assert!(reader.rebuild(&crate::nobody_listens).await.is_err());
    let receipt = first.append(head, &batch, &[]).await.expect("the writer still writes");
    assert_eq!(reader.head().await, Ok(receipt.head), "a reader sees what was committed");
    assert!(reader.fsck(&crate::nobody_listens).await.is_ok_and(|report| report.is_clean()));
}
