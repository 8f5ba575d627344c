//! Rules of the counter: names of places in a draft against the register of units.
//!
//! **Takes** a draft, the plan's place and the register. **Gives** diagnostics `QY06xx`. **Never** changes the draft.
//! Only lists of which one name at least is a unit below the plan's place are looked at: other lists name no places.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quyet_model::condition::Promise;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::place::{Place, PlaceId};
use quyet_model::plan::Draft;
use quyet_model::target::Target;

/// The pages of the codes of this file.
pub(crate) const PAGES: [Explained; 2] = [
    Explained::new(
        "QY0601",
        "",
        [
            "Tên đơn vị không khớp danh mục",
            "Một tên trong danh sách của chỉ tiêu không khớp đơn vị nào, hoặc khớp nhiều đơn vị trong danh mục hành chính.",
            "Không biết ghi nhận kết quả cho đơn vị nào.",
            "“xã Quang Thuân” không có trong danh mục; “xã Bình Trung” có ở hai huyện.",
            "Sửa tên cho đúng danh mục, hoặc ghi thêm huyện.",
        ],
        [
            "A place name that does not fit the register",
            "A name in a target's list that fits no unit of the register, or several.",
            "Nobody knows for which unit the result is to be recorded.",
            "“xã Quang Thuân” is not in the register; “xã Bình Trung” stands in two districts.",
            "Write the name as the register does, or add the district.",
        ],
    ),
    Explained::new(
        "QY0602",
        "",
        [
            "Đơn vị đã sáp nhập hoặc giải thể",
            "Một đơn vị được nêu tên đã hết hiệu lực trong danh mục hành chính.",
            "Kết quả của đơn vị đó không còn được báo cáo riêng.",
            "Xã được nêu trong kế hoạch năm 2026 nhưng chỉ tồn tại đến ngày 30/06/2025.",
            "Xác định đơn vị kế thừa và sửa chỉ tiêu.",
        ],
        [
            "A unit that was merged or abolished",
            "A named unit whose validity in the register has ended.",
            "Its results are no longer reported apart.",
            "A commune named in the plan of 2026 that stood until 30 June 2025.",
            "Find the unit that follows it, and correct the target.",
        ],
    ),
];

/// Checks the members of every roster. Empty when the plan has no year or the register nothing below `place`.
#[doc(alias = "kiểm tra địa danh")]
pub fn check_places(draft: &Draft, place: &PlaceId, register: &[Place]) -> Vec<Diagnostic> {
    let Some(year) = draft.plan.document.year.and_then(Year::of) else { return Vec::new() };
    let below = below(place, register);
    let rosters = draft.plan.leaves().into_iter().filter(|target| target.is_roster());
    rosters.flat_map(|target| check_roster(target, &below, year)).collect()
}

/// A plan's year.
#[derive(Clone, Copy)]
struct Year {
    first: Date,
    last: Date,
}

impl Year {
    fn of(year: i16) -> Option<Self> {
        Some(Self { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? })
    }

    /// Whether a unit stands on some day of the year.
    fn sees(self, unit: &Place) -> bool {
        unit.id.valid_from.is_none_or(|from| from <= self.last)
            && unit.valid_to.is_none_or(|to| self.first <= to)
    }
}

/// The units below a place, in two steps at most: districts and communes.
fn below<'a>(place: &PlaceId, register: &'a [Place]) -> Vec<&'a Place> {
    let under = |code: &str| -> Vec<&'a Place> {
        register.iter().filter(|unit| unit.parent.as_deref() == Some(code)).collect()
    };
    let mut out = under(&place.code);
    let deeper: Vec<_> = out.iter().flat_map(|unit| under(&unit.id.code)).collect();
    out.extend(deeper);
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out.dedup();
    out
}

fn check_roster(target: &Target, below: &[&Place], year: Year) -> Vec<Diagnostic> {
    let Promise::Roster { members, .. } = &target.condition.promise else { return Vec::new() };
    let fits = |member: &String| -> Vec<&Place> {
        below.iter().copied().filter(|unit| is_named(unit, member)).collect()
    };
    if members.iter().all(|member| fits(member).is_empty()) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut gone: BTreeMap<(Severity, Date), Vec<&str>> = BTreeMap::new();
    for member in members {
        match stand(&fits(member), year) {
            Stand::Firm => {}
            Stand::Nowhere => out.push(unknown(target, member)),
            Stand::Several(codes) => out.push(homonyms(target, member, &codes)),
            Stand::Until(severity, day) => gone.entry((severity, day)).or_default().push(member),
        }
    }
    out.extend(gone.into_iter().map(|(until, members)| ended(target, until, &members)));
    out
}

/// How a name stands in the register.
enum Stand<'a> {
    /// It is one unit, which stands on.
    Firm,
    /// It is no unit.
    Nowhere,
    /// It is several units, by code.
    Several(Vec<&'a str>),
    /// It is a unit that stood until this day: a warning when that was before the plan's year.
    Until(Severity, Date),
}

fn stand<'a>(fits: &[&'a Place], year: Year) -> Stand<'a> {
    let standing: Vec<&Place> = fits.iter().copied().filter(|unit| year.sees(unit)).collect();
    let until = |severity, unit: &Place| {
        unit.valid_to.map_or(Stand::Firm, |day| Stand::Until(severity, day))
    };
    match (standing.as_slice(), fits) {
        ([], []) => Stand::Nowhere,
        ([], [.., last]) => until(Severity::Warning, last),
        ([one], _) => until(Severity::Note, one),
        (several, _) => {
            // The editions of one code are one unit.
            let mut codes: Vec<&str> = several.iter().map(|unit| unit.id.code.as_str()).collect();
            codes.sort_unstable();
            codes.dedup();
            if codes.len() < 2 { Stand::Firm } else { Stand::Several(codes) }
        }
    }
}

