//! The shipped binary, used as its users would.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn quyet(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quyet")).args(args).output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn done(args: &[&str]) -> String {
    let output = quyet(args);
    assert!(output.status.success(), "{args:?}: {}", complained(&output));
    said(&output)
}

fn example(file: &str) -> String {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "../../examples/bac-kan-2024", file].iter().collect();
    path.display().to_string()
}

/// A house with the example's registers and plan, made through the front door.
fn house(dir: &Path) -> String {
    let data = dir.join("nha").display().to_string();
    done(&["init", "--data", &data]);
    let who = ["--data", &data, "--actor", "An", "--body", "Sở Tài chính"];
    let with = |head: &[&str]| done(&[head, &who].concat());
    with(&["place", "import", &example("units.csv")]);
    with(&["indicator", "import", &example("indicators.csv")]);
    let (file, links) = (example("nghi-quyet.txt"), example("links.csv"));
    with(&[
        "plan",
        "import",
        &file,
        "--id",
        "tinh-2024",
        "--place",
        "06",
        "--links",
        &links,
        "--confirmed",
    ]);
    with(&["data", "import", &example("figures.csv")]);
    data
}

#[test]
fn a_resolution_becomes_a_judged_plan_and_a_correction_changes_only_today() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = house(dir.path());
    let judged = done(&["eval", "run", "tinh-2024", "--data", &data]);
    let line = judged.lines().find(|line| line.starts_with("4\t")).expect("target 4").to_owned();
    assert!(line.contains("Vượt") && line.contains("5.257"), "{line}");
    let listed = done(&["data", "list", "trong-rung", "--data", &data]);
    let year =
        listed.lines().find(|line| line.contains("5.257")).expect("the year's planting").to_owned();
    let id = year.split('\t').next().expect("its number").to_owned();
    let now = done(&["eval", "explain", "tinh-2024", "4", "--data", &data]);
    assert!(now.contains("R-02"), "{now}");
    let before = std::time::UNIX_EPOCH.elapsed().expect("a clock after 1970");
    let who = ["--data", &data, "--actor", "Bình", "--body", "Sở Tài chính"];
    done(
        &[&["data", "correct", &id, "--value", "3000", "--reason", "số nghiệm thu"][..], &who]
            .concat(),
    );
    let judged = done(&["eval", "run", "tinh-2024", "--data", &data]);
    assert!(judged.lines().any(|line| line.starts_with("4\tKhông đạt")), "{judged}");
    // The moment just before the correction, to the second, in Vietnam's time.
    let local = jiff::civil::date(1970, 1, 1).at(7, 0, 0, 0);
    let earlier = local.checked_add(jiff::SignedDuration::from_micros(
        i64::try_from(before.as_micros()).expect("fits"),
    ));
    let earlier = earlier.expect("a moment").to_string();
    let judged = done(&["eval", "run", "tinh-2024", "--data", &data, "--as-of", &earlier]);
    assert!(judged.lines().any(|kept| kept == line), "{judged}");
}

#[test]
fn a_report_is_published_and_the_ledger_stays_sound_through_a_rebuild() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = house(dir.path());
    let file = dir.path().join("bieu.xlsx").display().to_string();
    done(&["report", "build", "tinh-2024", "--data", &data, "--format", "xlsx", "--output", &file]);
    assert!(std::fs::metadata(&file).expect("a workbook").len() > 5_000);
    done(&[
        "report",
        "publish",
        "tinh-2024",
        "--data",
        &data,
        "--actor",
        "An",
        "--body",
        "Sở Tài chính",
    ]);
    assert_eq!(done(&["report", "list", "tinh-2024", "--data", &data]).lines().count(), 1);
    let before = done(&["fsck", "--data", &data]);
    assert!(before.starts_with("không có sai lệch"), "{before}");
    done(&["rebuild", "--data", &data]);
    assert_eq!(done(&["fsck", "--data", &data]), before);
}

#[test]
fn what_cannot_be_read_is_named_with_exit_code_3() {
    let dir = tempfile::tempdir().expect("a folder");
    let check = |bytes: &[u8], expect: &str| {
        let file = dir.path().join("vao.txt");
        std::fs::write(&file, bytes).expect("a file");
        let output = quyet(&["compile", &file.display().to_string(), "--format", "json"]);
        assert_eq!(output.status.code(), Some(3), "{expect}: {}", complained(&output));
        assert!(complained(&output).contains(expect), "{expect}: {}", complained(&output));
    };
    check(b"", "không có chữ nào");
    check(b"%PDF-1.7\n\x00\x01", "PDF");
    check(b"Ngh\xc8 quy\xc9t", "UTF-8");
    check("Một đoạn văn không hứa điều gì.".as_bytes(), "chỉ tiêu");
    let absent = quyet(&["compile", "khong-co.txt"]);
    assert_eq!(absent.status.code(), Some(4));
}

#[test]
fn a_web_page_is_compiled_and_its_findings_name_the_paragraph() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("nghi-quyet");
    let page = "<!DOCTYPE html><p>NGHỊ QUYẾT<p>Điều 1. Chỉ tiêu<ol><li>Thu ngân sách <del>7</del> 900 tỷ đồng.</ol>";
    std::fs::write(&file, page).expect("a file");
    let output = quyet(&["compile", &file.display().to_string(), "--format", "diagnostics"]);
    let told = said(&output);
    assert!(told.contains("QY0503") && told.contains("trong bản gốc: đoạn 3"), "{told}");
}

#[test]
fn a_busy_port_and_a_forbidden_directory_say_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = taken.local_addr().expect("its address").to_string();
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("demo").display().to_string();
    let output = quyet(&["demo", "--data", &data, "--listen", &at]);
    assert_eq!(output.status.code(), Some(5));
    assert!(complained(&output).contains("--listen"), "{}", complained(&output));
    assert!(!Path::new(&data).exists());
    let file = dir.path().join("tep");
    std::fs::write(&file, b"x").expect("a file");
    let under = file.join("demo").display().to_string();
    let output = quyet(&["demo", "--data", &under, "--listen", "127.0.0.1:0"]);
    assert!(!output.status.success());
    assert!(complained(&output).contains("tep"), "{}", complained(&output));
}

#[test]
fn the_schema_of_the_plan_is_printed() {
    let schema = done(&["schema", "plan"]);
    assert!(schema.contains("\"diagnostics\"") && schema.contains("\"targets\""));
}

#[test]
fn findings_are_told_in_english_on_request() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("nghi-quyet");
    let page = "<!DOCTYPE html><p>NGHỊ QUYẾT<p>Điều 1. Chỉ tiêu<ol><li>Thu ngân sách <del>7</del> 900 tỷ đồng.</ol>";
    std::fs::write(&file, page).expect("a file");
    let file = file.display().to_string();
    let told = said(&quyet(&["compile", &file, "--format", "diagnostics", "--lang", "en"]));
    assert!(told.contains("warning[QY0503]: Tracked changes still open in the file: 1;"), "{told}");
    assert!(told.contains("in the original: paragraph 3"), "{told}");
}

#[test]
fn a_code_is_explained_in_two_languages_and_an_unknown_one_is_refused() {
    let vi = done(&["explain", "qy0209"]);
    assert!(vi.starts_with("QY0209: Tỉ trọng không cộng đủ 100%"), "{vi}");
    let en = done(&["explain", "QY0209", "--lang", "en"]);
    assert!(en.contains("What to do:"), "{en}");
    assert!(done(&["explain"]).contains("QY0602"));
    assert_eq!(quyet(&["explain", "QY9999"]).status.code(), Some(4));
}
