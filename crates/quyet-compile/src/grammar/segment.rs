//! Cutting an item into pieces that each speak of one thing.
//!
//! **Takes** a line and its values. **Gives** pieces in the text's order, with what stood between them.
//! **Never** cuts inside brackets, and never decides what a piece means.
//!
//! Semicolons, ends of sentences and words like "trong đó" always cut. A comma or "và" cuts only between
//! two values of which the second has a name, a time or a tail of its own: ", tăng 9% so với năm trước"
//! speaks of the same thing again.

use std::ops::Range;

use super::comparison::Mark;
use super::horizon;
use super::item::respective;
use super::stated;
use super::token::{Kind, Line};
use super::unit::Measure;
use super::value::Value;

/// What stood before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: it opens the stretch.
    Start,
    /// ";".
    Semicolon,
    /// The end of a sentence.
    Sentence,
    /// The end of a sentence and a dash: the next item of a list.
    Dashed,
    /// "," or "và".
    Soft,
    /// "trong đó", "gồm", "cụ thể"; with a colon its list runs on over semicolons.
    Inside {
        /// Whether a colon or bullet followed.
        colon: bool,
    },
    /// "riêng": one part set apart.
    Apart,
}

/// A stretch that speaks of one thing. Places are token indices.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its tokens, without the marks that cut it.
    pub(super) range: Range<usize>,
    /// What stood before it.
    pub(super) gap: Gap,
    /// Its own values, by index.
    pub(super) values: Vec<usize>,
    /// Values that restate another one of this piece ("tăng 9% so với năm trước"), by index.
    pub(super) also: Vec<usize>,
}

/// Words that begin the name of an indicator.
pub(super) const NAME_HEADS: &[&str] = &[
    "tỉ lệ",
    "tỉ trọng",
    "tỉ suất",
    "tỉ số",
    "số",
    "tổng",
    "tốc độ",
    "mức",
    "sản lượng",
    "diện tích",
    "năng suất",
    "thu nhập",
    "thu",
    "chi",
    "giá trị",
    "kim ngạch",
    "chỉ số",
    "doanh thu",
    "vốn",
    "dân số",
    "mật độ",
    "độ",
    "tăng trưởng",
    "grdp",
    "gdp",
    "cpi",
    "quy mô",
    "tuổi thọ",
    "đàn",
    "lao động",
    "hộ",
    "trẻ",
    "bình quân",
    "tỷ",
    "cơ cấu",
    "công nghiệp",
    "nông",
    "dịch vụ",
    "xây dựng",
    "thương mại",
    "lượng",
    "lương thực",
];

/// Cuts `range`, whose tokens stand at `depth`.
pub(super) fn pieces(
    line: &Line<'_>,
    values: &[Value],
    range: Range<usize>,
    depth: u32,
) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut next_value = values.partition_point(|v| v.number < range.start);
    for (gap, stretch) in stretches(line, values, range, depth) {
        let mut own = Vec::new();
        while next_value < values.len() && values[next_value].number < stretch.end {
            let value = &values[next_value];
            if value.depth == depth && value.number >= stretch.start {
                own.push(next_value);
            }
            next_value += 1;
        }
        if gap == Gap::Semicolon && own.len() == 1 {
            let again = says_again(line, &values[own[0]], &stretch);
            if let Some(last) =
                out.last_mut().filter(|last: &&mut Piece| again && !last.values.is_empty())
            {
                last.also.extend(own);
                last.range.end = stretch.end;
                continue;
            }
        }
        soften(
            line,
            values,
            &Piece { range: stretch, gap, values: own, also: Vec::new() },
            &mut out,
        );
    }
    out
}

/// "; tăng 9,5% so với năm trước": movement and base without a name speak of the piece before.
fn says_again(line: &Line<'_>, value: &Value, stretch: &Range<usize>) -> bool {
    let whole =
        value.base.as_ref().is_some_and(|base| stretch.end <= line.trim(base.clone()).end + 1);
    value.first == stretch.start && value.moves() && whole
}

/// A cut: the end of the piece before, the gap, and the start of the piece after.
struct Cut {
    end: usize,
    gap: Gap,
    start: usize,
}

