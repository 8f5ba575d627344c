//! What is name and what is value in a piece.
//!
//! **Takes** a piece and its chosen value. **Gives** the words of the name, as written.
//! **Never** invents words: a name is made of stretches of the text in their order.

use std::ops::Range;

use super::comparison::Mark;
use super::horizon;
use super::segment::NAME_HEADS;
use super::token::{Kind, Line};
use super::unit::Measure;
use super::value::Value;

/// Words that close a name only to lead to its value.
const TRAILING: &[&str] = &[
    "đạt",
    "là",
    "có",
    "cho",
    "phấn đấu",
    "khoảng",
    "được",
    "với",
    "ở mức",
    "chiếm",
    "bằng",
    "còn",
    "gấp",
    "lên",
    "xuống",
    "tăng",
    "giảm",
    "dự kiến",
    "trong đó",
    "thì",
    "đạt từ",
    "từ",
    "trên",
    "và",
    "đạt mức",
    "xuống còn",
    "đến",
    "có trên",
    "được tăng",
    "vào",
    "trong",
    "của",
    "duy trì",
    "duy trì ổn định",
    "giữ ổn định",
    "có thêm",
    "đã",
    "nằm",
    "nằm trong",
    "thuộc",
    "lọt vào",
    "đứng trong",
    "xếp trong",
    "đứng",
    "xếp",
    "điều chỉnh",
    "nay điều chỉnh",
    "điều chỉnh tăng",
    "điều chỉnh giảm",
];

/// Verbs that begin like the name of an indicator.
const VERBS: &[&str] = &["thu hút", "thu gom", "xây dựng", "chi trả", "thu hồi", "công nghiệp hóa"];

/// Verbs whose object is what a number counts.
const ACTS: &[&str] = &[
    "phát triển",
    "thành lập",
    "xây dựng",
    "trồng",
    "kết nạp",
    "tạo",
    "thu hút",
    "đào tạo",
    "giải quyết",
    "công nhận",
    "hỗ trợ",
    "cấp",
    "hoàn thành",
    "triển khai",
    "nâng cấp",
    "sửa chữa",
    "mở",
    "tổ chức",
    "đón",
    "chăm sóc",
    "bảo vệ",
    "tuyển",
    "giải thể",
    "xóa",
    "huy động",
    "đưa",
    "lắp đặt",
    "hình thành",
    "thực hiện",
    "bố trí",
    "vận động",
    "giới thiệu",
    "cứng hóa",
    "kiên cố",
    "khởi công",
    "chuyển đổi",
    "khai thác",
    "nuôi",
    "lũy kế",
    "có",
    "tư vấn",
    "giảm",
    "tăng",
    "duy trì",
    "kêu gọi",
    "ươm tạo",
];

/// A place before the value is where, not what.
const PLACES: &[&str] = &[
    "toàn tỉnh",
    "toàn huyện",
    "toàn xã",
    "toàn thành phố",
    "toàn thị xã",
    "toàn quốc",
    "toàn đảng bộ",
    "cả nước",
    "toàn phường",
];

/// Prepositions that open a qualifier after the value.
const QUALIFIERS: &[&str] =
    &["ở", "tại", "trong", "của", "cho", "đối với", "trên địa bàn", "khu vực", "vùng", "theo"];

/// The stretches that make the name, and whether the value stands before it.
pub(super) struct Name {
    /// The words, spaces folded.
    pub(super) words: String,
    /// Whether the value opens the piece ("100% các giao dịch …").
    pub(super) value_first: bool,
}

/// The name in `body`, whose first value begins at `name_end`, around the chosen `value`.
/// `horizon` is left out where it stands at an edge.
pub(super) fn build(
    line: &Line<'_>,
    body: Range<usize>,
    value: &Value,
    name_end: usize,
    horizon: Option<&Range<usize>>,
) -> Name {
    let arrives =
        value.has(Mark::Arrive) && super::change::leading(line, body.start, name_end).is_some();
    let start = if arrives { body.start + 1 } else { body.start };
    let before = strip(line, start.min(name_end)..name_end, horizon);
    let tail_begins = value.short < body.end && line.kind(value.short) == Some(Kind::Word);
    let place_only = tail_begins && line.any_at(before.start, PLACES) == Some(before.end);
    if before.is_empty() || place_only {
        let tail = tail(line, &body, value.short, value, horizon);
        return Name { words: value_first(line, value, tail), value_first: true };
    }
    let words = after_name(line, &body, value, before, horizon);
    Name { words, value_first: false }
}

