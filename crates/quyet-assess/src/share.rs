//! A figure as a share of the plan's number.

use quyet_model::Decimal;
use quyet_model::condition::{Bound, Promise};
use quyet_model::figure::Figure;
use quyet_model::indicator::{Indicator, Measure};
use quyet_model::target::Target;
use quyet_model::unit::Unit;
use rust_decimal::RoundingStrategy;

use crate::units::{Fit, fit};

/// The figure against the plan's number in percent, two decimals; `None` where the ratio says nothing.
///
/// Only for flows, stocks and rates with a single positive bound in a comparable unit;
/// never for growth, ranks, indices or differences of percentages.
pub(crate) fn of_plan(target: &Target, indicator: &Indicator, figure: &Figure) -> Option<Decimal> {
    let measured = matches!(indicator.measure, Measure::Flow | Measure::Stock | Measure::Rate);
    let points = indicator.unit.as_ref().is_some_and(Unit::is_percentage_point);
    let units = fit(indicator.unit.as_ref(), target.condition.unit.as_ref());
    if !measured || points || matches!(units, Fit::Different(_)) {
        return None;
    }
    let plan = single(&target.condition.promise).filter(|v| Decimal::ZERO < *v)?;
    let share = figure.value.number()?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(plan)?;
    let mut share = share.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    share.rescale(2);
    Some(share)
}

fn single(promise: &Promise) -> Option<Decimal> {
    match promise {
        Promise::Level(
            Bound::AtLeast(v)
            | Bound::MoreThan(v)
            | Bound::AtMost(v)
            | Bound::LessThan(v)
            | Bound::Exactly(v)
            | Bound::About(v),
        ) => Some(*v),
        Promise::Roster { count, .. } => Some(Decimal::from(*count)),
        _ => None,
    }
}
