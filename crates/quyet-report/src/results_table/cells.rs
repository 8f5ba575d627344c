//! The cells of one row.

use quyet_assess::number::UNIT_GAP;
use quyet_assess::verdict::{Assessed, Gap, Verdict};
use quyet_model::Decimal;
use quyet_model::condition::Promise;
use quyet_model::figure::{Basis, Figure, FigureVersion, Value};
use quyet_model::indicator::{Indicator, Measure, Visibility};
use quyet_model::period::Period;
use quyet_model::target::Target;
use quyet_model::unit::Unit;
use rust_decimal::RoundingStrategy;

use super::evidence::Evidence;
use super::{Audience, Link, ResultsInput, column};
use crate::block::{Cell, Number, PercentOf};
use crate::status::Status;
use crate::vi;

/// A judged leaf with all that its row needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    /// The leaf.
    pub(super) target: &'a Target,
    /// Its assessment; `None` when the assessment does not mirror the plan.
    pub(super) assessed: Option<&'a Assessed>,
    /// What it is measured by; `None` when nobody linked it.
    pub(super) indicator: Option<&'a Indicator>,
    /// The figure for the plan's year; `None` when hidden or missing.
    pub(super) figure: Option<&'a FigureVersion>,
    /// The figure for the year before; `None` when hidden or missing.
    pub(super) before: Option<&'a FigureVersion>,
    /// The figure for the same window a year earlier; `None` when hidden or missing.
    pub(super) same_period: Option<&'a FigureVersion>,
    /// Why the values may not be shown; `None` when they may.
    pub(super) hidden: Option<&'static str>,
    /// The plan's year.
    year: i16,
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        input: &ResultsInput<'a>,
        evidence: &Evidence<'a>,
        target: &'a Target,
        assessed: Option<&'a Assessed>,
    ) -> Self {
        let indicator = target.indicator.as_ref().and_then(|id| evidence.indicator(id));
        let hidden = hidden(input.audience, indicator, assessed);
        let shown = hidden.is_none();
        let figure = assessed.and_then(|a| a.figure.as_ref()).filter(|_| shown);
        let of = |period| {
            let id = target.indicator.as_ref().filter(|_| shown)?;
            evidence.firmest(id, period)
        };
        Self {
            target,
            assessed,
            indicator,
            figure,
            before: of(Period::Year(evidence.year.saturating_sub(1))),
            same_period: figure.and_then(|version| of(version.figure.period.previous_year())),
            hidden,
            year: evidence.year,
        }
    }

    /// Why nothing can be said; `None` when something can.
    pub(super) fn gap(&self) -> Option<&'a Gap> {
        match self.assessed.map(|assessed| &assessed.verdict) {
            Some(Verdict::NotAssessable(gap)) => Some(gap),
            _ => None,
        }
    }

    /// The unit of the row.
    pub(super) fn unit(&self) -> Option<&'a Unit> {
        let own = self.target.condition.unit.as_ref();
        own.or_else(|| self.indicator.and_then(|indicator| indicator.unit.as_ref()))
    }

    /// The leaf's cells from unit to share of the same period.
    pub(super) fn middle(&self, link: &dyn Fn(Link) -> String) -> Vec<Cell> {
        let unit = Cell::words(self.unit().map(Unit::to_string).unwrap_or_default());
        let before = self.figure_cell(self.before, self.year.saturating_sub(1), "…", link);
        let plan = plan_cell(self.target);
        let actual = self.figure_cell(self.figure, self.year, self.absence(), link);
        let of_plan = self.of_plan(&plan, &actual);
        let of_before = self.of_before(&before, &actual);
        vec![unit, before, plan, actual, of_plan, of_before]
    }

    fn absence(&self) -> &'static str {
        match self.gap() {
            Some(Gap::NotDue { .. }) => "chưa đến kỳ",
            Some(Gap::AwaitingPublication { .. }) => "chờ công bố",
            _ => "chưa có số liệu",
        }
    }

    fn figure_cell(
        &self,
        version: Option<&FigureVersion>,
        year: i16,
        absence: &str,
        link: &dyn Fn(Link) -> String,
    ) -> Cell {
        if let Some(why) = self.hidden {
            return Cell::words(why);
        }
        let Some(version) = version else {
            return Cell::words(absence);
        };
        let figure = &version.figure;
        let text = format!("{} ({})", self.value_words(figure), state_words(figure, year));
        let cell = match figure.value {
            Value::Number(value) => Cell::number_in(Number::as_reported(value), text),
            _ => Cell::words(text),
        };
        linked(cell, link(Link::Figure(version.id)))
    }

    /// The source's own words where it gives them, else the value; with its unit where the row's unit is another.
    fn value_words(&self, figure: &Figure) -> String {
        if let Some(words) =
            figure.words.as_deref().map(str::trim).filter(|words| !words.is_empty())
        {
            return words.to_owned();
        }
        let words = vi::value_words(&figure.value);
        let own = self.indicator.and_then(|indicator| indicator.unit.as_ref());
        let other =
            own.filter(|own| self.unit().is_some_and(|unit| unit.canonical() != own.canonical()));
        match other {
            Some(unit) => format!("{words}{UNIT_GAP}{unit}"),
            None => words,
        }
    }

    fn of_plan(&self, plan: &Cell, actual: &Cell) -> Cell {
        let share = self.assessed.and_then(|assessed| assessed.share_of_plan);
        match share.filter(|_| self.hidden.is_none()) {
            Some(share) => {
                let both = plan.number.is_some() && actual.number.is_some();
                let how = PercentOf { part: column::ACTUAL, whole: column::PLAN };
                Cell { percent_of: both.then_some(how), ..Cell::number(percent(share)) }
            }
            None => self.without_ratio(true),
        }
    }

    fn of_before(&self, before: &Cell, actual: &Cell) -> Cell {
        let adds_up = |i: &Indicator| matches!(i.measure, Measure::Flow | Measure::Stock);
        if !self.indicator.is_some_and(adds_up) {
            return self.without_ratio(true);
        }
        let numbers = self
            .figure
            .zip(self.same_period)
            .and_then(|(now, then)| now.figure.value.number().zip(then.figure.value.number()));
        let Some(ratio) = numbers.and_then(|(now, then)| ratio(now, then)) else {
            return self.without_ratio(false);
        };
        let same_cell = self.same_period.map(|v| v.id) == self.before.map(|v| v.id);
        let both = same_cell && before.number.is_some() && actual.number.is_some();
        let how = PercentOf { part: column::ACTUAL, whole: column::PREVIOUS };
        Cell { percent_of: both.then_some(how), ..Cell::number(percent(ratio)) }
    }

    /// "…" where a number is missing, "x" where a ratio would say nothing.
    fn without_ratio(&self, senseless: bool) -> Cell {
        let known = self.figure.is_some() || self.hidden.is_some();
        Cell::words(if known && senseless { "x" } else { "…" })
    }

    pub(super) fn status(&self) -> Cell {
        status_cell(self.assessed)
    }
}

