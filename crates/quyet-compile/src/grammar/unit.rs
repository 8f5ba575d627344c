//! How much of the words after a number is its unit.
//!
//! **Takes** a line and the place after a number. **Gives** the words of the unit and what kind it is.
//! **Never** decides whether a number needs one.
//!
//! A known measure wins ("tỉ đồng", "ha", "% GRDP"), the longest first, with what is divided by
//! ("/người/năm"). Anything else is a count: the noun phrase up to punctuation or a word that opens
//! another phrase ("20 sản phẩm", "10 doanh nghiệp công nghệ số | mới cung cấp …").

use std::ops::Range;

use super::token::{Kind, Line};

/// What kind of unit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// "%", "‰", with or without a base.
    Percent,
    /// "điểm %".
    Point,
    /// "lần".
    Times,
    /// "bậc", "hạng".
    Rank,
    /// Money, area, weight, length, energy, time.
    Known,
    /// A bare scale word ("triệu", "tỷ").
    Scale,
    /// Things counted by their noun.
    Count,
}

/// The words of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnitWords {
    /// Its tokens, the base of a percentage included.
    pub(super) range: Range<usize>,
    /// One past its last token when the words after "%" are the thing measured, not a base.
    pub(super) short: usize,
    /// What kind it is.
    pub(super) measure: Measure,
}

/// Currencies, areas, weights and the like, in comparison spelling.
const MEASURES: &[&str] = &[
    "đồng",
    "usd",
    "đô la mĩ",
    "đô la",
    "đô-la",
    "đô",
    "eur",
    "vnd",
    "vnđ",
    "đ",
    "trđ",
    "tỷđ",
    "tỉđ",
    "ha",
    "hecta",
    "km",
    "km2",
    "km²",
    "m",
    "m2",
    "m2 sàn",
    "m²",
    "m² sàn",
    "m3",
    "m³",
    "kg",
    "gam",
    "tấn",
    "tạ",
    "yến",
    "lít",
    "mw",
    "mwp",
    "kw",
    "kwh",
    "gwh",
    "mwh",
    "điểm",
    "tuổi",
    "năm",
    "tháng",
    "ngày",
    "giờ",
    "phút",
    "teu",
    "dwt",
    "tấn co2",
    "kgoe",
];

/// Nouns that a column or a name's end gives as a unit by themselves.
pub(super) const COUNTED: &[&str] = &[
    "con",
    "người",
    "hộ",
    "xã",
    "cái",
    "chiếc",
    "lượt",
    "cây",
    "trường",
    "giường",
    "thuê bao",
    "lao động",
    "doanh nghiệp",
    "hợp tác xã",
    "htx",
    "sản phẩm",
    "vụ",
    "lượt người",
    "lượt khách",
    "bác sĩ",
    "thôn",
    "phòng",
    "dự án",
    "bộ",
    "trạm",
];

/// Scale words that stand before a measure or a noun.
const SCALES: &[&str] = &["trăm", "chục", "nghìn", "vạn", "triệu", "tỉ"];

/// What a percentage may be a percentage of, when its own name stands before it.
const BASES: &[&str] = &[
    "gdp",
    "grdp",
    "gnp",
    "dân số",
    "nhiệm vụ",
    "dự toán",
    "kế hoạch",
    "chỉ tiêu",
    "nghị quyết",
    "kh",
    "tổng chi",
    "tổng chi ngân sách",
    "tổng chi ngân sách nhà nước",
    "tổng chi ngân sách địa phương",
    "tổng chi ngân sách huyện",
    "tổng chi ngân sách tỉnh",
    "tổng chi ngân sách xã",
    "tổng chi cân đối ngân sách",
    "tổng chi cân đối ngân sách địa phương",
    "tổng chi thường xuyên",
    "tổng thu",
    "tổng thu ngân sách",
    "tổng thu ngân sách nhà nước",
    "tổng vốn đầu tư",
    "tổng dân số",
];

/// Who set the base of a percentage.
const GIVEN: &[&str] = &[
    "được giao",
    "trung ương giao",
    "tỉnh giao",
    "hđnd tỉnh giao",
    "cấp trên giao",
    "huyện giao",
    "giao",
    "đề ra",
    "pháp lệnh",
    "được tỉnh giao",
    "được trung ương giao",
    "bộ tài chính giao",
    "tw giao",
    "chính phủ giao",
];

/// What stands below a stroke in two words or more; anything else is one word.
const DENOMINATORS: &[&str] = &[
    "phụ nữ",
    "bà mẹ",
    "vạn dân",
    "nghìn dân",
    "triệu dân",
    "đầu người",
    "lao động",
    "hộ dân",
    "trẻ em",
    "người dân",
    "hợp tác xã",
    "doanh nghiệp",
    "học sinh",
    "hộ gia đình",
    "héc ta",
    "trẻ đẻ sống",
    "trẻ gái",
    "bé gái",
    "ca đẻ",
    "ngày đêm",
    "trẻ sơ sinh",
];