fn stretches(
    line: &Line<'_>,
    values: &[Value],
    range: Range<usize>,
    depth: u32,
) -> Vec<(Gap, Range<usize>)> {
    let mut out: Vec<(Gap, Range<usize>)> = Vec::new();
    let (mut start, mut gap, mut i) = (range.start, Gap::Start, range.start);
    while i < range.end {
        let cut = cut_at(line, i, depth)
            .or_else(|| list_of_count(line, values, start..range.end, i))
            .filter(|c| c.start <= range.end);
        let Some(cut) = cut.filter(|c| !(c.gap == Gap::Semicolon && in_row(line, start, i))) else {
            i += 1;
            continue;
        };
        add(line, &mut out, gap, start..cut.end);
        gap = stronger(gap, cut.gap, start >= cut.end || line.trim(start..cut.end).is_empty());
        i = cut.start.max(i + 1);
        start = cut.start;
    }
    add(line, &mut out, gap, start..range.end);
    out
}

/// "5 vùng sản xuất: chè 1.500 ha, cam 800 ha": a colon between a count and named values opens its parts.
fn list_of_count(line: &Line<'_>, values: &[Value], range: Range<usize>, i: usize) -> Option<Cut> {
    let token = line.tokens.get(i).filter(|t| t.kind == Kind::Colon)?;
    let limit = range.end.min(i + LIST_MAX);
    let semicolon = (i..limit).find(|at| line.is_at(*at, Kind::Semicolon, token.depth));
    let first = values.partition_point(|v| v.number < range.start);
    let mut inside = values[first..]
        .iter()
        .take_while(|v| v.number < semicolon.unwrap_or(limit))
        .filter(|v| v.depth == token.depth);
    let counted = inside.clone().take_while(|v| v.number < i).last()?;
    let plain = matches!(counted.measure(), Some(Measure::Count)) && counted.high.is_none();
    let behind: Vec<&Value> = inside.by_ref().filter(|v| i < v.number).take(2).collect();
    let named = behind.first().is_some_and(|v| i + 1 < v.first);
    let listed = behind.len() == 2
        && behind
            .iter()
            .all(|v| !matches!(v.measure(), None | Some(Measure::Count | Measure::Percent)));
    (plain && named && listed).then_some(Cut {
        end: i,
        gap: Gap::Inside { colon: true },
        start: i + 1,
    })
}

/// How far behind its colon a list is looked at. Unit: tokens.
const LIST_MAX: usize = 64;

/// "lần lượt là 500 tấn; 300 tấn": the semicolon parts values of one row.
fn in_row(line: &Line<'_>, start: usize, i: usize) -> bool {
    let figure = line.kind(i + 1) == Some(Kind::Number)
        || line.word(i + 1) == "và" && line.kind(i + 2) == Some(Kind::Number);
    let near = start.max(i.saturating_sub(ROW_MAX));
    figure && respective::cue(line, &(near..i)).is_some()
}

/// How far behind its cue a row of values may run. Unit: tokens.
const ROW_MAX: usize = 48;

/// Two cuts with nothing between them are one: "; trong đó:" opens parts.
fn stronger(old: Gap, new: Gap, empty: bool) -> Gap {
    let opens = matches!(old, Gap::Inside { .. } | Gap::Apart);
    if empty && opens && matches!(new, Gap::Semicolon | Gap::Sentence | Gap::Dashed) {
        old
    } else {
        new
    }
}

fn add(line: &Line<'_>, out: &mut Vec<(Gap, Range<usize>)>, gap: Gap, range: Range<usize>) {
    let range = line.trim(range);
    if !range.is_empty() {
        out.push((gap, range));
    }
}

fn cut_at(line: &Line<'_>, i: usize, depth: u32) -> Option<Cut> {
    let token = line.tokens.get(i).filter(|t| t.depth == depth)?;
    match token.kind {
        Kind::Semicolon => Some(Cut { end: i, gap: Gap::Semicolon, start: i + 1 }),
        Kind::Dot if ends_sentence(line, i) => {
            let dashed = matches!(line.kind(i + 1), Some(Kind::Dash | Kind::Bullet));
            Some(Cut {
                end: i,
                gap: if dashed { Gap::Dashed } else { Gap::Sentence },
                start: i + 1,
            })
        }
        Kind::Bullet if opens_bullet(line, i) => {
            Some(Cut { end: i, gap: Gap::Inside { colon: true }, start: i + 1 })
        }
        Kind::Word => word_cut(line, i),
        _ => None,
    }
}

fn ends_sentence(line: &Line<'_>, i: usize) -> bool {
    let opens = line.capital(i + 1)
        || matches!(line.kind(i + 1), Some(Kind::Dash | Kind::Bullet | Kind::Open));
    let previous = i.checked_sub(1).map_or("", |p| line.written(p));
    let letters = previous.chars().count();
    // "TP. Huế", "PGS. An" go on; "2.600 USD. Tổng vốn", "20% GDP. Thu ngân sách" do not.
    let initials = letters <= 2 && previous.chars().all(char::is_uppercase);
    let short = matches!(previous, "Tp" | "Tx" | "Th" | "Ths" | "ThS" | "THS" | "PGS" | "TTg");
    opens && !initials && !short && !previous.is_empty()
}

