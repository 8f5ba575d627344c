//! The Vietnamese words of workings.

use jiff::civil::Date;
use quyet_model::figure::{Basis, Figure, Value};
use quyet_model::indicator::Measure;
use quyet_model::period::Period;
use quyet_model::unit::Unit;

use crate::number::quantity;
use crate::requirement::bound_words;
use crate::verdict::{FinalVerdict, InYearVerdict};

/// A day as in running text: "05/02/2024".
pub(crate) fn day(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A value with its unit.
pub(crate) fn value(value: &Value, unit: Option<&Unit>) -> String {
    match value {
        Value::Number(number) => quantity(*number, unit),
        Value::Bounded(bound) => bound_words(bound, unit),
        Value::NothingArose => "không phát sinh (tính là 0)".to_owned(),
        Value::NotCollected(_) => "chưa thu thập được".to_owned(),
    }
}

/// The value of a figure, with the source's own words beside it.
pub(crate) fn figure(figure: &Figure, unit: Option<&Unit>) -> String {
    let shown = value(&figure.value, unit);
    match figure.words.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        Some(words) => format!("{shown} (nguồn viết “{words}”)"),
        None => shown,
    }
}

/// The name of a running figure: "Lũy kế đến 20/07/2024".
pub(crate) fn running(figure: &Figure, measure: Measure) -> String {
    let cumulates = matches!(measure, Measure::Flow | Measure::Roster);
    let lead =
        if cumulates || figure.basis == Basis::RunningTotal { "Lũy kế" } else { "Số liệu" };
    match figure.period {
        Period::Year(year) => match figure.measured_on {
            Some(measured) => format!("{lead} đến {}", day(measured)),
            None => format!("{lead} năm {year}"),
        },
        Period::Quarter(year, quarter) => format!("{lead} quý {quarter} năm {year}"),
        Period::FirstMonths(year, months) => format!("{lead} {months} tháng năm {year}"),
        Period::Month(year, month) => format!("{lead} tháng {month} năm {year}"),
        Period::UpTo(end) => format!("{lead} đến {}", day(end)),
    }
}

/// How firm a figure is.
pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Derived => "suy ra",
        Basis::Unstated => "nguồn không nêu trạng thái",
        Basis::RunningTotal => "lũy kế",
        Basis::Estimate => "ước tính",
        Basis::FirstEstimate => "ước tính lần 1",
        Basis::SecondEstimate => "ước tính lần 2",
        Basis::Preliminary => "sơ bộ",
        Basis::Official => "chính thức",
    }
}

/// What a figure for the whole year is called before the year is over.
pub(crate) fn early(figure: &Figure, year: i16) -> String {
    match figure.basis {
        Basis::Estimate | Basis::FirstEstimate | Basis::SecondEstimate => {
            format!("Ước cả năm {year}")
        }
        _ => format!("Số liệu cả năm {year}"),
    }
}

/// A final verdict as the end of a sentence.
pub(crate) fn final_verdict(verdict: FinalVerdict) -> &'static str {
    match verdict {
        FinalVerdict::Exceeded => "vượt kế hoạch",
        FinalVerdict::Met => "đạt kế hoạch",
        FinalVerdict::NotMet => "không đạt kế hoạch",
    }
}

/// A verdict of the running year as the end of a sentence.
pub(crate) fn in_year(verdict: InYearVerdict) -> &'static str {
    match verdict {
        InYearVerdict::OnTrack => "đúng tiến độ",
        InYearVerdict::AtRisk => "có nguy cơ không đạt",
        InYearVerdict::OffTrack => "khó đạt",
    }
}
