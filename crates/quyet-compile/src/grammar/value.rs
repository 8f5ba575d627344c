//! Every value of a line: a number or range with its comparison, unit and base of comparison.
//!
//! **Takes** a line. **Gives** its values in the text's order; numbers that belong to names are left out.
//! **Never** decides which value a target means.
//! Invariant: values do not overlap, and `first <= number < last`.

use std::ops::Range;

use quyet_model::condition::Direction;
use rust_decimal::Decimal;

use super::comparison::{self, Mark};
use super::name_number;
use super::number::{self, Style};
use super::token::{Kind, Line};
use super::unit::{self, Measure, UnitWords};

/// A number or range and the words that belong to it. Places are token indices.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// First token of the condition's words.
    pub(super) first: usize,
    /// The first number.
    pub(super) number: usize,
    /// One past the last token of the condition's words.
    pub(super) last: usize,
    /// One past the number and its unit when the words after "%" are the thing measured.
    pub(super) short: usize,
    /// The number, or the range's first.
    pub(super) low: Decimal,
    /// The range's second number.
    pub(super) high: Option<Decimal>,
    /// Third and later numbers of "20% - 35% - 45%".
    pub(super) more: Vec<Decimal>,
    /// Marks before, nearest first, then marks after.
    pub(super) marks: Vec<Mark>,
    /// Its unit.
    pub(super) unit: Option<UnitWords>,
    /// The base that it is compared with: the words after "so với".
    pub(super) base: Option<Range<usize>>,
    /// Whether a colon stands before it.
    pub(super) colon: bool,
    /// The movement said right before a colon: "… tăng: 8%".
    pub(super) colon_direction: Option<Direction>,
    /// "04/09 thôn": out of how many.
    pub(super) out_of: Option<Decimal>,
    /// How the number was written, with the other value that the writing allows.
    pub(super) style: (Style, Option<Decimal>),
    /// Whether digits were joined over a space.
    pub(super) joined: bool,
    /// Whether "hai con số" was read as ten at least.
    pub(super) two_digits: bool,
    /// Depth of brackets.
    pub(super) depth: u32,
}

impl Value {
    /// Whether one of the marks is `mark`.
    pub(super) fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    /// The kind of its unit.
    pub(super) fn measure(&self) -> Option<Measure> {
        self.unit.as_ref().map(|u| u.measure)
    }

    /// Whether its own words show that it is what is promised: a comparison, a verb of reaching,
    /// a colon, or a unit that no mere noun is.
    pub(super) fn is_strong(&self) -> bool {
        let counted = matches!(self.measure(), None | Some(Measure::Count));
        self.colon || !self.marks.is_empty() || !counted
    }

    /// Whether it says how much something moved.
    pub(super) fn moves(&self) -> bool {
        (self.has(Mark::Rise) || self.has(Mark::Fall)) && !self.has(Mark::Arrive)
    }
}

/// Number words of "cả ba tiêu chí" and "hai con số".
const NUMBER_WORDS: &[(&str, u32)] = &[("hai", 2), ("ba", 3), ("bốn", 4), ("năm", 5), ("sáu", 6)];

/// A base of comparison longer than this is a clause.
const BASE_MAX: usize = 16;

/// All values of the line.
pub(super) fn values(line: &Line<'_>) -> Vec<Value> {
    let expectancy = line.find(0..line.tokens.len(), &["tuổi thọ", "tuổi bình quân"]).is_some();
    let (mut found, mut floor, mut i) = (Vec::<Value>::new(), 0, 0);
    while i < line.tokens.len() {
        match read(line, floor, i, expectancy) {
            Some(value) => {
                i = value.last.max(i + 1);
                floor = i;
                push(line, &mut found, value);
            }
            None => i += 1,
        }
    }
    found
}

