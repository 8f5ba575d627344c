//! a level or a range.

use quyet_model::condition::Bound;

use crate::caveat;
use crate::question::{Case, Question, Stuck};
use crate::requirement::Requirement;
use crate::units::{Fit, fit};
use crate::working::Rule;

/// The figure itself against a bound.
pub(crate) fn question(case: &Case<'_>, bound: &Bound) -> Result<Question, Stuck> {
    let rule = match bound {
        Bound::Between(..) | Bound::AboutBetween(..) => Rule::Range,
        _ => Rule::Level,
    };
    let told = comparable(case, rule)?;
    let condition = &case.target.condition;
    let requirement = Requirement::of(bound, condition.reading, case.sense());
    let unit = case.asked_unit();
    let read = caveat::reading(bound, condition.reading, &requirement, unit);
    let caveats = told.into_iter().chain(read).collect();
    Ok(Question { caveats, ..Question::itself(rule, requirement, unit) })
}

/// What the reader must be told of the units; an error when they differ.
pub(crate) fn comparable(case: &Case<'_>, rule: Rule) -> Result<Option<String>, Stuck> {
    match fit(case.unit(), case.target.condition.unit.as_ref()) {
        Fit::Same => Ok(None),
        Fit::Told(caveat) => Ok(Some(caveat)),
        Fit::Different(because) => Err(Stuck::undecided(rule, because)),
    }
}
