//! The house itself: settings, the first opening, moving to another database.

use std::path::Path;
use std::process::{Command, Output};

fn quyet(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quyet"));
    command.env_remove("QUYET_DATABASE_URL").args(args).output().expect("the binary runs")
}

fn done(args: &[&str]) -> String {
    let output = quyet(args);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {complained}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(args: &[&str], code: i32, expect: &str) {
    let output = quyet(args);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{args:?}: {complained}");
    assert!(complained.contains(expect), "{args:?}: {complained}");
}

fn at(dir: &Path, name: &str) -> String {
    dir.join(name).display().to_string()
}

/// The settings of a house, as written.
#[expect(clippy::disallowed_methods, reason = "the test looks at a file of the house")]
fn settings(data: &str) -> String {
    std::fs::read_to_string(format!("{data}/quyet.toml")).expect("the settings")
}

/// Registers the example's units, so that there is something in the ledger.
fn fill(data: &str) {
    let units = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/bac-kan-2024/units.csv");
    done(&["place", "import", units, "--data", data, "--actor", "An", "--body", "Sở Tài chính"]);
}

#[test]
fn init_writes_settings_that_name_the_log_and_refuses_to_begin_twice() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = at(dir.path(), "nha");
    done(&["init", "--data", &data, "--origin", "quyet.example/tinh-06"]);
    let written = settings(&data);
    assert!(written.contains("origin = \"quyet.example/tinh-06\""), "{written}");
    fill(&data);
    refused(&["init", "--data", &data], 5, "đã có dữ liệu Quyết");
    refused(&["init", "--data", &data, "--origin", "khac"], 2, "Hãy sửa tệp ấy");
    assert_eq!(settings(&data), written);
}

#[test]
fn every_new_house_has_a_name_of_its_own() {
    let dir = tempfile::tempdir().expect("a folder");
    let origin = |name: &str| {
        let data = at(dir.path(), name);
        done(&["init", "--data", &data]);
        let text = settings(&data);
        let line = text.lines().find(|line| line.starts_with("origin = \"quyet/"));
        line.expect("an origin").to_owned()
    };
    let (a, b) = (origin("a"), origin("b"));
    assert_ne!(a, b);
    assert_eq!(a.len(), "origin = \"quyet/\"".len() + 16, "{a}");
}

#[test]
fn a_fault_in_the_settings_stops_every_command_with_its_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = at(dir.path(), "nha");
    done(&["init", "--data", &data]);
    std::fs::write(format!("{data}/quyet.toml"), "[log]\norigin = \"a\"\ncolour = 1\n")
        .expect("a file");
    let expect = "quyet.toml, dòng 3: log.colour là tên không biết";
    refused(&["fsck", "--data", &data], 2, expect);
    refused(&["rebuild", "--data", &data], 2, expect);
    refused(&["plan", "list", "--data", &data], 2, expect);
    refused(&["plan", "drafts", "--data", &data], 2, expect);
    refused(&["serve", "--data", &data, "--listen", "127.0.0.1:0"], 2, expect);
    refused(&["migrate", "--data", &data, "--plan"], 2, expect);
}

#[test]
fn a_house_that_is_being_restored_is_not_opened() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = at(dir.path(), "nha");
    done(&["init", "--data", &data]);
    std::fs::write(format!("{data}/dang-phuc-hoi"), "").expect("a file");
    refused(&["fsck", "--data", &data], 5, "đang được phục hồi dở");
    refused(&["migrate", "--data", &data], 5, "đang được phục hồi dở");
}

#[test]
fn a_new_house_needs_no_migration_and_says_so() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = at(dir.path(), "nha");
    refused(&["migrate", "--data", &data, "--plan"], 4, "không có dữ liệu Quyết");
    done(&["init", "--data", &data]);
    for words in [&["migrate", "--plan", "--data", &data][..], &["migrate", "--data", &data]] {
        assert!(done(words).starts_with("không cần chuyển đổi"), "{words:?}");
    }
}

#[test]
fn a_copy_has_the_same_head_and_goes_on_where_it_stopped() {
    let dir = tempfile::tempdir().expect("a folder");
    let (from, to) = (at(dir.path(), "nguon"), at(dir.path(), "dich"));
    done(&["init", "--data", &from]);
    fill(&from);
    let first = done(&["copy", "--from", &from, "--to", &to]);
    assert!(first.contains("đã chép"), "{first}");
    assert_eq!(done(&["fsck", "--data", &to]), done(&["fsck", "--data", &from]));
    fill(&from);
    done(&["copy", "--from", &from, "--to", &to, "--progress"]);
    assert_eq!(done(&["fsck", "--data", &to]), done(&["fsck", "--data", &from]));
    let again = done(&["copy", "--from", &from, "--to", &to]);
    assert!(again.starts_with("đã chép 0 mục"), "{again}");
    let origin = |data: &str| {
        settings(data).lines().find(|line| line.starts_with("origin")).map(str::to_owned)
    };
    assert_eq!(origin(&from), origin(&to));
}

#[test]
fn a_copy_never_mixes_two_ledgers() {
    let dir = tempfile::tempdir().expect("a folder");
    let (from, to) = (at(dir.path(), "nguon"), at(dir.path(), "dich"));
    for data in [&from, &to] {
        done(&["init", "--data", data]);
        fill(data);
    }
    let before = done(&["fsck", "--data", &to]);
    let output = quyet(&["copy", "--from", &from, "--to", &to]);
    assert_eq!(output.status.code(), Some(5));
    assert_eq!(done(&["fsck", "--data", &to]), before);
    refused(&["copy", "--from", &from, "--to", &from], 2, "cùng một thư mục");
    refused(
        &["copy", "--from", &from, "--to", &to, "--database", "postgres://a/b"],
        2,
        "đã có cài đặt",
    );
}

#[cfg(unix)]
#[test]
fn what_may_hold_secrets_is_for_the_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a folder");
    let data = at(dir.path(), "nha");
    done(&["init", "--data", &data]);
    for name in ["quyet.toml", "quyet.key"] {
        let mode =
            std::fs::metadata(format!("{data}/{name}")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn attachments_lie_in_their_directory_and_a_missing_one_is_not_made_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = at(dir.path(), "nha");
    done(&["init", "--data", &data, "--attachments", "tep"]);
    let example =
        |name: &str| format!("{}/../../examples/bac-kan-2024/{name}", env!("CARGO_MANIFEST_DIR"));
    let who = ["--data", &data, "--actor", "An", "--body", "Sở Tài chính"];
    done(&[&["place", "import", &example("units.csv")], &who[..]].concat());
    let text = example("nghi-quyet.txt");
    let plan = ["plan", "import", &text, "--id", "tinh-2024", "--place", "06", "--confirmed"];
    done(&[&plan[..], &who].concat());
    done(&["fsck", "--data", &data]);
    std::fs::rename(format!("{data}/tep"), format!("{data}/khac")).expect("a rename");
    refused(&["fsck", "--data", &data], 4, "không có thư mục tệp đính kèm");
    assert!(!Path::new(&format!("{data}/tep")).exists());
    std::fs::rename(format!("{data}/khac"), format!("{data}/tep")).expect("a rename");
    done(&["fsck", "--data", &data]);
}