fn value_first(line: &Line<'_>, value: &Value, tail: Range<usize>) -> String {
    let counted =
        value.unit.as_ref().filter(|u| u.measure == Measure::Count && !value.has(Mark::Rank));
    match counted {
        Some(unit) => things(line, &unit.range, &tail).to_owned(),
        None => line.slice(tail).to_owned(),
    }
}

fn after_name(
    line: &Line<'_>,
    body: &Range<usize>,
    value: &Value,
    before: Range<usize>,
    horizon: Option<&Range<usize>>,
) -> String {
    let name = line.slice(before.clone());
    let mut tail = tail(line, body, value.last, value, horizon);
    if !tail.is_empty() && value.short < value.last && tail.start == value.last {
        // "100% kế hoạch vốn đầu tư công": the base is also what is measured.
        tail.start = value.short;
    }
    let tail_words = line.slice(tail.clone());
    let nominal = line.any_at(before.start, NAME_HEADS).is_some()
        && line.any_at(before.start, VERBS).is_none();
    let reached = value.colon
        || value.moves()
        || value
            .marks
            .iter()
            .any(|m| matches!(m, Mark::Reach | Mark::Arrive | Mark::Equal | Mark::Rank));
    let gives_to = line.word(before.end) == "cho" && before.end < value.first;
    if value.colon || gives_to || value.has(Mark::Rank) {
        return name.to_owned();
    }
    let qualifier = line.any_at(tail.start, QUALIFIERS).is_some();
    if before.len() <= 2
        && line.any_at(before.start, &["tổng số", "số"]) == Some(before.end)
        && !value.colon
    {
        let counted = value.unit.as_ref().map_or("", |u| things(line, &u.range, &tail));
        return join(&[name, counted]);
    }
    if nominal || reached {
        return if qualifier && !tail.is_empty() {
            join(&[name, clause(line, tail)])
        } else {
            name.to_owned()
        };
    }
    let counted =
        value.unit.as_ref().filter(|u| u.measure == Measure::Count && acts(line, &before));
    match counted {
        Some(unit) if !holds(line, &before, line.word(unit.range.start)) => {
            join(&[name, things(line, &unit.range, &tail)])
        }
        _ => join(&[name, tail_words]),
    }
}

/// What is counted with what is said of it, as written: "xã, phường đạt chuẩn".
fn things<'a>(line: &Line<'a>, unit: &Range<usize>, tail: &Range<usize>) -> &'a str {
    let end = if tail.is_empty() { unit.end } else { tail.end.max(unit.end) };
    line.slice(unit.start..end)
}

/// Whether the words are an act whose object is counted ("Thành lập mới 30 hợp tác xã").
fn acts(line: &Line<'_>, range: &Range<usize>) -> bool {
    line.any_at(range.start, ACTS).is_some() || matches!(line.before(range.end), "mới" | "thêm")
}

fn holds(line: &Line<'_>, range: &Range<usize>, word: &str) -> bool {
    range.clone().any(|i| line.word(i) == word)
}

/// A qualifier up to the next comma.
fn clause<'a>(line: &Line<'a>, tail: Range<usize>) -> &'a str {
    let end = tail.clone().find(|i| line.kind(*i) == Some(Kind::Comma)).unwrap_or(tail.end);
    line.slice(tail.start..end)
}

/// The words after the value, without its base of comparison, brackets and time phrase.
fn tail(
    line: &Line<'_>,
    body: &Range<usize>,
    from: usize,
    value: &Value,
    horizon: Option<&Range<usize>>,
) -> Range<usize> {
    let mut start = from;
    if let Some(time) = horizon.filter(|h| h.start == start) {
        start = time.end;
    }
    let depth = value.depth;
    let ends = |i: &usize| {
        let token = &line.tokens[*i];
        let bracket = token.kind == Kind::Open && token.depth == depth + 1 && *i == start;
        bracket
            || value.base.as_ref().is_some_and(|b| b.start == *i)
            || horizon.is_some_and(|h| h.start == *i)
    };
    let end = (start..body.end).find(ends).unwrap_or(body.end);
    line.trim(start..end.max(start))
}