/// Adds a value; "từ 5% xuống 3%" is one value whose first number is only where it comes from.
fn push(line: &Line<'_>, found: &mut Vec<Value>, value: Value) {
    let arrives = value.has(Mark::Arrive);
    let previous = found.last().filter(|p| {
        arrives
            && p.last == value.first
            && p.depth == value.depth
            && p.has(Mark::From)
            && p.high.is_none()
    });
    if let Some(start) = previous {
        let merged = Value {
            first: start.first,
            base: Some(start.number..start.last),
            colon: start.colon,
            ..value
        };
        found.pop();
        found.push(merged);
        return;
    }
    debug_assert!(value.number < line.tokens.len());
    let whole = found.last().and_then(|previous| with_rest(line, previous, &value));
    if let Some(whole) = whole {
        found.pop();
        found.push(whole);
        return;
    }
    found.push(value);
}

/// "9 tỷ 500 triệu đồng": one amount in two scales, said in the smaller one.
fn with_rest(line: &Line<'_>, first: &Value, rest: &Value) -> Option<Value> {
    let scale = |value: &Value| {
        let unit = value.unit.as_ref()?;
        Some((line.word(unit.range.start), unit.range.len(), unit.measure))
    };
    let ((large, 1, Measure::Scale), (small, _, Measure::Known | Measure::Scale)) =
        (scale(first)?, scale(rest)?)
    else {
        return None;
    };
    let plain = first.high.is_none() && rest.high.is_none() && rest.marks.is_empty();
    let follows = first.last == rest.number && first.depth == rest.depth && first.base.is_none();
    let below = rest.low < Decimal::ONE_THOUSAND;
    let thousand = matches!((large, small), ("tỉ", "triệu") | ("triệu", "nghìn"));
    (plain && follows && below && thousand).then(|| Value {
        first: first.first,
        number: first.number,
        low: first.low.saturating_mul(Decimal::ONE_THOUSAND).saturating_add(rest.low),
        marks: first.marks.clone(),
        colon: first.colon,
        colon_direction: first.colon_direction,
        ..rest.clone()
    })
}

fn read(line: &Line<'_>, floor: usize, i: usize, expectancy: bool) -> Option<Value> {
    let amount = amount(line, i, expectancy)?;
    let (mut marks, first) = comparison::before(line, floor, i);
    let based = amount.unit.as_ref().filter(|u| u.short < u.range.end).map(|u| u.short);
    let mut last = amount.end;
    if let Some((mark, end)) = comparison::after(line, last) {
        marks.push(mark);
        last = after_stroke(line, end);
    }
    if amount.two_digits {
        marks.push(Mark::AtLeast);
    }
    let short = based.unwrap_or(last);
    let base = base_of_comparison(line, last);
    let colon = first > floor && line.kind(first - 1) == Some(Kind::Colon);
    Some(Value {
        first,
        number: i,
        last,
        short,
        low: amount.low,
        high: amount.high,
        more: amount.more,
        marks,
        unit: amount.unit,
        base,
        colon,
        colon_direction: if colon { direction_before(line, first - 1) } else { None },
        out_of: amount.out_of,
        style: amount.style,
        joined: amount.joined,
        two_digits: amount.two_digits,
        depth: line.tokens[i].depth,
    })
}

/// "trở lên/tổng số chi bộ": what the share is taken of closes the condition.
fn after_stroke(line: &Line<'_>, end: usize) -> usize {
    if line.kind(end) != Some(Kind::Slash) || line.kind(end + 1) != Some(Kind::Word) {
        return end;
    }
    unit::read(line, end + 1).map_or(end + 2, |u| u.range.end)
}

fn direction_before(line: &Line<'_>, colon: usize) -> Option<Direction> {
    let growth = matches!(colon.checked_sub(1).map_or("", |p| line.before(p)), "độ" | "lệ" | "mức");
    match line.before(colon) {
        "tăng" if !growth => Some(Direction::Rise),
        "giảm" if !growth => Some(Direction::Fall),
        _ => None,
    }
}

