//! Whoever rules the server can change it; whoever checks it sees that.

use quyet_store::conformance::samples::{at, entry, reported};
use quyet_store::conformance::{check_checkpoints, view};
use quyet_store::{AppendError, Ledger};
use quyet_testkit::postgres::Database;

use crate::{append_history, empty, nobody_listens, open, run, with_history};

/// As the superuser, with triggers switched off.
async fn change(database: &Database, statement: &str) {
    let statement = format!("SET session_replication_role = replica; {statement}");
    run(&database.superuser, &statement).await.expect(&statement);
}

/// Changes a sound ledger and says what the check finds first.
async fn check(database: &Database, statement: &str, expect: &str) {
    database.wipe().await.expect("a superuser empties the tables");
    let ledger = open(database).await;
    append_history(&ledger).await;
    change(database, statement).await;
    let damaged = open(database).await;
    let report = damaged.fsck(&nobody_listens).await.expect("the check is carried out");
    let first = report.first().map(ToString::to_string);
    assert_eq!(first.as_deref(), Some(expect), "{statement}");
    let of_projection = expect.starts_with("bảng projection_");
    assert_eq!(damaged.read_only().is_none(), of_projection, "{expect}");
}

/// One bit of a column of bytes.
fn flip(column: &str) -> String {
    format!("{column} = set_byte({column}, 3, get_byte({column}, 3) # 1)")
}

#[tokio::test]
async fn a_change_in_any_column_of_an_entry_is_named() {
    let Some((database, _ledger)) = empty().await else { return };
    let (payload, salt, leaf) = (flip("payload"), flip("salt"), flip("leaf"));
    let (payload, salt, leaf) = (&*payload, &*salt, &*leaf);
    let sealed = "nội dung (payload) hoặc muối (salt) không khớp mã băm";
    for (set, seq, what) in [
        (payload, 4, sealed),
        (salt, 4, sealed),
        ("salt = NULL", 4, sealed),
        (leaf, 3, "mã băm (leaf) bị thay đổi"),
        ("kind = 'plan_adoptee'", 2, "cột kind không khớp nội dung"),
        ("recorded = recorded + 1", 4, "cột recorded không khớp nội dung"),
        ("command = 'bao-cap'", 4, "cột command không khớp nội dung"),
        ("seq = 9", 8, "thiếu mục trong nhật ký"),
        ("seq = -1", 5, "thiếu mục trong nhật ký"),
    ] {
        let statement = format!(
            "ALTER TABLE ledger DROP CONSTRAINT IF EXISTS ledger_seq_check; \
            UPDATE ledger SET {set} WHERE seq = {seq}"
        );
        let expect = format!("mục {seq}, bảng ledger, dòng {seq}: {what}");
        check(&database, &statement, &expect).await;
    }
    let middle = "mục 5, bảng ledger, dòng 5: thiếu mục trong nhật ký";
    check(&database, "DELETE FROM ledger WHERE seq = 5", middle).await;
    let last = "bảng tree_hash, dòng 15: thừa mã băm so với nhật ký";
    check(&database, "DELETE FROM ledger WHERE seq = 8", last).await;
}

#[tokio::test]
async fn a_change_in_any_column_of_the_tree_and_of_commands_is_named() {
    let Some((database, _ledger)) = empty().await else { return };
    let hash = |index| format!("UPDATE tree_hash SET {} WHERE idx = {index}", flip("hash"));
    let (inner, leaf) = (hash(2), hash(0));
    let command = |set| format!("UPDATE command SET {set} WHERE command = 'nhan'");
    let (count, first, name) =
        (command("count = 2"), command("first = 3"), command("command = 'nhao'"));
    let differs = "mục 2, bảng command, dòng nhan: chỉ mục lệnh không khớp nhật ký";
    let gone = "mục 3, bảng tree_hash, dòng 6: thiếu mã băm của cây";
    for (statement, expect) in [
        (&*inner, "mục 1, bảng tree_hash, dòng 2: mã băm của cây không khớp nhật ký"),
        (&*leaf, "mục 0, bảng tree_hash, dòng 0: mã băm của cây không khớp nhật ký"),
        ("UPDATE tree_hash SET idx = 16 WHERE idx = 6", gone),
        ("DELETE FROM tree_hash WHERE idx = 6", gone),
        (&*count, differs),
        (&*first, differs),
        (&*name, "mục 2, bảng command, dòng nhan: thiếu lệnh trong chỉ mục"),
        (
            "INSERT INTO command VALUES ('ma', 3, 1)",
            "bảng command, dòng ma: thừa lệnh so với nhật ký",
        ),
    ] {
        check(&database, statement, expect).await;
    }
}