fn opens_bullet(line: &Line<'_>, i: usize) -> bool {
    i > 0 && matches!(line.written(i), "+" | "•") && line.capital(i + 1) && !line.tight(i)
}

fn word_cut(line: &Line<'_>, i: usize) -> Option<Cut> {
    let previous = i.checked_sub(1).and_then(|p| line.kind(p));
    let after_mark = matches!(
        previous,
        None | Some(Kind::Comma | Kind::Semicolon | Kind::Dot | Kind::Open | Kind::Dash)
    );
    if line.word(i) == "riêng" && after_mark {
        return Some(Cut { end: i, gap: Gap::Apart, start: i })
            .filter(|_| i > 0 && line.word(i + 1) != "lẻ");
    }
    let after =
        line.any_at(i, &["trong đó", "cụ thể", "bao gồm", "gồm", "chia ra", "bao gồm các xã"])?;
    let after = line.any_at(after, &["là", "như sau", "có"]).unwrap_or(after);
    let colon = line.kind(after) == Some(Kind::Colon);
    let inside =
        line.at(i, "trong đó").is_some() || colon || (after_mark && line.word(after) != "cả");
    let start = if colon || line.kind(after) == Some(Kind::Comma) { after + 1 } else { after };
    inside.then_some(Cut { end: i, gap: Gap::Inside { colon }, start })
}

/// Cuts a stretch at the commas and "và" between its values.
fn soften(line: &Line<'_>, values: &[Value], whole: &Piece, out: &mut Vec<Piece>) {
    let mut piece = Piece {
        range: whole.range.start..whole.range.end,
        gap: whole.gap,
        values: Vec::new(),
        also: Vec::new(),
    };
    let mut previous: Option<usize> = None;
    let row = respective::cue(line, &whole.range);
    if let Some(comma) = stated_before(line, values, whole) {
        let said = line.trim(whole.range.start..comma);
        out.push(Piece { range: said, gap: whole.gap, values: Vec::new(), also: Vec::new() });
        piece.range.start = comma + 1;
        piece.gap = Gap::Soft;
    }
    for &index in &whole.values {
        let value = &values[index];
        // The values of a row stay together: their names stand before them.
        let rowed = row.as_ref().is_some_and(|cue| {
            previous.is_some_and(|p| cue.end <= values[p].number && cue.end <= value.number)
        });
        let decision = previous
            .filter(|_| !rowed)
            .map_or(Decision::Same, |p| decide(line, &piece, &values[p], value));
        match decision {
            Decision::Same => piece.values.push(index),
            Decision::Again => piece.also.push(index),
            Decision::Cut(separator) => {
                let rest = separator + 1..whole.range.end;
                piece.range = line.trim(piece.range.start..separator);
                let next =
                    Piece { range: rest, gap: Gap::Soft, values: vec![index], also: Vec::new() };
                out.push(std::mem::replace(&mut piece, next));
            }
        }
        previous = Some(index);
    }
    piece.range = line.trim(piece.range.start..whole.range.end);
    out.push(piece);
}

/// "Không còn hộ đói, giảm 500 hộ nghèo": the comma that ends a promise without a number.
fn stated_before(line: &Line<'_>, values: &[Value], whole: &Piece) -> Option<usize> {
    let first = values[*whole.values.first()?].first;
    let before = whole.range.start..first;
    let depth = line.tokens[whole.range.start].depth;
    let comma = before.clone().find(|i| line.is_at(*i, Kind::Comma, depth))?;
    stated::opens(line, &before).then_some(comma)
}

enum Decision {
    Same,
    Again,
    Cut(usize),
}

