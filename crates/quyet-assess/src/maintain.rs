//! what stands must stand.

use quyet_model::indicator::Sense;

use crate::baseline::baseline;
use crate::level::comparable;
use crate::number::quantity;
use crate::question::{Case, Question, Stuck};
use crate::requirement::{Must, Requirement};
use crate::working::Rule;

/// The figure against the one of the year before; better than before is still "met".
pub(crate) fn question(case: &Case<'_>) -> Result<Question, Stuck> {
    let told = comparable(case, Rule::Maintain)?;
    let before = baseline(case, None, Rule::Maintain)?;
    let (must, side) = match case.sense() {
        Sense::HigherIsBetter => (Must::AtLeast(before.value), "không thấp hơn"),
        Sense::LowerIsBetter => (Must::AtMost(before.value), "không cao hơn"),
        Sense::InsideRange => (Must::Equal(before.value), "bằng"),
    };
    let requirement = Requirement::new(must, Sense::InsideRange);
    let level = quantity(before.value, case.unit());
    let phrase = format!("duy trì {side} năm {} ({level})", before.year);
    // A maintained level has no unit of its own, so the text's silence needs no remark.
    let told = told.filter(|_| case.target.condition.unit.is_some());
    Ok(Question {
        phrase,
        inputs: vec![before.input],
        caveats: told.into_iter().chain(before.caveats).collect(),
        ..Question::itself(Rule::Maintain, requirement, case.unit())
    })
}
