//! Line to condition.

use quyet_model::Decimal;
use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::unit::Unit;

use super::NotationError;
use super::number;
use super::quote::is_bare_unit;
use super::scan::Scan;

const ANY: &str = "một điều kiện: >= 8 %, > 90 %, <= 15,8 %, < 4 %, = 56 triệu đồng, ~ 33 %, 2..2,5 %, tăng, giảm, \
    duy trì, danh sách 12 xã: …, tất cả các phần, ít nhất 2 phần, trong nhóm 20, bằng lời";

type Bounded = fn(Decimal) -> Bound;

type Read<T> = Result<T, NotationError>;

pub(super) fn condition(line: &str) -> Read<Condition> {
    let (end, reading) = reading_of(line).unwrap_or((line.len(), Reading::AsWritten));
    let mut scan = Scan::new(line).up_to(end);
    let (promise, unit) = promise(&mut scan)?;
    scan.blanks();
    if scan.is_done() {
        Ok(Condition { promise, unit, reading })
    } else {
        Err(scan.expected("hết dòng, hoặc “(ít nhất)”, “(nhiều nhất)” ở cuối dòng"))
    }
}

/// How a bare figure is read, when the line ends in it, and where that begins.
pub(super) fn reading_of(line: &str) -> Option<(usize, Reading)> {
    let line = line.trim_end();
    let ends = |words: &str| {
        let (at, _) = line.char_indices().rev().nth(words.chars().count() - 1)?;
        (line[at..].to_lowercase() == words).then_some(at)
    };
    let least = ends("(ít nhất)").map(|at| (at, Reading::AtLeast));
    least.or_else(|| ends("(nhiều nhất)").map(|at| (at, Reading::AtMost)))
}

fn promise(scan: &mut Scan<'_>) -> Read<(Promise, Option<Unit>)> {
    if scan.word("duy trì") {
        return Ok((Promise::Maintain, unit_in_brackets(scan)?));
    }
    if scan.word("bằng lời") {
        return Ok((Promise::Stated, unit_in_brackets(scan)?));
    }
    if scan.word("danh sách") {
        return roster(scan);
    }
    if scan.word("tất cả") {
        return all_of(scan);
    }
    if scan.word("trong nhóm") {
        let rank = count(scan)?;
        let _said_in_full = scan.word("dẫn đầu");
        return Ok((Promise::RankWithin(rank), unit_in_brackets(scan)?));
    }
    if scan.word("ít nhất") {
        let k = count(scan)?;
        if !scan.word("phần") {
            return Err(scan.expected_next("“phần”; ngưỡng của một con số thì viết >="));
        }
        return Ok((Promise::AtLeastK(k), unit_in_brackets(scan)?));
    }
    if let Some(direction) = scan.direction() {
        return change(scan, direction);
    }
    match bound(scan)? {
        Some(level) => Ok((Promise::Level(level), unit(scan)?)),
        None => Err(scan.expected_next(ANY)),
    }
}

fn change(scan: &mut Scan<'_>, direction: Direction) -> Read<(Promise, Option<Unit>)> {
    let by = bound(scan)?;
    let unit = if by.is_some() { unit(scan)? } else { unit_in_brackets(scan)? };
    let from = if scan.word("so với") { Some(baseline(scan)?) } else { None };
    Ok((Promise::Change { direction, by, from }, unit))
}

fn baseline(scan: &mut Scan<'_>) -> Read<String> {
    if let Some(words) = scan.quoted()? {
        return Ok(words);
    }
    let words = scan.take_until(|scan| scan.rest().find(['"', '“', '”', '(', ')', '[', ']', '\\']));
    if words.is_empty() {
        return Err(scan.expected("mốc so sánh, ví dụ năm trước"));
    }
    Ok(folded(words))
}

fn roster(scan: &mut Scan<'_>) -> Read<(Promise, Option<Unit>)> {
    let count = count(scan)?;
    let unit = unit(scan)?;
    let mut members = Vec::new();
    let mut more = scan.sign(":");
    while more {
        members.push(member(scan)?);
        more = scan.sign(";");
    }
    Ok((Promise::Roster { count, members }, unit))
}

fn member(scan: &mut Scan<'_>) -> Read<String> {
    if let Some(words) = scan.quoted()? {
        return Ok(words);
    }
    let words = scan.take_until(|scan| scan.rest().find([';', '"', '“', '\\']));
    if words.is_empty() {
        return Err(scan.expected("tên một đơn vị trong danh sách"));
    }
    Ok(folded(words))
}

