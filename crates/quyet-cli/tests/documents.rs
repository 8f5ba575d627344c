//! Documents in and out: Akoma Ntoso, and one document against another.

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn quyet(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quyet"));
    command.args(args).stdin(Stdio::null()).output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).replace(['\u{202f}', '\u{a0}'], " ")
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file");
    path.display().to_string()
}

const OLD: &str = "Điều 1. Các chỉ tiêu chủ yếu năm 2025
1. Diện tích trồng rừng: 300 ha.
2. Tỉ lệ che phủ rừng: 73%.
3. Số xã đạt chuẩn nông thôn mới: 5 xã.
";

const NEW: &str = "Điều 1. Các chỉ tiêu chủ yếu năm 2025
1. Diện tích trồng rừng: 350 ha.
2. Tỉ lệ che phủ của rừng: 73%.
3. Số giường bệnh: 30 giường.
";

#[test]
fn a_difference_is_told_as_before_and_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (file(folder.path(), "cu.txt", OLD), file(folder.path(), "moi.txt", NEW));
    let output = quyet(&["diff", &old, &new]);
    assert!(output.status.success());
    let expect = "\
~ Chỉ tiêu 1 Diện tích trồng rừng
    điều kiện: 300 ha → 350 ha (tăng 50 ha)
~ Chỉ tiêu 2 Tỉ lệ che phủ của rừng [giống nhau 90%]
    tên: Tỉ lệ che phủ rừng → Tỉ lệ che phủ của rừng
+ Chỉ tiêu 3 Số giường bệnh: 30 giường
- Chỉ tiêu 3 Số xã đạt chuẩn nông thôn mới: 5 xã
Chỉ tiêu: 0 giữ nguyên, 2 thay đổi, 1 thêm, 1 bỏ. Nhiệm vụ: 0 khác.
";
    assert_eq!(said(&output), expect);
}

#[test]
fn scripts_are_told_by_the_exit_code_when_they_ask() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (file(folder.path(), "cu.txt", OLD), file(folder.path(), "moi.txt", NEW));
    let code = |args: &[&str]| quyet(&[&["diff"], args].concat()).status.code();
    assert_eq!(code(&[&old, &new]), Some(0));
    assert_eq!(code(&[&old, &new, "--exit-code"]), Some(3));
    assert_eq!(code(&[&old, &old, "--exit-code"]), Some(0));
    assert_eq!(code(&[&old, "khong-co.txt"]), Some(4));
    assert_eq!(code(&["-", "-"]), Some(3));
}

#[test]
fn a_difference_as_json_names_what_moved_and_by_how_much() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (file(folder.path(), "cu.txt", OLD), file(folder.path(), "moi.txt", NEW));
    let output = quyet(&["diff", &old, &new, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["schema"], "quyet/diff/1");
    assert_eq!(json["targets"][0]["aspects"], serde_json::json!(["condition"]));
    assert_eq!(json["targets"][0]["difference"]["low"], "50");
    assert_eq!(json["targets"][3]["change"], "removed");
}

#[test]
fn akoma_ntoso_tells_what_it_had_to_leave_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = file(folder.path(), "nq.txt", &OLD.replace("rừng:", "rừng\u{ffff}:"));
    let output = quyet(&["compile", "-f", "akn", &text]);
    assert!(output.status.success());
    assert!(said(&output).contains("<article eId=\"art_1\">"));
    let notes = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(notes.contains("đã bỏ 2 ký tự"), "{notes}");
}