/// The words after "so với", "so" up to punctuation.
pub(super) fn base_of_comparison(line: &Line<'_>, last: usize) -> Option<Range<usize>> {
    let start = line.any_at(last, &["so với", "so cùng", "so"])?;
    let start = if line.at(last, "so cùng").is_some() { start - 1 } else { start };
    let depth = line.tokens.get(start)?.depth;
    let ends = |i: &usize| {
        let token = &line.tokens[*i];
        let stop = matches!(
            token.kind,
            Kind::Comma | Kind::Semicolon | Kind::Colon | Kind::Dot | Kind::Open | Kind::Close
        );
        token.depth != depth || stop || matches!(token.word.as_str(), "và" | "đạt" | "trong" | "là")
    };
    let limit = line.tokens.len().min(start + BASE_MAX);
    let end = (start..limit).find(ends).unwrap_or(limit);
    (end > start).then_some(last..end)
}

struct Amount {
    low: Decimal,
    high: Option<Decimal>,
    more: Vec<Decimal>,
    unit: Option<UnitWords>,
    end: usize,
    out_of: Option<Decimal>,
    style: (Style, Option<Decimal>),
    joined: bool,
    two_digits: bool,
}

fn amount(line: &Line<'_>, i: usize, expectancy: bool) -> Option<Amount> {
    if line.kind(i) == Some(Kind::Word) {
        return worded(line, i);
    }
    if line.kind(i) != Some(Kind::Number) || name_number::is_name_number(line, i, expectancy) {
        return None;
    }
    if let Some(end) = line.at(i + 1, "con số").filter(|_| line.word(i) == "2") {
        return Some(two_digits(end));
    }
    let (first, after, joined) = numeral(line, i)?;
    let mut amount = Amount {
        low: first.value,
        high: None,
        more: Vec::new(),
        unit: None,
        end: after,
        out_of: None,
        style: (first.style, first.other),
        joined,
        two_digits: false,
    };
    if line.kind(after) == Some(Kind::Slash) && line.kind(after + 1) == Some(Kind::Number) {
        amount.out_of = number::read(line.word(after + 1)).map(|n| n.value);
        amount.end = after + 2;
    }
    amount.unit = unit_at(line, amount.end, i);
    amount.end = amount.unit.as_ref().map_or(amount.end, |u| u.range.end);
    while let Some((next, unit, end)) = range_end(line, &amount, expectancy) {
        match amount.high {
            None => amount.high = Some(next.value),
            Some(_) => amount.more.push(next.value),
        }
        if next.style != Style::Clear {
            amount.style = (next.style, next.other);
        }
        amount.unit = unit.or(amount.unit);
        amount.end = end;
    }
    settle_style(&mut amount);
    Some(amount)
}

