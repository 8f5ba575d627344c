//! Whoever holds the file can change it; whoever checks it sees that.

use std::path::Path;

use quyet_store::Fittings;
use quyet_store::conformance::samples::{at, entry, reported};
use quyet_store::conformance::{check_checkpoints, view};
use quyet_store::{AppendError, Ledger};
use quyet_store_sqlite::SqliteLedger;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::{nobody_listens, write_history};

const FREE_LEDGER: &str = "DROP TRIGGER ledger_refuses_update";
const FREE_LEDGER_ROWS: &str = "DROP TRIGGER ledger_refuses_delete";
const FREE_TREE: &str = "DROP TRIGGER tree_hash_refuses_update";
const FREE_TREE_ROWS: &str = "DROP TRIGGER tree_hash_refuses_delete";
const FREE_COMMAND: &str = "DROP TRIGGER command_refuses_update";
const FREE_COMMAND_ROWS: &str = "DROP TRIGGER command_refuses_delete";
const FREE_BLOB: &str = "DROP TRIGGER blob_refuses_update";
const FREE_BLOB_ROWS: &str = "DROP TRIGGER blob_refuses_delete";

pub(crate) async fn run(dir: &Path, statement: &'static str) -> Result<u64, String> {
    let options = SqliteConnectOptions::new().filename(dir.join("quyet.db"));
    let mut conn = options.connect().await.expect("the database of the ledger");
    let done = sqlx::query(statement).execute(&mut conn).await;
    conn.close().await.expect("a clean close");
    done.map(|done| done.rows_affected()).map_err(|error| error.to_string())
}

/// Changes a sound ledger and says what the check finds first.
async fn check(statements: &[&'static str], expect: &str) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    for statement in statements {
        run(dir.path(), statement).await.expect("the change is made");
    }
    let ledger =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("a damaged ledger opens");
    let report = ledger.fsck(&nobody_listens).await.expect("the check is carried out");
    let first = report.first().map(ToString::to_string);
    assert_eq!(first.as_deref(), Some(expect), "{statements:?}");
    let of_projection = expect.starts_with("bảng projection_");
    assert_eq!(ledger.read_only().is_none(), of_projection, "{expect}");
}

#[tokio::test]
async fn a_trigger_that_no_longer_refuses_is_named() {
    for (change, expect) in [
        (
            "DROP TRIGGER ledger_refuses_update",
            "bảng sqlite_schema, dòng trigger ledger_refuses_update: thiếu so với bố cục của Quyết",
        ),
        (
            "CREATE TABLE them (x)",
            "bảng sqlite_schema, dòng table them: không thuộc bố cục của Quyết",
        ),
    ] {
        check(&[change], expect).await;
    }
}

#[tokio::test]
async fn the_database_refuses_changes_to_the_ledger() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    for statement in [
        "UPDATE ledger SET kind = 'khac' WHERE seq = 3",
        "DELETE FROM ledger WHERE seq = 8",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 3",
        "INSERT INTO ledger SELECT seq + 5, command, kind, recorded, payload, leaf FROM ledger",
        "UPDATE tree_hash SET hash = zeroblob(32) WHERE idx = 0",
        "DELETE FROM tree_hash",
        "INSERT OR REPLACE INTO tree_hash VALUES (0, zeroblob(32))",
        "UPDATE command SET first = 0",
        "DELETE FROM command",
        "INSERT OR REPLACE INTO command VALUES ('nhan', 0, 1)",
        "UPDATE blob SET bytes = x'00'",
        "DELETE FROM blob",
        "INSERT OR REPLACE INTO blob SELECT digest, x'00' FROM blob",
    ] {
        let refused = run(dir.path(), statement).await;
        assert!(refused.is_err(), "{statement}: {refused:?}");
    }
    let ledger =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("the ledger is as it was");
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}

