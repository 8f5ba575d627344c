//! PDFs through the shipped binary: read in a process of its own, within limits.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn compile(bytes: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_quyet"))
        .args(["compile", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("piped").write_all(bytes).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn fixture() -> Vec<u8> {
    include_bytes!("../../quyet-intake/tests/fixtures/van-ban-thuan.pdf").to_vec()
}

#[test]
fn a_pdf_compiles_with_the_page_of_every_finding() {
    let output = compile(&fixture());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success());
    assert!(said.contains("Chỉ tiêu: 24 (29 nội dung được đánh giá)"), "{said}");
    assert!(said.contains("= trong bản gốc: trang 1, dòng "), "{said}");
}

#[test]
fn a_broken_pdf_is_refused_in_words() {
    let whole = fixture();
    let output = compile(&whole[..whole.len() / 2]);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(complained.contains("bị cắt cụt hoặc hỏng"), "{complained}");
}

/// Arrays opened and never closed make the parser go deep; whatever comes of it, the asker lives and answers.
#[test]
fn a_pdf_made_to_hurt_hurts_only_its_own_reader() {
    let mut bytes = b"%PDF-1.7\n1 0 obj\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'[', 4_000_000));
    bytes.extend(b"\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n");
    let output = compile(&bytes);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3));
    assert!(complained.contains("Bản gốc còn nguyên"), "{complained}");
}

/// A file of 18 MB that unpacks to more than a gigabyte of widths.
#[test]
fn a_pdf_that_asks_for_too_much_memory_is_refused() {
    let widths = "1 ".repeat(9_000_000);
    let font = format!(
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</W[{widths}]>>]>>"
    );
    let page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>";
    let content = "<</Length 34>>stream\nBT /F1 12 Tf 9 9 Td <0041> Tj ET   \nendstream";
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for (number, body) in (1..).zip([catalog, pages, page, content, font.as_str()]) {
        bytes.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    }
    bytes.extend(b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n");
    let output = compile(&bytes);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{complained}");
    assert!(complained.contains("512 MiB"), "{complained}");
}
