//! Old encodings in every form.

use quyet_intake::{Form, receive};
use quyet_model::diagnostic::Severity;

use crate::docx_writer::{Writer, paragraph};

/// "Ủy ban nhân dân tỉnh …" as TCVN3 fonts hold it.
const TCVN3: &str = "Uû ban nh©n d©n tØnh giao chØ tiªu kÕ ho¹ch: tæng thu ng©n s¸ch ®¹t 900 tû ®ång, theo NghÞ quyÕt cña H§ND tØnh.";

fn bytes(latin: &str) -> Vec<u8> {
    latin.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect()
}

fn check(file: &[u8], form: Form) {
    let received = receive(file).expect("a text");
    assert_eq!(received.form, form);
    let expect = "Uỷ ban nhân dân tỉnh giao chỉ tiêu kế hoạch: tổng thu ngân sách đạt 900 tỷ đồng, theo Nghị quyết của HĐND tỉnh.";
    assert!(received.text.contains(expect), "{}", received.text);
    let found = &received.diagnostics[0];
    assert_eq!((found.code, found.severity), ("QY0501", Severity::Warning));
    assert!(found.message.contains("TCVN3"), "{}", found.message);
    assert!(found.span.of(&received.text).starts_with("Uỷ ban"));
}

#[test]
fn tcvn3_is_read_from_text_web_page_and_word() {
    check(&bytes(TCVN3), Form::PlainText);
    check(TCVN3.as_bytes(), Form::PlainText);
    check(format!("<html><body><p>{TCVN3}</p></body></html>").as_bytes(), Form::Html);
    check(&bytes(&format!("<html><body><p>{TCVN3}</p></body></html>")), Form::Html);
    let mut writer = Writer::default();
    writer.raw(&paragraph(TCVN3));
    writer.raw(&paragraph("Điều này đã ở Unicode."));
    check(&writer.finish(), Form::Docx);
}

#[test]
fn what_was_found_in_a_page_longer_than_its_words_is_said_of_its_words() {
    let tags = "<span>".repeat(200);
    let page = bytes(&format!("<html><body>{tags}<p>Uû ban nh©n d©n tØnh</p></body></html>"));
    let received = receive(&page).expect("a page");
    assert!(received.diagnostics[0].span.of(&received.text).starts_with("Uỷ ban"));
}

#[test]
fn vni_is_read_from_bytes() {
    let received =
        receive(&bytes("UÛY BAN NHAÂN DAÂN tænh giao chæ tieâu keá hoaïch cuûa tænh; ñaït 5%"))
            .expect("a text");
    assert_eq!(received.text, "ỦY BAN NHÂN DÂN tỉnh giao chỉ tiêu kế hoạch của tỉnh; đạt 5%");
    assert!(received.diagnostics[0].message.contains("VNI"));
}

#[test]
fn a_letterhead_in_an_old_font_is_no_table() {
    let mut writer = Writer::default();
    writer.table(&[&["Uû ban nh©n d©n\ntØnh B¾c K¹n", "Céng hoµ x· héi chñ nghÜa ViÖt Nam"]]);
    writer.raw(&paragraph(TCVN3));
    let text = receive(&writer.finish()).expect("a document").text;
    assert!(text.starts_with("Uỷ ban nhân dân\ntỉnh Bắc Kạn\n\nCộng hoà xã hội"), "{text}");
}
