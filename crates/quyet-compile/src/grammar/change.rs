//! Level or change: when "tăng" and "giảm" say which way, and when they only belong to a name.
//!
//! **Takes** a value and the words before it. **Gives** the direction of a change, or none for a level.
//! **Never** takes "tốc độ tăng" or "tỉ lệ giảm nghèo" for a movement: there the name is the growth.

use std::ops::Range;

use quyet_model::condition::Direction;

use super::comparison::Mark;
use super::horizon;
use super::leaf::Inherited;
use super::segment::Piece;
use super::sense;
use super::token::Line;
use super::unit::Measure;
use super::value::Value;

/// How many words after a value are looked at for what it is about.
const NAME_WORDS: usize = 8;

/// A direction and whether it is in doubt.
pub(super) struct Movement {
    /// Which way; `None` for a level.
    pub(super) is: Option<Direction>,
    /// Whether the words fit both a level and a change.
    pub(super) unsure: bool,
}

/// Which way `value` moves. `start` is where the name begins.
pub(super) fn direction(
    line: &Line<'_>,
    value: &Value,
    start: usize,
    inherited: &Inherited,
) -> Movement {
    let sure = |is| Movement { is, unsure: false };
    if value.has(Mark::Arrive) || value.has(Mark::Rank) {
        return sure(None);
    }
    let below = value.has(Mark::Less) || value.has(Mark::AtMost);
    // "tăng gấp 1,5 lần": one and a half times as much, or so much more.
    let times = value.measure() == Some(Measure::Times);
    if value.has(Mark::Rise) {
        return Movement { is: Some(Direction::Rise), unsure: times };
    }
    if value.has(Mark::Fall) {
        // "giảm dưới 1%" usually names where the fall ends.
        return if below {
            Movement { is: None, unsure: true }
        } else {
            Movement { is: Some(Direction::Fall), unsure: times }
        };
    }
    if let Some(direction) = value.colon_direction {
        return sure(Some(direction));
    }
    let leading = leading(line, start, value.first).or(inherited.direction);
    if leading.is_none()
        && let Some(shared) = shared_verb(line, value, start, inherited)
    {
        return shared;
    }
    let reached = value.has(Mark::Reach) || value.has(Mark::Equal);
    match leading {
        Some(Direction::Rise) if reached => Movement { is: None, unsure: true },
        Some(Direction::Fall) if below => Movement { is: None, unsure: true },
        Some(Direction::Fall) if reached => Movement { is: Some(Direction::Fall), unsure: true },
        other => sure(other),
    }
}

/// "Giảm số vụ …", "Tăng thu ngân sách …": the verb that opens the name.
pub(super) fn leading(line: &Line<'_>, start: usize, end: usize) -> Option<Direction> {
    if start + 1 >= end {
        return None;
    }
    let verb = if matches!(line.word(start), "kéo" | "cắt") { start + 1 } else { start };
    let next = line.word(verb + 1);
    match line.word(verb) {
        "tăng" if !matches!(next, "trưởng" | "cường" | "tốc" | "tự" | "giá" | "thêm") => {
            Some(Direction::Rise)
        }
        "giảm" if !matches!(next, "nghèo" | "nhẹ") => Some(Direction::Fall),
        _ => None,
    }
}

/// A verb of movement that opened an item and may hold for the pieces after it.
#[derive(Clone, Debug)]
pub(super) struct OpeningVerb {
    direction: Direction,
    /// The word after the verb, or the first after the value when the value came first.
    noun: String,
    value_first: bool,
}

/// The verb that opens `piece`: "Giảm số vụ 5%" or "Giảm 10% số vụ".
pub(super) fn opening_verb(
    line: &Line<'_>,
    values: &[Value],
    piece: &Piece,
) -> Option<OpeningVerb> {
    let value = values.get(*piece.values.first()?)?;
    let body = horizon::opening(line, piece.range.clone()).body;
    if value.first <= body && value.moves() {
        let direction = if value.has(Mark::Rise) { Direction::Rise } else { Direction::Fall };
        return Some(OpeningVerb {
            direction,
            noun: line.word(value.short).to_owned(),
            value_first: true,
        });
    }
    let direction = leading(line, body, value.first).filter(|_| !value.has(Mark::Arrive))?;
    Some(OpeningVerb { direction, noun: line.word(body + 1).to_owned(), value_first: false })
}

/// A bare value after such a piece moves too when it is said the same way of the same kind of thing.
fn shared_verb(
    line: &Line<'_>,
    value: &Value,
    start: usize,
    inherited: &Inherited,
) -> Option<Movement> {
    let verb = inherited.verb.as_ref()?;
    let strict = [Mark::Reach, Mark::Equal].iter().any(|m| value.has(*m));
    let value_first = value.first <= start;
    let noun = line.word(if value_first { value.short } else { start });
    let same = noun == verb.noun && value_first == verb.value_first && !strict;
    let words =
        if value_first { value.short..value.short + NAME_WORDS } else { start..value.first };
    let harm = verb.direction == Direction::Fall && sense::lower_is_better(line.slice(words));
    let unsure = !strict && value_first == verb.value_first;
    Some(match (same, harm) {
        (true, true) => Movement { is: Some(verb.direction), unsure: false },
        (true, false) if value_first => Movement { is: Some(verb.direction), unsure: true },
        _ => Movement { is: None, unsure },
    })
}

/// The base of comparison without "so với".
pub(super) fn base_words(line: &Line<'_>, base: Range<usize>) -> String {
    let start = line.any_at(base.start, &["so với", "so"]).unwrap_or(base.start);
    line.slice(line.trim(start..base.end.max(start))).to_owned()
}