#[tokio::test]
async fn a_changed_entry_is_named() {
    let payload = "UPDATE ledger SET payload = CAST(replace(CAST(payload AS TEXT), '3485', '9485') AS BLOB) WHERE seq = 4";
    check(
        &[FREE_LEDGER, payload],
        "mục 4, bảng ledger, dòng 4: nội dung (payload) hoặc muối (salt) không khớp mã băm",
    )
    .await;
    let leaf = "UPDATE ledger SET leaf = zeroblob(32) WHERE seq = 3";
    check(&[FREE_LEDGER, leaf], "mục 3, bảng ledger, dòng 3: mã băm (leaf) bị thay đổi").await;
    let kind = "UPDATE ledger SET kind = 'plan_adopted' WHERE seq = 2";
    check(&[FREE_LEDGER, kind], "mục 2, bảng ledger, dòng 2: cột kind không khớp nội dung").await;
    let recorded = "UPDATE ledger SET recorded = recorded + 1 WHERE seq = 4";
    check(&[FREE_LEDGER, recorded], "mục 4, bảng ledger, dòng 4: cột recorded không khớp nội dung")
        .await;
    let command = "UPDATE ledger SET command = 'khac' WHERE seq = 4";
    check(&[FREE_LEDGER, command], "mục 4, bảng ledger, dòng 4: cột command không khớp nội dung")
        .await;
    let middle = "DELETE FROM ledger WHERE seq = 5";
    check(&[FREE_LEDGER_ROWS, middle], "mục 5, bảng ledger, dòng 5: thiếu mục trong nhật ký").await;
    let last = "DELETE FROM ledger WHERE seq = 8";
    check(&[FREE_LEDGER_ROWS, last], "bảng tree_hash, dòng 15: thừa mã băm so với nhật ký").await;
}

#[tokio::test]
async fn a_changed_tree_is_named() {
    let inner = "UPDATE tree_hash SET hash = zeroblob(32) WHERE idx = 2";
    check(&[FREE_TREE, inner], "mục 1, bảng tree_hash, dòng 2: mã băm của cây không khớp nhật ký")
        .await;
    let leaf = "UPDATE tree_hash SET hash = zeroblob(32) WHERE idx = 0";
    check(&[FREE_TREE, leaf], "mục 0, bảng tree_hash, dòng 0: mã băm của cây không khớp nhật ký")
        .await;
    let gone = "DELETE FROM tree_hash WHERE idx = 6";
    check(&[FREE_TREE_ROWS, gone], "mục 3, bảng tree_hash, dòng 6: thiếu mã băm của cây").await;
}

#[tokio::test]
async fn a_changed_command_is_named() {
    let count = "UPDATE command SET count = 2 WHERE command = 'nhan'";
    check(
        &[FREE_COMMAND, count],
        "mục 2, bảng command, dòng nhan: chỉ mục lệnh không khớp nhật ký",
    )
    .await;
    let gone = "DELETE FROM command WHERE command = 'khoi-tao'";
    check(
        &[FREE_COMMAND_ROWS, gone],
        "mục 0, bảng command, dòng khoi-tao: thiếu lệnh trong chỉ mục",
    )
    .await;
    let more = "INSERT INTO command VALUES ('ma', 3, 1)";
    check(&[more], "bảng command, dòng ma: thừa lệnh so với nhật ký").await;
}

#[tokio::test]
async fn a_changed_blob_is_named() {
    let digest = quyet_store::digest(b"<p>12</p>").0;
    let bytes = "UPDATE blob SET bytes = CAST('<p>13</p>' AS BLOB) WHERE length(bytes) = 9";
    let changed = format!("bảng blob, dòng {digest}: nội dung tệp không khớp mã băm");
    check(&[FREE_BLOB, bytes], &changed).await;
    let gone = "DELETE FROM blob WHERE length(bytes) = 9";
    let missing = format!("bảng blob, dòng {digest}: thiếu tệp mà nhật ký nhắc đến");
    check(&[FREE_BLOB_ROWS, gone], &missing).await;
}

