//! One piece to one target: which value is promised, how, of what.
//!
//! **Takes** a piece and what it inherits. **Gives** a target without parts, and findings.
//! **Never** reads a second value silently: each one left aside is told.

use quyet_model::condition::{Condition, Direction, Promise, Reading};

use super::comparison::{self, Mark};
use super::name::{self, Name};
use super::segment::Piece;
use super::token::{Kind, Line};
use super::unit::Measure;
use super::value::{self, Value};
use super::{Finding, ItemContext, ReadTarget};
use super::{amendment, change, choice, horizon, measure, roster, rules, sense, stated, suspicion};

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
pub(super) fn read(
    reader: &mut Reader<'_>,
    piece: &Piece,
    inherited: &Inherited,
) -> Option<ReadTarget> {
    let denied = stated::denies(reader.line, &piece.range);
    let share =
        piece.values.first().is_some_and(|i| reader.values[*i].measure() == Some(Measure::Percent));
    if denied && !share && !piece.values.is_empty() {
        // "Không có xã dưới 10 tiêu chí": the number only says which communes.
        let value = &reader.values[piece.values[0]];
        let at = reader.line.bytes(value.first..value.last);
        reader.findings.push(rules::comparison_in_name(at));
        return worded(reader, piece, inherited);
    }
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
    let own = if none {
        line.any_at(stated.words.start, stated::NONE).unwrap_or(piece.range.start)..piece.range.end
    } else if name_words.len() < 3 && line.kind(name_words.end) != Some(Kind::Colon) {
        piece.range.clone()
    } else {
        name_words
    };
    let name = lead_name(
        inherited,
        line.slice(name::strip(line, own, opening.horizon.as_ref())),
        line.slice(piece.range.clone()),
    );
    reader.findings.push(match &stated.promise {
        Promise::Level(_) => rules::read_as_zero(words.clone()),
        _ => rules::judged_by_words(words.clone()),
    });
    Some(ReadTarget {
        range: line.bytes(piece.range.clone()),
        name,
        condition: Condition { promise: stated.promise, unit: None, reading: Reading::AsWritten },
        condition_range: Some(words),
        horizon: opening
            .horizon
            .map(|h| line.slice(h).to_owned())
            .or_else(|| inherited.horizon.clone()),
        said: None,
        replaces: None,
        parts: Vec::new(),
    })
}

fn valued(
    reader: &mut Reader<'_>,
    piece: &Piece,
    chosen: usize,
    inherited: &Inherited,
) -> ReadTarget {
    let (line, values) = (reader.line, reader.values);
    let whole = line.bytes(piece.range.clone());
    let (piece, value) = &with_base_behind(line, piece, &values[chosen]);
    let opening = horizon::opening(line, piece.range.start..value.first.max(piece.range.start));
    let near = || horizon::near(line, piece.range.clone(), value);
    let time = opening.horizon.clone().or_else(near);
    let members = roster::listed(reader, piece, value);
    let body_end = members.as_ref().map_or_else(|| restated_at(reader, piece, value), |m| m.start);
    let amends = amendment::opens(line, opening.body.max(piece.range.start), value);
    let body = amends.body..body_end;
    let name_end = name_end(values, piece, chosen);
    let name = name::build(line, body.clone(), value, name_end, time.as_ref());
    let from = value.base.clone().filter(|b| b.end <= value.number);
    let replaces = from.clone().filter(|_| amends.is).map(|old| line.slice(old).to_owned());
    if let Some(start) = from.filter(|_| !amends.is) {
        reader.findings.push(rules::also_says(line.bytes(start.clone()), line.slice(start)));
    }
    let words = line.bytes(value.first..value.last);
    if members.is_none() {
        told_of_tail(reader, piece, value);
    }
    suspicion::of_writing(reader, value);
    let named = full_name(inherited, &name);
    let over_all = over_all(reader, piece, value, inherited);
    let over_all = Inherited { direction: over_all.direction.filter(|_| !amends.is), ..over_all };
    let direction = change::direction(line, value, body.start, &over_all);
    if direction.unsure {
        reader.findings.push(rules::level_or_change(words.clone()));
    }
    let promise = match members {
        Some(list) => Promise::Roster { count: list.count, members: list.members },
        None => promise(reader, value, direction.is),
    };
    let unit = measure::of(reader, value, &name, body);
    let reading = sense::reading(&named, &promise);
    suspicion::of_meaning(
        reader,
        piece,
        value,
        &suspicion::Meaning { name: &named, promise: &promise, unit: unit.as_ref() },
    );
    ReadTarget {
        range: whole,
        name: named,
        condition: Condition { promise, unit, reading },
        condition_range: Some(words),
        horizon: time.map(|h| line.slice(h).to_owned()).or_else(|| inherited.horizon.clone()),
        said: None,
        replaces,
        parts: Vec::new(),
    }
}

