//! Members named after a count: "12 xã (gồm: Yên Hân, Cư Lễ, …)".
//!
//! **Takes** the stretch that may list members. **Gives** their names in the text's order.
//! **Never** takes a sentence or a list of figures for members.

use std::ops::Range;

use quyet_model::condition::Bound;
use rust_decimal::prelude::ToPrimitive;

use super::comparison::{self, Mark};
use super::leaf::Reader;
use super::rules;
use super::segment::Piece;
use super::token::{Kind, Line};
use super::unit::Measure;
use super::value::Value;

/// Words that introduce a list.
const OPENERS: &[&str] = &[
    "gồm",
    "bao gồm",
    "gồm các",
    "gồm các xã",
    "bao gồm các xã",
    "là",
    "là các xã",
    "các xã",
    "cụ thể",
    "đó là",
    "tại các xã",
];

/// A member's name is short.
const WORDS_MAX: usize = 8;

/// The value as a plain whole number.
pub(super) fn whole_number(value: &Value) -> Option<u32> {
    let whole = value.low.normalize().scale() == 0 && value.high.is_none();
    if whole { value.low.to_u32() } else { None }
}

/// Members named after a count, and where their list begins.
pub(super) struct Listed {
    /// The first token of the list or of what opens it.
    pub(super) start: usize,
    /// How many were announced.
    pub(super) count: u32,
    /// Their names in the text's order.
    pub(super) members: Vec<String>,
}

/// Members in the brackets, after the colon or after "gồm" that follow a plain count.
pub(super) fn listed(reader: &mut Reader<'_>, piece: &Piece, value: &Value) -> Option<Listed> {
    let line = reader.line;
    let count = whole_number(value).filter(|_| value.out_of.is_none() && !value.has(Mark::Rank))?;
    let counted = matches!(value.measure(), None | Some(Measure::Count));
    let plain = matches!(comparison::bound(value.low, None, &value.marks).0, Bound::Exactly(_));
    if !counted || !plain {
        return None;
    }
    let opens = |i: &usize| {
        let bracket = line.kind(*i) == Some(Kind::Open) && line.tokens[*i].mate.is_some();
        let list = line.kind(*i) == Some(Kind::Colon)
            || line.any_at(*i, &["gồm", "bao gồm", "là"]).is_some();
        bracket || (list && line.tokens[*i].depth == value.depth)
    };
    let comma = line.kind(value.last) == Some(Kind::Comma);
    let start =
        (value.last..piece.range.end).find(opens).or_else(|| comma.then_some(value.last))?;
    let range = match line.tokens[start].mate.filter(|_| line.kind(start) == Some(Kind::Open)) {
        Some(close) => start + 1..close,
        None if line.kind(start) == Some(Kind::Comma) => start + 1..piece.range.end,
        None => start..piece.range.end,
    };
    let list = line.bytes(range.clone());
    let bracketed = line.kind(start) == Some(Kind::Open);
    let members = members(line, range, count, bracketed)?;
    if u32::try_from(members.len()) != Ok(count) {
        reader.findings.push(rules::member_count(list, count, members.len()));
    }
    Some(Listed { start, count, members })
}

/// The members that `range` lists; `None` when it is something else.
/// `count` is what was announced: a list without "gồm" or brackets must have exactly that many.
fn members(
    line: &Line<'_>,
    range: Range<usize>,
    count: u32,
    bracketed: bool,
) -> Option<Vec<String>> {
    let mut start = range.start;
    let (mut announced, mut titled) = (false, false);
    while start < range.end {
        if line.kind(start) == Some(Kind::Colon) {
            titled = true;
            start += 1;
        } else if let Some(end) = line.any_at(start, OPENERS).filter(|_| !announced) {
            announced = true;
            start = end;
        } else {
            break;
        }
    }
    let parts = split(line, start..range.end)?;
    let names = parts.iter().filter(|p| line.capital(p.start) || follows_kind(line, p)).count();
    let proper = names == parts.len() && !parts.is_empty();
    let many = parts.len() >= 2 || count == 1;
    let set_apart = announced || titled || (bracketed && parts.len() >= 2);
    let fits = set_apart || u32::try_from(parts.len()).is_ok_and(|n| n == count);
    (proper && many && fits).then(|| parts.into_iter().map(|p| line.slice(p).to_owned()).collect())
}

/// "xã Yên Hân": the kind in small letters, then the name.
fn follows_kind(line: &Line<'_>, part: &Range<usize>) -> bool {
    part.len() > 1 && (part.start + 1..part.end.min(part.start + 4)).any(|i| line.capital(i))
}

/// The stretch cut at commas, semicolons and "và"; `None` when a piece holds a number or is too long.
fn split(line: &Line<'_>, range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let (mut parts, mut start) = (Vec::new(), range.start);
    for i in range.start..=range.end {
        let ends = i == range.end
            || matches!(line.kind(i), Some(Kind::Comma | Kind::Semicolon))
            || (line.word(i) == "và" && line.kind(i) == Some(Kind::Word));
        if !ends {
            continue;
        }
        let part = line.trim(start..i);
        start = i + 1;
        if part.is_empty() {
            continue;
        }
        let figures =
            part.clone().any(|at| matches!(line.kind(at), Some(Kind::Number | Kind::Percent)));
        if figures && !is_numbered_name(line, &part) || part.len() > WORDS_MAX {
            return None;
        }
        parts.push(part);
    }
    Some(parts)
}

/// "Phường 5", "thôn Nà Pài 2": the number closes the name.
fn is_numbered_name(line: &Line<'_>, part: &Range<usize>) -> bool {
    let last = part.end - 1;
    let closes = line.kind(last) == Some(Kind::Number) && part.len() > 1;
    closes && part.clone().take(part.len() - 1).all(|i| line.kind(i) == Some(Kind::Word))
}