/// `range` without leading and trailing words that only lead to the value.
pub(super) fn strip(
    line: &Line<'_>,
    range: Range<usize>,
    horizon: Option<&Range<usize>>,
) -> Range<usize> {
    let mut out = line.trim(range);
    loop {
        let cut_time =
            horizon.filter(|h| h.end == out.end && h.start >= out.start).map(|h| h.start);
        let cut_word = TRAILING.iter().filter_map(|w| line.ends(out.start, out.end, w)).min();
        let cut_word = cut_word.filter(|at| !is_standing_word(line, *at, out.end));
        let Some(end) = cut_time.or(cut_word) else {
            break;
        };
        out = line.trim(out.start..end);
    }
    let announced = announced(line, &out).unwrap_or(out.start);
    let opened = horizon::opening(line, announced..out.end).body;
    line.trim(opened.min(out.end)..out.end)
}

/// "…, phấn đấu GDP", "… đặt mục tiêu GDP": the name begins after the words that announce it.
fn announced(line: &Line<'_>, range: &Range<usize>) -> Option<usize> {
    range.clone().rev().find_map(|i| {
        let after_comma = i > range.start && line.kind(i - 1) == Some(Kind::Comma);
        let effort = line.at(i, "phấn đấu").filter(|_| after_comma);
        effort.or_else(|| line.at(i, "đặt mục tiêu")).filter(|end| *end < range.end)
    })
}

/// "tốc độ tăng", "trở lên", "tỉ lệ giảm", "tăng thêm": the last word belongs to the name.
fn is_standing_word(line: &Line<'_>, at: usize, end: usize) -> bool {
    let word = line.word(at);
    let previous = line.before(at);
    let growth = matches!(word, "tăng" | "giảm") && matches!(previous, "độ" | "lệ" | "mức");
    growth
        || (word == "lên" && previous == "trở")
        || (word == "xuống" && previous == "trở")
        || at + 1 > end
}

/// Stretches joined by one space, the empty ones left out.
pub(super) fn join(parts: &[&str]) -> String {
    parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The words without a quotation mark that closes what opened before them.
pub(super) fn without_stray_quote(words: &str) -> &str {
    let (opened, closed) = (words.matches('“').count(), words.matches('”').count());
    let plain = words.matches('"').count() % 2 == 1;
    match words.chars().next_back() {
        Some('”') if opened < closed => {
            words[..words.len() - '”'.len_utf8()].trim_end_matches(['.', ' '])
        }
        Some('"') if plain => words[..words.len() - 1].trim_end_matches(['.', ' ']),
        _ => words,
    }
}

/// A part's name under the name that the parts share: "Tỉ lệ thôn có" and "điện".
pub(super) fn under(lead: &str, own: &str) -> String {
    let lead = lead.trim_end_matches([':', ',', ' ', '-', '–']);
    if lead.is_empty() || own.is_empty() {
        return if own.is_empty() { lead.to_owned() } else { own.to_owned() };
    }
    let last = lead.rsplit(' ').next().unwrap_or("").to_lowercase();
    let open = matches!(
        last.as_str(),
        "có" | "được"
            | "của"
            | "cho"
            | "về"
            | "đạt"
            | "là"
            | "tại"
            | "ở"
            | "trong"
            | "sử"
            | "dụng"
            | "các"
    );
    if open { format!("{lead} {own}") } else { format!("{lead}: {own}") }
}

/// The second of two price bases takes the name of the first: "Giá trị sản xuất" and "giá hiện hành".
pub(super) fn at_other_prices(previous: &str, own: &str) -> String {
    let folded = own.to_lowercase();
    let price = ["giá hiện hành", "theo giá", "giá so sánh", "giá thực tế", "giá cố định"];
    if !price.iter().any(|p| folded.starts_with(p)) {
        return own.to_owned();
    }
    let cut = ["(theo giá", "(giá", "theo giá", "giá so sánh", "giá hiện hành", "giá thực tế"];
    let end = cut
        .iter()
        .filter_map(|c| previous.find(c))
        .filter(|at| *at > 0)
        .min()
        .unwrap_or(previous.len());
    join(&[previous.get(..end).unwrap_or(previous).trim_end(), own])
}
