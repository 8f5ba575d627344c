//! Names, then as many values: "Tỉ lệ A, B và C lần lượt là 10%, 20% và 30%".
//!
//! **Takes** a piece with "lần lượt" or "tương ứng". **Gives** a whole with one part for each pair.
//! **Never** pairs rows of different lengths: then the piece is told and no number of it is taken.

use std::ops::Range;

use quyet_model::condition::{Condition, Direction, Promise};
use quyet_model::unit::Unit;

use super::super::leaf::{Inherited, Reader};
use super::super::name_number::looks_like_year;
use super::super::segment::Piece;
use super::super::token::{Kind, Line};
use super::super::value::Value;
use super::super::{ReadTarget, change, comparison, horizon, name, rules, sense, suspicion};
use super::composite;

/// Where the words stand that say that values follow in the order of their names; `None` without such words.
pub(in crate::grammar) fn cue(line: &Line<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let at = line.find(range.clone(), &["lần lượt", "tương ứng"])?;
    let end = at + 2;
    let verb = line.any_at(end, VERBS).unwrap_or(end);
    let figure = (verb..verb + 3).find(|i| line.kind(*i) == Some(Kind::Number))?;
    let led = (verb..figure).all(|i| {
        line.kind(i) == Some(Kind::Compare)
            || line
                .any_at(i, &["trên", "từ", "khoảng", "dưới", "ít", "nhất", "tối", "thiểu"])
                .is_some()
    });
    (led && figure < range.end).then_some(at..end)
}

const VERBS: &[&str] = &[
    "là",
    "đạt",
    "còn",
    "đạt từ",
    "chiếm",
    "bằng",
    "ở mức",
    "tăng",
    "giảm",
    "là từ",
    "với",
    "như sau",
    "đạt là",
];

/// The target of a piece whose values follow in the order of their names; `None` when the piece is anything else.
pub(super) fn read(
    reader: &mut Reader<'_>,
    piece: &Piece,
    inherited: &Inherited,
) -> Option<ReadTarget> {
    let line = reader.line;
    let cue = cue(line, &piece.range)?;
    let all = reader.values;
    let values: Vec<&Value> =
        piece.values.iter().map(|i| &all[*i]).filter(|value| cue.end <= value.number).collect();
    let [first, .., last] = values.as_slice() else { return None };
    let opening = horizon::opening(line, piece.range.start..cue.start);
    let named = name::strip(line, opening.body..cue.start, None);
    let time = opening.horizon.map(|h| line.slice(h).to_owned()).or(inherited.horizon.clone());
    let moved = movement(line, &cue, first);
    let whole = line.slice(named.clone());
    let title = match &inherited.lead {
        Some(lead) => name::under(lead, whole),
        None => whole.to_owned(),
    };
    let range = line.bytes(piece.range.clone());
    let words = line.bytes(first.first..last.last);
    let Some(rows) = rows(line, named, values.len()) else {
        reader.findings.push(rules::unread(words.clone()));
        return Some(ReadTarget {
            condition: Condition::stated(),
            condition_range: Some(words),
            ..composite(range, title, time, Vec::new())
        });
    };
    let unit_of =
        |value: &Value| value.unit.as_ref().and_then(|u| Unit::new(line.slice(u.range.clone())));
    let shared = values.iter().rev().find_map(|value| unit_of(value));
    let base = values.iter().rev().find_map(|value| value.base.clone());
    let mut parts = Vec::new();
    for (row, value) in rows.into_iter().zip(&values) {
        let high = value.high.filter(|_| value.more.is_empty());
        let (bound, doubts) = comparison::bound(value.low, high, &value.marks);
        let at = line.bytes(value.first..value.last);
        reader.findings.extend(doubts.into_iter().map(|doubt| rules::bounds(at.clone(), doubt)));
        suspicion::of_writing(reader, value);
        let from = base.clone().map(|b| change::base_words(line, b)).filter(|b| !b.is_empty());
        let promise = match moved {
            Some(direction) => Promise::Change { direction, by: Some(bound), from },
            None => Promise::Level(bound),
        };
        let own = line.slice(row.name);
        let full = inherited.lead.as_ref().map_or(own.to_owned(), |lead| name::under(lead, own));
        let reading = sense::reading(&full, &promise);
        parts.push(ReadTarget {
            range: range.clone(),
            name: full,
            condition: Condition {
                promise,
                unit: unit_of(value).or_else(|| shared.clone()),
                reading,
            },
            condition_range: Some(at),
            horizon: row.time.or_else(|| time.clone()),
            said: Some(format!("{own} {}", line.slice(value.first..value.last))),
            replaces: None,
            parts: Vec::new(),
        });
    }
    Some(composite(range, title, time, parts))
}

