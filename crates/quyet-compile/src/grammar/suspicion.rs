//! What makes a reading doubtful although the grammar could read it.
//!
//! **Takes** a value with its writing, or a target with its meaning. **Gives** findings.
//! **Never** changes what was read.

use std::ops::Range;

use quyet_model::condition::Promise;
use quyet_model::diagnostic::Severity;
use quyet_model::unit::Unit;
use rust_decimal::Decimal;

use super::comparison::Mark;
use super::leaf::Reader;
use super::number::Style;
use super::segment::Piece;
use super::unit::Measure;
use super::value::Value;
use super::{name_number, rules};

/// How the number is written.
pub(super) fn of_writing(reader: &mut Reader<'_>, value: &Value) {
    let words = &reader.line.bytes(value.first..value.last);
    let at = words.clone();
    match value.style {
        (Style::DotDecimal, _) => reader.findings.push(rules::decimal_point(at, value.low)),
        (_, Some(other)) => reader.findings.push(rules::number_style(at, value.low, other)),
        _ => {}
    }
    if value.joined {
        reader.findings.push(rules::spaced_digits(words.clone(), value.low));
    }
    if value.two_digits || value.out_of.is_some() {
        reader.findings.push(rules::inferred(words.clone(), value.low));
    }
    if !value.more.is_empty() {
        let chosen = reader.line.slice(value.number..value.number + 1);
        reader.findings.push(rules::several_values(words.clone(), chosen));
    }
}

/// What a value was read as.
pub(super) struct Meaning<'a> {
    /// The target's name.
    pub(super) name: &'a str,
    /// What is promised.
    pub(super) promise: &'a Promise,
    /// Its unit.
    pub(super) unit: Option<&'a Unit>,
}

/// What the value was read as.
pub(super) fn of_meaning(
    reader: &mut Reader<'_>,
    piece: &Piece,
    value: &Value,
    meaning: &Meaning<'_>,
) {
    let words = reader.line.bytes(value.first..value.last);
    let exceeds = reader.line.before(value.number) == "vượt"
        && !value.has(Mark::AtMost)
        && value.measure() == Some(Measure::Percent);
    if exceeds && value.low < Decimal::from(50) {
        reader.findings.push(rules::level_or_change(words.clone()));
    }
    if matches!(meaning.promise, Promise::Change { .. }) && meaning.unit.is_some_and(Unit::is_rank)
    {
        reader.findings.push(rules::rank_baseline(words.clone()));
    }
    check_plausible(reader, meaning.name, value, meaning.promise, &words);
    told_of_result(reader, piece, value);
}

/// Shares above 100%, and coverage that lost a digit.
fn check_plausible(
    reader: &mut Reader<'_>,
    name: &str,
    value: &Value,
    promise: &Promise,
    words: &Range<usize>,
) {
    let Promise::Level(_) = promise else { return };
    if value.measure() != Some(Measure::Percent)
        || value.unit.as_ref().is_some_and(|u| u.range.end > u.short)
    {
        return;
    }
    let lower = name.to_lowercase().replace('ỷ', "ỉ");
    let share = lower.starts_with("tỉ lệ") || lower.starts_with("tỉ trọng");
    let growth = ["tăng", "giảm", "so với", "thực hiện"].iter().any(|w| lower.contains(w));
    let coverage = [
        "bảo hiểm y tế",
        "điện lưới",
        "hợp vệ sinh",
        "phổ cập",
        "đúng độ tuổi",
        "tiêm chủng",
        "nước sạch",
    ];
    let covers = coverage.iter().any(|w| lower.contains(w))
        && !lower.contains("chưa")
        && !lower.contains("không");
    let top = value.high.unwrap_or(value.low);
    let above = share && !growth && top > Decimal::ONE_HUNDRED;
    let below = share && !growth && covers && top < Decimal::from(20);
    if above || below {
        reader.findings.push(rules::implausible(words.clone()));
    }
}

/// "đã đạt", "ước đạt", "năm 2023 đạt": words of a result.
fn told_of_result(reader: &mut Reader<'_>, piece: &Piece, value: &Value) {
    let line = reader.line;
    let words = line.bytes(value.first..value.last);
    let before = piece.range.start..value.number;
    let done = line.find(
        before.clone(),
        &["đã đạt", "thực hiện được", "đạt được", "kết quả đạt", "ước thực hiện", "đã"],
    );
    if done.is_some() || value.has(Mark::Estimate) {
        reader.findings.push(rules::looks_like_result(words, Severity::Warning));
        return;
    }
    let year = value.first.checked_sub(1).filter(|p| *p > piece.range.start);
    let dated =
        year.is_some_and(|p| name_number::looks_like_year(line, p) && line.before(p) == "năm");
    let goal = year.is_some_and(|p| {
        p >= 2 && matches!(line.word(p - 2), "đến" | "tới" | "vào" | "hết" | "cuối")
    });
    if dated && !goal && value.has(Mark::Reach) {
        reader.findings.push(rules::looks_like_result(words, Severity::Note));
    }
}
