//! Words of comparison around a number, and the bound that they make of it.
//!
//! **Takes** the words before and after a number. **Gives** marks, nearest first, and a [`Bound`] with the
//! doubts that a planner must settle. **Never** drops a contradiction silently.

use quyet_model::condition::Bound;
use rust_decimal::Decimal;

use super::token::{Kind, Line};

/// What a word before or after a number says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// "tối thiểu", "≥", "trở lên".
    AtLeast,
    /// "trên", ">".
    More,
    /// "không quá", "≤", "trở xuống".
    AtMost,
    /// "dưới", "<".
    Less,
    /// "khoảng", "dự ước".
    About,
    /// "ước đạt": an estimate of what happened or will.
    Estimate,
    /// "từ".
    From,
    /// "vượt".
    Exceed,
    /// "tăng".
    Rise,
    /// "giảm".
    Fall,
    /// "lên", "xuống còn", "còn": where a movement ends.
    Arrive,
    /// "đạt", "là", "chiếm", "bằng", "gấp".
    Reach,
    /// "bằng", "gấp", "tương đương": the number restates another one.
    Equal,
    /// "cả": all of a number of things.
    Whole,
    /// "nhóm", "tốp", "xếp thứ": places in a ranking.
    Rank,
    /// "phấn đấu", "dự kiến".
    Effort,
    /// "bình quân", "thêm", "mức": says nothing here.
    Filler,
}

/// How many words "từ" may stand before "thành". Unit: tokens.
const CHANGE_MAX: usize = 8;

/// Words before a number, longest first where one ends like another.
const BEFORE: &[(&str, Mark)] = &[
    ("bình quân hàng năm", Mark::Filler),
    ("bình quân mỗi năm", Mark::Filler),
    ("không vượt quá", Mark::AtMost),
    ("không vượt mức", Mark::AtMost),
    ("không vượt", Mark::AtMost),
    ("không thấp hơn", Mark::AtLeast),
    ("không nhỏ hơn", Mark::AtLeast),
    ("không ít hơn", Mark::AtLeast),
    ("không cao hơn", Mark::AtMost),
    ("không lớn hơn", Mark::AtMost),
    ("không nhiều hơn", Mark::AtMost),
    ("giảm xuống còn", Mark::Arrive),
    ("điều chỉnh thành", Mark::Arrive),
    ("điều chỉnh xuống còn", Mark::Arrive),
    ("điều chỉnh giảm còn", Mark::Arrive),
    ("điều chỉnh còn", Mark::Arrive),
    ("điều chỉnh xuống", Mark::Arrive),
    ("điều chỉnh lên", Mark::Arrive),
    ("điều chỉnh tăng lên", Mark::Arrive),
    ("đạt và vượt", Mark::AtLeast),
    ("đạt hoặc vượt", Mark::AtLeast),
    ("bằng hoặc hơn", Mark::AtLeast),
    ("không dưới", Mark::AtLeast),
    ("tối thiểu", Mark::AtLeast),
    ("ít nhất", Mark::AtLeast),
    ("thấp nhất", Mark::AtLeast),
    ("không quá", Mark::AtMost),
    ("tối đa", Mark::AtMost),
    ("nhiều nhất", Mark::AtMost),
    ("cao hơn", Mark::More),
    ("nhiều hơn", Mark::More),
    ("lớn hơn", Mark::More),
    ("vượt trên", Mark::More),
    ("thấp hơn", Mark::Less),
    ("nhỏ hơn", Mark::Less),
    ("ít hơn", Mark::Less),
    ("chưa đến", Mark::Less),
    ("chưa tới", Mark::Less),
    ("xấp xỉ", Mark::About),
    ("dự ước", Mark::About),
    ("ước tính", Mark::About),
    ("ước khoảng", Mark::About),
    ("ước đạt", Mark::Estimate),
    ("tăng lên", Mark::Arrive),
    ("giảm xuống", Mark::Arrive),
    ("giảm còn", Mark::Arrive),
    ("xuống còn", Mark::Arrive),
    ("chỉ còn", Mark::Arrive),
    ("lên đến", Mark::Arrive),
    ("lên tới", Mark::Arrive),
    ("tăng thêm", Mark::Rise),
    ("giảm thêm", Mark::Fall),
    ("giảm bớt", Mark::Fall),
    ("giảm đi", Mark::Fall),
    ("tương đương", Mark::Equal),
    ("phấn đấu", Mark::Effort),
    ("dự kiến", Mark::Effort),
    ("bình quân", Mark::Filler),
    ("trung bình", Mark::Filler),
    ("hàng năm", Mark::Filler),
    ("mỗi năm", Mark::Filler),
    ("ở mức", Mark::Reach),
    ("trên", Mark::More),
    ("hơn", Mark::More),
    ("dưới", Mark::Less),
    ("khoảng", Mark::About),
    ("gần", Mark::About),
    ("ước", Mark::Estimate),
    ("từ", Mark::From),
    ("vượt", Mark::Exceed),
    ("tăng", Mark::Rise),
    ("giảm", Mark::Fall),
    ("lên", Mark::Arrive),
    ("thành", Mark::Arrive),
    ("xuống", Mark::Arrive),
    ("còn", Mark::Arrive),
    ("đạt", Mark::Reach),
    ("là", Mark::Reach),
    ("chiếm", Mark::Reach),
    ("đến", Mark::Reach),
    ("tới", Mark::Reach),
    ("bằng", Mark::Equal),
    ("gấp", Mark::Equal),
    ("cả", Mark::Whole),
    ("nhóm", Mark::Rank),
    ("tốp", Mark::Rank),
    ("top", Mark::Rank),
    ("thứ", Mark::Rank),
    ("mức", Mark::Filler),
    ("ngưỡng", Mark::Filler),
    ("thêm", Mark::Filler),
    ("đều", Mark::Filler),
    ("được", Mark::Filler),
    ("vào", Mark::Filler),
];