/// The verdict of a row; said to be missing when there is no assessment.
pub(super) fn status_cell(assessed: Option<&Assessed>) -> Cell {
    match assessed {
        Some(assessed) => Cell::status(Status::of(&assessed.verdict)),
        None => Cell::status(Status::of_gap(&Gap::NoFigure)),
    }
}

/// A cell with a link unless the link is empty.
pub(super) fn linked(cell: Cell, link: String) -> Cell {
    if link.is_empty() { cell } else { cell.linked(link) }
}

/// What was promised, without the unit that its own column tells.
pub(super) fn plan_cell(target: &Target) -> Cell {
    let words = vi::condition_words_bare(&target.condition);
    match vi::condition_number(&target.condition) {
        Some(value) => Cell::number_in(Number::as_reported(value), words),
        None => Cell::words(words),
    }
}

/// The name of a row: its name, or its whole text where the promise itself is in words.
pub(super) fn name_of(target: &Target) -> String {
    let stated = matches!(target.condition.promise, Promise::Stated) && target.is_leaf();
    let wanted = if stated { [&target.text, &target.name] } else { [&target.name, &target.text] };
    let found = wanted.into_iter().map(|words| words.trim()).find(|words| !words.is_empty());
    found.unwrap_or("(nghị quyết không ghi tên)").to_owned()
}

fn hidden(
    audience: Audience,
    indicator: Option<&Indicator>,
    assessed: Option<&Assessed>,
) -> Option<&'static str> {
    let withheld = matches!(
        assessed.map(|assessed| &assessed.verdict),
        Some(Verdict::NotAssessable(Gap::Withheld))
    );
    match indicator.map(|indicator| indicator.visibility) {
        _ if withheld => Some("theo dõi theo chế độ mật"),
        Some(Visibility::Withheld) => Some("theo dõi theo chế độ mật"),
        Some(Visibility::Internal) if audience == Audience::Public => {
            Some("không công khai theo quy định")
        }
        _ => None,
    }
}

/// Window and firmness behind a number, short enough for a narrow column: "ước", "6 tháng, *", "đến 20/07/2024".
/// The star is explained under the table.
pub(super) fn state_words(figure: &Figure, year: i16) -> String {
    if matches!(figure.value, Value::NotCollected(_)) {
        return "chưa thu thập được".to_owned();
    }
    let running = figure.basis == Basis::RunningTotal;
    let window = match (figure.period, figure.measured_on) {
        (Period::Year(_), Some(day)) if running => Some(format!("đến {}", vi::date(day))),
        (Period::Year(of), _) if of == year => None,
        (Period::UpTo(day), _) => Some(format!("đến {}", vi::date(day))),
        (Period::FirstMonths(of, months), _) if of == year => Some(format!("{months} tháng")),
        (period, _) => Some(vi::period_words(period)),
    };
    let basis = match figure.basis {
        Basis::Unstated => "*",
        other => vi::basis_words(other),
    };
    match window {
        Some(window) if running => window,
        Some(window) => format!("{window}, {basis}"),
        None => basis.to_owned(),
    }
}

fn ratio(now: Decimal, then: Decimal) -> Option<Decimal> {
    if then <= Decimal::ZERO {
        return None;
    }
    let ratio = now.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(then)?;
    Some(ratio.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// A percentage with one place; with two where one would hide on which side of 100 it lies.
fn percent(value: Decimal) -> Number {
    let one = Number { value, scale: 1 };
    let hides = one.shown() == Decimal::ONE_HUNDRED && value != Decimal::ONE_HUNDRED;
    Number { scale: if hides { 2 } else { 1 }, ..one }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_never_lifts_a_share_to_one_hundred() {
        let check = |value: &str, expect: &str| {
            assert_eq!(percent(value.parse().unwrap()).words(), expect);
        };
        check("150.85", "150,9");
        check("100.00", "100,0");
        check("99.96", "99,96");
        check("100.04", "100,04");
        check("99.94", "99,9");
    }

    #[test]
    fn a_ratio_to_nothing_is_not_told() {
        let d = |words: &str| words.parse::<Decimal>().unwrap();
        assert_eq!(ratio(d("5"), d("0")), None);
        assert_eq!(ratio(d("5"), d("-1")), None);
        assert_eq!(ratio(d("1"), d("3")), Some(d("33.33")));
        assert_eq!(ratio(Decimal::MAX, d("0.1")), None);
    }
}
