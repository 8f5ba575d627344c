//! The same resolution in every form gives the same plan.

use quyet_compile::compile;
use quyet_intake::{Form, receive};
use quyet_model::plan::Plan;
use quyet_model::target::Target;

use crate::docx_writer;

const TEXT: &str = include_str!("../../../../examples/bac-kan-2024/nghi-quyet.txt");

fn show(target: &Target, out: &mut Vec<String>) {
    let Target { code, label, name, text, condition, horizon, .. } = target;
    out.push(format!(
        "{code} {label} {name} {text} {condition:?} {horizon:?} {}",
        target.at.breadcrumb
    ));
    target.parts.iter().for_each(|part| show(part, out));
}

/// A plan without the places of its words.
fn shown(plan: &Plan) -> Vec<String> {
    let mut out = vec![format!("{:?}", plan.document)];
    plan.targets.iter().for_each(|target| show(target, &mut out));
    out.extend(
        plan.tasks
            .iter()
            .map(|task| format!("{} {} {}", task.code, task.text, task.measures.len())),
    );
    out.extend(plan.citations.iter().map(|c| {
        format!("{:?} {:?} {:?} {:?} {:?}", c.number, c.kind, c.issuer, c.date, c.subject)
    }));
    out.extend(plan.duties.iter().map(|duty| duty.addressees.join("; ")));
    out
}

fn check(bytes: &[u8], form: Form) {
    let received = receive(bytes).expect("a document");
    assert_eq!(received.form, form);
    same_plan(&received.text);
}

/// Whether a text compiles to the plan of the example; places aside.
pub(crate) fn same_plan(text: &str) {
    let (read, wanted) = (compile(text), compile(TEXT));
    let (read, wanted) = (shown(&read.plan), shown(&wanted.plan));
    for (read, wanted) in read.iter().zip(&wanted) {
        assert_eq!(read, wanted);
    }
    assert_eq!(read.len(), wanted.len());
    assert!(24 < read.len());
}

#[test]
fn the_example_as_a_word_document_with_generated_numbers_gives_the_same_plan() {
    let bytes = docx_writer::of_text(TEXT);
    check(&bytes, Form::Docx);
    let received = receive(&bytes).expect("a document");
    assert!(received.text.contains("\nĐiều 2. Mục tiêu") && received.text.contains("\n(24) "));
    assert_eq!(received.diagnostics, []);
}

#[test]
fn the_example_as_a_web_page_gives_the_same_plan() {
    let lines = TEXT.lines().filter(|line| !line.trim().is_empty());
    let paragraphs: Vec<String> = lines.map(|line| line.replace('<', "&lt;")).collect();
    let body = paragraphs.join("</p>\n<p>");
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body><p>{body}</p></body></html>"
    );
    check(page.as_bytes(), Form::Html);
}

#[test]
fn the_example_in_utf16_gives_the_same_plan() {
    let bytes: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(TEXT.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    check(&bytes, Form::PlainText);
}

#[test]
fn a_text_in_utf8_is_taken_byte_for_byte() {
    let received = receive(TEXT.as_bytes()).expect("a text");
    assert_eq!(
        (received.text.as_str(), received.form, received.diagnostics.len()),
        (TEXT, Form::PlainText, 0)
    );
    let at = TEXT.find("Điều 2.").expect("there");
    let line = TEXT[..at].lines().count() + 1;
    assert_eq!(received.layout.place(at).line as usize, line);
}

#[test]
fn words_lead_back_to_their_paragraph() {
    let mut writer = docx_writer::Writer::default();
    for words in ["Một", "", "Ba"] {
        writer.raw(&docx_writer::paragraph(words));
    }
    writer.table(&[&["bốn", "năm"], &["sáu", "bảy\ntám"]]);
    let received = receive(&writer.finish()).expect("a document");
    assert_eq!(received.text, "Một\n\nBa\n| bốn | năm |\n| sáu | bảy tám |\n");
    let check = |words: &str, line| {
        let at = received.text.find(words).expect("there");
        assert_eq!(received.layout.place(at).line, line, "{words}");
    };
    check("Một", 1);
    check("Ba", 3);
    check("bốn", 4);
    check("năm", 5);
    check("tám", 8);
}