/// "Giảm 10% số vụ so với năm 2020": the base that closes the piece is no part of the name.
fn with_base_behind(line: &Line<'_>, piece: &Piece, value: &Value) -> (Piece, Value) {
    let (mut piece, mut value) = (piece.clone(), value.clone());
    let tail = value.short..piece.range.end;
    let behind = tail
        .clone()
        .find(|i| line.at(*i, "so với").is_some() && line.tokens[*i].depth == value.depth);
    let moves = value.moves() && value.base.is_none();
    if let Some(start) = behind.filter(|i| moves && *i > value.short)
        && let Some(base) = value::base_of_comparison(line, start).filter(|b| b.end >= tail.end)
    {
        piece.range.end = start;
        value.base = Some(base.start..tail.end);
    }
    (piece, value)
}

/// "900 tỉ đồng, bảo đảm nguồn chi": a clause without a value behind the promised one is told.
fn told_of_tail(reader: &mut Reader<'_>, piece: &Piece, value: &Value) {
    let (line, end) = (reader.line, piece.range.end);
    let last = value.base.as_ref().map_or(value.last, |base| base.end.max(value.last));
    let more = piece.values.iter().chain(&piece.also).any(|i| reader.values[*i].first >= last);
    if more || !line.is_at(last, Kind::Comma, value.depth) {
        return;
    }
    let tail = line.trim(last + 1..end);
    let timed = horizon::at(line, tail.start).is_some_and(|after| after >= tail.end);
    let words = line.slice(tail.clone());
    // "15 xã, phường đạt chuẩn": the unit has two nouns, and the name said them already.
    let named = line.slice(piece.range.start..value.first).contains(words);
    let noun = value.measure() == Some(Measure::Count);
    if tail.len() > 1 && !timed && !named && !noun {
        reader.findings.push(rules::also_says(line.bytes(tail), words));
    }
}

/// Where the piece says its promise again ("…, lũy kế 15 xã"); its end when it does not.
fn restated_at(reader: &Reader<'_>, piece: &Piece, value: &Value) -> usize {
    let (line, values) = (reader.line, reader.values);
    let again =
        piece.also.iter().map(|i| values[*i].first).filter(|first| value.last <= *first).min();
    let comma = again.and_then(|first| {
        (value.last..first).rev().find(|i| line.is_at(*i, Kind::Comma, value.depth))
    });
    comma.unwrap_or(piece.range.end)
}

/// Where the name ends: at the chosen value, or at an earlier one that only moves or counts the whole.
fn name_end(values: &[Value], piece: &Piece, chosen: usize) -> usize {
    let again = piece.also.contains(&chosen);
    let first = piece.values.first().map(|i| &values[*i]);
    let earlier =
        first.filter(|v| v.number < values[chosen].number && (again || v.has(Mark::Whole)));
    earlier.map_or(values[chosen].first, |v| v.first)
}

/// "giảm cả 3 tiêu chí từ 5 - 10%": the verb stands at the criteria.
fn over_all(reader: &Reader<'_>, piece: &Piece, value: &Value, inherited: &Inherited) -> Inherited {
    let criteria = piece.values.iter().map(|i| &reader.values[*i]);
    let moved = criteria.filter(|v| v.has(Mark::Whole) && v.number < value.number).find_map(|v| {
        let rise = v.has(Mark::Rise).then_some(Direction::Rise);
        rise.or_else(|| v.has(Mark::Fall).then_some(Direction::Fall))
    });
    Inherited { direction: moved.or(inherited.direction), ..inherited.clone() }
}

fn full_name(inherited: &Inherited, name: &Name) -> String {
    let own = match &inherited.name {
        Some(previous) if name.words.is_empty() => previous.clone(),
        Some(previous) => name::at_other_prices(previous, &name.words),
        _ => name.words.clone(),
    };
    lead_name(inherited, name::without_stray_quote(&own), "")
}

fn lead_name(inherited: &Inherited, own: &str, otherwise: &str) -> String {
    let own = if own.is_empty() { otherwise } else { own };
    match &inherited.lead {
        Some(lead) => name::under(lead, own),
        None => own.to_owned(),
    }
}

fn promise(reader: &mut Reader<'_>, value: &Value, direction: Option<Direction>) -> Promise {
    let line = reader.line;
    let words = line.bytes(value.first..value.last);
    let count = roster::whole_number(value);
    let ranked =
        value.has(Mark::Rank) || (value.unit.is_none() && line.before(value.first) == "hạng");
    if let (Some(count), true) = (count, ranked) {
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
    match direction {
        Some(direction) => {
            let from =
                value.base.clone().map(|b| change::base_words(line, b)).filter(|b| !b.is_empty());
            Promise::Change { direction, by: Some(bound), from }
        }
        None => Promise::Level(bound),
    }
}

fn is_criteria(line: &Line<'_>, value: &Value) -> bool {
    let unit = value.unit.as_ref().map_or(value.number + 1, |u| u.range.start);
    value.has(Mark::Whole)
        && line.any_at(unit, &["tiêu chí", "mặt", "chỉ số", "nội dung"]).is_some()
}