#[tokio::test]
async fn a_changed_projection_is_named_and_rebuilding_mends_it() {
    for (statement, expect) in [
        (
            "UPDATE projection_figure SET number = '5258.00' WHERE entry = 5",
            "bảng projection_figure, dòng số liệu 5.0 (2024, 06, rung): khác với nhật ký",
        ),
        (
            "UPDATE projection_figure SET replaced_entry = NULL WHERE entry = 4 AND row = 0",
            "bảng projection_figure, dòng số liệu 4.0 (2024, 06, rung): khác với nhật ký",
        ),
        (
            "DELETE FROM projection_figure WHERE entry = 4 AND row = 1",
            "bảng projection_figure, dòng số liệu 4.1 (2024, 06, ocop): thiếu so với nhật ký",
        ),
        (
            "INSERT INTO projection_plan VALUES ('tinh-2025', 3, 0)",
            "bảng projection_plan, dòng tinh-2025, mục 3: thừa so với nhật ký",
        ),
        (
            "UPDATE projection_indicator SET definition = replace(definition, 'ha', 'm2')",
            "bảng projection_indicator, dòng rung, mục 1.0: khác với nhật ký",
        ),
        (
            "DELETE FROM projection_place WHERE code = '06'",
            "bảng projection_place, dòng 06 từ , mục 0.0: thiếu so với nhật ký",
        ),
        (
            "UPDATE projection_entry SET body = 'Sở khác' WHERE entry = 4",
            "bảng projection_entry, dòng mục 4: khác với nhật ký",
        ),
        (
            "UPDATE projection_report SET recorded = recorded + 1",
            "bảng projection_report, dòng tinh-2024, mục 8: khác với nhật ký",
        ),
    ] {
        check(&[statement], &format!("{expect}; chạy “quyet rebuild” để dựng lại")).await;
    }
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    let before = {
        let ledger = SqliteLedger::open(dir.path(), Fittings::seeded(0))
            .await
            .expect("the ledger just written");
        view(&ledger, at(99)).await
    };
    run(dir.path(), "DELETE FROM projection_figure").await.expect("projections may be emptied");
    run(dir.path(), "UPDATE projection_plan SET recorded = 0").await.expect("and changed");
    let ledger =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("the ledger opens");
    assert_ne!(view(&ledger, at(99)).await, before);
    assert_eq!(ledger.rebuild(&nobody_listens).await, Ok(9));
    assert_eq!(view(&ledger, at(99)).await, before);
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}

#[tokio::test]
async fn every_flipped_byte_of_a_payload_is_found() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    run(dir.path(), FREE_LEDGER).await.expect("the trigger is dropped");
    for seq in 0..9_i64 {
        let options = SqliteConnectOptions::new().filename(dir.path().join("quyet.db"));
        let mut conn = options.connect().await.expect("the database of the ledger");
        let sound: Vec<u8> = sqlx::query_scalar("SELECT payload FROM ledger WHERE seq = ?1")
            .bind(seq)
            .fetch_one(&mut conn)
            .await
            .expect("the entry is there");
        let write = "UPDATE ledger SET payload = ?2 WHERE seq = ?1";
        for place in 0..4 {
            let mut broken = sound.clone();
            let at = place * (sound.len() - 1) / 3;
            broken[at] ^= 1;
            let update = sqlx::query(write).bind(seq).bind(broken);
            update.execute(&mut conn).await.expect("the byte is flipped");
            let ledger = SqliteLedger::open_read_only(dir.path(), Fittings::seeded(0))
                .await
                .expect("a reader");
            let report = ledger.fsck(&nobody_listens).await.expect("the check is carried out");
            let first = report.first().map(|finding| (finding.entry, finding.table));
            assert_eq!(
                first,
                Some((Some(seq.unsigned_abs()), "ledger")),
                "byte {at} of entry {seq}"
            );
        }
        let update = sqlx::query(write).bind(seq).bind(sound);
        update.execute(&mut conn).await.expect("the byte is flipped back");
    }
}

#[tokio::test]
async fn a_broken_end_makes_the_ledger_read_only_and_not_dark() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    write_history(dir.path()).await;
    run(dir.path(), FREE_LEDGER).await.expect("the trigger is dropped");
    let change = "UPDATE ledger SET payload = CAST(payload || ' ' AS BLOB) WHERE seq = 8";
    run(dir.path(), change).await.expect("the last entry is changed");
    let ledger =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("a damaged ledger opens");
    let reason = ledger.read_only().expect("the damage is seen at once");
    assert_eq!(
        reason,
        "mục cuối cùng (8) không khớp mã băm; hãy chạy “quyet fsck” và khôi phục từ bản sao lưu gần nhất"
    );
    let head = ledger.head().await.expect("the head is still read");
    let batch = [entry("moi", 100, reported(Vec::new()))];
    assert_eq!(ledger.append(head, &batch, &[]).await, Err(AppendError::ReadOnly(reason)));
    let figures = ledger.figures(&quyet_store::FigureQuery::default(), at(99)).await;
    assert!(figures.is_ok_and(|figures| figures.len() == 9), "reads go on");
    let wrong = ledger.entry(8).await.expect_err("the wrong entry is not passed off as right");
    assert!(wrong.to_string().starts_with("dữ liệu hỏng: bảng ledger, dòng 8"), "{wrong}");
}

