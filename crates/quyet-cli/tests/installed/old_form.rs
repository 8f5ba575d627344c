//! Forms of old: turned into Word documents by an installed office program.

use std::process::Command;

use crate::{quyet, said};

/// Rich text in a font from before Unicode: "Uỷ ban nhân dân tỉnh …", and a table.
const RTF: &[u8] = br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}}\f0\fs28
\'a7i\'d2u 1. U\'fb ban nh\'a9n d\'a9n t\'d8nh giao ch\'d8 ti\'aau k\'d5 ho\'b9ch n\'a8m 2005: thu ng\'a9n s\'b8ch \'ae\'b9t 900 t\'fb \'ae\'e5ng.\par
\trowd\cellx3000\cellx6000 T\'aan ch\'d8 ti\'aau\intbl\cell K\'d5 ho\'b9ch\intbl\cell\row
\trowd\cellx3000\cellx6000 Thu ng\'a9n s\'b8ch\intbl\cell 900\intbl\cell\row
\pard\par}";

#[expect(clippy::print_stderr, reason = "a test that checks nothing must say so")]
fn office() -> bool {
    let there = Command::new("soffice").arg("--version").output().is_ok();
    if !there {
        eprintln!("NOT CHECKED: LibreOffice is not installed");
    }
    there
}

fn check(bytes: &[u8], name: &str) {
    let text = said(&quyet("words", bytes, None));
    assert!(
        text.contains("Điều 1. Uỷ ban nhân dân tỉnh giao chỉ tiêu kế hoạch năm 2005"),
        "{text}"
    );
    assert!(text.contains("| Thu ngân sách | 900 |"), "{text}");
    let found = said(&quyet("diagnostics", bytes, None));
    assert!(found.contains("QY0520") && found.contains(name), "{found}");
    assert!(found.contains("QY0501") && found.contains("TCVN3"), "{found}");
}

#[test]
fn rich_text_in_an_old_font_is_read_through_the_office_program() {
    if office() {
        check(RTF, "RTF");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the office program wrote a file")]
fn a_word_document_of_old_is_read_through_the_office_program() {
    if !office() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("cu.rtf"), RTF).expect("it is written");
    let profile = format!("-env:UserInstallation=file://{}", at("ho-so").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", "doc", "--outdir"]);
    let made = command.arg(folder.path()).arg(at("cu.rtf")).output().expect("it runs");
    let bytes = std::fs::read(at("cu.doc")).unwrap_or_else(|_| panic!("{}", said(&made)));
    assert!(bytes.starts_with(b"\xd0\xcf\x11\xe0"));
    check(&bytes, ".doc");
}

#[test]
fn without_an_office_program_the_form_is_named_with_what_to_do() {
    let output = quyet("words", RTF, Some(""));
    let complained = said(&output);
    assert_eq!(output.status.code(), Some(3));
    assert!(complained.contains("RTF") && complained.contains(".docx"), "{complained}");
    assert!(complained.contains("sudo apt install libreoffice"), "{complained}");
}
