//! What cannot be read is named, with what to do.

use quyet_intake::{Refused, receive};

use crate::docx_writer::{Writer, package, paragraph, relations};

fn check(bytes: &[u8], expect: &str) -> Refused {
    let refused = receive(bytes).expect_err(expect);
    let words = refused.to_string();
    assert!(words.contains(expect), "{expect}: {words}");
    assert!(matches!(refused, Refused::Empty) || words.contains("Bản gốc còn nguyên"), "{words}");
    assert!(words.contains("Hãy"), "{words}");
    refused
}

#[test]
fn nothing_and_blanks_hold_no_words() {
    check(b"", "không có chữ nào");
    check(b" \r\n\t", "không có chữ nào");
    check("\u{feff} \n".as_bytes(), "không có chữ nào");
    check(b"<html><body><p>&nbsp;</p></body></html>", "không có chữ nào");
    check(&Writer::default().finish(), "không có chữ nào");
}

#[test]
fn bytes_that_are_no_text_are_named() {
    check(b"Ngh\0i", "nhị phân");
    check(b"Ngh\xc8 quy\xc9t", "UTF-8");
    check(b"\xff\xd8\xff\xe0", "JPEG");
    check(b"%PDF-1.7\n\x00\x01", "PDF");
    check(b"<html><body><img src=a></body></html>", "chỉ có hình");
}

#[test]
fn packages_are_named_for_what_they_hold() {
    let office = |part: &str| {
        package(&[("_rels/.rels", relations(&[("officeDocument", part)])), (part, String::new())])
    };
    check(&office("xl/workbook.xml"), "Excel");
    check(&office("ppt/presentation.xml"), "PowerPoint");
    check(&package(&[("mimetype", "application/vnd.oasis.opendocument.text".to_owned())]), ".odt");
    check(&package(&[("a.txt", "Điều 1.".to_owned())]), "ZIP");
}

#[test]
fn a_package_that_was_cut_off_is_refused_at_every_length() {
    let mut writer = Writer::default();
    writer.raw(&paragraph("Điều 1. Thông qua kế hoạch."));
    let whole = writer.finish();
    assert!(receive(&whole).is_ok());
    for cut in 4..whole.len() {
        check(&whole[..cut], "cắt cụt");
    }
}

#[test]
fn a_part_that_breaks_off_is_refused() {
    let relations = relations(&[("officeDocument", "word/document.xml")]);
    let document = "<w:document><w:body><w:p><w:r><w:t>Điều".to_owned();
    check(&package(&[("_rels/.rels", relations.clone()), ("word/document.xml", document)]), "hỏng");
    check(&package(&[("_rels/.rels", relations)]), "hỏng");
}

#[test]
fn a_part_that_swells_beyond_reason_is_refused() {
    let relations = relations(&[("officeDocument", "word/document.xml")]);
    let document = " ".repeat(64 << 20);
    let bytes = package(&[("_rels/.rels", relations), ("word/document.xml", document)]);
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(check(&bytes, "quá lớn"), Refused::Swollen { .. }));
}

#[test]
fn a_locked_document_is_told_from_an_old_one() {
    let holding = |name: &str| {
        let name = name.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            .iter()
            .copied()
            .chain([0; 600])
            .chain(name)
            .collect::<Vec<u8>>()
    };
    assert!(matches!(check(&holding("EncryptedPackage"), "mật khẩu"), Refused::Protected { .. }));
    check(&holding("WordDocument"), ".docx");
}

#[test]
fn a_file_longer_than_the_limit_is_refused() {
    let long = vec![b'a'; 128 * 1024 * 1024 + 1];
    assert!(matches!(receive(&long), Err(Refused::TooLong { .. })));
}