fn unknown(target: &Target, member: &str) -> Diagnostic {
    let message = [
        format!("“{member}” không có trong danh mục đơn vị hành chính."),
        format!("“{member}” is not in the register of administrative units."),
    ];
    let hint = ["Sửa tên cho đúng danh mục.", "Write the name as the register does."];
    finding(target, ("QY0601", Severity::Warning), message, hint)
}

/// Several units of one name.
fn homonyms(target: &Target, member: &str, codes: &[&str]) -> Diagnostic {
    let (count, codes) = (codes.len(), codes.join(", "));
    let message = [
        format!("“{member}” là tên của {count} đơn vị trong danh mục (mã {codes})."),
        format!("“{member}” is the name of {count} units of the register (codes {codes})."),
    ];
    let hint = ["Ghi rõ đơn vị thuộc huyện nào.", "Write which district it belongs to."];
    finding(target, ("QY0601", Severity::Warning), message, hint)
}

/// Units that stood until one day, told together.
fn ended(target: &Target, (severity, day): (Severity, Date), members: &[&str]) -> Diagnostic {
    let (names, day) = (members.join(", "), quyet_report::vi::date(day));
    let (before, before_en) = match severity {
        Severity::Note => (" theo danh mục", " according to the register"),
        Severity::Warning | Severity::Error => {
            (", trước năm của kế hoạch", ", before the plan's year")
        }
    };
    let message = [
        format!("{} đơn vị ({names}) chỉ tồn tại đến ngày {day}{before}.", members.len()),
        format!("Units that stood until {day}{before_en}: {} ({names}).", members.len()),
    ];
    finding(target, ("QY0602", severity), message, HEIR)
}

const HEIR: [&str; 2] = [
    "Xác định đơn vị kế thừa sau sáp nhập để tiếp tục theo dõi.",
    "Find the unit that follows it, and go on with that one.",
];

fn finding(
    target: &Target,
    (code, severity): (&'static str, Severity),
    [message, message_en]: [String; 2],
    [hint, hint_en]: [&str; 2],
) -> Diagnostic {
    let (hint, hint_en) = (Some(hint.to_owned()), Some(hint_en.to_owned()));
    let span = target.condition_at.unwrap_or(target.at.span);
    Diagnostic { code, severity, message, message_en, span, hint, hint_en }
}

/// Kinds of units, as they stand before names.
const KINDS: [&str; 6] = ["xã ", "phường ", "thị trấn ", "huyện ", "thị xã ", "thành phố "];

/// Whether words name a unit: with its kind when they give one, else by its bare name.
fn is_named(unit: &Place, words: &str) -> bool {
    let (name, words) = (folded(&unit.name), folded(words));
    let kinded = KINDS.iter().any(|kind| words.starts_with(kind));
    name == words || !kinded && bare(&name) == words
}

fn bare(name: &str) -> &str {
    KINDS.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// Small letters, single spaces, "sỹ" as "sĩ" and "hoà" as "hòa".
fn folded(words: &str) -> String {
    let words = words.to_lowercase();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("uỷ", "ủy"),
        ("sỹ", "sĩ"),
    ]
    .iter()
    .fold(words, |words, (from, to)| words.replace(from, to))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn unit(code: &str, name: &str, parent: &str, valid_to: Option<Date>) -> Place {
        Place {
            id: PlaceId { code: code.to_owned(), valid_from: None },
            name: name.to_owned(),
            level: quyet_model::place::PlaceLevel::Commune,
            parent: Some(parent.to_owned()),
            valid_to,
            source: String::new(),
        }
    }

    fn register() -> Vec<Place> {
        vec![
            unit("060", "Huyện Pác Nặm", "06", None),
            unit("061", "Huyện Ba Bể", "06", None),
            unit("01", "Xã Giáo Hiệu", "060", None),
            unit("02", "Xã Vũ Muộn", "060", Some(date(2025, 6, 30))),
            unit("03", "Xã Bình Trung", "060", None),
            unit("04", "Xã Bình Trung", "061", None),
            unit("05", "Xã Cũ", "061", Some(date(2019, 12, 31))),
        ]
    }

    fn check(members: &str, expect: &[(&str, Severity)]) {
        let text = format!(
            "Điều 1. Các chỉ tiêu chủ yếu năm 2024\n(1) Có thêm 03 xã đạt chuẩn nông thôn mới ({members})."
        );
        let draft = quyet_compile::compile(&text);
        assert!(draft.plan.leaves().iter().any(|target| target.is_roster()), "{:?}", draft.plan);
        let place = PlaceId { code: "06".to_owned(), valid_from: None };
        let found: Vec<_> = check_places(&draft, &place, &register())
            .iter()
            .map(|found| (found.code, found.severity))
            .collect();
        assert_eq!(found, expect, "{members}");
    }

    #[test]
    fn names_that_fit_no_unit_or_several_and_units_that_ended_are_told() {
        let (note, warning) = (Severity::Note, Severity::Warning);
        check("Giáo Hiệu, Vũ Muộn, Giáo Hiệu", &[("QY0602", note)]);
        check("Giáo Hiệu, Bình Trung, Quang Thuân", &[("QY0601", warning), ("QY0601", warning)]);
        check("Giáo Hiệu, Cũ, Giáo Hiệu", &[("QY0602", warning)]);
        check("Vũ Muộn, Cũ, Vũ Muộn", &[("QY0602", note), ("QY0602", warning)]);
    }

    #[test]
    fn a_list_of_other_things_is_left_alone() {
        check("Trường A, Trường B, Trường C", &[]);
    }
}