/// Words that open another phrase and so end a noun phrase.
const STOPS: &[&str] = &[
    "được", "có", "đạt", "trong", "trên", "tại", "ở", "của", "cho", "để", "theo", "với", "và",
    "là", "từ", "đến", "tới", "do", "về", "bị", "đang", "thuộc", "trở", "mới", "so", "vào", "các",
    "những", "này", "đó", "khi", "nếu", "thì", "mà", "ra", "lên", "xuống", "tăng", "giảm", "chiếm",
    "bằng", "gồm", "riêng", "không", "chưa", "đã", "sẽ", "phải", "cần", "đều", "cùng", "nhằm",
    "qua", "cả", "mỗi", "một", "đi", "hoặc", "hay", "nhưng", "năm", "vượt", "giữ", "nâng", "còn",
    "như", "bao", "tương", "gắn", "thông", "trước", "sau", "dưới", "giao", "đón", "trồng", "nuôi",
    "trực", "tiêu", "gấp", "tức", "nhất", "khoảng", "ít", "tối", "ước", "phấn", "đồng", "làm",
    "giai",
];

/// Nouns that begin with a word that otherwise ends a phrase.
const STOP_EXCEPTIONS: &[&str] = &[
    "tiêu chí",
    "tiêu chuẩn",
    "nông thôn mới",
    "chỉ tiêu",
    "trồng trọt",
    "làng nghề",
    "thông tin",
    "đồng bào",
    "trước mầm non",
    "giao dịch",
    "việc làm",
    "thuê bao",
    "năm học",
    "trực tuyến",
    "giao thông",
    "không gian",
    "mới sinh",
    "đồng ruộng",
    "nhà ở",
    "đô thị",
    "cộng đồng",
];

/// Verbs and adjuncts of two words that end a noun phrase.
const STOP_PHRASES: &[&str] = &[
    "cung cấp",
    "tham gia",
    "hoạt động",
    "sử dụng",
    "hoàn thành",
    "bình quân",
    "trung bình",
    "đăng ký",
    "thành lập",
    "phục vụ",
    "đáp ứng",
    "ứng dụng",
    "triển khai",
    "tiếp cận",
    "áp dụng",
    "kết nối",
    "xây dựng",
    "phát triển",
    "thoát nghèo",
    "dẫn đầu",
    "tốt nghiệp",
    "hàng năm",
    "bảo đảm",
    "đảm bảo",
    "thu hút",
    "hình thành",
    "công tác",
    "toàn tỉnh",
    "toàn xã",
    "toàn huyện",
    "toàn thành phố",
    "chuyển đổi",
    "thực hiện",
];

/// A noun phrase longer than this has run into something else.
const PHRASE_MAX: usize = 8;

/// The unit that stands at `i`, when there is one.
pub(super) fn read(line: &Line<'_>, i: usize) -> Option<UnitWords> {
    percent(line, i).or_else(|| measured(line, i)).or_else(|| counted(line, i))
}

/// A unit given by itself, as a column's header or a name's brackets give it; `None` for a mere noun.
pub(super) fn known(line: &Line<'_>, i: usize) -> Option<UnitWords> {
    percent(line, i).or_else(|| measured(line, i))
}

fn percent(line: &Line<'_>, i: usize) -> Option<UnitWords> {
    let point = line.at(i, "điểm").and_then(|j| percent_sign(line, j));
    let (mut end, measure) = match point {
        Some(end) => (end, Measure::Point),
        None => (percent_sign(line, i)?, Measure::Percent),
    };
    end = denominators(line, end);
    let short = end;
    if measure == Measure::Percent
        && let Some(base) = line.any_at(end, BASES)
    {
        let act = matches!(
            line.word(base + 1),
            "quân" | "thông" | "đất" | "rừng" | "dịch" | "lưu" | "khoán"
        );
        end = line.any_at(base, GIVEN).filter(|_| !act).unwrap_or(base);
    }
    Some(UnitWords { range: i..end, short, measure })
}

fn percent_sign(line: &Line<'_>, i: usize) -> Option<usize> {
    match line.kind(i)? {
        // "%o" is how some keyboards write per mille.
        Kind::Percent if line.tight(i + 1) && line.word(i + 1) == "o" => Some(i + 2),
        Kind::Percent => Some(i + 1),
        Kind::Number if line.word(i) == "0" => per_mille(line, i, "00"),
        _ => line
            .at(i, "phần trăm")
            .or_else(|| line.at(i, "phần nghìn"))
            .or_else(|| per_mille(line, i, "oo")),
    }
}

/// "o/oo" and "0/00" as typewriters had it.
fn per_mille(line: &Line<'_>, i: usize, tail: &str) -> Option<usize> {
    let head = matches!(line.word(i), "o" | "0");
    (head && line.kind(i + 1) == Some(Kind::Slash) && line.word(i + 2) == tail).then_some(i + 3)
}

