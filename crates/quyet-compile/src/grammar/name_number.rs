//! Numbers that belong to a name, a date or a citation and are never what is promised.
//!
//! **Takes** a line and the place of a number. **Gives** whether it is only part of the words around it:
//! years and year ranges, dates, ages, stars, levels, numbers of documents, "10.000 dân", durations.
//! **Never** looks further than a few tokens to each side.

use super::token::{Kind, Line};

/// A number after one of these is a label, unless a unit of measure follows it.
const LABELLED: &[&str] = &[
    "độ",
    "mức",
    "cấp",
    "hạng",
    "loại",
    "lớp",
    "tuyến",
    "vùng",
    "vực",
    "đoạn",
    "đợt",
    "kỳ",
    "lần",
    "thứ",
    "điều",
    "khoản",
    "mục",
    "lục",
    "biểu",
    "mẫu",
    "số",
    "án",
    "trình",
    "quyết",
    "định",
    "thị",
    "lộ",
    "ql",
    "iso",
    "khóa",
    "tổ",
    "bước",
    "tiết",
    "tư",
    "luật",
    "phần",
    "chương",
    "mũi",
    "quý",
    "nhóm",
    "tầng",
    "thế",
    "hệ",
    "covid",
    "luận",
    "văn",
    "dẫn",
    "dung",
    "đường",
    "thông",
    "kh",
    "qđ",
    "nq",
    "tcvn",
    "qcvn",
    "phiên",
];

/// Labels whose numbers are small.
const GRADES: &[&str] =
    &["độ", "mức", "cấp", "hạng", "loại", "lớp", "nhóm", "tầng", "bước", "tuyến", "hệ", "thế"];

/// "tổng số 50 xã", "chỉ số 0,75": here the number after "số" is a value.
const BEFORE_SO: &[&str] = &["tổng", "chỉ", "dân", "hệ", "tỉ", "điểm", "con"];

/// Whether the number at `i` is no value. `expectancy` says that the line speaks of life expectancy.
pub(super) fn is_name_number(line: &Line<'_>, i: usize, expectancy: bool) -> bool {
    is_year(line, i)
        || is_date_or_citation(line, i)
        || is_list_mark(line, i)
        || (!expectancy && followed_by_range(line, i, "tuổi"))
        || (!expectancy && line.at(i + 1, "tháng tuổi").is_some())
        || followed_by_range(line, i, "sao")
        || is_population_base(line, i)
        || (!expectancy && is_duration(line, i))
        || is_label(line, i)
        || follows_label(line, i)
        || is_slogan(line, i)
        || is_announced(line, i)
        || is_target_number(line, i)
        || has_letter(line, i)
        || closes_place_name(line, i)
}

/// Kinds of places whose names may end in a number.
const PLACES: &[&str] = &[
    "phường",
    "xã",
    "thôn",
    "xóm",
    "bản",
    "ấp",
    "buôn",
    "khóm",
    "quận",
    "khu",
    "làng",
    "phố",
    "tổ",
];

/// "Phường 3" in a list, "thôn Đông 1": the number closes the name of a place.
fn closes_place_name(line: &Line<'_>, i: usize) -> bool {
    let named = (i.saturating_sub(4)..i).rev().find(|at| !line.capital(*at) || is_place(line, *at));
    let Some(kind) = named.filter(|at| is_place(line, *at)) else { return false };
    let proper = kind + 1 < i && (kind + 1..i).all(|at| line.kind(at) == Some(Kind::Word));
    let mark = kind.checked_sub(1).and_then(|at| line.kind(at));
    let listed = matches!(mark, Some(Kind::Colon | Kind::Comma | Kind::Semicolon | Kind::Open))
        || matches!(line.before(kind), "và" | "gồm" | "là");
    let ends = match line.kind(i + 1) {
        Some(Kind::Word) => line.word(i + 1) == "và" || (proper && line.word(i + 1) == "đạt"),
        next => !matches!(next, Some(Kind::Percent | Kind::Number | Kind::Slash)),
    };
    ends && (proper || (kind + 1 == i && listed))
}

fn is_place(line: &Line<'_>, i: usize) -> bool {
    line.kind(i) == Some(Kind::Word) && PLACES.contains(&line.word(i))
}

/// "10 chỉ tiêu chủ yếu: …" counts what follows the colon.
fn is_announced(line: &Line<'_>, i: usize) -> bool {
    let Some(noun) = line.any_at(i + 1, &["chỉ tiêu", "mục tiêu"]) else { return false };
    let title = (noun..noun + 8).take_while(|at| line.kind(*at) == Some(Kind::Word)).count();
    line.kind(noun + title) == Some(Kind::Colon)
}

/// "Chỉ tiêu 3: …" numbers the target.
fn is_target_number(line: &Line<'_>, i: usize) -> bool {
    let counted = i >= 2 && line.any_at(i - 2, &["chỉ tiêu", "tiêu chí", "mục tiêu"]) == Some(i);
    counted && line.kind(i + 1) == Some(Kind::Colon)
}

