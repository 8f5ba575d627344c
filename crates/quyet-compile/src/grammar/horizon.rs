//! Time words that bound a promise: "đến năm 2030", "hàng năm", "giai đoạn 2026 - 2030".
//!
//! **Takes** a line and a place or stretch of it. **Gives** the tokens of a time phrase.
//! **Never** reads the years inside a name as a bound: only what opens a stretch, or stands at its value.

use std::ops::Range;

use super::name_number::looks_like_year;
use super::token::{Kind, Line};
use super::value::Value;

/// Words that lead a year.
const TO_YEAR: &[&str] = &[
    "đến năm",
    "tới năm",
    "vào năm",
    "trước năm",
    "đến hết năm",
    "hết năm",
    "đến cuối năm",
    "vào cuối năm",
    "cuối năm",
    "trong năm",
    "năm",
    "từ năm",
    "đến",
    "sang năm",
];

/// Words that lead a range of years.
const TO_RANGE: &[&str] = &[
    "giai đoạn",
    "trong giai đoạn",
    "thời kỳ",
    "trong thời kỳ",
    "nhiệm kỳ",
    "trong nhiệm kỳ",
    "bình quân giai đoạn",
    "cả giai đoạn",
    "năm học",
    "5 năm",
];

/// Phrases that are complete.
const ALONE: &[&str] = &[
    "hàng năm",
    "mỗi năm",
    "bình quân hàng năm",
    "bình quân mỗi năm",
    "trong năm",
    "đến cuối năm",
    "đến hết năm",
    "cuối năm",
    "đến cuối nhiệm kỳ",
    "đến cuối giai đoạn",
    "cả nhiệm kỳ",
    "cả năm",
];

/// Words before the name that promise nothing by themselves.
pub(super) const OPENERS: &[&str] = &[
    "phấn đấu",
    "và",
    "với",
    "còn",
    "thì",
    "đồng thời",
    "riêng",
    "trong đó",
    "có thêm",
    "có",
    "là",
    "sẽ",
    "cần",
    "tiếp tục",
    "nhất là",
    "quyết tâm",
    "dự kiến",
    "nâng",
    "đưa",
    "duy trì",
    "giữ vững",
    "giữ nguyên",
    "bảo đảm",
    "đảm bảo",
    "mục tiêu",
];

/// Where the time phrase at `i` ends; `None` when there is none.
pub(super) fn at(line: &Line<'_>, i: usize) -> Option<usize> {
    // "cây hàng năm" names a kind of crop.
    let crop = line.word(i) == "hàng" && line.before(i) == "cây";
    let alone = || line.any_at(i, ALONE).filter(|_| !crop);
    years(line, i)
        .or_else(|| span_of_years(line, i))
        .or_else(alone)
        .or_else(|| first_months(line, i))
}

fn years(line: &Line<'_>, i: usize) -> Option<usize> {
    let ranged = line.any_at(i, TO_RANGE).and_then(|start| year_range(line, start));
    let to_day = line
        .at(i, "đến ngày")
        .or_else(|| line.at(i, "trước ngày"))
        .and_then(|start| date(line, start));
    let single =
        line.any_at(i, TO_YEAR).filter(|year| looks_like_year(line, *year)).map(|year| year + 1);
    ranged.or(to_day).or(single)
}

fn year_range(line: &Line<'_>, i: usize) -> Option<usize> {
    let joined = line.kind(i + 1) == Some(Kind::Dash) || line.word(i + 1) == "đến";
    (looks_like_year(line, i) && joined && looks_like_year(line, i + 2)).then_some(i + 3)
}

fn date(line: &Line<'_>, i: usize) -> Option<usize> {
    let number = |at: usize| line.kind(at) == Some(Kind::Number);
    let slash = |at: usize| line.kind(at) == Some(Kind::Slash);
    (number(i) && slash(i + 1) && number(i + 2) && slash(i + 3) && number(i + 4)).then_some(i + 5)
}

/// "trong 5 năm", "5 năm 2021-2025".
fn span_of_years(line: &Line<'_>, i: usize) -> Option<usize> {
    let start = line.any_at(i, &["trong", "sau", "qua"]).unwrap_or(i);
    let counted = line.kind(start) == Some(Kind::Number) && line.word(start + 1) == "năm";
    if !counted || start == i && !looks_like_year(line, start + 2) {
        return None;
    }
    Some(year_range(line, start + 2).unwrap_or(start + 2))
}

/// "6 tháng đầu năm 2025".
fn first_months(line: &Line<'_>, i: usize) -> Option<usize> {
    if line.kind(i) != Some(Kind::Number) {
        return None;
    }
    let end = line.any_at(i + 1, &["tháng đầu năm", "tháng cuối năm"])?;
    Some(if looks_like_year(line, end) { end + 1 } else { end })
}

/// The beginning of a stretch without its time phrase and opening words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// The first token of what is left.
    pub(super) body: usize,
    /// The time phrase.
    pub(super) horizon: Option<Range<usize>>,
}

/// Takes the opening words and the first time phrase off the beginning of `range`.
pub(super) fn opening(line: &Line<'_>, range: Range<usize>) -> Opening {
    let (mut body, mut horizon) = (range.start, None);
    while body < range.end {
        let next = opening_step(line, body, &mut horizon);
        match next {
            Some(after) if after <= range.end => body = after,
            _ => break,
        }
    }
    Opening { body, horizon }
}

fn opening_step(line: &Line<'_>, i: usize, horizon: &mut Option<Range<usize>>) -> Option<usize> {
    match line.kind(i)? {
        Kind::Comma | Kind::Colon | Kind::Dash | Kind::Bullet | Kind::Semicolon | Kind::Dot => {
            return Some(i + 1);
        }
        Kind::Open => return list_mark(line, i),
        _ => {}
    }
    if horizon.is_none()
        && let Some(end) = at(line, i)
    {
        *horizon = Some(i..end);
        return Some(end);
    }
    // "nâng cấp 5 công trình" is an act of its own.
    let act = line.word(i) == "nâng" && matches!(line.word(i + 1), "cấp" | "cao" | "hạng");
    line.any_at(i, OPENERS).filter(|_| !act)
}

/// "(1)" before an item inside a line.
fn list_mark(line: &Line<'_>, i: usize) -> Option<usize> {
    let closed = line.tokens[i].mate == Some(i + 2) && line.word(i + 1).len() <= 3;
    closed.then_some(i + 3)
}

/// The time phrase that touches the value of a stretch: right before it, right after it, at the end,
/// or anywhere when it says "đến năm". The year of a base of comparison is none.
pub(super) fn near(line: &Line<'_>, range: Range<usize>, value: &Value) -> Option<Range<usize>> {
    let (first, last) = (value.first, value.last);
    let depth = line.tokens.get(range.start)?.depth;
    let touching = |i: usize, end: usize| {
        let colon = line.kind(end) == Some(Kind::Colon) && end + 1 == first;
        end == first
            || colon
            || i == last
            || (end == range.end && i > last)
            || (i == last + 1 && line.kind(last) == Some(Kind::Comma))
    };
    range.clone().find_map(|i| {
        let end = at(line, i).filter(|end| *end <= range.end)?;
        let goal = matches!(line.word(i), "đến" | "tới" | "vào") && (end <= first || i >= last);
        let compared =
            matches!(line.before(i), "so" | "với" | "th" | "kh" | "hiện" | "ước" | "kỳ" | "cùng");
        let based = compared || value.base.as_ref().is_some_and(|b| b.contains(&i));
        let outside = line.tokens[i].depth == depth && !based;
        (outside && (goal || touching(i, end))).then_some(i..end)
    })
}
