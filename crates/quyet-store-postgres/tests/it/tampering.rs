//! Whoever rules the server can change it; whoever checks it sees that.

use quyet_store::conformance::samples::{at, entry, reported};
use quyet_store::conformance::view;
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

#[tokio::test]
async fn a_change_in_any_column_of_the_ledger_is_named() {
    let Some((database, _ledger)) = empty().await else { return };
    let digest = quyet_store::digest(b"<p>12</p>").0;
    let flip =
        |column: &str| format!("{column} = set_byte({column}, 3, get_byte({column}, 3) # 1)");
    let (payload, salt, leaf, hash) = (flip("payload"), flip("salt"), flip("leaf"), flip("hash"));
    let bytes = flip("bytes");
    let wrong_payload =
        "mục 4, bảng ledger, dòng 4: nội dung (payload) hoặc muối (salt) không khớp mã băm";
    for (statement, expect) in [
        (format!("UPDATE ledger SET {payload} WHERE seq = 4"), wrong_payload.to_owned()),
        (format!("UPDATE ledger SET {salt} WHERE seq = 4"), wrong_payload.to_owned()),
        ("UPDATE ledger SET salt = NULL WHERE seq = 4".into(), wrong_payload.to_owned()),
        (
            format!("UPDATE ledger SET {leaf} WHERE seq = 3"),
            "mục 3, bảng ledger, dòng 3: mã băm (leaf) bị thay đổi".into(),
        ),
        (
            "UPDATE ledger SET kind = 'plan_adoptee' WHERE seq = 2".into(),
            "mục 2, bảng ledger, dòng 2: cột kind không khớp nội dung".into(),
        ),
        (
            "UPDATE ledger SET recorded = recorded + 1 WHERE seq = 4".into(),
            "mục 4, bảng ledger, dòng 4: cột recorded không khớp nội dung".into(),
        ),
        (
            "UPDATE ledger SET command = 'bao-cap' WHERE seq = 4".into(),
            "mục 4, bảng ledger, dòng 4: cột command không khớp nội dung".into(),
        ),
        (
            "UPDATE ledger SET seq = 9 WHERE seq = 8".into(),
            "mục 8, bảng ledger, dòng 8: thiếu mục trong nhật ký".into(),
        ),
        (
            "DELETE FROM ledger WHERE seq = 5".into(),
            "mục 5, bảng ledger, dòng 5: thiếu mục trong nhật ký".into(),
        ),
        (
            "DELETE FROM ledger WHERE seq = 8".into(),
            "bảng tree_hash, dòng 15: thừa mã băm so với nhật ký".into(),
        ),
        (
            format!("UPDATE tree_hash SET {hash} WHERE idx = 2"),
            "mục 1, bảng tree_hash, dòng 2: mã băm của cây không khớp nhật ký".into(),
        ),
        (
            format!("UPDATE tree_hash SET {hash} WHERE idx = 0"),
            "mục 0, bảng tree_hash, dòng 0: mã băm của cây không khớp nhật ký".into(),
        ),
        (
            "UPDATE tree_hash SET idx = 16 WHERE idx = 6".into(),
            "mục 3, bảng tree_hash, dòng 6: thiếu mã băm của cây".into(),
        ),
        (
            "DELETE FROM tree_hash WHERE idx = 6".into(),
            "mục 3, bảng tree_hash, dòng 6: thiếu mã băm của cây".into(),
        ),
        (
            "UPDATE command SET count = 2 WHERE command = 'nhan'".into(),
            "mục 2, bảng command, dòng nhan: chỉ mục lệnh không khớp nhật ký".into(),
        ),
        (
            "UPDATE command SET first = 3 WHERE command = 'nhan'".into(),
            "mục 2, bảng command, dòng nhan: chỉ mục lệnh không khớp nhật ký".into(),
        ),
        (
            "UPDATE command SET command = 'nhao' WHERE command = 'nhan'".into(),
            "mục 2, bảng command, dòng nhan: thiếu lệnh trong chỉ mục".into(),
        ),
        (
            "INSERT INTO command VALUES ('ma', 3, 1)".into(),
            "bảng command, dòng ma: thừa lệnh so với nhật ký".into(),
        ),
        (
            format!("UPDATE blob SET {bytes} WHERE length(bytes) = 9"),
            format!("bảng blob, dòng {digest}: nội dung tệp không khớp mã băm"),
        ),
        (
            "DELETE FROM blob WHERE length(bytes) = 9".into(),
            format!("bảng blob, dòng {digest}: thiếu tệp mà nhật ký nhắc đến"),
        ),
    ] {
        check(&database, &statement, &expect).await;
    }
    let moved = format!("UPDATE blob SET digest = repeat('0', 64) WHERE digest = '{digest}'");
    let zeros = format!("bảng blob, dòng {}: nội dung tệp không khớp mã băm", "0".repeat(64));
    check(&database, &moved, &zeros).await;
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
