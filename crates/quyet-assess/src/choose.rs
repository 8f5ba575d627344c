//! which of several figures decides.
//!
//! **Takes** the standing figures of one indicator. **Gives** the one that decides a year, and the latest one to show.

use std::cmp::Reverse;

use jiff::civil::Date;
use quyet_model::figure::{Basis, FigureVersion, Value};
use quyet_model::indicator::Measure;
use quyet_model::period::Period;

/// The figure that decides, and the ones that do not.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    /// The one that decides.
    pub(crate) chosen: &'a FigureVersion,
    /// The other figures for the same whole year, in order of precedence.
    pub(crate) rejected: Vec<&'a FigureVersion>,
}

/// The figure that decides `year`; `None` when no standing figure speaks of the whole year.
///
/// A figure with a value comes before one without, then the firmer basis, then the later record.
pub(crate) fn deciding<'a>(figures: &[&'a FigureVersion], year: i16) -> Option<Choice<'a>> {
    let mut whole: Vec<&FigureVersion> =
        figures.iter().copied().filter(|f| decides(f, year)).collect();
    let has_value = |f: &FigureVersion| !matches!(f.figure.value, Value::NotCollected(_));
    whole.sort_by_key(|f| Reverse((has_value(f), firmness(f.figure.basis), f.recorded, f.id)));
    let (chosen, rejected) = whole.split_first()?;
    Some(Choice { chosen, rejected: rejected.to_vec() })
}

/// The latest figure that speaks of a part of `year`, to be shown while nothing decides.
/// Of what adds up only totals from 1 January count.
pub(crate) fn latest<'a>(
    figures: &[&'a FigureVersion],
    year: i16,
    measure: Measure,
) -> Option<&'a FigureVersion> {
    let adds_up = matches!(measure, Measure::Flow | Measure::Growth | Measure::Roster);
    let total = |f: &FigureVersion| {
        f.figure.basis == Basis::RunningTotal || f.figure.period.is_cumulative()
    };
    let shown = figures
        .iter()
        .copied()
        .filter(|f| f.figure.period.year() == year && !decides(f, year) && (!adds_up || total(f)));
    shown.max_by_key(|f| (spoken_of(f), firmness(f.figure.basis), f.recorded, f.id))
}

fn decides(version: &FigureVersion, year: i16) -> bool {
    let figure = &version.figure;
    figure.period == Period::Year(year) && figure.basis != Basis::RunningTotal
}

fn spoken_of(version: &FigureVersion) -> Date {
    version.figure.measured_on.unwrap_or_else(|| version.figure.period.end())
}

/// The order of precedence; Nghị định 62/2024/NĐ-CP gives the upper part.
fn firmness(basis: Basis) -> u8 {
    match basis {
        Basis::Official => 6,
        Basis::Preliminary => 5,
        Basis::SecondEstimate => 4,
        Basis::FirstEstimate | Basis::Estimate => 3,
        Basis::Unstated => 2,
        Basis::Derived => 1,
        Basis::RunningTotal => 0,
    }
}
