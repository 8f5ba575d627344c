//! Real documents, and small ones that show one thing each.

use std::path::Path;

use crate::structure::{check, written};

/// Everything behind `</meta>` of the first document.
fn told(text: &str) -> String {
    let xml = check(text);
    xml.split_once("</meta>").map(|(_, rest)| rest.trim().to_owned()).expect("there is a meta")
}

#[test]
fn a_clause_with_points_becomes_a_paragraph_with_an_introduction() {
    let told = told("Điều 2. Chỉ tiêu\n1. Về kinh tế:\na) Trồng 300 ha rừng;\nđ) Khác.");
    let intro =
        "<paragraph eId=\"art_2__para_1\">\n<num>1.</num>\n<intro>\n<p>Về kinh tế:</p></intro>";
    assert!(told.contains(intro), "{told}");
    assert!(told.contains("<point eId=\"art_2__para_1__point_dd\">\n<num>đ)</num>"), "{told}");
    let marked = "<span class=\"condition\" refersTo=\"#target_1\">300 ha</span>";
    assert!(told.contains(marked), "{told}");
}

#[test]
fn the_example_keeps_every_word() {
    let xml = check(include_str!("../../../../examples/bac-kan-2024/nghi-quyet.txt"));
    assert!(xml.contains("<act name=\"nghi-quyet\""), "a resolution is an act");
    let reference = "href=\"/akn/vn/doc/to-trinh/ubnd-tinh-bac-kan/2023-11-16/207-ttr-ubnd\">Tờ trình số 207/TTr-UBND";
    assert!(xml.contains(reference), "a cited document has an address");
    assert!(xml.contains("<subparagraph eId=\"art_2__para_2__subpara_6\">"));
    let typed = "refersTo=\"#target_6\" code=\"6\" promise=\"roster\" count=\"12\"";
    assert!(xml.contains(typed), "{xml}");
}

#[test]
fn the_corpus_keeps_every_word() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(listed) = std::fs::read_dir(&folder) else {
        eprintln!("NOT TESTED: {} is not there", folder.display());
        return;
    };
    for path in listed.map(|one| one.expect("a file").path()) {
        if path.extension().is_some_and(|end| end == "txt") {
            check(&read(&path));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the test reads the corpus beside the repository")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a text")
}

#[test]
fn hostile_texts_give_sound_documents() {
    let texts = [
        "",
        " \n\n ",
        "\u{0}\u{1}\u{fffe}",
        "Điều 1. a\u{0}b\u{b}c & <d> \"e\" 'f' ]]> &amp;",
        "| a | b |\n|---|---|\n|\n",
        "PHỤ LỤC I\nPHỤ LỤC I\n1. A\n| x |\nHết\nPHỤ LỤC",
        "- \n- \n+ \n**\n##",
        "Điều 1.\nĐiều 1.\nĐiều 1.",
        "Nơi nhận:\n- Như Điều 3;\nTM. HỘI ĐỒNG\nCHỦ TỊCH",
        "Ti\u{309} le\u{323}\u{302} ho\u{323}\u{302} nghe\u{300}o: 5%, theo To\u{31b}\u{300} tri\u{300}nh so\u{302}\u{301} 5/TTr-UBND",
    ];
    for text in texts {
        check(text);
    }
    assert_eq!(written("a\u{0}b\u{1}c").dropped, 2);
}

#[test]
fn an_unknown_date_is_told_as_unknown() {
    let xml = check("NGHỊ QUYẾT\nĐiều 1. Một.");
    assert!(xml.contains("<FRBRdate date=\"0001-01-01\" name=\"unknown\"/>"), "{xml}");
    assert!(xml.contains("/khong-ro/khong-so"), "{xml}");
}

#[test]
fn an_appendix_is_a_document_of_its_own() {
    let told = told("NGHỊ QUYẾT\nĐiều 1. Một.\nPHỤ LỤC I\nBẢNG\n| a | b |\n| c | d |");
    assert!(told.contains("<attachment eId=\"att_1\">\n<num>PHỤ LỤC I</num>"), "{told}");
    assert!(told.contains("<td>\n<p>d</p></td>"), "{told}");
}