fn measured(line: &Line<'_>, i: usize) -> Option<UnitWords> {
    if let Some(end) = line.any_at(i, &["bậc", "hạng", "thứ hạng"]) {
        return Some(UnitWords { range: i..end, short: end, measure: Measure::Rank });
    }
    if let Some(end) = line.any_at(i, &["lần"]) {
        let end = line.any_at(end, &["grdp", "gdp"]).unwrap_or(end);
        let end = denominators(line, end);
        return Some(UnitWords { range: i..end, short: end, measure: Measure::Times });
    }
    let mut noun = i;
    while noun < i + 3 && SCALES.contains(&line.word(noun)) {
        noun += 1;
    }
    if let Some(end) = dotted_dong(line, i).or_else(|| measure_at(line, noun)) {
        let end = denominators(line, currency_bracket(line, end));
        return Some(UnitWords { range: i..end, short: end, measure: Measure::Known });
    }
    if noun == i {
        return None;
    }
    let end = phrase_end(line, noun);
    let measure = if end == noun { Measure::Scale } else { Measure::Count };
    let end = denominators(line, end);
    Some(UnitWords { range: i..end, short: end, measure })
}

fn measure_at(line: &Line<'_>, i: usize) -> Option<usize> {
    let end = line.any_at(i, MEASURES)?;
    // "đồng bào", "năm học", "điểm du lịch" are nouns that begin like a measure.
    let noun = line.any_at(i, STOP_EXCEPTIONS).is_some_and(|other| other > end);
    let point = line.word(i) == "điểm"
        && line.kind(end) == Some(Kind::Word)
        && !STOPS.contains(&line.word(end));
    let letter = matches!(line.word(i), "m" | "đ")
        && line.kind(end) == Some(Kind::Slash)
        && line.tight(end + 1)
        && line.capital(end + 1);
    (!noun && !point && !letter).then_some(end)
}

/// "tỷ.đ", "tr.đ", "tỷ.đồng".
fn dotted_dong(line: &Line<'_>, i: usize) -> Option<usize> {
    let head = matches!(line.word(i), "tỉ" | "tr" | "triệu" | "ng" | "nghìn");
    let dot = line.kind(i + 1) == Some(Kind::Dot) && line.tight(i + 2);
    (head && dot && matches!(line.word(i + 2), "đ" | "đồng")).then_some(i + 3)
}

/// "đô la Mỹ (USD)": the abbreviation belongs to the unit.
fn currency_bracket(line: &Line<'_>, end: usize) -> usize {
    let open = line.kind(end) == Some(Kind::Open) && line.kind(end + 2) == Some(Kind::Close);
    if open && matches!(line.word(end + 1), "usd" | "vnd" | "vnđ" | "eur") { end + 3 } else { end }
}

/// "/người/năm", "/10.000 dân", "/ha": at most four strokes.
fn denominators(line: &Line<'_>, mut end: usize) -> usize {
    for _ in 0..4 {
        if line.kind(end) != Some(Kind::Slash) {
            break;
        }
        let mut at = end + 1;
        if line.kind(at) == Some(Kind::Number) {
            at += 1;
        }
        match line.any_at(at, DENOMINATORS) {
            Some(after) => end = after,
            None if line.kind(at) == Some(Kind::Word) => end = at + 1,
            None => break,
        }
    }
    end
}

fn counted(line: &Line<'_>, i: usize) -> Option<UnitWords> {
    let end = phrase_end(line, i);
    if end == i {
        return None;
    }
    let end = denominators(line, end);
    Some(UnitWords { range: i..end, short: end, measure: Measure::Count })
}

/// Where the noun phrase at `start` ends.
fn phrase_end(line: &Line<'_>, start: usize) -> usize {
    let mut at = start;
    while at < start + PHRASE_MAX && !ends_phrase(line, at, start) {
        at = line.any_at(at, STOP_EXCEPTIONS).unwrap_or(at + 1);
    }
    // A phrase without end is a clause: its first two words are the noun.
    if at >= start + PHRASE_MAX && !ends_phrase(line, at, start) { start + 2 } else { at }
}

fn ends_phrase(line: &Line<'_>, at: usize, start: usize) -> bool {
    if line.kind(at) != Some(Kind::Word) {
        return true;
    }
    if line.any_at(at, STOP_EXCEPTIONS).is_some() {
        return false;
    }
    let opens = STOPS.contains(&line.word(at)) || line.any_at(at, STOP_PHRASES).is_some();
    opens || is_proper_name(line, at, start)
}

/// A capital inside a phrase opens a name, unless the whole word is an abbreviation ("OCOP").
fn is_proper_name(line: &Line<'_>, at: usize, start: usize) -> bool {
    let written = line.written(at);
    let small = written.chars().any(char::is_lowercase);
    at > start && small && line.capital(at)
}
