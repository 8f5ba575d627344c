//! The table of promises and their written forms, held against the words of the hand-labelled corpus.

use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::unit::Unit;
use quyet_wire::plan::condition::ConditionJson;

use crate::samples::number;

/// The reading of the written form that the corpus labels are compared with: predicate, low, high.
fn label(json: &serde_json::Value) -> String {
    let word = |key: &str| json[key].as_str().unwrap_or("-").to_owned();
    let (form, op, low, high) = (word("form"), word("op"), word("low"), word("high"));
    let ranked = matches!(json["unit"].as_str(), Some("bậc" | "hạng"));
    match (form.as_str(), op.as_str()) {
        ("roster", _) => format!("list {low} {high}"),
        ("all_of" | "at_least_k", _) => "composite".to_owned(),
        ("stated" | "maintain", _) => "other".to_owned(),
        ("range", "about") => format!("approximately {low} {high}"),
        ("range", _) => format!("between {low} {high}"),
        ("change", _) if ranked => format!("increase_rank {low}"),
        (_, "exactly") => format!("equal {low} {high}"),
        (_, "about") => format!("approximately {low} {high}"),
        (_, "at_least" | "more_than") => format!("{op} {low} -"),
        (_, "at_most" | "less_than") => format!("{op} - {high}"),
        _ => "other".to_owned(),
    }
}

fn check(promise: Promise, unit: &str, written: &str, labelled: &str) {
    let condition = Condition { promise, unit: Unit::new(unit), reading: Reading::AsWritten };
    let json = ConditionJson::from(&condition);
    let value = serde_json::to_value(&json).expect("a condition is JSON");
    let show = |key: &str| match &value[key] {
        serde_json::Value::Null => "-".to_owned(),
        serde_json::Value::String(word) => word.clone(),
        other => other.to_string(),
    };
    let keys = ["form", "op", "low", "high", "direction", "from", "members", "rank_within"];
    assert_eq!(keys.map(show).join(" "), written);
    assert_eq!(label(&value), labelled, "{written}");
    assert_eq!(Condition::try_from(json), Ok(condition), "{written}");
}

fn change(direction: Direction, by: Option<Bound>, from: Option<&str>) -> Promise {
    Promise::Change { direction, by, from: from.map(str::to_owned) }
}

#[test]
fn a_level_is_written_by_its_operator() {
    let x = number("7.50");
    let level = Promise::Level;
    check(level(Bound::AtLeast(x)), "%", "level at_least 7.50 - - - [] -", "at_least 7.50 -");
    check(level(Bound::MoreThan(x)), "%", "level more_than 7.50 - - - [] -", "more_than 7.50 -");
    check(level(Bound::AtMost(x)), "%", "level at_most - 7.50 - - [] -", "at_most - 7.50");
    check(level(Bound::LessThan(x)), "%", "level less_than - 7.50 - - [] -", "less_than - 7.50");
    check(level(Bound::Exactly(x)), "ha", "level exactly 7.50 7.50 - - [] -", "equal 7.50 7.50");
    check(level(Bound::About(x)), "", "level about 7.50 7.50 - - [] -", "approximately 7.50 7.50");
}

#[test]
fn two_numbers_make_a_range() {
    let (x, y) = (number("2"), number("2.5"));
    let (between, about) = (Bound::Between(x, y), Bound::AboutBetween(x, y));
    let level = Promise::Level;
    check(level(between.clone()), "%", "range - 2 2.5 - - [] -", "between 2 2.5");
    check(level(about.clone()), "%", "range about 2 2.5 - - [] -", "approximately 2 2.5");
    let fall = change(Direction::Fall, Some(between), None);
    check(fall, "%", "range - 2 2.5 fall - [] -", "between 2 2.5");
    let rise = change(Direction::Rise, Some(about), Some("TH năm 2014"));
    check(rise, "%", "range about 2 2.5 rise TH năm 2014 [] -", "approximately 2 2.5");
}

#[test]
fn a_change_is_written_with_its_direction() {
    let x = number("2");
    let rise = |by| change(Direction::Rise, by, None);
    let least = rise(Some(Bound::AtLeast(x)));
    check(least, "điểm %", "change at_least 2 - rise - [] -", "at_least 2 -");
    let exact = rise(Some(Bound::Exactly(x)));
    check(exact.clone(), "%", "change exactly 2 2 rise - [] -", "equal 2 2");
    check(exact, "bậc", "change exactly 2 2 rise - [] -", "increase_rank 2");
    let fall = change(Direction::Fall, Some(Bound::AtMost(x)), Some("năm trước"));
    check(fall, "%", "change at_most - 2 fall năm trước [] -", "at_most - 2");
    check(rise(None), "", "change - - - rise - [] -", "other");
}

#[test]
fn counts_stand_where_numbers_stand() {
    let members = vec!["A".to_owned(), "B".to_owned()];
    let roster = Promise::Roster { count: 2, members };
    check(roster, "xã", r#"roster - 2 2 - - ["A","B"] -"#, "list 2 2");
    let all = |count, direction| Promise::AllOf { count, direction };
    check(all(None, None), "", "all_of - - - - - [] -", "composite");
    let three_fall = all(Some(3), Some(Direction::Fall));
    check(three_fall, "tiêu chí", "all_of - 3 3 fall - [] -", "composite");
    check(Promise::AtLeastK(2), "", "at_least_k - 2 - - - [] -", "composite");
}

#[test]
fn words_alone_are_stated() {
    check(Promise::Stated, "", "stated - - - - - [] -", "other");
    check(Promise::Maintain, "", "maintain - - - - - [] -", "other");
    check(Promise::RankWithin(20), "", "stated - - 20 - - [] 20", "other");
}

#[test]
fn contradictions_are_refused() {
    let refused = |edit: &dyn Fn(&mut ConditionJson)| {
        let level = Promise::Level(Bound::AtLeast(number("5")));
        let mut json = ConditionJson::from(&Condition { promise: level, ..Condition::stated() });
        edit(&mut json);
        Condition::try_from(json).expect_err("the object contradicts itself").to_string()
    };
    insta::assert_snapshot!(refused(&|json| json.high = Some("7".to_owned())), @"(gốc): “op”, “low” và “high” không khớp nhau");
    insta::assert_snapshot!(refused(&|json| json.low = Some("5,0".to_owned())), @"low: “5,0” không phải là số thập phân dạng 7.50 (dấu chấm thập phân)");
    insta::assert_snapshot!(refused(&|json| json.op = None), @"(gốc): “op”, “low” và “high” không khớp nhau");
    insta::assert_snapshot!(refused(&|json| json.members = vec!["A".to_owned()]), @"(gốc): có trường thừa hoặc mâu thuẫn với “form” và “op”");
    insta::assert_snapshot!(refused(&|json| json.unit = Some(" ha".to_owned())), @"(gốc): có trường thừa hoặc mâu thuẫn với “form” và “op”");
    insta::assert_snapshot!(refused(&|json| json.rank_within = Some(3)), @"(gốc): có trường thừa hoặc mâu thuẫn với “form” và “op”");
}