#[tokio::test]
async fn a_change_in_any_column_of_blobs_is_named() {
    let Some((database, _ledger)) = empty().await else { return };
    let digest = quyet_store::digest(b"<p>12</p>").0;
    let changed =
        |digest: &str| format!("bảng blob, dòng {digest}: nội dung tệp không khớp mã băm");
    let bytes = format!("UPDATE blob SET {} WHERE digest = '{digest}'", flip("bytes"));
    check(&database, &bytes, &changed(&digest)).await;
    let name = format!("UPDATE blob SET digest = repeat('0', 64) WHERE digest = '{digest}'");
    check(&database, &name, &changed(&"0".repeat(64))).await;
    let gone = format!("DELETE FROM blob WHERE digest = '{digest}'");
    let missing = format!("bảng blob, dòng {digest}: thiếu tệp mà nhật ký nhắc đến");
    check(&database, &gone, &missing).await;
}

/// What the suite leaves behind is sound but for two checkpoints; a change must be found beside those.
async fn check_kept(database: &Database, statement: &str, expect: &str) {
    database.wipe().await.expect("a superuser empties the tables");
    let ledger = open(database).await;
    check_checkpoints(&ledger, &ledger).await;
    change(database, statement).await;
    let report = open(database).await.fsck(&nobody_listens).await;
    let report = report.expect("the check is carried out");
    let found: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    assert!(found.iter().any(|found| found == expect), "{statement}: {expect}: {found:?}");
}

#[tokio::test]
async fn a_change_in_any_column_of_checkpoints_and_attestations_is_named() {
    const CHANGED: &str = "dòng không khớp mã kiểm tra (sum) của nó: có byte bị thay đổi";
    let Some((database, _ledger)) = empty().await else { return };
    let (sum, bytes) = (flip("sum"), flip("bytes"));
    for set in ["note = replace(note, 'A', 'B')", "kept = kept + 1", &*sum] {
        let statement = format!("UPDATE checkpoint SET {set} WHERE size = 1");
        check_kept(&database, &statement, &format!("bảng checkpoint, dòng 1: {CHANGED}")).await;
    }
    let size = "UPDATE checkpoint SET size = 0 WHERE size = 1";
    check_kept(&database, size, &format!("bảng checkpoint, dòng 0: {CHANGED}")).await;
    let unsigned =
        "bảng attestation, dòng 2, cosignature, a.example: thiếu điểm chốt được chứng nhận";
    check_kept(&database, "DELETE FROM checkpoint WHERE size = 2", unsigned).await;
    for (set, row) in [
        (&*bytes, "2, cosignature, a.example"),
        ("received = received + 1", "2, cosignature, a.example"),
        (&*sum, "2, cosignature, a.example"),
        ("kind = 'timestamp'", "2, timestamp, a.example"),
        ("by_whom = 'b.example'", "2, cosignature, b.example"),
        ("size = 1", "1, cosignature, a.example"),
    ] {
        let statement = format!("UPDATE attestation SET {set} WHERE by_whom = 'a.example'");
        let expect = format!("bảng attestation, dòng {row}: {CHANGED}");
        check_kept(&database, &statement, &expect).await;
    }
    let cut = "DELETE FROM ledger WHERE 1 <= seq; DELETE FROM tree_hash WHERE 1 <= idx; \
               DELETE FROM command WHERE 1 <= first; DELETE FROM projection_entry WHERE 1 <= entry";
    let short = "bảng checkpoint, dòng 2: nhật ký ngắn hơn điểm chốt đã ký: có mục đã mất";
    check_kept(&database, cut, short).await;
}

