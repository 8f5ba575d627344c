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
