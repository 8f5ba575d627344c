//! Payloads that were written once and must be understood for ever.
//!
//! A file here is never edited and never removed. A new version of a kind adds `<kind>.v<n>.json`; the changes of a
//! draft are one kind with a form each, and have a file each.

use std::path::PathBuf;

use quyet_wire::entry::{DecodeError, decode, encode};

use crate::samples;

fn golden(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    #[expect(clippy::disallowed_methods, reason = "the golden files are the test's input")]
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_kind_of_version_one_decodes_and_is_written_again_byte_for_byte() {
    for (name, entry) in samples::entries() {
        let payload = golden(&name);
        assert_eq!(decode(&payload).as_ref(), Ok(&entry), "{name}");
        let (again, before) = (String::from_utf8(encode(&entry)), String::from_utf8(payload));
        assert_eq!(again, before, "{name}");
    }
}

/// A file that the samples do not name would be read by nobody.
#[test]
fn every_golden_file_is_read_and_every_kind_has_one() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let files = std::fs::read_dir(folder).expect("the golden files");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let names: std::collections::BTreeSet<String> = names.collect();
    let known = samples::entries().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, known);
}

#[test]
fn a_kind_of_the_future_is_refused_by_name() {
    let payload = r#"{"act":{},"actor":{},"command":"c","kind":"places_reorganised","recorded":"","version":1}"#;
    let refused = decode(payload.as_bytes()).expect_err("the kind does not exist");
    insta::assert_snapshot!(refused, @"không biết loại mục “places_reorganised”; nhật ký này do phiên bản Quyết mới hơn ghi, hãy nâng cấp chương trình");
}

#[test]
fn a_version_of_the_future_is_refused_by_number() {
    let payload = r#"{"act":{"x":[1]},"actor":{},"command":"c","kind":"figures_reported","recorded":"","version":2}"#;
    let refused = decode(payload.as_bytes()).expect_err("the version does not exist");
    insta::assert_snapshot!(refused, @"loại mục “figures_reported” ở phiên bản 2, chương trình này chỉ đọc được đến phiên bản 1; hãy nâng cấp chương trình");
}

#[test]
fn a_wrong_field_is_named_with_its_place() {
    let payload =
        String::from_utf8(golden("figures_reported.v1.json")).expect("payloads are UTF-8");
    let broken = payload.replace("2024-Q3", "2024-Q5");
    let refused = decode(broken.as_bytes()).expect_err("there is no fifth quarter");
    insta::assert_snapshot!(refused, @"nội dung mục loại “figures_reported” không đúng dạng: act.figures[1].period: “2024-Q5” không phải là kỳ báo cáo; viết 2024, 2024-Q3, 2024-6T, 2024-09 hoặc 2024-den-2024-03-21");
}

#[test]
fn bytes_that_are_no_entry_are_refused() {
    for payload in [&b""[..], b"{}", b"\xff\xfe", b"[1,2]", b"{\"kind\":\"plan_adopted\"}"] {
        assert!(matches!(decode(payload), Err(DecodeError::NotAnEntry(_))));
    }
}
