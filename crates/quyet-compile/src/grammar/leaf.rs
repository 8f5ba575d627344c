//! One piece to one target: which value is promised, how, of what.
//!
//! **Takes** a piece and what it inherits. **Gives** a target without parts, and findings.
//! **Never** reads a second value silently: each one left aside is told.

use std::ops::Range;

use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::diagnostic::Severity;
use quyet_model::unit::Unit;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::comparison::{self, Mark};
use super::name::{self, Name};
use super::number::Style;
use super::segment::Piece;
use super::token::{Kind, Line};
use super::unit::{self, Measure};
use super::value::Value;
use super::{Finding, ItemContext, ReadTarget};
use super::{change, choice, horizon, roster, rules, sense, stated};

/// The item being read and what was noticed so far.
pub(super) struct Reader<'a> {
    /// Its tokens.
    pub(super) line: &'a Line<'a>,
    /// Its values.
    pub(super) values: &'a [Value],
    /// Where it stands.
    pub(super) context: &'a ItemContext,
    /// What was noticed.
    pub(super) findings: Vec<Finding>,
}

/// What a piece takes from the words above or before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    /// Name shared by the parts.
    pub(super) lead: Option<String>,
    /// Movement said once for all parts ("Giảm: số vụ 5%, …").
    pub(super) direction: Option<Direction>,
    /// Time said once for all parts.
    pub(super) horizon: Option<String>,
    /// Name of the piece before, for one that only adds a later value.
    pub(super) name: Option<String>,
    /// The verb that opened an earlier piece ("Giảm số vụ 5%, số người chết 5%").
    pub(super) verb: Option<change::OpeningVerb>,
}

/// The target of a piece; `None` when the piece promises nothing.
pub(super) fn read(reader: &mut Reader<'_>, piece: &Piece, inherited: &Inherited) -> Option<ReadTarget> {
    match choice::choose(reader, piece) {
        Some(chosen) => Some(valued(reader, piece, chosen, inherited)),
        None => worded(reader, piece, inherited),
    }
}

fn worded(reader: &mut Reader<'_>, piece: &Piece, inherited: &Inherited) -> Option<ReadTarget> {
    let line = reader.line;
    let stated = stated::read(line, piece.range.clone(), reader.context.prose)?;
    let opening = horizon::opening(line, piece.range.clone());
    let words = line.bytes(stated.words.clone());
    let name_words = line.trim(opening.body..stated.words.start.max(opening.body));
    let none = matches!(stated.promise, Promise::Level(_)) && name_words.is_empty();
    let own = if none { line.any_at(stated.words.start, stated::NONE).unwrap_or(piece.range.start)..piece.range.end } else if name_words.len() < 2 && stated.words.start <= opening.body + 1 { piece.range.clone() } else { name_words };
    let name = lead_name(inherited, line.slice(name::strip(line, own, opening.horizon.as_ref())), line.slice(piece.range.clone()));
    reader.findings.push(match &stated.promise {
        Promise::Level(_) => rules::read_as_zero(words.clone()),
        _ => rules::judged_by_words(words.clone()),
    });
    Some(ReadTarget {
        range: line.bytes(piece.range.clone()),
        name,
        condition: Condition { promise: stated.promise, unit: None, reading: Reading::AsWritten },
        condition_range: Some(words),
        horizon: opening.horizon.map(|h| line.slice(h).to_owned()).or_else(|| inherited.horizon.clone()),
        parts: Vec::new(),
    })
}