/// "giảm lần lượt 2% và 1,5%", "lần lượt tăng 5%, 6%".
fn movement(line: &Line<'_>, cue: &Range<usize>, first: &Value) -> Option<Direction> {
    let growth = matches!(line.before(cue.start.saturating_sub(1)), "độ" | "lệ" | "mức");
    let arrives = first.has(comparison::Mark::Arrive);
    let said = |word: &str| {
        line.before(cue.start) == word && !growth
            || (cue.end..first.number).any(|i| line.word(i) == word)
    };
    if arrives {
        return None;
    }
    said("tăng").then_some(Direction::Rise).or_else(|| said("giảm").then_some(Direction::Fall))
}

/// The name and time of one value.
struct Row {
    name: Range<usize>,
    time: Option<String>,
}

/// As many names as there are values, by the first way of cutting that gives them.
fn rows(line: &Line<'_>, named: Range<usize>, count: usize) -> Option<Vec<Row>> {
    if let Some(rows) = years(line, &named, count) {
        return Some(rows);
    }
    let depth = line.tokens.get(named.start)?.depth;
    let kind = |i: usize, kind: Kind| line.is_at(i, kind, depth);
    let and = |i: usize| kind(i, Kind::Word) && line.word(i) == "và";
    let last_and = named.clone().rev().find(|i| and(*i));
    let cuts: [&dyn Fn(usize) -> bool; 4] = [
        &|i| kind(i, Kind::Semicolon) || Some(i) == last_and,
        &|i| kind(i, Kind::Comma) || kind(i, Kind::Semicolon) || Some(i) == last_and,
        &|i| kind(i, Kind::Comma) || kind(i, Kind::Semicolon) || and(i),
        &|i| kind(i, Kind::Comma) || kind(i, Kind::Semicolon),
    ];
    cuts.into_iter().find_map(|cuts| {
        let parts = split(line, named.clone(), cuts);
        let fits = parts.len() == count && parts.iter().all(|part| !part.is_empty());
        fits.then(|| parts.into_iter().map(|name| Row { name, time: None }).collect())
    })
}

fn split(line: &Line<'_>, range: Range<usize>, cuts: &dyn Fn(usize) -> bool) -> Vec<Range<usize>> {
    let (mut out, mut start) = (Vec::new(), range.start);
    for i in range.clone().filter(|i| cuts(*i)) {
        out.push(line.trim(start..i));
        start = i + 1;
    }
    out.push(line.trim(start..range.end));
    out
}

/// "Giá trị sản xuất năm 2024, 2025": one name, a year for each value.
fn years(line: &Line<'_>, named: &Range<usize>, count: usize) -> Option<Vec<Row>> {
    let years: Vec<usize> = named.clone().filter(|i| looks_like_year(line, *i)).collect();
    let (first, last) = (*years.first()?, *years.last()?);
    let listed = (first..=last).all(|i| {
        looks_like_year(line, i)
            || line.kind(i) == Some(Kind::Comma)
            || matches!(line.word(i), "và" | "năm")
    });
    let closes = line.trim(last + 1..named.end).is_empty();
    let mut end = first;
    while end > named.start && matches!(line.before(end), "năm" | "các" | "trong" | "vào") {
        end -= 1;
    }
    let name = line.trim(named.start..end);
    if years.len() != count || !listed || !closes || name.is_empty() {
        return None;
    }
    let row =
        |year: usize| Row { name: name.clone(), time: Some(format!("năm {}", line.word(year))) };
    Some(years.into_iter().map(row).collect())
}
