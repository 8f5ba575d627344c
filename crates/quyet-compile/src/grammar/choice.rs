//! Which of a piece's values is the promised one.
//!
//! **Takes** a piece. **Gives** the index of its value, and a finding for every value set aside.
//! **Never** chooses silently between two values that both look promised.
//!
//! A value right after a colon wins; then a value that opens the piece; then the last one that its own
//! words mark; then the last. Restatements never win, unless the first value was only a growth.

use super::comparison::Mark;
use super::leaf::Reader;
use super::rules;
use super::segment::Piece;
use super::token::{Kind, Line};
use super::unit::Measure;
use super::value::Value;

/// The promised value of `piece`; `None` when it has none.
pub(super) fn choose(reader: &mut Reader<'_>, piece: &Piece) -> Option<usize> {
    let (values, line) = (reader.values, reader.line);
    let (chosen, sure) = pick(reader, piece)?;
    let value = &values[chosen];
    let words = line.slice(value.first..value.last);
    let at = line.bytes(value.first..value.last);
    if !sure {
        reader.findings.push(rules::several_values(at.clone(), words));
    }
    for other in piece.values.iter().chain(&piece.also).copied().filter(|i| *i != chosen) {
        let aside = &values[other];
        let whole = is_count_of_all(aside);
        if !whole && (bare_after(aside, value) || bare_after(value, aside)) {
            reader.findings.push(rules::joined_values(at.clone()));
        }
        if piece.also.contains(&other) && is_rival(value, aside) && !is_average(line, aside) {
            reader.findings.push(rules::several_values(at.clone(), words));
        } else if whole || piece.also.contains(&other) {
            let range = line.bytes(aside.first..aside.last);
            reader.findings.push(rules::also_says(range, line.slice(aside.first..aside.last)));
        }
    }
    let ranked = value.has(Mark::Rank);
    if ranked && line.find(piece.range.start..value.first, &["nhóm", "tốp", "top"]).is_some() {
        reader.findings.push(rules::several_values(at.clone(), words));
    }
    told_of_brackets(reader, piece, value);
    let hidden =
        value.first >= 2 && line.any_at(value.first - 2, &["trở lên", "trở xuống"]).is_some();
    if hidden && !value.colon && value.marks.is_empty() {
        reader.findings.push(rules::comparison_in_name(at));
    }
    Some(chosen)
}

/// "bình quân 9 tỷ đồng/năm" beside the sum says it again by the year.
fn is_average(line: &Line<'_>, aside: &Value) -> bool {
    let near = aside.first.saturating_sub(8);
    let comma = (near..aside.first).rev().find(|i| line.kind(*i) == Some(Kind::Comma));
    let near = comma.unwrap_or(aside.first)..aside.first;
    ["bình quân", "trung bình"].iter().any(|word| line.ends(0, aside.first, word).is_some())
        || line.find(near, &["lũy kế", "cộng dồn", "tổng số"]).is_some()
}

/// Another plain value of the same measure is no restatement: "lần lượt là 85%, 75%".
fn is_rival(value: &Value, aside: &Value) -> bool {
    let plain = !aside.moves() && !aside.has(Mark::Equal) && aside.base.is_none();
    plain && aside.measure() == value.measure() && aside.is_strong()
}

/// A number right after another value, without a word of its own.
fn bare_after(first: &Value, second: &Value) -> bool {
    first.last == second.number
}

/// The chosen index, and whether no other value competes.
fn pick(reader: &Reader<'_>, piece: &Piece) -> Option<(usize, bool)> {
    let values = reader.values;
    let main: Vec<usize> =
        piece.values.iter().copied().filter(|i| !is_count_of_all(&values[*i])).collect();
    let main = if main.is_empty() { piece.values.clone() } else { main };
    if let Some(growth_first) = level_after_growth(reader, &main, &piece.also) {
        return Some((growth_first, false));
    }
    if let Some(level) = level_beside_movement(values, &main) {
        return Some((level, false));
    }
    if let Some(titled) = main.iter().rev().find(|i| values[**i].colon) {
        let rivals = main.iter().filter(|i| **i > *titled && values[**i].is_strong()).count();
        return Some((*titled, rivals == 0));
    }
    let strong: Vec<usize> = main.iter().copied().filter(|i| values[*i].is_strong()).collect();
    let opening = super::horizon::opening(reader.line, piece.range.clone()).body;
    if let Some(first) = main.first().filter(|i| values[**i].first <= opening) {
        let rivals = strong.iter().filter(|i| *i != first).count();
        return Some((*first, rivals == 0));
    }
    match strong.as_slice() {
        [] => main.last().map(|last| (*last, main.len() == 1)),
        [only] => Some((*only, main.len() == 1)),
        [rest @ .., last] => Some((*last, is_only_share(reader, opening, *last, rest))),
    }
}

/// A ratio is promised in percent: when the last value is the only percentage, nothing competes with it.
fn is_only_share(reader: &Reader<'_>, opening: usize, last: usize, rest: &[usize]) -> bool {
    let percent = |i: usize| reader.values[i].measure() == Some(Measure::Percent);
    let ratio = reader.line.any_at(opening, &["tỉ lệ", "tỉ trọng"]).is_some();
    ratio
        && percent(last)
        && !rest.iter().any(|i| percent(*i))
        && reader.values[last].has(Mark::Reach)
}

/// "cả 3 tiêu chí" beside a percentage says what moves, not by how much.
fn is_count_of_all(value: &Value) -> bool {
    value.has(Mark::Whole)
}

/// "tăng 10%, đạt 25.000 tỷ đồng": the level is what is promised.
fn level_after_growth(reader: &Reader<'_>, main: &[usize], also: &[usize]) -> Option<usize> {
    let values = reader.values;
    let [only] = main else { return None };
    let reaches =
        |v: &Value| (v.has(Mark::Reach) || v.has(Mark::Arrive)) && !is_average(reader.line, v);
    let level = also.iter().find(|i| !values[**i].moves() && reaches(&values[**i]))?;
    values[*only].moves().then_some(*level)
}

/// "còn 5,5% giảm 2%": of two values with nothing between them the level is what is promised.
fn level_beside_movement(values: &[Value], main: &[usize]) -> Option<usize> {
    let [first, second] = main else { return None };
    let (one, two) = (&values[*first], &values[*second]);
    let touching = one.last == two.first;
    match (one.moves(), two.moves()) {
        (false, true) if touching && one.is_strong() => Some(*first),
        (true, false) if touching && two.is_strong() => Some(*second),
        _ => None,
    }
}

/// Values in brackets after the promised one: "50% (8 xã)", "575 (tăng 15%)".
fn told_of_brackets(reader: &mut Reader<'_>, piece: &Piece, value: &Value) {
    let (line, values) = (reader.line, reader.values);
    let start = values.partition_point(|v| v.number < value.last);
    for other in values[start..].iter().take_while(|v| v.number < piece.range.end) {
        if other.depth <= value.depth {
            continue;
        }
        let range = line.bytes(other.first..other.last);
        reader.findings.push(rules::also_says(range, line.slice(other.first..other.last)));
    }
    debug_assert!(
        line.kind(value.number) == Some(Kind::Number)
            || line.kind(value.number) == Some(Kind::Word)
    );
}
