//! PDFs of our own text: what they say, and where.

use quyet_compile::compile;
use quyet_intake::{Form, Received, receive};

use crate::example::same_plan;
use crate::pdf_writer::{Sketch, bytes, document, scan, words};

const PLAIN: &[u8] = include_bytes!("../fixtures/van-ban-thuan.pdf");
const OFFICIAL: &[u8] = include_bytes!("../fixtures/hai-cot.pdf");
const WEB: &[u8] = include_bytes!("../fixtures/trang-web.pdf");
const COMPOSED: &[u8] = include_bytes!("../fixtures/ghep-chu.pdf");

fn read(bytes: &[u8]) -> Received {
    let received = receive(bytes).expect("a PDF with text");
    assert_eq!(received.form, Form::Pdf);
    assert_eq!(received.diagnostics, []);
    received
}

/// The text without spaces at line ends, paragraphs on one line each.
fn paragraphs(received: &Received) -> Vec<String> {
    received.text.split("\n\n").map(|lines| lines.trim().replace('\n', " ")).collect()
}

#[test]
fn the_example_printed_plainly_gives_the_same_plan() {
    let text = read(PLAIN).text;
    let plan = compile(&text).plan;
    assert_eq!((plan.targets.len(), plan.leaves().len()), (24, 29));
    same_plan(&text);
}

#[test]
fn the_example_in_the_form_of_an_official_document_gives_the_same_plan() {
    let received = read(OFFICIAL);
    let before_annex = received.text.split("PHỤ LỤC").next().expect("a first part");
    same_plan(before_annex);
}

#[test]
fn the_heading_is_read_column_by_column() {
    let found = paragraphs(&read(OFFICIAL));
    let wanted = [
        "HỘI ĐỒNG NHÂN DÂN TỈNH BẮC KẠN",
        "Số: ……/NQ-HĐND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Bắc Kạn, ngày 08 tháng 12 năm 2023",
        "NGHỊ QUYẾT",
    ];
    assert_eq!(found[..5], wanted);
    assert_eq!(paragraphs(&read(WEB))[..5], wanted);
    assert_eq!(paragraphs(&read(COMPOSED))[..5], wanted);
}

#[test]
fn rows_of_tables_stay_together_with_and_without_rules() {
    let text = read(OFFICIAL).text;
    let row = "| 3 | Tỉ lệ dân số nông thôn được sử dụng nước sinh hoạt hợp vệ sinh | % | 98,2 | 98,5 |\n";
    assert_eq!(text.matches(row).count(), 2);
    let heading =
        "| TT | Chỉ tiêu | Đơn vị tính | Ước thực hiện năm 2023 | Kế hoạch năm 2024 |\n| 1 | GRDP";
    assert_eq!(text.matches(heading).count(), 2);
    assert!(read(COMPOSED).text.contains(row));
    let torn = "| 3 | Tỉ lệ dân số nông thôn được sử dụng nước sinh hoạt hợp vệ sinh | % | 98,5 |";
    assert!(read(WEB).text.contains(torn));
}

#[test]
fn page_numbers_are_gone_and_every_word_knows_its_page() {
    let received = read(OFFICIAL);
    let numbers = received.text.lines().filter(|line| line.trim().parse::<u32>().is_ok());
    assert_eq!(numbers.count(), 0);
    let page = |words: &str| received.layout.place(received.text.find(words).expect("there")).page;
    assert_eq!(page("HỘI ĐỒNG"), Some(1));
    assert_eq!(page("Phát huy lợi thế"), Some(2));
    assert_eq!(page("Điều 4. Tổ chức"), Some(5));
    assert_eq!(page("PHỤ LỤC"), Some(6));
    let mut last = Some(1);
    for (at, _) in received.text.char_indices() {
        let here = received.layout.place(at).page;
        assert!(last <= here && here <= Some(6));
        last = here;
    }
}

#[test]
fn a_scan_asks_for_recognition_even_with_a_stamp_on_it() {
    let check = |pages: &[_]| {
        let refused = receive(&bytes(document(pages))).expect_err("a scan");
        assert!(refused.to_string().contains("OCR"), "{refused}");
    };
    check(&[scan(&[])]);
    check(&[scan(&[(50, 700, "Ky boi: UBND tinh")]), scan(&[(300, 20, "2")])]);
}

#[test]
fn a_page_that_is_a_picture_is_named() {
    let lines: Vec<(i32, i32, &str)> = (0..20)
        .map(|line| (50, 700 - 14 * line, "Thu 12 tan rau xanh, mua 15 con lon to cho xa."))
        .collect();
    let received = receive(&bytes(document(&[words(&lines), scan(&[])]))).expect("words");
    let codes: Vec<&str> = received.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["QY0512", "QY0514"]);
    assert!(received.diagnostics[1].message.contains("trang 2"));
}

#[test]
fn a_file_without_words_or_pictures_holds_no_words() {
    let refused = receive(&bytes(document(&[words(&[])]))).expect_err("nothing");
    assert!(refused.to_string().contains("không có chữ nào"), "{refused}");
}

#[test]
fn a_line_drawn_on_three_pages_is_left_out_with_a_note() {
    let page = |own| words(&[(50, 820, "CONG BAO/So 12/Ngay 01-02-2024"), (50, 400, own)]);
    let received =
        receive(&bytes(document(&[page("Mot"), page("Hai"), page("Ba")]))).expect("words");
    assert!(!received.text.contains("CONG BAO"), "{}", received.text);
    assert_eq!(received.diagnostics[0].code, "QY0516");
}

#[test]
fn a_page_turned_either_way_is_read_upright() {
    let line = |x, words| format!("BT /F1 12 Tf 0 1 -1 0 {x} 50 Tm ({words}) Tj ET\n");
    let content = line(100, "Dong mot") + &line(114, "dong hai") + &line(160, "Dong ba");
    let upwards = || document(&[Sketch { content: content.clone(), picture: false }]);
    let mut turned = upwards();
    for object in turned.objects.values_mut() {
        let page = object.as_dict_mut().ok().filter(|dict| dict.has_type(b"Page"));
        if let Some(page) = page {
            page.set("Rotate", 90);
        }
    }
    for doc in [upwards(), turned] {
        let received = receive(&bytes(doc)).expect("words");
        assert_eq!(received.text, "Dong mot\ndong hai\n\nDong ba\n");
        assert_eq!(received.diagnostics, []);
    }
}