/// Words after a number and its unit.
const AFTER: &[(&str, Mark)] = &[
    ("trở lên", Mark::AtLeast),
    ("trở đi", Mark::AtLeast),
    ("hoặc cao hơn", Mark::AtLeast),
    ("hoặc hơn", Mark::AtLeast),
    ("và cao hơn", Mark::AtLeast),
    ("trở xuống", Mark::AtMost),
    ("hoặc thấp hơn", Mark::AtMost),
];

/// The marks that end before `i`, nearest first, and where their words begin. Stops at `floor`.
pub(super) fn before(line: &Line<'_>, floor: usize, i: usize) -> (Vec<Mark>, usize) {
    let (mut marks, mut at, mut first) = (Vec::new(), i, i);
    while let Some((start, mark)) = mark_ending(line, floor, at) {
        if is_part_of_name(line, start, at, mark) {
            break;
        }
        at = start;
        if mark != Mark::Filler {
            marks.push(mark);
            first = start;
        }
    }
    (marks, first)
}

fn mark_ending(line: &Line<'_>, floor: usize, i: usize) -> Option<(usize, Mark)> {
    let last = i.checked_sub(1).filter(|p| *p >= floor)?;
    if line.kind(last) == Some(Kind::Compare) {
        let mark = match line.word(last) {
            "≥" => Mark::AtLeast,
            ">" => Mark::More,
            "≤" => Mark::AtMost,
            _ => Mark::Less,
        };
        return Some((last, mark));
    }
    BEFORE.iter().find_map(|(phrase, mark)| Some((line.ends(floor, i, phrase)?, *mark)))
}

/// "từ A thành B": only behind where the change starts from is "thành" where it ends.
fn ends_change(line: &Line<'_>, start: usize) -> bool {
    let near = start.saturating_sub(CHANGE_MAX)..start;
    line.word(start) != "thành"
        || line.find(near, &["từ"]).is_some() && line.before(start) != "hoàn"
}