fn valued(reader: &mut Reader<'_>, piece: &Piece, chosen: usize, inherited: &Inherited) -> ReadTarget {
    let (line, values) = (reader.line, reader.values);
    let value = &values[chosen];
    let opening = horizon::opening(line, piece.range.start..value.first.max(piece.range.start));
    let near = || horizon::near(line, piece.range.clone(), value.first, value.last);
    let time = opening.horizon.clone().or_else(near);
    let body = opening.body.max(piece.range.start)..piece.range.end;
    let again = piece.also.contains(&chosen);
    let name_end = piece.values.first().filter(|_| again).map_or(value.first, |i| values[*i].first);
    let name = name::build(line, body.clone(), value, name_end, time.as_ref());
    if let Some(start) = value.base.clone().filter(|b| b.end <= value.number) {
        reader.findings.push(rules::also_says(line.bytes(start.clone()), line.slice(start)));
    }
    let words = line.bytes(value.first..value.last);
    doubts_of_writing(reader, value, &words);
    let named = full_name(inherited, &name);
    let direction = change::direction(line, value, body.start, inherited);
    if direction.unsure {
        reader.findings.push(rules::level_or_change(words.clone()));
    }
    let promise = promise(reader, piece, chosen, direction.is);
    let unit = unit_of(reader, value, &name, body);
    check_plausible(reader, &named, value, &promise, &words);
    let reading = sense::reading(&named, &promise);
    told_of_result(reader, piece, value);
    ReadTarget {
        range: line.bytes(piece.range.clone()),
        name: named,
        condition: Condition { promise, unit, reading },
        condition_range: Some(words),
        horizon: time.map(|h| line.slice(h).to_owned()).or_else(|| inherited.horizon.clone()),
        parts: Vec::new(),
    }
}

fn full_name(inherited: &Inherited, name: &Name) -> String {
    let own = match &inherited.name {
        Some(previous) if name.words.is_empty() => previous.as_str(),
        _ => name.words.as_str(),
    };
    lead_name(inherited, own, "")
}

fn lead_name(inherited: &Inherited, own: &str, otherwise: &str) -> String {
    let own = if own.is_empty() { otherwise } else { own };
    match &inherited.lead {
        Some(lead) => name::under(lead, own),
        None => own.to_owned(),
    }
}