#[tokio::test]
async fn a_changed_projection_is_named_and_rebuilding_mends_it() {
    let Some((database, ledger)) = with_history().await else { return };
    let before = view(&ledger, at(99)).await;
    for (statement, expect) in [
        (
            "UPDATE projection_figure SET number = '5258.00' WHERE entry = 5",
            "projection_figure, dòng số liệu 5.0 (2024, 06, rung): khác với nhật ký",
        ),
        (
            "UPDATE projection_figure SET period = '2025' WHERE entry = 5",
            "projection_figure, dòng số liệu 5.0 (2025, 06, rung): khác với nhật ký",
        ),
        (
            "UPDATE projection_figure SET replaced_entry = NULL WHERE entry = 4 AND ord = 0",
            "projection_figure, dòng số liệu 4.0 (2024, 06, rung): khác với nhật ký",
        ),
        (
            "UPDATE projection_figure SET replaced_recorded = 7 WHERE entry = 4 AND ord = 1",
            "projection_figure, dòng số liệu 4.1 (2024, 06, ocop): khác với nhật ký",
        ),
        (
            "DELETE FROM projection_figure WHERE entry = 4 AND ord = 1",
            "projection_figure, dòng số liệu 4.1 (2024, 06, ocop): thiếu so với nhật ký",
        ),
        (
            "UPDATE projection_figure SET entry = 40 WHERE entry = 5",
            "projection_figure, dòng số liệu 5.0 (2024, 06, rung): thiếu so với nhật ký",
        ),
        (
            "INSERT INTO projection_plan VALUES ('tinh-2025', 3, 0)",
            "projection_plan, dòng tinh-2025, mục 3: thừa so với nhật ký",
        ),
        (
            "UPDATE projection_indicator SET definition = replace(definition, 'ha', 'm2')",
            "projection_indicator, dòng rung, mục 1.0: khác với nhật ký",
        ),
        (
            "DELETE FROM projection_place WHERE code = '06'",
            "projection_place, dòng 06 từ , mục 0.0: thiếu so với nhật ký",
        ),
        (
            "UPDATE projection_entry SET body = 'Sở khác' WHERE entry = 4",
            "projection_entry, dòng mục 4: khác với nhật ký",
        ),
        (
            "INSERT INTO projection_entry VALUES (44, 0, '', '', '')",
            "projection_entry, dòng mục 44: thừa so với nhật ký",
        ),
        (
            "UPDATE projection_report SET recorded = recorded + 1",
            "projection_report, dòng tinh-2024, mục 8: khác với nhật ký",
        ),
        ("DELETE FROM projection_document", "projection_document, dòng "),
    ] {
        change(&database, statement).await;
        let report = ledger.fsck(&nobody_listens).await.expect("the check is carried out");
        let first = report.first().map(ToString::to_string).unwrap_or_default();
        assert!(first.starts_with(&format!("bảng {expect}")), "{statement}: {first}");
        assert!(first.ends_with("chạy “quyet rebuild” để dựng lại"), "{first}");
        assert_eq!(ledger.rebuild(&nobody_listens).await, Ok(9));
        assert_eq!(view(&ledger, at(99)).await, before, "{statement}");
        assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
    }
}

#[tokio::test]
async fn a_broken_end_makes_the_ledger_read_only_and_not_dark() {
    let Some((database, sound)) = with_history().await else { return };
    drop(sound);
    change(&database, "UPDATE ledger SET payload = payload || ' '::bytea WHERE seq = 8").await;
    let ledger = open(&database).await;
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
