//! True of every input.

use proptest::prelude::*;
use quyet_intake::{Received, receive};

use crate::docx_writer::Writer;

/// Whatever leaves the porch: spans lie in the text on letters' borders, and there is something to read.
fn check(received: &Received) {
    let Received { text, layout, diagnostics, .. } = received;
    assert!(text.contains(char::is_alphanumeric));
    for found in diagnostics {
        assert!(text.get(found.span.range()).is_some(), "{found:?}");
        assert!(!found.span.is_empty(), "{found:?}");
    }
    let mut last = layout.place(0);
    for at in 0..text.len() {
        let place = layout.place(at);
        assert!(last <= place, "{at}");
        last = place;
    }
}

/// Bytes that open like a known form.
fn opened() -> impl Strategy<Value = Vec<u8>> {
    let heads: Vec<&[u8]> = vec![
        b"",
        b"PK\x03\x04",
        b"<html>",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xd0\xcf\x11\xe0",
        b"{\\rtf",
        b"<p>",
    ];
    (prop::sample::select(heads), prop::collection::vec(any::<u8>(), 0..300))
        .prop_map(|(head, tail)| [head, &tail].concat())
}

fn tags() -> impl Strategy<Value = String> {
    let parts = [
        "<p>",
        "</p>",
        "<table>",
        "</table>",
        "<tr>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "</td>",
        "<ol>",
        "<ul>",
        "<li>",
        "</ol>",
        "<br>",
        "<del>",
        "</del>",
        "<img>",
        "<pre>",
        "</pre>",
        "<script>",
        "</script>",
        "<span hidden>",
        "</span>",
        "&amp;",
        "&#0;",
        "Điều 1. ",
        "x",
        " ",
        "\n",
        "|",
        "nh©n d©n ",
        "<!--",
        "-->",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..60)
        .prop_map(|parts| format!("<html>{}", parts.concat()))
}

fn word_xml() -> impl Strategy<Value = String> {
    let parts = [
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:del>",
        "</w:del>",
        "<w:ins>",
        "</w:ins>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:br/>",
        "<w:vMerge/>",
        "<w:gridSpan w:val=\"9\"/>",
        "<w:commentReference/>",
        "<w:footnoteReference w:id=\"1\"/>",
        "<w:vanish/>",
        "Điều",
        "&amp;",
        " ",
        "<w:txbxContent>",
        "</w:txbxContent>",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..60)
        .prop_map(|parts| parts.concat())
}

/// Drops ends of what is not open and closes what is, so that most documents are whole.
fn balanced(xml: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    for piece in xml.split_inclusive('>') {
        let (words, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        out.push_str(words);
        let name = tag.trim_matches(['<', '>']);
        if let Some(ended) = name.strip_prefix('/') {
            let from = open.iter().rposition(|open| *open == ended).unwrap_or(open.len());
            close(&open.split_off(from), &mut out);
            continue;
        }
        out.push_str(tag);
        if !tag.is_empty() && !name.ends_with('/') {
            open.push(name.split(' ').next().unwrap_or(name));
        }
    }
    close(&open, &mut out);
    out
}

fn close(open: &[&str], out: &mut String) {
    for name in open.iter().rev() {
        out.extend(["</", name, ">"]);
    }
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(bytes in opened()) {
        if let Ok(received) = receive(&bytes) {
            check(&received);
        }
    }

    #[test]
    fn any_page_gets_an_answer(page in tags()) {
        if let Ok(received) = receive(page.as_bytes()) {
            check(&received);
        }
    }

    #[test]
    fn any_body_of_a_word_document_gets_an_answer(xml in word_xml()) {
        let mut writer = Writer::default();
        writer.raw(&balanced(&xml));
        if let Ok(received) = receive(&writer.finish()) {
            check(&received);
        }
    }

    #[test]
    fn any_text_in_utf8_is_an_answer_of_its_own(text in "[a-zđạếộ ,.%0-9\n]{0,200}") {
        match receive(text.as_bytes()) {
            Ok(received) => prop_assert_eq!(received.text, text),
            Err(_) => prop_assert!(!text.contains(char::is_alphanumeric)),
        }
    }
}
