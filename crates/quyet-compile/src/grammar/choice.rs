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
use super::token::Kind;
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
        if !whole && (aside.last == value.first || value.last == aside.first) {
            reader.findings.push(rules::joined_values(at.clone()));
        }
        if whole || piece.also.contains(&other) {
            let range = line.bytes(aside.first..aside.last);
            reader.findings.push(rules::also_says(range, line.slice(aside.first..aside.last)));
        }
    }
    told_of_brackets(reader, piece, value);
    let hidden = value.first >= 2 && line.any_at(value.first - 2, &["trở lên", "trở xuống"]).is_some();
    if hidden && !value.colon && value.marks.is_empty() {
        reader.findings.push(rules::comparison_in_name(at));
    }
    Some(chosen)
}

/// The chosen index, and whether no other value competes.
fn pick(reader: &Reader<'_>, piece: &Piece) -> Option<(usize, bool)> {
    let values = reader.values;
    let main: Vec<usize> = piece.values.iter().copied().filter(|i| !is_count_of_all(&values[*i])).collect();
    let main = if main.is_empty() { piece.values.clone() } else { main };
    if let Some(growth_first) = level_after_growth(values, &main, &piece.also) {
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
        [.., last] => Some((*last, false)),
    }
}

/// "cả 3 tiêu chí" beside a percentage says what moves, not by how much.
fn is_count_of_all(value: &Value) -> bool {
    value.has(Mark::Whole)
}

/// "tăng 10%, đạt 25.000 tỷ đồng": the level is what is promised.
fn level_after_growth(values: &[Value], main: &[usize], also: &[usize]) -> Option<usize> {
    let [only] = main else { return None };
    let level = also.iter().find(|i| !values[**i].moves() && values[**i].has(Mark::Reach))?;
    (values[*only].moves() && values[*only].measure() != values[*level].measure()).then_some(*level)
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
    debug_assert!(line.kind(value.number) == Some(Kind::Number) || line.kind(value.number) == Some(Kind::Word));
}
