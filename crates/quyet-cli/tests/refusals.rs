//! What the shipped binary says of a data directory that is not as it should be: the reason, the next step, the exit code.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn quyet(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quyet"));
    command.env_remove("QUYET_DATABASE_URL").args(args).output().expect("the binary runs")
}

fn done(args: &[&str]) {
    let output = quyet(args);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {complained}");
}

/// A command that reads and one that writes are refused alike.
fn refused(data: &Path, code: i32, reason: &str, next: &str) {
    let units = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/bac-kan-2024/units.csv");
    let data = data.display().to_string();
    let write =
        ["place", "import", units, "--data", &data, "--actor", "An", "--body", "Sở Tài chính"];
    for args in [&["fsck", "--data", &data][..], &write] {
        let output = quyet(args);
        let complained = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {complained}");
        assert!(complained.contains(reason), "{args:?}: {complained}");
        assert!(complained.contains(next), "{args:?}: {complained}");
        assert!(!complained.contains("panicked"), "{complained}");
    }
}

/// A house with something in it, and its database's bytes.
fn house(dir: &Path) -> (PathBuf, Vec<u8>) {
    let data = dir.join("nha");
    let at = data.display().to_string();
    let units = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/bac-kan-2024/units.csv");
    done(&["init", "--data", &at]);
    done(&["place", "import", units, "--data", &at, "--actor", "An", "--body", "Sở Tài chính"]);
    // Signing closes the ledger, which folds the log beside the file into the file.
    done(&["key", "sign", "--data", &at]);
    let bytes = read(&data);
    (data, bytes)
}

#[expect(clippy::disallowed_methods, reason = "the test changes the file")]
fn read(data: &Path) -> Vec<u8> {
    std::fs::read(data.join("quyet.db")).expect("the database")
}

fn lay(data: &Path, bytes: &[u8]) {
    std::fs::write(data.join("quyet.db"), bytes).expect("the database");
}

#[test]
fn a_database_that_is_none_of_ours_or_not_whole_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    refused(&dir.path().join("khong-co"), 4, "không có dữ liệu Quyết", "hãy kiểm tra đường dẫn");
    let (data, sound) = house(dir.path());
    lay(&data, &[b'x'; 8192]);
    refused(&data, 1, "không phải cơ sở dữ liệu của Quyết", "khôi phục từ bản sao lưu");
    lay(&data, b"");
    refused(&data, 1, "chưa có gì", "khôi phục từ bản sao lưu");
    assert_eq!(read(&data), b"", "it stays as it was found");
    lay(&data, &sound[..sound.len() / 2]);
    refused(&data, 1, "bị hỏng hoặc chưa được chép đủ", "khôi phục từ bản sao lưu");
    // `user_version` stands at bytes 60 to 63 of the file.
    let mut newer = sound.clone();
    newer[63] = 99;
    lay(&data, &newer);
    refused(&data, 1, "do phiên bản Quyết mới hơn tạo (bố cục 99", "hãy nâng cấp chương trình");
    lay(&data, &sound);
    done(&["fsck", "--data", &data.display().to_string()]);
}

#[test]
fn a_directory_that_somebody_else_writes_to_is_refused_to_writers_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let (data, _) = house(dir.path());
    let at = data.display().to_string();
    let lock = OpenOptions::new().write(true).open(data.join("quyet.lock")).expect("the lock");
    lock.try_lock().expect("nobody holds it");
    let output = quyet(&["rebuild", "--data", &at]);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{complained}");
    assert!(complained.contains("hãy dừng tiến trình đó trước"), "{complained}");
    done(&["fsck", "--data", &at]);
}

#[test]
fn a_flipped_byte_of_an_entry_ends_the_check_with_its_name() {
    let dir = tempfile::tempdir().expect("a folder");
    let (data, sound) = house(dir.path());
    flip(&data, sound, "đầu tiên của nhật ký");
    let output = quyet(&["fsck", "--data", &data.display().to_string()]);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complained}");
    assert!(complained.contains("nhật ký có sai lệch, chỗ đầu tiên: "), "{complained}");
    assert!(complained.contains("phục hồi từ bản sao lưu gần nhất"), "{complained}");
}

#[test]
fn whoever_would_write_on_a_broken_end_is_told_what_to_do_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let (data, _) = house(dir.path());
    let at = data.display().to_string();
    let by = ["--data", &at, "--actor", "An", "--body", "Văn phòng"];
    done(&[&["key", "rotate", "--reason", "thay hằng năm"], &by[..]].concat());
    done(&["key", "sign", "--data", &at]);
    let sound = read(&data);
    flip(&data, sound, "thay hằng năm");
    let example =
        |name: &str| format!("{}/../../examples/bac-kan-2024/{name}", env!("CARGO_MANIFEST_DIR"));
    let (units, indicators) = (example("units.csv"), example("indicators.csv"));
    let who = ["--data", &at, "--actor", "An", "--body", "Sở Tài chính"];
    let writes: [&[&str]; 4] = [
        &["place", "import", &units],
        &["indicator", "import", &indicators],
        &["key", "rotate", "--reason", "hằng năm"],
        &["rebuild"],
    ];
    for words in writes {
        let who = if words == ["rebuild"] { &who[..2] } else { &who[..] };
        let output = quyet(&[words, who].concat());
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{words:?}");
        assert!(complained.contains("hãy chạy “quyet fsck”"), "{words:?}: {complained}");
    }
    let output = quyet(&[writes[0], &who].concat());
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{complained}");
    assert!(complained.contains("khôi phục từ bản sao lưu gần nhất"), "{complained}");
}

/// Changes a byte of words where the ledger's file has them.
fn flip(data: &Path, mut bytes: Vec<u8>, words: &str) {
    let words = words.as_bytes();
    let place = bytes.windows(words.len()).position(|window| window == words).expect("the words");
    bytes[place] ^= 1;
    lay(data, &bytes);
}

/// A disk that may only be read: a small one in memory, which only the administrator may mount.
#[cfg(target_os = "linux")]
#[test]
fn a_directory_on_a_disk_that_may_only_be_read_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let disk = dir.path().join("dia");
    std::fs::create_dir(&disk).expect("a place to mount at");
    let at = disk.display().to_string();
    let run = |program: &str, args: &[&str]| {
        let ended = Command::new(program).args(args).output();
        ended.is_ok_and(|output| output.status.success())
    };
    if !run("mount", &["-t", "tmpfs", "-o", "size=16m", "quyet", &at]) {
        eprintln!(
            "NOT CHECKED: a disk that may only be read (only the administrator may mount one)"
        );
        return;
    }
    let (data, _) = house(&disk);
    let still = run("mount", &["-o", "remount,ro", &at]);
    let units = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/bac-kan-2024/units.csv");
    let data = data.display().to_string();
    let import =
        ["place", "import", units, "--data", &data, "--actor", "An", "--body", "Sở Tài chính"];
    let imported = quyet(&import);
    let checked = quyet(&["fsck", "--data", &data]);
    assert!(run("umount", &[&at]), "the small disk stays mounted");
    assert!(still, "the small disk takes writes");
    for output in [imported, checked] {
        let complained = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{complained}");
        assert!(complained.contains("hãy kiểm tra"), "{complained}");
    }
}