/// "huyện 30a", "Chương trình 135b": a letter glued to the number makes it a name.
fn has_letter(line: &Line<'_>, i: usize) -> bool {
    line.tight(i + 1) && matches!(line.word(i + 1), "a" | "b" | "c")
}

/// Whether the token is four digits of a year.
pub(super) fn looks_like_year(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    line.kind(i) == Some(Kind::Number)
        && word.len() == 4
        && word.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year))
}

fn is_year(line: &Line<'_>, i: usize) -> bool {
    if !looks_like_year(line, i) {
        return false;
    }
    let joined = |at: usize| matches!(line.kind(at), Some(Kind::Dash | Kind::Slash));
    let in_range = (joined(i + 1) && looks_like_year(line, i + 2))
        || (i >= 2 && joined(i - 1) && line.kind(i - 2) == Some(Kind::Number));
    let told = matches!(
        line.before(i),
        "năm"
            | "học"
            | "th"
            | "uth"
            | "ưth"
            | "kh"
            | "sánh"
            | "so"
            | "cuối"
            | "đầu"
            | "kỳ"
            | "vụ"
            | "niên"
            | "hiện"
            | "nay"
    );
    let bare = !has_unit_after(line, i) && !is_asked_for(line, i);
    let bare_range = bare && matches!(line.before(i), "từ" | "đến" | "tới");
    in_range || told || bare_range || (bare && line.kind(i + 1) != Some(Kind::Word))
}

/// Whether a sign, a colon or a verb of reaching stands right before the number.
fn is_asked_for(line: &Line<'_>, i: usize) -> bool {
    let sign = i > 0 && matches!(line.kind(i - 1), Some(Kind::Colon | Kind::Compare));
    sign || matches!(
        line.before(i),
        "đạt"
            | "là"
            | "trên"
            | "dưới"
            | "hơn"
            | "khoảng"
            | "thiểu"
            | "nhất"
            | "tăng"
            | "giảm"
            | "còn"
    )
}

fn has_unit_after(line: &Line<'_>, i: usize) -> bool {
    super::unit::known(line, i + 1).is_some()
}

fn is_date_or_citation(line: &Line<'_>, i: usize) -> bool {
    let slash = |at: usize| line.kind(at) == Some(Kind::Slash);
    let number = |at: usize| line.kind(at) == Some(Kind::Number);
    if below_stroke(line, i) {
        return true;
    }
    if slash(i + 1) && number(i + 2) {
        let round_the_clock = line.word(i) == "24" && matches!(line.word(i + 2), "24" | "7");
        return slash(i + 3) && number(i + 4)
            || looks_like_year(line, i + 2)
            || round_the_clock
            || line.before(i) == "ngày";
    }
    let dash_code = line.kind(i + 1) == Some(Kind::Dash) && line.tight(i + 1);
    let code = (slash(i + 1) && line.tight(i + 1)) || dash_code;
    let document =
        code && line.tight(i + 2) && line.capital(i + 2) && line.written(i + 2).chars().count() > 1;
    let day = line.before(i) == "ngày" || (line.before(i) == "tháng" && line.word(i).len() <= 2);
    document || day || super::number::read(line.word(i)).is_none()
}

/// A number after a stroke, unless it is the second of a fraction ("04/09 thôn").
fn below_stroke(line: &Line<'_>, i: usize) -> bool {
    let fraction = i >= 2 && line.kind(i - 2) == Some(Kind::Number);
    let stroke = i > 0 && line.kind(i - 1) == Some(Kind::Slash);
    stroke && (!fraction || looks_like_year(line, i) || is_third(line, i))
}

/// The last number of "30/11/2023".
fn is_third(line: &Line<'_>, i: usize) -> bool {
    i >= 4 && line.kind(i - 3) == Some(Kind::Slash) && line.kind(i - 4) == Some(Kind::Number)
}

/// "(1)" or "1)" inside a line.
fn is_list_mark(line: &Line<'_>, i: usize) -> bool {
    let short = line.word(i).len() <= 2 && line.kind(i + 1) == Some(Kind::Close);
    let alone = i > 0 && line.kind(i - 1) == Some(Kind::Open);
    // "“3. Đến năm 2025": the mark of a provision quoted anew.
    let first = i == 0 || i == 1 && line.kind(0) == Some(Kind::Other);
    if first
        && line.word(i).len() <= 2
        && line.kind(i + 1) == Some(Kind::Dot)
        && line.capital(i + 2)
    {
        return true;
    }
    short && (alone || line.tokens[i + 1].mate.is_none())
}

/// "5 tuổi", "6 - 14 tuổi", "từ 15 đến 60 tuổi".
fn followed_by_range(line: &Line<'_>, i: usize, noun: &str) -> bool {
    if line.word(i + 1) == noun {
        return true;
    }
    let joined = line.kind(i + 1) == Some(Kind::Dash) || line.word(i + 1) == "đến";
    joined && line.kind(i + 2) == Some(Kind::Number) && line.word(i + 3) == noun
}