/// What the suite leaves behind is sound but for two checkpoints; a change must be found before those.
async fn check_kept(statements: &[&'static str], expect: &str) {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger =
        SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("an empty directory");
    check_checkpoints(&ledger, &ledger).await;
    ledger.close().await;
    for statement in statements {
        run(dir.path(), statement).await.expect("the change is made");
    }
    let ledger =
        SqliteLedger::open(dir.path(), Fittings::seeded(0)).await.expect("a damaged ledger opens");
    let report = ledger.fsck(&nobody_listens).await.expect("the check is carried out");
    let found: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|found| found == expect), "{expect}: {found:?}");
}

#[tokio::test]
async fn a_changed_checkpoint_or_attestation_is_named() {
    const FREE: &str = "DROP TRIGGER checkpoint_refuses_update";
    const FREE_ATTESTATION: &str = "DROP TRIGGER attestation_refuses_update";
    const CHANGED: &str = "dòng không khớp mã kiểm tra (sum) của nó: có byte bị thay đổi";
    for change in [
        "UPDATE checkpoint SET note = replace(note, 'A', 'B') WHERE size = 1",
        "UPDATE checkpoint SET note = CAST(x'ff' AS TEXT) WHERE size = 1",
        "UPDATE checkpoint SET kept = kept + 1 WHERE size = 1",
        "UPDATE checkpoint SET sum = zeroblob(32) WHERE size = 1",
    ] {
        check_kept(&[FREE, change], &format!("bảng checkpoint, dòng 1: {CHANGED}")).await;
    }
    for change in [
        "UPDATE attestation SET bytes = x'00' WHERE by = 'a.example'",
        "UPDATE attestation SET received = received + 1 WHERE by = 'a.example'",
        "UPDATE attestation SET sum = zeroblob(32) WHERE by = 'a.example'",
    ] {
        let expect = format!("bảng attestation, dòng 2, cosignature, a.example: {CHANGED}");
        check_kept(&[FREE_ATTESTATION, change], &expect).await;
    }
}

#[tokio::test]
async fn a_ledger_cut_short_everywhere_is_found_by_its_checkpoint() {
    let expect = "bảng checkpoint, dòng 2: nhật ký ngắn hơn điểm chốt đã ký: có mục đã mất";
    let cut = [
        FREE_LEDGER_ROWS,
        FREE_TREE_ROWS,
        FREE_COMMAND_ROWS,
        "DELETE FROM ledger WHERE 1 <= seq",
        "DELETE FROM tree_hash WHERE 1 <= idx",
        "DELETE FROM command WHERE 1 <= first",
        "DELETE FROM projection_entry WHERE 1 <= entry",
    ];
    check_kept(&cut, expect).await;
}

#[tokio::test]
async fn the_database_refuses_changes_to_checkpoints() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger =
        SqliteLedger::create(dir.path(), Fittings::seeded(0)).await.expect("an empty directory");
    check_checkpoints(&ledger, &ledger).await;
    ledger.close().await;
    for statement in [
        "UPDATE checkpoint SET kept = 0",
        "DELETE FROM checkpoint",
        "INSERT OR REPLACE INTO checkpoint SELECT * FROM checkpoint",
        "UPDATE attestation SET bytes = x'00'",
        "DELETE FROM attestation",
        "INSERT OR REPLACE INTO attestation SELECT * FROM attestation",
    ] {
        let refused = run(dir.path(), statement).await;
        assert!(refused.is_err(), "{statement}: {refused:?}");
    }
}
