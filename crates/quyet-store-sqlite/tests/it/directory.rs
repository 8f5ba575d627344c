//! What a data directory may hold, and what is said when it holds something else.

use std::path::Path;

use quyet_store::Fittings;
use quyet_store::conformance::samples::{at, entry, reported};
use quyet_store::{AppendError, Head, Ledger};
use quyet_store_sqlite::{OpenError, SqliteLedger};
use sqlx::migrate::Migrator;
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
    let foreign = "tệp DIR/quyet.db không phải cơ sở dữ liệu của Quyết, hoặc phần đầu của tệp đã hỏng; hãy chọn thư mục khác, hoặc khôi phục từ bản sao lưu";
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
async fn a_ledger_with_a_step_of_a_newer_program_is_refused() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    let step = "INSERT INTO _sqlx_migrations SELECT 99, description, installed_on, success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1";
    run(&dir.path().join("quyet.db"), &[step]).await;
    let refused = refused(dir.path()).await;
    assert!(
        refused.starts_with("tệp DIR/quyet.db do phiên bản Quyết mới hơn tạo (bố cục 99, "),
        "{refused}"
    );
    assert!(refused.ends_with("hãy nâng cấp chương trình"), "{refused}");
}

#[tokio::test]
async fn a_creation_that_was_cut_short_is_taken_up_again_by_creating_and_by_nothing_else() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    std::fs::write(dir.path().join("quyet.db"), b"").expect("an empty file");
    let empty = "tệp DIR/quyet.db chưa có gì: việc tạo hoặc chép tệp đã dở dang; hãy chạy lại “quyet init” nếu đang tạo mới, hoặc khôi phục từ bản sao lưu";
    assert_eq!(refused(dir.path()).await, empty);
    let reader = SqliteLedger::open_read_only(dir.path(), Fittings::seeded(0)).await;
    assert!(matches!(reader, Err(OpenError::Empty(_))), "{reader:?}");
    let ledger = SqliteLedger::create(dir.path(), Fittings::seeded(0))
        .await
        .expect("an empty file becomes a ledger");
    assert_eq!(ledger.head().await, Ok(Head::EMPTY));
}

#[tokio::test]
async fn a_ledger_of_an_older_layout_asks_for_migration_and_keeps_its_entries() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("quyet.db");
    // The first program's layout, with one entry in its form: the leaf is that of the payload, and there is no salt.
    let payload = quyet_wire::entry::encode(&entry("cu", 1, reported(Vec::new())));
    let leaf = quyet_proof::leaf::seal(&payload, None).leaf;
    write_first_layout(&path, &payload, &leaf).await;
    let older = "tệp DIR/quyet.db do phiên bản Quyết cũ hơn tạo (bố cục 2); hãy sao lưu thư mục dữ liệu rồi chạy “quyet migrate”";
    assert_eq!(refused(dir.path()).await, older);
    let reader = SqliteLedger::open_read_only(dir.path(), Fittings::seeded(0)).await;
    assert!(matches!(reader, Err(OpenError::Older { found: 2, .. })), "{reader:?}");
    let steps =
        SqliteLedger::pending(dir.path()).await.expect("an older ledger tells what it needs");
    assert!(
        steps.iter().map(|step| step.version).is_sorted() && steps[0].version == 3,
        "{steps:?}"
    );
    assert_eq!(refused(dir.path()).await, older, "asking changed nothing");

    SqliteLedger::migrate(dir.path()).await.expect("an older ledger is brought up");
    let ledger = SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("this layout");
    let old = ledger.entry(0).await.expect("a sound ledger").expect("the old entry");
    assert_eq!((old.payload, old.salt, old.leaf), (payload, None, leaf));
    let head = ledger.head().await.expect("a sound ledger");
    let batch = [entry("moi", 2, reported(Vec::new()))];
    ledger.append(head, &batch, &[]).await.expect("the tree goes on over both");
    ledger.rebuild(&crate::nobody_listens).await.expect("a sound ledger");
    assert!(ledger.fsck(&crate::nobody_listens).await.is_ok_and(|report| report.is_clean()));
}

/// What the program before the seals wrote: the first two steps, and one entry.
async fn write_first_layout(path: &Path, payload: &[u8], leaf: &[u8]) {
    let steps = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut all = Migrator::new(Path::new(steps)).await.expect("the steps");
    all.migrations = all.migrations.iter().filter(|step| step.version <= 2).cloned().collect();
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let mut conn = options.connect().await.expect("a database file");
    all.run_direct(None, &mut conn, false).await.expect("the first layout");
    let insert = "INSERT INTO ledger (seq, command, kind, recorded, payload, leaf) VALUES (0, 'cu', 'figures_reported', ?1, ?2, ?3)";
    let query = sqlx::query(insert).bind(at(1).as_microsecond()).bind(payload).bind(leaf);
    query.execute(&mut conn).await.expect("an entry");
    let hash = sqlx::query("INSERT INTO tree_hash VALUES (0, ?1)").bind(leaf);
    hash.execute(&mut conn).await.expect("its hash");
    let command = sqlx::query("INSERT INTO command VALUES ('cu', 0, 1)");
    command.execute(&mut conn).await.expect("its command");
    conn.close().await.expect("a clean close");
}

#[tokio::test]
async fn half_a_copy_is_refused_or_named_at_every_length() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    #[expect(clippy::disallowed_methods, reason = "the test cuts the file")]
    let whole = std::fs::read(dir.path().join("quyet.db")).expect("the file is there");
    let mut refusals = 0;
    for part in 1..24 {
        let cut = tempfile::tempdir().expect("a temporary directory");
        let length = whole.len() * part / 24 / 512 * 512 + part % 3;
        std::fs::write(cut.path().join("quyet.db"), &whole[..length]).expect("half a copy");
        let opened = SqliteLedger::open(cut.path(), Fittings::seeded(0)).await;
        match opened {
            Err(error) => {
                let words = error.to_string();
                assert!(words.contains("hãy "), "{words}");
                refusals += 1;
            }
            Ok(ledger) => {
                let report = ledger.fsck(&crate::nobody_listens).await.expect("a check");
                assert!(!report.is_clean(), "{length} of {} bytes", whole.len());
            }
        }
    }
    assert!(0 < refusals, "the check that every opening makes sees some of them");
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