fn all_of(scan: &mut Scan<'_>) -> Read<(Promise, Option<Unit>)> {
    if scan.word("các phần") {
        let direction = scan.direction();
        return Ok((Promise::AllOf { count: None, direction }, unit_in_brackets(scan)?));
    }
    if !starts_with_number(scan) {
        return Err(scan.expected_next("“các phần” hoặc số tiêu chí"));
    }
    let count = Some(count(scan)?);
    if let Some(words) = scan.quoted()? {
        let unit = named_unit(scan, &words)?;
        let direction = scan.direction();
        return Ok((Promise::AllOf { count, direction }, Some(unit)));
    }
    if scan.word("phần") {
        return Ok((Promise::AllOf { count, direction: scan.direction() }, None));
    }
    if let Some(direction) = scan.direction() {
        return Ok((Promise::AllOf { count, direction: Some(direction) }, None));
    }
    let unit = bare_unit(scan, |scan| {
        [scan.find_word("tăng"), scan.find_word("giảm")].into_iter().flatten().min()
    })?;
    Ok((Promise::AllOf { count, direction: scan.direction() }, unit))
}

/// A bound, when one begins here.
fn bound(scan: &mut Scan<'_>) -> Read<Option<Bound>> {
    const SIGNS: [(&str, Bounded); 9] = [
        (">=", Bound::AtLeast),
        ("≥", Bound::AtLeast),
        ("<=", Bound::AtMost),
        ("≤", Bound::AtMost),
        (">", Bound::MoreThan),
        ("<", Bound::LessThan),
        ("=", Bound::Exactly),
        ("~", Bound::About),
        ("≈", Bound::About),
    ];
    let signed = SIGNS.into_iter().find(|(sign, _)| scan.sign(sign));
    if signed.is_none() && !starts_with_number(scan) {
        return Ok(None);
    }
    let low = decimal(scan)?;
    let one = signed.map_or(Bound::Exactly as Bounded, |(_, bound)| bound);
    let bound = match (one(low), signed) {
        (Bound::About(_), _) if range(scan) => Bound::AboutBetween(low, decimal(scan)?),
        (Bound::Exactly(_), None) if range(scan) => Bound::Between(low, decimal(scan)?),
        (bound, _) => bound,
    };
    Ok(Some(bound))
}

/// What stands between the two numbers of a range. Editors turn some of these into others.
fn range(scan: &mut Scan<'_>) -> bool {
    ["...", "..", "…", "–"].into_iter().any(|sign| scan.sign(sign))
}

fn decimal(scan: &mut Scan<'_>) -> Read<Decimal> {
    scan.blanks();
    let length = number::length(scan.rest());
    if length == 0 {
        return Err(scan.expected("một số, ví dụ 1.010,5"));
    }
    let value = number::read(&scan.rest()[..length]).map_err(|why| scan.expected(why))?;
    scan.skip(length);
    Ok(value)
}

fn count(scan: &mut Scan<'_>) -> Read<u32> {
    scan.blanks();
    let before = *scan;
    let wrong = || before.expected("một số nguyên, ví dụ 12");
    let value = decimal(scan).map_err(|_| wrong())?;
    let whole = Some(value).filter(|value| value.scale() == 0);
    whole.and_then(|value| u32::try_from(value).ok()).ok_or_else(wrong)
}

/// The unit after a number; `None` when there is none.
fn unit(scan: &mut Scan<'_>) -> Read<Option<Unit>> {
    if let Some(words) = scan.quoted()? {
        return named_unit(scan, &words).map(Some);
    }
    bare_unit(scan, |_| None)
}

fn bare_unit(scan: &mut Scan<'_>, stop: impl Fn(&Scan<'_>) -> Option<usize>) -> Read<Option<Unit>> {
    let before = *scan;
    let words = folded(scan.take_until(|scan| {
        let mark = scan.rest().find(['"', '“', '”', '(', ')', '[', ']', ':', ';', '\\']);
        [mark, scan.find_word("so với"), stop(scan)].into_iter().flatten().min()
    }));
    if words.is_empty() {
        return Ok(None);
    }
    if !is_bare_unit(&words) {
        return Err(before.expected_next(
            "đơn vị tính hoặc hết dòng; đơn vị khác thường thì đặt trong ngoặc kép",
        ));
    }
    Ok(Unit::new(&words))
}

/// `[xã]`, for what has no number to stand behind; `None` when there is none.
fn unit_in_brackets(scan: &mut Scan<'_>) -> Read<Option<Unit>> {
    if !scan.sign("[") {
        return Ok(None);
    }
    let words = match scan.quoted()? {
        Some(words) => words,
        None => scan.take_until(|scan| scan.rest().find(['"', '“', '[', ']', '\\'])).to_owned(),
    };
    let unit = named_unit(scan, &words)?;
    if scan.sign("]") { Ok(Some(unit)) } else { Err(scan.expected_next("dấu ]")) }
}

fn named_unit(scan: &Scan<'_>, words: &str) -> Read<Unit> {
    Unit::new(words).ok_or_else(|| scan.expected("tên đơn vị tính; không để trống"))
}

fn starts_with_number(scan: &Scan<'_>) -> bool {
    number::length(scan.rest().trim_start()) > 0
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
