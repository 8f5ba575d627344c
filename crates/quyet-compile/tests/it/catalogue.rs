//! The pages of the codes: each code has one, and its example gives the code.

use std::collections::BTreeSet;

use quyet_compile::compile;
use quyet_compile::rules::catalogue;

/// Codes whose example would be too long for a page.
const WITHOUT_EXAMPLE: [&str; 1] = ["QY0107"];

#[test]
fn every_example_gives_its_code() {
    let mut silent = Vec::new();
    for page in catalogue() {
        if page.example.is_empty() {
            assert!(WITHOUT_EXAMPLE.contains(&page.code), "{} has no example", page.code);
            continue;
        }
        let draft = compile(page.example);
        let codes: BTreeSet<_> = draft.diagnostics.iter().map(|found| found.code).collect();
        if !codes.contains(page.code) {
            silent.push(format!("{}: {codes:?}", page.code));
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_code_has_one_page_with_all_its_words() {
    let pages = catalogue();
    assert!(pages.is_sorted_by(|a, b| a.code < b.code));
    for page in pages {
        for words in [page.vi, page.en] {
            let all = [words.title, words.finds, words.matters, words.reads, words.act];
            assert!(all.iter().all(|words| !words.trim().is_empty()), "{}", page.code);
        }
    }
}

#[test]
fn findings_say_the_same_in_both_languages() {
    for page in catalogue() {
        for found in compile(page.example).diagnostics {
            assert!(!found.message.is_empty() && !found.message_en.is_empty(), "{found:?}");
            assert_eq!(found.hint.is_some(), found.hint_en.is_some(), "{found:?}");
            let [vi, en] = [&found.message, &found.message_en].map(|words| digits(words));
            assert_eq!(vi, en, "{found:?}");
        }
    }
}

/// The digits of a message, sorted: the two languages may name particulars in another order.
fn digits(words: &str) -> Vec<char> {
    let mut digits: Vec<char> = words.chars().filter(char::is_ascii_digit).collect();
    digits.sort_unstable();
    digits
}

/// The words of every finding of a code.
fn told(text: &str, code: &str) -> Vec<String> {
    let draft = compile(text);
    let found = draft.diagnostics.into_iter().filter(|found| found.code == code);
    found.map(|found| found.message_en).collect()
}

const PLAN: &str = "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n";

#[test]
fn shares_in_a_table_are_added_as_far_as_their_digits_allow() {
    let check = |shares: [&str; 3], expect: &[&str]| {
        let [farm, works, trade] = shares;
        let text = format!(
            "{PLAN}| TT | Chỉ tiêu | Đơn vị tính | Kế hoạch năm 2025 |\n| 1 | Cơ cấu kinh tế | | |\n| | - Nông nghiệp | % | {farm} |\n| | - Công nghiệp | % | {works} |\n| | - Dịch vụ | % | {trade} |\n"
        );
        assert_eq!(told(&text, "QY0209"), expect, "{shares:?}");
    };
    check(["30", "30", "40"], &[]);
    check(["30", "30", "30"], &["The shares add up to 90%, not to 100%."]);
    check(["33,3", "33,3", "33,3"], &[]);
    check(["33,3", "33,3", "33,0"], &["The shares add up to 99.6%, not to 100%."]);
}

#[test]
fn targets_that_only_look_alike_are_not_the_same() {
    let check = |items: &str, expect: usize| {
        assert_eq!(told(&format!("{PLAN}{items}"), "QY0405").len(), expect, "{items}");
    };
    check("(1) Thu ngân sách đạt 9 tỉ đồng.\n(2) Thu ngân sách đạt 9 tỉ đồng.", 1);
    check("(1) Thu ngân sách đạt 9 tỉ đồng.\n(2) Thu ngân sách tăng 9%.", 0);
    check("(1) Tỉ lệ che phủ rừng đạt 70%.\n(2) Đến năm 2030, tỉ lệ che phủ rừng đạt 75%.", 0);
    check(
        "(1) Trồng rừng 500 ha, trong đó: rừng sản xuất 400 ha; rừng phòng hộ 100 ha.\n(2) Chăm sóc rừng 900 ha, trong đó: rừng sản xuất 700 ha; rừng phòng hộ 200 ha.",
        0,
    );
}

#[test]
fn a_cited_document_cannot_be_younger_than_the_resolution() {
    let check = |day: &str, expect: usize| {
        let text = format!(
            "HỘI ĐỒNG NHÂN DÂN TỈNH BẮC KẠN\nSố: 08/NQ-HĐND\nBắc Kạn, ngày 08 tháng 12 năm 2024\nNGHỊ QUYẾT\nCăn cứ Quyết định số 12/QĐ-TTg ngày {day} của Thủ tướng Chính phủ;\n{PLAN}(1) Thu ngân sách: 10 tỉ đồng.\n"
        );
        assert_eq!(told(&text, "QY0306").len(), expect, "{day}");
    };
    check("05/01/2024", 0);
    check("05/01/2025", 1);
    check("30/02/2024", 1);
}
