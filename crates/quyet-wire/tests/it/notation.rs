//! The notation of a condition: what people type is what is meant.

use proptest::prelude::*;
use quyet_model::condition::{Condition, Promise, Reading};
use quyet_model::unit::Unit;
use quyet_wire::notation::{read, write};

use crate::strategies::condition;

/// A line, and the one spelling it is written in.
fn check(line: &str, expect: &str) {
    let written = read(line).map(|condition| write(&condition));
    assert_eq!(written, Ok(expect.to_owned()), "{line}");
}

#[test]
fn what_is_written_as_documented_stays_as_it_is() {
    for line in [
        ">= 8 %",
        "> 90 %",
        "<= 15,8 %",
        "< 4 %",
        "= 56 triệu đồng (ít nhất)",
        "= 1.010,50 tỉ đồng",
        "~ 33..34 % GDP",
        "2..2,5 %",
        "-2..-1,0 %",
        "~ 8,0",
        "tăng >= 1 bậc so với năm trước",
        "tăng 1 bậc",
        "giảm 2..2,5 % so với TH năm 2014",
        "giảm",
        "duy trì",
        "duy trì [xã]",
        "danh sách 12 xã: Giáo Hiệu; Vũ Muộn (Bạch Thông)",
        "danh sách 12 xã",
        "tất cả các phần",
        "tất cả các phần giảm",
        "tất cả 3 tiêu chí giảm",
        "tất cả 3 phần",
        "ít nhất 2 phần",
        "trong nhóm 20",
        "bằng lời",
        "= 4 % (nhiều nhất)",
        "= 5 \"triệu đồng (giá hiện hành)\"",
    ] {
        check(line, line);
    }
}

#[test]
fn other_spellings_of_the_same_are_understood() {
    check("≥8%", ">= 8 %");
    check("  ≤  15,8   điểm   % ", "<= 15,8 điểm %");
    check("56 triệu đồng (Ít nhất)", "= 56 triệu đồng (ít nhất)");
    check("≈ 33–34 %", "~ 33..34 %");
    check("2 … 2,5 %", "2..2,5 %");
    check("TĂNG  so  với năm 2023", "tăng so với năm 2023");
    check("Tất cả 3 giảm", "tất cả 3 phần giảm");
    check("trong nhóm 20 dẫn đầu", "trong nhóm 20");
    check("= 5 “ha (quy đổi)”", "= 5 \"ha (quy đổi)\"");
    check("−2 %", "= -2 %");
}

#[test]
fn what_does_not_fit_is_named_with_its_column() {
    let faults: Vec<String> = [
        "",
        "khoảng 8 %",
        ">= %",
        ">= 8.5 %",
        ">= 8 % 9 (x)",
        "= 8..9 %",
        "2.. %",
        "ít nhất 8 %",
        "danh sách x",
        "danh sách 2 xã: A;",
        "danh sách 2,5 xã",
        "tất cả",
        "tăng so với",
        "tăng 1 bậc so với năm trước (it nhất)",
        "duy trì xã",
        "duy trì [xã",
        "= 5 \"ha",
        "= 5 \"\"",
        "= 5 \"a\\b\"",
        "= 99999999999999999999999999999999",
        "trong nhóm -1",
        ">= 8 ::",
        ">= 8 .",
    ]
    .into_iter()
    .map(|line| match read(line) {
        Err(error) => format!("{line:<40} {}", shortened(&error.to_string())),
        Ok(condition) => format!("{line:<40} {condition:?}"),
    })
    .collect();
    insta::assert_snapshot!(faults.join("\n"));
}

fn shortened(words: &str) -> String {
    words.chars().take(60).collect()
}

/// Decimals are equal whatever their scale; their written scale must survive too.
fn exact(condition: &Condition) -> String {
    format!("{condition:?}")
}

/// Words that look like the notation itself.
fn confusing() -> impl Strategy<Value = String> {
    let own = [
        "so với",
        "tăng",
        "Giảm",
        "phần",
        "các phần",
        "dẫn đầu",
        "(ít nhất)",
        "(Nhiều nhất)",
        "%",
        "8",
        "..",
        "1.010,5",
        ">=",
        ";",
        ":",
        "[",
        "]",
        "\"",
        "“",
        "”",
        "\\",
        "ha",
        "",
        "  ",
    ];
    proptest::collection::vec(prop::sample::select(own.to_vec()), 0..4)
        .prop_map(|words| words.join(" "))
}

#[test]
fn a_direction_inside_the_name_of_a_criterion_is_quoted() {
    let all = |unit: &str| Condition {
        promise: Promise::AllOf { count: Some(3), direction: None },
        unit: Unit::new(unit),
        reading: Reading::AsWritten,
    };
    for unit in ["tiêu chí tăng trưởng", "mức giảm nghèo", "Tăng", "tăng, giảm"] {
        let line = write(&all(unit));
        assert_eq!(read(&line), Ok(all(unit)), "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_condition_reads_back_from_its_line(condition in condition()) {
        let line = write(&condition);
        prop_assert_eq!(line.lines().count(), 1, "{}", &line);
        prop_assert_eq!(read(&line).map(|again| exact(&again)), Ok(exact(&condition)), "{}", line);
    }

    #[test]
    fn words_of_the_notation_in_names_are_not_taken_for_it(
        condition in condition(),
        unit in confusing(),
        from in proptest::option::of(confusing()),
        members in proptest::collection::vec(confusing(), 0..3),
    ) {
        let promise = match condition.promise {
            Promise::Change { direction, by, .. } => Promise::Change { direction, by, from },
            Promise::Roster { count, .. } => Promise::Roster { count, members },
            other => other,
        };
        let condition = Condition { promise, unit: Unit::new(&unit), ..condition };
        let line = write(&condition);
        prop_assert_eq!(read(&line).map(|again| exact(&again)), Ok(exact(&condition)), "{}", line);
    }

    #[test]
    fn a_mangled_line_is_refused_or_means_one_thing(condition in condition(), at in any::<usize>(), c in any::<char>(), cut in any::<bool>()) {
        let mut line: Vec<char> = write(&condition).chars().collect();
        let at = at % (line.len() + 1);
        if cut { line.truncate(at) } else { line.insert(at, c) }
        let line: String = line.into_iter().collect();
        match read(&line) {
            Ok(meant) => prop_assert_eq!(read(&write(&meant)).map(|again| exact(&again)), Ok(exact(&meant)), "{}", line),
            Err(error) => prop_assert!((1..=line.chars().count() + 1).contains(&error.column), "{}: {}", line, error),
        }
    }

    #[test]
    fn no_line_breaks_the_reader(line in "\\PC{0,40}") {
        let _ = read(&line);
    }
}
