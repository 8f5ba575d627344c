//! Names in a row before values in a row: "Nông nghiệp - Công nghiệp - Dịch vụ: 18% - 40% - 42%".
//!
//! **Takes** a piece whose only value has three numbers or more. **Gives** one target for each pair.
//! **Never** pairs rows of different lengths, or numbers whose writing or comparison is in doubt.

use std::ops::Range;

use quyet_model::condition::{Bound, Condition, Promise, Reading};
use quyet_model::unit::Unit;
use rust_decimal::Decimal;

use super::super::leaf::{Inherited, Reader};
use super::super::number::Style;
use super::super::segment::Piece;
use super::super::token::{Kind, Line};
use super::super::value::Value;
use super::super::{ReadTarget, change, comparison, horizon, name, sense};

/// The targets of the pairs, at least three; `None` when the piece is anything else.
pub(super) fn read(
    reader: &Reader<'_>,
    piece: &Piece,
    inherited: &Inherited,
) -> Option<Vec<ReadTarget>> {
    let line = reader.line;
    let value = only_value(reader, piece)?;
    let opening = horizon::opening(line, piece.range.start..value.first);
    if opening.horizon.is_none() && horizon::near(line, piece.range.clone(), value).is_some() {
        return None;
    }
    let (body, time) = (opening.body, opening.horizon.map(|h| line.slice(h).to_owned()));
    let time = time.or_else(|| inherited.horizon.clone());
    let moves = value.moves() || inherited.direction.is_some();
    if moves
        || value.colon_direction.is_some()
        || change::leading(line, body, value.first).is_some()
    {
        return None;
    }
    let unit = value.unit.as_ref().and_then(|u| Unit::new(line.slice(u.range.clone())))?;
    let numbers: Vec<Decimal> =
        [value.low].into_iter().chain(value.high).chain(value.more.iter().copied()).collect();
    let names = names(line, body..value.first, value.depth);
    let places: Vec<usize> =
        (value.number..value.last).filter(|i| line.kind(*i) == Some(Kind::Number)).collect();
    if names.len() != numbers.len() || places.len() != numbers.len() {
        return None;
    }
    let whole = unit.as_str() == "%" && sum(&numbers) == Decimal::ONE_HUNDRED;
    let mut found = Vec::new();
    for (at, (words, number)) in names.into_iter().zip(numbers).enumerate() {
        let (bound, doubts) = comparison::bound(number, None, &value.marks);
        if !doubts.is_empty() || !matches!(bound, Bound::Exactly(_) | Bound::About(_)) {
            return None;
        }
        let own = line.slice(words);
        let full = inherited.lead.as_ref().map_or(own.to_owned(), |lead| name::under(lead, own));
        let promise = Promise::Level(bound);
        let reading = if whole { Reading::AsWritten } else { sense::reading(&full, &promise) };
        let end = places.get(at + 1).map_or(value.last, |next| next - 1);
        found.push(ReadTarget {
            range: line.bytes(piece.range.clone()),
            name: full,
            condition: Condition { promise, unit: Some(unit.clone()), reading },
            condition_range: Some(line.bytes(line.trim(places[at]..end))),
            horizon: time.clone(),
            said: Some(format!("{own} {}", line.slice(line.trim(places[at]..end)))),
            replaces: None,
            parts: Vec::new(),
        });
    }
    Some(found)
}

/// The piece's only value, when it is a row of numbers that are written without doubt.
fn only_value<'a>(reader: &Reader<'a>, piece: &Piece) -> Option<&'a Value> {
    let ([only], []) = (piece.values.as_slice(), piece.also.as_slice()) else { return None };
    let value = &reader.values[*only];
    let clear = value.style.0 == Style::Clear && !value.joined && value.base.is_none();
    let closed = reader.line.trim(value.last..piece.range.end).is_empty();
    (!value.more.is_empty() && clear && closed).then_some(value)
}

/// The names between the dashes that stand free on both sides.
fn names(line: &Line<'_>, range: Range<usize>, depth: u32) -> Vec<Range<usize>> {
    let (mut out, mut start) = (Vec::new(), range.start);
    for i in range.clone() {
        if line.is_at(i, Kind::Dash, depth) && !line.tight(i) && !line.tight(i + 1) {
            out.push(line.trim(start..i));
            start = i + 1;
        }
    }
    out.push(line.trim(start..range.end));
    if out.iter().any(Range::is_empty) { Vec::new() } else { out }
}

fn sum(numbers: &[Decimal]) -> Decimal {
    numbers.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add)
}