/// "trên 1 vạn dân", "trên 1 ha", "cho 10.000 dân", "trên 1.000 trẻ đẻ sống".
fn is_population_base(line: &Line<'_>, i: usize) -> bool {
    if line.any_at(i + 1, &["vạn dân", "vạn người"]).is_some() && line.word(i).len() == 1 {
        return true;
    }
    let one = matches!(line.word(i), "1" | "01")
        && matches!(line.before(i), "trên" | "cho" | "mỗi" | "tính");
    if one
        && matches!(
            line.word(i + 1),
            "ha" | "hecta" | "km2" | "đơn" | "lao" | "người" | "hộ" | "học" | "diện" | "đồng"
        )
    {
        return true;
    }
    let digits = line.word(i).replace(['.', ','], "");
    let power = digits.starts_with('1') && digits[1..].bytes().all(|b| b == b'0');
    let led = matches!(line.before(i), "trên" | "cho" | "mỗi" | "tính" | "số");
    power
        && digits.len() >= 3
        && led
        && matches!(line.word(i + 1), "dân" | "trẻ" | "ca" | "người" | "phụ" | "bà")
}

/// "trong 5 năm", "24 giờ", "6 tháng đầu năm"; a shortened procedure ("còn 3 ngày") stays a value.
fn is_duration(line: &Line<'_>, i: usize) -> bool {
    if !matches!(
        line.word(i + 1),
        "năm" | "tháng" | "ngày" | "giờ" | "phút" | "buổi" | "tuần" | "h"
    ) {
        return false;
    }
    let colon = i > 0 && line.kind(i - 1) == Some(Kind::Colon);
    let shortened = matches!(line.before(i), "còn" | "xuống" | "đạt" | "giảm" | "quá" | "đa");
    !(colon || shortened)
}

/// "mức độ 3, 4": the second of two labels.
fn follows_label(line: &Line<'_>, i: usize) -> bool {
    let joined = i >= 2 && matches!(line.kind(i - 1), Some(Kind::Comma | Kind::Dash));
    let listed = joined && line.kind(i - 2) == Some(Kind::Number) && is_label(line, i - 2);
    listed && !has_unit_after(line, i) && line.word(i).len() <= 2
}

fn is_label(line: &Line<'_>, i: usize) -> bool {
    if !LABELLED.contains(&line.before(i)) || has_unit_after(line, i) {
        return false;
    }
    let second = i.checked_sub(1).map_or("", |p| line.before(p));
    if begins_range(line, i, second) {
        return false;
    }
    // "sơ cấp 9.000 người": grades are small whole numbers.
    let graded = GRADES.contains(&line.before(i));
    if graded && (2 < line.word(i).len() || matches!(second, "sơ" | "trung" | "cao")) {
        return false;
    }
    match line.before(i) {
        "số" => !BEFORE_SO.contains(&second),
        "thứ" => matches!(
            second,
            "lần" | "họp" | "khóa" | "năm" | "ngày" | "đợt" | "tuần" | "kỳ" | "con"
        ),
        "cấp" => !matches!(second, "nâng" | "cung" | "trợ"),
        "nhóm" => !matches!(second, "vào" | "trong" | "thuộc" | "đạt" | "lọt" | "và" | "đứng"),
        "hạng" => !matches!(second, "xếp" | "thứ"),
        // "công trình 500 tỷ" has a unit; "chương trình 135" has none.
        "trình" => matches!(second, "chương"),
        "quyết" | "định" | "án" | "thị" | "luận" | "văn" | "dẫn" | "dung" | "tư" => {
            line.kind(i + 1) != Some(Kind::Word)
                || matches!(
                    second,
                    "nghị" | "đề" | "chỉ" | "thông" | "kết" | "quyết" | "nội" | "hướng"
                )
        }
        _ => true,
    }
}

/// Words that number one thing after the other: a dash behind such a number parts it from what follows.
const ORDINALS: &[&str] = &[
    "cấp", "hạng", "loại", "lớp", "tuyến", "vùng", "đoạn", "đợt", "kỳ", "thứ", "điều", "khoản",
    "mục", "lục", "biểu", "mẫu", "số", "trình", "ql", "iso", "khóa", "tổ", "bước", "chương", "quý",
    "nhóm", "hệ", "phiên", "tcvn", "qcvn", "qđ", "nq", "covid",
];

/// "ở mức 58 - 59%", "khám phá án 75 - 80%": the unit behind the second number is the first's too.
fn begins_range(line: &Line<'_>, i: usize, second: &str) -> bool {
    let graded = line.before(i) == "độ" && matches!(second, "mức" | "cấp" | "trình");
    let joined = line.kind(i + 1) == Some(Kind::Dash) || line.word(i + 1) == "đến";
    joined
        && line.kind(i + 2) == Some(Kind::Number)
        && has_unit_after(line, i + 2)
        && !graded
        && !ORDINALS.contains(&line.before(i))
}

/// "5 không 3 sạch", "công nghiệp 4.0", "5G".
fn is_slogan(line: &Line<'_>, i: usize) -> bool {
    let generation = line.tight(i + 1) && matches!(line.written(i + 1), "G" | "K");
    generation
        || line.word(i) == "4.0"
        || matches!(line.word(i + 1), "không" | "sạch" | "nhất" | "có")
}
