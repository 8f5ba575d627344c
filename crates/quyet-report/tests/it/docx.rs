//! The document.

use quyet_report::docx::docx;

use crate::package::{assert_balanced, stored_parts};
use crate::sample::{sample, the_table};

#[test]
fn every_part_of_the_document_is_balanced_markup() {
    let parts = stored_parts(&docx(&sample().public()).unwrap());
    assert!(parts.len() > 10, "{:?}", parts.keys());
    for (name, xml) in parts.iter().filter(|(name, _)| !name.ends_with('/')) {
        assert!(!xml.is_empty(), "{name}");
        assert_balanced(xml);
    }
}

#[test]
fn every_word_of_the_table_stands_in_the_document() {
    let report = sample().public();
    let document = stored_parts(&docx(&report).unwrap()).remove("word/document.xml").unwrap();
    for cell in the_table(&report).rows.iter().flat_map(|row| &row.cells) {
        let words = quyet_report::markup::escape(&cell.text);
        assert!(document.contains(&words), "{words}");
    }
    for words in
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "TỈNH BẮC KẠN"]
    {
        assert!(document.contains(words), "{words}");
    }
}

#[test]
fn the_form_is_that_of_official_papers() {
    let parts = stored_parts(&docx(&sample().public()).unwrap());
    let document = &parts["word/document.xml"];
    assert_eq!(document.matches("<w:tblHeader />").count(), 1, "the header repeats");
    let margins = r#"w:top="1133" w:right="850" w:bottom="1133" w:left="1700""#;
    assert!(document.contains(margins), "20, 15, 20, 30 mm");
    assert!(document.contains(r#"w:orient="landscape""#) && document.contains("<w:titlePg"));
    let header = parts.iter().find(|(name, xml)| name.contains("header") && xml.contains("PAGE"));
    assert!(header.is_some(), "the page number stands in the top margin");
    assert!(parts["word/styles.xml"].contains("Times New Roman"));
    assert!(parts["word/styles.xml"].contains("vi-VN"));
    assert!(parts["docProps/core.xml"].contains("2025-01-20T02:41:00Z"));
}

#[test]
fn links_lead_outside_and_are_declared_once_each() {
    let parts = stored_parts(&docx(&sample().public()).unwrap());
    let relations = &parts["word/_rels/document.xml.rels"];
    assert!(relations.contains(r#"Target="https://example.vn/so-lieu/18.0""#), "{relations}");
    assert!(!relations.contains("/ke-hoach/"), "paths of the site mean nothing in a file");
    let used = parts["word/document.xml"].matches("rIdLink").count();
    assert_eq!(used, relations.matches("rIdLink").count());
}