fn doubts_of_writing(reader: &mut Reader<'_>, value: &Value, words: &Range<usize>) {
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

fn promise(reader: &mut Reader<'_>, piece: &Piece, chosen: usize, direction: Option<Direction>) -> Promise {
    let (line, values) = (reader.line, reader.values);
    let value = &values[chosen];
    let words = line.bytes(value.first..value.last);
    let whole = value.low.normalize().scale() == 0 && value.high.is_none();
    let count = if whole { value.low.to_u32() } else { None };
    if let (Some(count), true) = (count, value.has(Mark::Rank)) {
        return Promise::RankWithin(count);
    }
    if let (Some(count), true) = (count, is_criteria(line, value)) {
        return Promise::AllOf { count: Some(count), direction };
    }
    let high = if value.more.is_empty() { value.high } else { None };
    let (bound, doubts) = comparison::bound(value.low, high, &value.marks);
    for doubt in doubts {
        reader.findings.push(rules::bounds(words.clone(), doubt));
    }
    if let (Some(count), Bound::Exactly(_), None) = (count, &bound, value.out_of)
        && let Some(members) = listed(reader, piece, value, count)
    {
        return Promise::Roster { count, members };
    }
    match direction {
        Some(direction) => {
            if value.measure() == Some(Measure::Rank) {
                reader.findings.push(rules::rank_baseline(words));
            }
            let from = value.base.clone().map(|b| change::base_words(line, b)).filter(|b| !b.is_empty());
            Promise::Change { direction, by: Some(bound), from }
        }
        None => Promise::Level(bound),
    }
}

fn is_criteria(line: &Line<'_>, value: &Value) -> bool {
    let unit = value.unit.as_ref().map_or(value.number + 1, |u| u.range.start);
    value.has(Mark::Whole) && line.any_at(unit, &["tiêu chí", "mặt", "chỉ số", "nội dung"]).is_some()
}

/// Members in the brackets or after the colon that follow a count.
fn listed(reader: &mut Reader<'_>, piece: &Piece, value: &Value, count: u32) -> Option<Vec<String>> {
    let line = reader.line;
    let start = value.last;
    let bracket = line.tokens.get(start).filter(|t| t.kind == Kind::Open).and_then(|t| t.mate);
    let range = match bracket {
        Some(close) => start + 1..close,
        None if line.kind(start) == Some(Kind::Colon) || line.any_at(start, &["gồm", "bao gồm", "là"]).is_some() => {
            start..piece.range.end
        }
        None if line.kind(start) == Some(Kind::Comma) => start + 1..piece.range.end,
        None => return None,
    };
    let list = line.bytes(range.clone());
    let members = roster::members(line, range, count)?;
    if u32::try_from(members.len()) != Ok(count) {
        reader.findings.push(rules::member_count(list, count, members.len()));
    }
    Some(members)
}

fn unit_of(reader: &mut Reader<'_>, value: &Value, name: &Name, body: Range<usize>) -> Option<Unit> {
    let line = reader.line;
    let given = reader.context.unit.clone();
    let at = line.bytes(value.first..value.last);
    if let Some(words) = &value.unit {
        let end = if name.value_first { words.short } else { words.range.end };
        let written = Unit::new(line.slice(words.range.start..end))?;
        if let Some(column) = given.filter(|c| !agree(c, &written)) {
            reader.findings.push(rules::unit_conflict(at, column.as_str(), written.as_str()));
        }
        return Some(written);
    }
    if value.has(Mark::Rank) {
        return None;
    }
    let percent = || value.two_digits.then(|| Unit::new("%")).flatten();
    let found = given.or_else(percent).or_else(|| unit_in_name(line, body.start..value.first));
    if found.is_none() {
        let counted = line.any_at(body.start, &["số", "chỉ số", "tổng số", "hệ số", "điểm", "tỉ số"]).is_some();
        let severity = if counted { Severity::Note } else { Severity::Warning };
        reader.findings.push(rules::unit_missing(at, severity));
    }
    found
}

/// A column's "triệu" and a cell's "triệu đồng", or "người" and "người dân", do not contradict.
fn agree(column: &Unit, written: &Unit) -> bool {
    let (column, written) = (column.canonical(), written.canonical());
    column == written || column.starts_with(&written) || written.starts_with(&column) || written.contains(&column)
}

/// "Sản lượng lương thực (tấn): 5.000", "Tổng đàn lợn, con".
fn unit_in_name(line: &Line<'_>, name: Range<usize>) -> Option<Unit> {
    let whole = |range: Range<usize>| {
        let range = line.trim(range);
        let words = unit::known(line, range.start)?;
        (words.range.end == range.end).then(|| Unit::new(line.slice(range))).flatten()
    };
    let bracketed = name.clone().rev().find_map(|i| {
        let mate = line.tokens.get(i).filter(|t| t.kind == Kind::Open)?.mate?;
        whole(i + 1..mate)
    });
    let comma = name.clone().rev().find(|i| line.kind(*i) == Some(Kind::Comma));
    bracketed.or_else(|| comma.and_then(|c| whole(c + 1..name.end)))
}

/// Shares above 100%, and coverage that lost a digit.
fn check_plausible(reader: &mut Reader<'_>, name: &str, value: &Value, promise: &Promise, words: &Range<usize>) {
    let Promise::Level(_) = promise else { return };
    if value.measure() != Some(Measure::Percent) || value.unit.as_ref().is_some_and(|u| u.range.end > u.short) {
        return;
    }
    let lower = name.to_lowercase().replace('ỷ', "ỉ");
    let share = lower.starts_with("tỉ lệ") || lower.starts_with("tỉ trọng");
    let growth = ["tăng", "giảm", "so với", "thực hiện"].iter().any(|w| lower.contains(w));
    let coverage = ["bảo hiểm y tế", "điện lưới", "hợp vệ sinh", "phổ cập", "đúng độ tuổi", "tiêm chủng", "nước sạch"];
    let covers = coverage.iter().any(|w| lower.contains(w)) && !lower.contains("chưa") && !lower.contains("không");
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
    let done = line.find(before.clone(), &["đã đạt", "thực hiện được", "đạt được", "kết quả đạt", "ước thực hiện", "đã"]);
    if done.is_some() || value.has(Mark::Estimate) {
        reader.findings.push(rules::looks_like_result(words, Severity::Warning));
        return;
    }
    let year = value.first.checked_sub(1).filter(|p| *p > piece.range.start);
    let dated = year.is_some_and(|p| super::name_number::looks_like_year(line, p) && line.before(p) == "năm");
    let goal = year.is_some_and(|p| p >= 2 && matches!(line.word(p - 2), "đến" | "tới" | "vào" | "hết" | "cuối"));
    if dated && !goal && value.has(Mark::Reach) {
        reader.findings.push(rules::looks_like_result(words, Severity::Note));
    }
}