/// The number at `i`, digits after a space joined ("10 000"), and the place after it.
fn numeral(line: &Line<'_>, i: usize) -> Option<(number::Numeral, usize, bool)> {
    let group = |at: usize| {
        let word = line.word(at);
        line.kind(at) == Some(Kind::Number)
            && word.len() == 3
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    let head = line.word(i);
    let natural =
        (1..=3).contains(&head.len()) && !head.starts_with('0') && !head.contains(['.', ',']);
    if !natural || !group(i + 1) {
        return Some((number::read(head)?, i + 1, false));
    }
    let end = (i + 1..i + 5).find(|at| !group(*at)).unwrap_or(i + 5);
    let digits: String = (i..end).map(|at| line.word(at)).collect();
    Some((number::read(&digits)?, end, true))
}

fn unit_at(line: &Line<'_>, at: usize, number: usize) -> Option<UnitWords> {
    if line.tokens.get(at).is_none_or(|t| t.depth != line.tokens[number].depth) {
        return None;
    }
    let ranked = matches!(line.before(number), "nhóm" | "tốp" | "top");
    if ranked { ranked_unit(line, at) } else { unit::read(line, at) }
}

/// After "nhóm 20" the whole phrase says among whom: "tỉnh thành dẫn đầu cả nước".
fn ranked_unit(line: &Line<'_>, at: usize) -> Option<UnitWords> {
    if matches!(line.word(at), "cả" | "toàn" | "của" | "đầu") {
        return None;
    }
    let limit = line.tokens.len().min(at + BASE_MAX);
    let and_city = |i: usize| {
        line.kind(i) == Some(Kind::Comma) && line.any_at(i + 1, &["thành phố", "thành"]).is_some()
    };
    let ends = |i: &usize| {
        let word =
            line.kind(*i) == Some(Kind::Word) && !matches!(line.word(*i), "và" | "trong" | "năm");
        !word && !and_city(*i)
    };
    let end = (at..limit).find(ends).unwrap_or(limit);
    (end > at).then_some(UnitWords { range: at..end, short: end, measure: Measure::Count })
}

/// The second number of a range, with its unit and the place after it.
fn range_end(
    line: &Line<'_>,
    amount: &Amount,
    expectancy: bool,
) -> Option<(number::Numeral, Option<UnitWords>, usize)> {
    let after_number = amount.unit.as_ref().map_or(amount.end, |u| u.range.start);
    let joiner = [after_number, amount.end].into_iter().find(|at| is_joiner(line, *at, amount))?;
    let i = joiner + 1;
    if line.kind(i) != Some(Kind::Number)
        || name_number::is_name_number(line, i, expectancy)
        || amount.more.len() > 8
    {
        return None;
    }
    let (numeral, after, _) = numeral(line, i)?;
    let unit = unit_at(line, after, i);
    let end = unit.as_ref().map_or(after, |u| u.range.end);
    Some((numeral, unit, end))
}

fn is_joiner(line: &Line<'_>, at: usize, amount: &Amount) -> bool {
    let counted =
        amount.unit.as_ref().is_some_and(|u| u.measure == Measure::Count && u.range.end == at);
    match line.kind(at) {
        Some(Kind::Dash) => !counted,
        Some(Kind::Other) => matches!(line.word(at), "÷" | "~" | "→"),
        Some(Kind::Word) => matches!(line.word(at), "đến" | "tới") && amount.high.is_none(),
        _ => false,
    }
}

/// "cả ba tiêu chí", "hai con số".
fn worded(line: &Line<'_>, i: usize) -> Option<Amount> {
    let (_, number) = NUMBER_WORDS.iter().find(|(word, _)| *word == line.word(i))?;
    if let Some(end) = line.at(i + 1, "con số").filter(|_| *number == 2) {
        return Some(two_digits(end));
    }
    let criteria = line.any_at(i + 1, &["tiêu chí", "mặt", "chỉ số", "nội dung"])?;
    (line.before(i) == "cả").then(|| Amount {
        low: Decimal::from(*number),
        high: None,
        more: Vec::new(),
        unit: unit::read(line, i + 1),
        end: criteria,
        out_of: None,
        style: (Style::Clear, None),
        joined: false,
        two_digits: false,
    })
}

/// "hai con số": ten at least, in percent when the words mean growth.
fn two_digits(end: usize) -> Amount {
    Amount {
        low: Decimal::TEN,
        high: None,
        more: Vec::new(),
        unit: None,
        end,
        out_of: None,
        style: (Style::Clear, None),
        joined: false,
        two_digits: true,
    }
}

/// Which of two possible values the unit makes likely; the doubt itself stays recorded.
fn settle_style(amount: &mut Amount) {
    let Some(other) = amount.style.1 else { return };
    let measure = amount.unit.as_ref().map(|u| u.measure);
    let ratio = matches!(measure, Some(Measure::Percent | Measure::Point | Measure::Times));
    let swap = match amount.style.0 {
        Style::DotThree => ratio,
        Style::CommaThree => match measure {
            Some(Measure::Count | Measure::Rank) | None => true,
            Some(Measure::Percent | Measure::Point | Measure::Times) => false,
            _ => other.normalize().scale() == 0 && ends_in_zero(other),
        },
        _ => false,
    };
    let certain =
        matches!((amount.style.0, ratio), (Style::DotThree, false) | (Style::CommaThree, true));
    // The numbers of a range may follow two habits: they are left as the rule reads them.
    if swap && amount.high.is_none() {
        amount.style.1 = Some(amount.low);
        amount.low = other;
    }
    if certain {
        amount.style = (Style::Clear, None);
    }
}

/// "2,250": nobody writes a decimal that ends in zero, so thousands were meant.
fn ends_in_zero(value: Decimal) -> bool {
    (value % Decimal::TEN).is_zero()
}
