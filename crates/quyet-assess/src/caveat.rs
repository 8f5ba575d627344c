//! What a careful reader should know beside a verdict. One function per caveat, each one Vietnamese sentence.

use jiff::tz::offset;
use quyet_model::condition::{Bound, Reading};
use quyet_model::figure::{Basis, FigureVersion};
use quyet_model::unit::Unit;

use crate::choose::Choice;
use crate::number::quantity;
use crate::requirement::Requirement;
use crate::wording;

/// How firm the deciding figure is, when it is not settled.
pub(crate) fn basis(basis: Basis) -> Option<String> {
    let words = match basis {
        Basis::Unstated => "Nguồn không nêu trạng thái số liệu.",
        Basis::Derived => "Số liệu được suy ra từ số liệu khác, không do nguồn công bố trực tiếp.",
        Basis::Estimate | Basis::FirstEstimate | Basis::SecondEstimate => {
            "Số liệu là ước tính; kết luận có thể thay đổi khi có số sơ bộ hoặc chính thức."
        }
        Basis::RunningTotal | Basis::Preliminary | Basis::Official => return None,
    };
    Some(words.to_owned())
}

/// The source's own words beside the number.
pub(crate) fn words(version: &FigureVersion) -> Option<String> {
    let words = version.figure.words.as_deref().map(str::trim)?;
    (!words.is_empty()).then(|| format!("Nguồn viết “{words}”; phần chữ được giữ cùng con số."))
}

/// The figures that were not chosen and say something else.
pub(crate) fn rejected(choice: &Choice<'_>, unit: Option<&Unit>) -> Option<String> {
    let chosen = &choice.chosen.figure;
    let shown: Vec<String> = choice
        .rejected
        .iter()
        .filter(|other| other.figure.value != chosen.value)
        .map(|other| {
            let value = wording::figure(&other.figure, unit);
            format!("{value} ({}, số liệu {})", wording::basis(other.figure.basis), other.id)
        })
        .collect();
    (!shown.is_empty()).then(|| {
        let basis = wording::basis(chosen.basis);
        format!("Chọn số liệu {basis}; còn số liệu khác cho cùng kỳ: {}.", shown.join("; "))
    })
}

/// How a bare figure or "khoảng" was read.
pub(crate) fn reading(
    bound: &Bound,
    reading: Reading,
    requirement: &Requirement,
    unit: Option<&Unit>,
) -> Option<String> {
    let phrase = requirement.phrase(unit);
    match bound {
        Bound::Exactly(v) => {
            let why = match reading {
                Reading::AsWritten => "theo chiều tốt của chỉ tiêu",
                Reading::AtLeast | Reading::AtMost => "theo cách hiểu đã ghi trong kế hoạch",
            };
            let bare = quantity(*v, unit);
            Some(format!("Văn bản chỉ ghi con số {bare}; được hiểu là {phrase}, {why}."))
        }
        Bound::About(_) | Bound::AboutBetween(..) => Some(format!(
            "Yêu cầu {phrase}: số liệu được làm tròn đến hàng của chỉ tiêu rồi mới so sánh."
        )),
        _ => None,
    }
}

/// Rounding in the source could turn the verdict.
pub(crate) fn rounding() -> String {
    "Số liệu viết ít chữ số hơn chỉ tiêu và sát ngưỡng; phần làm tròn có thể làm đổi kết luận."
        .to_owned()
}

/// The whole-year figure was known only after the year that is looked at was over.
pub(crate) fn hindsight(version: &FigureVersion, year: i16) -> Option<String> {
    let recorded = offset(7).to_datetime(version.recorded).date();
    (year < recorded.year()).then(|| {
        let day = wording::day(recorded);
        format!("Số liệu cả năm được ghi nhận ngày {day}, sau khi năm kết thúc: đây là nhìn lại.")
    })
}

/// "gần", "trên" … beside a bound that holds in any case.
pub(crate) fn may_be_exceeded() -> String {
    "Số liệu chỉ cho biết một giới hạn: chắc chắn đạt, có thể vượt.".to_owned()
}