fn decide(line: &Line<'_>, piece: &Piece, previous: &Value, value: &Value) -> Decision {
    let Some(separator) = separator(line, previous, value) else {
        return Decision::Same;
    };
    let between = separator + 1..value.first;
    let opening = horizon::opening(line, between.clone());
    let named = line.trim(opening.body..between.end);
    // "đạt 45 tỷ đồng, bình quân 9 tỷ đồng/năm", "450 hộ, tương ứng giảm 2%": the same thing, put otherwise.
    let otherwise = ["bình quân", "trung bình", "tương ứng", "tương ứng với", "tức", "tức là"];
    if line.any_at(named.start, &otherwise) == Some(named.end)
        || line.any_at(named.start, &["cao hơn năm", "thấp hơn năm"]).is_some()
        || is_running_total(line, &named)
    {
        return Decision::Again;
    }
    let nameless = named.is_empty();
    if nameless {
        let bracketed = |v: &Value| line.kind(v.last) == Some(Kind::Open);
        let again = restates(line, value, opening.horizon.is_some())
            && !(bracketed(previous) && bracketed(value) && !value.moves());
        return if again { Decision::Again } else { Decision::Cut(separator) };
    }
    let start = horizon::opening(line, piece.range.clone()).body;
    let ratio = line
        .any_at(
            start,
            &["tỉ lệ", "tỉ trọng", "số", "tổng số", "mức", "tốc độ", "chỉ số", "tỉ suất"],
        )
        .is_some();
    let next_name = separator <= previous.last && line.any_at(separator + 1, NAME_HEADS).is_some();
    let in_name = ratio
        && !next_name
        && !previous.is_strong()
        && value.is_strong()
        && !colon_between(line, start, previous);
    if in_name { Decision::Same } else { Decision::Cut(separator) }
}

/// ", lũy kế 60/65 xã", ", nâng tổng số lên 60 xã": what the promise adds up to with what was there before.
pub(super) fn is_running_total(line: &Line<'_>, named: &Range<usize>) -> bool {
    let said = line.any_at(
        named.start,
        &[
            "lũy kế",
            "cộng dồn",
            "nâng lũy kế",
            "nâng tổng số",
            "đưa tổng số",
            "tổng số",
            "lũy kế đến nay",
        ],
    );
    said.is_some_and(|end| {
        (end..named.end).all(|i| {
            matches!(
                line.word(i),
                "có" | "đạt"
                    | "là"
                    | "lên"
                    | "toàn"
                    | "tỉnh"
                    | "huyện"
                    | "xã"
                    | "đến"
                    | "năm"
                    | "được"
                    | "đã"
                    | "nay"
            )
        })
    })
}

fn colon_between(line: &Line<'_>, start: usize, value: &Value) -> bool {
    start < value.first && line.kind(value.first - 1) == Some(Kind::Colon)
}

/// Whether a value without a name of its own says again what the one before it said.
fn restates(line: &Line<'_>, value: &Value, dated: bool) -> bool {
    if dated {
        return false;
    }
    if value.moves() && names_another(line, value) {
        return false;
    }
    if value.moves() || value.base.is_some() || value.has(Mark::Equal) {
        return true;
    }
    let compared = line
        .any_at(value.last, &["th", "kh", "kế hoạch", "dự toán", "thực hiện", "cùng kỳ", "ước"])
        .is_some();
    let in_plan = value.measure() == Some(Measure::Percent)
        && value.unit.as_ref().is_some_and(|u| u.short < u.range.end);
    let has_tail =
        line.kind(value.short) == Some(Kind::Word) || value.measure() == Some(Measure::Count);
    compared || in_plan || !has_tail
}

/// ", giảm 20% lượng nước tưới": the movement has a thing of its own behind it.
fn names_another(line: &Line<'_>, value: &Value) -> bool {
    let same = ["số với", "số dự toán", "số kế hoạch", "số thực hiện", "số thu", "tổng số"];
    line.any_at(value.short, NAME_HEADS).is_some() && line.any_at(value.short, &same).is_none()
}

/// The comma or "và" at which two neighbouring values part; `None` when nothing parts them.
fn separator(line: &Line<'_>, previous: &Value, value: &Value) -> Option<usize> {
    let depth = value.depth;
    let separators = || {
        (previous.short..value.first).filter(move |i| {
            let token = &line.tokens[*i];
            let with = token.word == "với"
                && !matches!(line.before(*i), "so" | "đối" | "cùng")
                && line.any_at(*i + 1, NAME_HEADS).is_some();
            let joins = token.kind == Kind::Word && (token.word == "và" || with);
            (token.kind == Kind::Comma || joins) && token.depth == depth
        })
    };
    let comma = |i: &usize| line.kind(*i) == Some(Kind::Comma);
    let touches = |i: &usize| {
        *i + 1 == value.first || horizon::opening(line, *i + 1..value.first).body == value.first
    };
    let last = separators().next_back()?;
    if touches(&last) {
        return Some(last);
    }
    let first = separators().next().filter(|i| *i == previous.last || *i == previous.short);
    let headed = || separators().find(|i| line.any_at(*i + 1, NAME_HEADS).is_some());
    first.or_else(headed).or_else(|| separators().find(comma))
}