/// "trở lên" closes another comparison, "tốc độ tăng" is a name, "thứ" ranks only after "xếp".
fn is_part_of_name(line: &Line<'_>, start: usize, end: usize, mark: Mark) -> bool {
    let previous = line.before(start);
    match mark {
        Mark::Arrive => previous == "trở" || !ends_change(line, start),
        Mark::Rise | Mark::Fall => {
            matches!(previous, "độ" | "lệ" | "mức") || line.word(end) == "trưởng"
        }
        Mark::Rank if line.word(start) == "thứ" => {
            matches!(previous, "lần" | "họp" | "khóa" | "kỳ" | "con")
        }
        Mark::Reach if matches!(line.word(start), "đến" | "tới") => {
            matches!(previous, "tính" | "kể")
        }
        _ => false,
    }
}

/// The mark at `i`, with the place after its words.
pub(super) fn after(line: &Line<'_>, i: usize) -> Option<(Mark, usize)> {
    AFTER.iter().find_map(|(phrase, mark)| Some((*mark, line.at(i, phrase)?)))
}

/// Why a bound is not certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// "dưới 8 - 10%": a bound on a range.
    BoundOnRange,
    /// "10 - 8%".
    Reversed,
    /// Two bounds that exclude or weaken each other ("trên 90% trở lên").
    TwoBounds,
    /// "khoảng trên 60%".
    AboutBound,
    /// "từ 10%" without "trở lên".
    FromAlone,
    /// "vượt 5%".
    Exceed,
}

/// The bound that `marks` (of both sides) make of the number or range.
pub(super) fn bound(low: Decimal, high: Option<Decimal>, marks: &[Mark]) -> (Bound, Vec<Doubt>) {
    match high {
        Some(high) => range(low, high, marks),
        None => single(low, marks),
    }
}

fn range(low: Decimal, high: Decimal, marks: &[Mark]) -> (Bound, Vec<Doubt>) {
    let mut doubts = Vec::new();
    if low > high {
        doubts.push(Doubt::Reversed);
    }
    let bounds = [Mark::AtLeast, Mark::More, Mark::AtMost, Mark::Less];
    if marks.iter().any(|m| bounds.contains(m)) {
        doubts.push(Doubt::BoundOnRange);
    }
    let about = marks.iter().any(|m| matches!(m, Mark::About | Mark::Estimate));
    let bound = if about { Bound::AboutBetween(low, high) } else { Bound::Between(low, high) };
    (bound, doubts)
}

fn single(value: Decimal, marks: &[Mark]) -> (Bound, Vec<Doubt>) {
    let has = |mark| marks.contains(&mark);
    let about = has(Mark::About) || has(Mark::Estimate);
    let mut doubts = Vec::new();
    let strict: Vec<Mark> = marks
        .iter()
        .copied()
        .filter(|m| matches!(m, Mark::AtLeast | Mark::More | Mark::AtMost | Mark::Less))
        .collect();
    if strict.windows(2).any(|pair| pair[0] != pair[1]) {
        doubts.push(Doubt::TwoBounds);
    }
    if about && !strict.is_empty() {
        doubts.push(Doubt::AboutBound);
    }
    // "trên 90% trở lên": the words that close the phrase admit the number itself.
    let weaker = [Mark::AtLeast, Mark::AtMost].into_iter().find(|m| strict.contains(m));
    let bound = match strict.first().map(|nearest| weaker.unwrap_or(*nearest)) {
        Some(Mark::AtLeast) => Bound::AtLeast(value),
        Some(Mark::More) => Bound::MoreThan(value),
        Some(Mark::AtMost) => Bound::AtMost(value),
        Some(_) => Bound::LessThan(value),
        None if about => Bound::About(value),
        None if has(Mark::From) => {
            doubts.push(Doubt::FromAlone);
            Bound::AtLeast(value)
        }
        None if has(Mark::Exceed) => {
            doubts.push(Doubt::Exceed);
            Bound::MoreThan(value)
        }
        None => Bound::Exactly(value),
    };
    (bound, doubts)
}
