//! The archive through the binary: made, listed, tried, shipped, restored.
#![expect(clippy::disallowed_methods, reason = "these tests look at files that the binary wrote")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use quyet_testkit::postgres::database;

fn quyet(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quyet"));
    let command = command.env_remove("QUYET_DATABASE_URL").env_remove("QUYET_BACKUP_IDENTITY_FILE");
    command.args(args).output().expect("the binary runs")
}

/// What a command that succeeds prints, and what it notes.
fn done(args: &[&str]) -> (String, String) {
    let output = quyet(args);
    let noted = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {noted}");
    (String::from_utf8_lossy(&output.stdout).into_owned(), noted)
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

fn import(what: &str, data: &str) {
    let table = format!("{}/../../examples/bac-kan-2024", env!("CARGO_MANIFEST_DIR"));
    let file = match what {
        "place" => format!("{table}/units.csv"),
        _ => format!("{table}/indicators.csv"),
    };
    done(&[what, "import", &file, "--data", data, "--actor", "An", "--body", "Sở Tài chính"]);
}

/// The folders on a shelf, by name.
fn folders(shelf: &str) -> Vec<String> {
    let entries = fs::read_dir(shelf).expect("a shelf").map(|entry| entry.expect("an entry"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_house_is_backed_up_tried_shipped_and_restored() {
    let dir = tempfile::tempdir().expect("a folder");
    let (data, shelf) = (at(dir.path(), "nha"), at(dir.path(), "kho"));
    done(&["init", "--data", &data, "--origin", "quyet.example/tinh-06"]);
    refused(&["backup", "list", "--data", &data], 2, "--to");
    refused(&["backup", "ship", "--data", &data, "--to", &shelf], 4, "quyet backup create");
    import("place", &data);
    let (made, noted) = done(&["backup", "create", "--data", &data, "--to", &shelf]);
    assert!(made.contains("đã sao lưu"), "{made}");
    assert!(noted.contains("không kèm khóa ký"), "{noted}");
    let (listed, _) = done(&["backup", "list", "--data", &data, "--to", &shelf]);
    assert!(listed.starts_with("CẢNH BÁO: chưa phục hồi thử lần nào"), "{listed}");
    let (tried, _) = done(&["backup", "verify", "--data", &data, "--to", &shelf]);
    assert!(tried.contains("không có sai lệch"), "{tried}");
    let (listed, _) = done(&["backup", "list", "--data", &data, "--to", &shelf]);
    assert!(listed.starts_with("phục hồi thử gần nhất: "), "{listed}");

    import("indicator", &data);
    done(&["backup", "ship", "--data", &data, "--to", &shelf]);
    assert_eq!(folders(&shelf).len(), 2);
    let fresh = at(dir.path(), "moi");
    let (restored, noted) = done(&["restore", &shelf, "--into", &fresh]);
    assert!(noted.contains("không thấy được giả mạo"), "{noted}");
    assert!(restored.contains("đã phục hồi"), "{restored}");
    let (sound, _) = done(&["fsck", "--data", &fresh]);
    assert_eq!(sound, done(&["fsck", "--data", &data]).0);
    let settings = |data: &str| fs::read_to_string(format!("{data}/quyet.toml")).expect("settings");
    assert_eq!(settings(&fresh), settings(&data));

    // What is there stays, unless its name is typed; and even then it stands aside.
    refused(&["restore", &shelf, "--into", &fresh], 5, "--replace moi");
    refused(&["restore", &shelf, "--into", &fresh, "--replace", "nha"], 2, "chưa phục hồi gì");
    let first = format!("{shelf}/{}", folders(&shelf)[0]);
    let (_, noted) = done(&["restore", &first, "--into", &fresh, "--replace", "moi"]);
    assert!(noted.contains("được giữ nguyên"), "{noted}");
    assert_ne!(done(&["fsck", "--data", &fresh]).0, sound);
    let aside = folders(&dir.path().display().to_string());
    assert!(aside.iter().any(|name| name.starts_with("moi.truoc-phuc-hoi-")), "{aside:?}");
}

#[test]
fn a_house_with_a_directory_of_attachments_is_restored_whole_and_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    let (data, shelf) = (at(dir.path(), "nha"), at(dir.path(), "kho"));
    done(&["init", "--data", &data, "--attachments", "tep", "--origin", "quyet.example/tinh-06"]);
    import("place", &data);
    import("indicator", &data);
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/bac-kan-2024/nghi-quyet.txt");
    let who = ["--data", &data, "--actor", "An", "--body", "Sở Tài chính"];
    let plan = ["plan", "import", text, "--id", "tinh-2024", "--place", "06", "--confirmed"];
    done(&[&plan[..], &who].concat());
    done(&["backup", "create", "--data", &data, "--to", &shelf]);
    let fresh = at(dir.path(), "moi");
    let (_, noted) = done(&["restore", &shelf, "--into", &fresh]);
    assert!(noted.contains("quyet.toml.sao-luu"), "{noted}");
    assert_eq!(done(&["fsck", "--data", &fresh]), done(&["fsck", "--data", &data]));
    let settings = |file: &str| fs::read_to_string(format!("{fresh}/{file}")).expect("settings");
    assert!(settings("quyet.toml.sao-luu").contains("dir = \"tep\""));
    assert!(settings("quyet.toml").contains("quyet.example/tinh-06"));
    import("place", &fresh);
}

#[tokio::test]
async fn a_backup_is_restored_into_postgresql_and_the_house_works_there() {
    let Some(database) = database().await else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let (data, shelf) = (at(dir.path(), "nha"), at(dir.path(), "kho"));
    done(&["init", "--data", &data, "--origin", "quyet.example/tinh-06"]);
    import("place", &data);
    done(&["key", "sign", "--data", &data]);
    done(&["backup", "create", "--data", &data, "--to", &shelf]);
    import("indicator", &data);
    done(&["backup", "ship", "--data", &data, "--to", &shelf]);
    let fresh = at(dir.path(), "moi");
    let restore = |into: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quyet"));
        command.env("QUYET_DATABASE_OWNER_URL", &database.owner);
        command.args(["restore", &shelf, "--into", into, "--database", &database.app]);
        command.output().expect("the binary runs")
    };
    let output = restore(&fresh);
    let noted = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{noted}");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("đã phục hồi") && said.contains("đã so "), "{said}");
    assert_eq!(done(&["fsck", "--data", &fresh]), done(&["fsck", "--data", &data]));
    fs::copy(format!("{data}/quyet.key"), format!("{fresh}/quyet.key")).expect("the key is laid");
    import("place", &fresh);
    done(&["key", "sign", "--data", &fresh]);
    // A database that holds a ledger is not restored into.
    let other = at(dir.path(), "khac");
    let output = restore(&other);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{complained}");
    assert!(complained.contains("chỉ phục hồi vào nơi trống"), "{complained}");
    assert!(!complained.contains("hãy xóa"), "{complained}");
    assert!(!Path::new(&other).exists(), "the directory asked for is not left behind");
    done(&["fsck", "--data", &fresh]);
}

#[test]
fn a_damaged_backup_is_refused_by_name_and_leaves_no_directory() {
    let dir = tempfile::tempdir().expect("a folder");
    let (data, shelf) = (at(dir.path(), "nha"), at(dir.path(), "kho"));
    done(&["init", "--data", &data]);
    import("place", &data);
    done(&["backup", "create", "--data", &data, "--to", &shelf]);
    let folder = format!("{shelf}/{}", folders(&shelf)[0]);
    let segment = fs::read_dir(&folder)
        .expect("a backup")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.display().to_string().contains("segment-"))
        .expect("a segment");
    let whole = fs::read(&segment).expect("a segment");
    let mut wrong = whole.clone();
    wrong[whole.len() / 2] ^= 1;
    fs::write(&segment, &wrong).expect("a folder");
    let fresh = at(dir.path(), "moi");
    refused(&["restore", &shelf, "--into", &fresh], 3, "tệp segment-000000000");
    fs::write(&segment, &whole[..whole.len() / 2]).expect("a folder");
    refused(&["backup", "verify", "--data", &data, "--to", &shelf], 3, "chép dở");
    fs::remove_file(format!("{folder}/manifest")).expect("a folder");
    refused(&["restore", &folder, "--into", &fresh], 3, "tệp manifest: không có");
    assert_eq!(folders(&dir.path().display().to_string()), ["kho", "nha"]);
    refused(&["restore", &at(dir.path(), "khong-co"), "--into", &fresh], 4, "không có thư mục");
}

#[test]
fn an_encrypted_backup_brings_the_key_back() {
    const PUBLIC: &str = "age1l0njqf8qx95nm43uhppcq3jyqkkcxyechfcjsxcgyk4aps2el4zqulevnv";
    const SECRET: &str =
        "AGE-SECRET-KEY-1GDXXAYX9GDQ4XFKGGM7NXJ9Y5NUW0FCMSAFN0ERNW5V8LGPVG7JQVMDH70";
    let dir = tempfile::tempdir().expect("a folder");
    let (data, shelf) = (at(dir.path(), "nha"), at(dir.path(), "kho"));
    done(&["init", "--data", &data]);
    let to = ["--data", &data, "--to", &shelf];
    refused(&[&["backup", "create"], &to[..], &["--recipient", "abc"]].concat(), 2, "age1");
    done(&[&["backup", "create"], &to[..], &["--recipient", PUBLIC]].concat());
    let (fresh, identity) = (at(dir.path(), "moi"), at(dir.path(), "khoa"));
    refused(&["restore", &shelf, "--into", &fresh], 3, "--identity");
    fs::write(&identity, format!("# thử\n{SECRET}\n")).expect("a folder");
    done(&[&["backup", "verify"], &to[..], &["--identity", &identity]].concat());
    done(&["restore", &shelf, "--into", &fresh, "--identity", &identity]);
    let key = |data: &str| fs::read_to_string(format!("{data}/quyet.key")).expect("a key");
    assert_eq!(key(&fresh), key(&data));
}
