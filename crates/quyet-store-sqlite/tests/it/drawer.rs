//! The drawer of drafts, and what becomes of it when a byte of it is flipped.

use std::path::Path;

use quyet_model::plan::PlanId;
use quyet_store::conformance::samples::at;
use quyet_store::drafts::{DraftRecord, Drafts};
use quyet_store_sqlite::{OpenError, SqliteDrafts};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

const FILE: &str = "soan.db";

async fn run(dir: &Path, statement: &'static str) {
    let options = SqliteConnectOptions::new().filename(dir.join(FILE));
    let mut conn = options.connect().await.expect("the drawer's file");
    sqlx::raw_sql(statement).execute(&mut conn).await.expect("a statement of the test");
    conn.close().await.expect("a clean close");
}

/// Three drafts with a file each; the log is folded into the file.
async fn write(dir: &Path) {
    let drafts = SqliteDrafts::open(dir).await.expect("a directory to write to");
    for number in 0..3_u8 {
        let id = PlanId(format!("tinh-202{number}"));
        let body = format!("{{\"so\":\"5{number}8,5\"}}").repeat(40);
        drafts.save(&id, 0, at(1), body.as_bytes()).await.expect("a new draft");
        drafts.save(&id, 1, at(2), body.as_bytes()).await.expect("saved again");
        drafts.keep(&id, "goc", &[number; 5000]).await.expect("its original");
    }
    drop(drafts);
    run(dir, "PRAGMA wal_checkpoint(TRUNCATE)").await;
}

type Said = (Vec<DraftRecord>, Vec<Option<Vec<u8>>>);

/// Everything that a drawer says; `None` when it says that something is wrong.
async fn everything(dir: &Path) -> Option<Said> {
    let drafts = SqliteDrafts::open(dir).await.ok()?;
    let records = drafts.list().await.ok()?;
    let mut files = Vec::new();
    for record in &records {
        assert_eq!(drafts.load(&record.id).await.ok()?.as_ref(), Some(record));
        for name in drafts.names(&record.id).await.ok()? {
            files.push(drafts.file(&record.id, &name).await.ok()?);
        }
    }
    Some((records, files))
}

#[tokio::test]
async fn a_flipped_byte_in_the_drawer_is_refused_or_without_effect() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write(dir.path()).await;
    let before = everything(dir.path()).await.expect("a sound drawer");
    assert_eq!((before.0.len(), before.1.len()), (3, 3));
    run(dir.path(), "PRAGMA wal_checkpoint(TRUNCATE)").await;
    #[expect(clippy::disallowed_methods, reason = "the test flips bytes of the file")]
    let sound = std::fs::read(dir.path().join(FILE)).expect("the file");
    let mut found = 0;
    for step in 0..240 {
        let place = step * (sound.len() - 1) / 239;
        let flipped = tempfile::tempdir().expect("a temporary directory");
        let mut bytes = sound.clone();
        bytes[place] ^= 1 << (step % 8);
        std::fs::write(flipped.path().join(FILE), bytes).expect("a file");
        match everything(flipped.path()).await {
            None => found += 1,
            Some(said) => assert_eq!(said, before, "byte {place}"),
        }
    }
    assert!(20 < found, "only {found} were found");
}

#[tokio::test]
async fn a_changed_draft_and_a_changed_file_are_not_passed_off_as_saved() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write(dir.path()).await;
    run(dir.path(), "UPDATE draft SET body = x'7b7d' WHERE id = 'tinh-2021'").await;
    run(dir.path(), "UPDATE draft_file SET bytes = x'00' WHERE id = 'tinh-2022'").await;
    let drafts = SqliteDrafts::open(dir.path()).await.expect("the drawer opens");
    let id = |words: &str| PlanId(words.to_owned());
    let wrong = drafts.load(&id("tinh-2021")).await.expect_err("a changed draft");
    assert!(wrong.to_string().contains("nội dung đã khác lúc lưu"), "{wrong}");
    let wrong = drafts.file(&id("tinh-2022"), "goc").await.expect_err("a changed file");
    assert!(wrong.to_string().contains("nội dung đã khác lúc lưu"), "{wrong}");
    assert!(drafts.load(&id("tinh-2020")).await.is_ok_and(|draft| draft.is_some()));
    drafts.discard(&id("tinh-2021")).await.expect("it can be thrown away");
    drafts.discard(&id("tinh-2022")).await.expect("and so can the other");
    assert_eq!(drafts.list().await.map(|all| all.len()), Ok(1));
}

#[tokio::test]
async fn a_lost_draft_is_missed_and_a_drawer_from_before_the_checks_gets_them() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write(dir.path()).await;
    let before = everything(dir.path()).await;
    run(dir.path(), "DELETE FROM draft_check").await;
    assert_eq!(everything(dir.path()).await, before);
    run(dir.path(), "DELETE FROM draft WHERE id = 'tinh-2020'").await;
    let refused = SqliteDrafts::open(dir.path()).await.expect_err("a draft is missing");
    assert!(matches!(refused, OpenError::Damaged { .. }), "{refused}");
}
