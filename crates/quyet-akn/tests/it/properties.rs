//! True of every text.

use proptest::prelude::*;

use crate::structure::check;

/// Lines as resolutions have them, with everything that can go wrong.
fn line() -> impl Strategy<Value = String> {
    let heads = prop::sample::select(vec![
        "",
        "Điều 1. ",
        "Điều 2. ",
        "1. ",
        "2. ",
        "a) ",
        "đ) ",
        "(1) ",
        "- ",
        "+ ",
        "| ",
        "PHỤ LỤC ",
        "Chương I ",
        "Căn cứ ",
        "Xét ",
        "QUYẾT NGHỊ:",
        "TM. ",
        "Nơi nhận:",
        "**",
        "# ",
        "2.1. ",
    ]);
    let words = prop::sample::select(vec![
        "Thu ngân sách 900 tỷ đồng",
        "Tờ trình số 5/TTr-UBND ngày 01/02/2023",
        "giảm 2 - 2,5%",
        "a | b |",
        "12 xã (gồm: A, B)",
        "\u{0}\u{1f}",
        "<&\">",
        "Ti\u{309} le\u{323}\u{302}",
        "trong đó: a 5%; b 6%",
        "*b*",
        "",
    ]);
    (heads, prop::collection::vec(words, 0..3))
        .prop_map(|(head, words)| format!("{head}{}", words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_text_of_such_lines_gives_a_sound_document(lines in prop::collection::vec(line(), 0..14)) {
        check(&lines.join("\n"));
    }

    #[test]
    fn any_text_gives_a_sound_document(text in any::<String>()) {
        check(&text);
    }
}
