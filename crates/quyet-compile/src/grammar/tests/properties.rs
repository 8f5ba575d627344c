//! What is true of every text.

use proptest::prelude::*;

use super::{item, prose};
use crate::grammar::{ItemContext, ReadTarget, read_item};

/// Words and signs that the grammar reacts to, in any order.
const PIECES: [&str; 56] = [
    "Tỷ lệ",
    "hộ nghèo",
    "giảm",
    "tăng",
    "5",
    "1.010",
    "2,250",
    "%",
    "điểm",
    "đến năm",
    "2030",
    "trong đó",
    "riêng",
    "gồm",
    ":",
    ";",
    ",",
    ".",
    "-",
    "(",
    ")",
    "trở lên",
    "từ",
    "trên",
    "dưới",
    "khoảng",
    "≥",
    "<",
    "và",
    "với",
    "so với",
    "năm",
    "nhóm",
    "cả",
    "ba",
    "tiêu chí",
    "xã",
    "Yên Hân",
    "ha",
    "tỷ",
    "đ",
    "/",
    "người",
    "còn",
    "xuống",
    "đạt",
    "phấn đấu",
    "duy trì",
    "không có",
    "cơ cấu",
    "thứ",
    "o",
    "0",
    "hai",
    "con số",
    "+",
];

fn sentence() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
        1 => "[0-9.,]{1,12}",
    ];
    let gap = prop_oneof![5 => Just(" "), 1 => Just("")];
    proptest::collection::vec((piece, gap), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(piece, gap)| piece + gap).collect())
}

fn check_ranges(text: &str, target: &ReadTarget) {
    assert!(text.get(target.range.clone()).is_some(), "{:?} does not fit {text:?}", target.range);
    if let Some(range) = &target.condition_range {
        assert!(text.get(range.clone()).is_some(), "{range:?} does not fit {text:?}");
    }
    for part in &target.parts {
        let inside = target.range.start <= part.range.start && part.range.end <= target.range.end;
        assert!(inside, "part {:?} outside {:?} in {text:?}", part.range, target.range);
        check_ranges(text, part);
    }
}

fn check(text: &str, context: &ItemContext) {
    let reading = read_item(text, context);
    for target in &reading.targets {
        check_ranges(text, target);
    }
    for finding in &reading.findings {
        assert!(text.get(finding.range.clone()).is_some(), "{finding:?} does not fit {text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn any_sentence_gives_ranges_that_fit(text in sentence()) {
        check(&text, &item());
        check(&text, &prose());
    }

    #[test]
    fn any_text_gives_ranges_that_fit(text in "\\PC{0,80}") {
        check(&text, &item());
    }

    #[test]
    fn a_doubt_stands_inside_the_words_it_is_about(text in sentence()) {
        let reading = read_item(&text, &item());
        if let [only] = reading.targets.as_slice() {
            for found in &reading.findings {
                let inside = only.range.start <= found.range.start && found.range.end <= only.range.end;
                prop_assert!(inside, "{} at {:?} outside {:?} of {text:?}", found.code, found.range, only.range);
            }
        }
    }

    #[test]
    fn reading_twice_reads_the_same(text in sentence()) {
        prop_assert_eq!(read_item(&text, &item()), read_item(&text, &item()));
    }
}

#[test]
fn very_long_items_are_read_to_their_end() {
    for pattern in [
        "tăng 5% ",
        "trên trên ",
        "(",
        "5 - ",
        "a, b và ",
        "trong đó: ",
        "từ 5% ",
        "so với ",
        "/người",
        "1.000 ",
    ] {
        let text = pattern.repeat(40_000 / pattern.len());
        check(&text, &item());
        check(&text, &prose());
    }
}
