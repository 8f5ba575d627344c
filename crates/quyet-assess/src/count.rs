//! and the unnamed criteria of R-08: promises that are whole numbers.

use quyet_model::condition::Direction;
use quyet_model::indicator::{Measure, Sense};
use quyet_model::unit::Unit;

use crate::level::comparable;
use crate::question::{Case, Question, Stuck, direction_word, needs_person, whole};
use crate::requirement::{Must, Requirement};
use crate::units::{Fit, fit};
use crate::working::Rule;

/// how many of the promised members are done.
pub(crate) fn roster(case: &Case<'_>, count: u32, members: &[String]) -> Result<Question, Stuck> {
    let told = comparable(case, Rule::Roster)?;
    let requirement = Requirement::new(Must::AtLeast(whole(count)), Sense::HigherIsBetter);
    let unnamed = (!members.is_empty()).then(|| {
        let names = members.len();
        format!("Văn bản nêu tên {names} đơn vị; số liệu chỉ cho biết số lượng, không cho biết đơn vị nào.")
    });
    let caveats = told.into_iter().chain(unnamed).collect();
    let asked = Question::itself(Rule::Roster, requirement, case.asked_unit());
    Ok(Question { caveats, ..asked })
}

/// R-08 for criteria that the text counts and does not list: "Giảm cả 03 tiêu chí".
pub(crate) fn criteria(
    case: &Case<'_>,
    count: Option<u32>,
    direction: Option<Direction>,
) -> Result<Question, Stuck> {
    let Some(count) = count else {
        return Err(Stuck { rule: Rule::Parts, ..needs_person() });
    };
    let told = counted(case)?;
    let requirement = Requirement::new(Must::AtLeast(whole(count)), Sense::InsideRange);
    let verb = direction.map_or("đạt", direction_word);
    let caveats = told.into_iter().collect();
    let asked = Question::itself(Rule::Parts, requirement, case.asked_unit());
    Ok(Question { caveats, phrase: format!("{verb} đủ {count} tiêu chí"), ..asked })
}

/// R-08 for "ít nhất k" of criteria that the text does not list.
pub(crate) fn at_least(case: &Case<'_>, count: u32) -> Result<Question, Stuck> {
    let told = counted(case)?;
    let requirement = Requirement::new(Must::AtLeast(whole(count)), Sense::HigherIsBetter);
    let caveats = told.into_iter().collect();
    let asked = Question::itself(Rule::Parts, requirement, case.asked_unit());
    Ok(Question { caveats, phrase: format!("đạt ít nhất {count} tiêu chí"), ..asked })
}

/// Figures of unnamed criteria must count criteria; a number of anything else would be compared with it by chance.
fn counted(case: &Case<'_>) -> Result<Option<String>, Stuck> {
    let criteria = Unit::new("tiêu chí");
    let asked = case.target.condition.unit.as_ref().or(criteria.as_ref());
    match fit(case.unit(), asked) {
        Fit::Same => Ok(None),
        Fit::Told(caveat) => Ok(Some(caveat)),
        Fit::Different(because) => Err(Stuck::undecided(Rule::Parts, because)),
    }
}

/// a place from 1 to `last`.
pub(crate) fn rank_within(case: &Case<'_>, last: u32) -> Result<Question, Stuck> {
    let ranked = case.indicator.measure == Measure::Rank || case.unit().is_some_and(Unit::is_rank);
    if !ranked {
        let name = &case.indicator.name;
        let because = format!("Văn bản hứa thứ hạng, số liệu của “{name}” không phải thứ hạng.");
        return Err(Stuck::undecided(Rule::RankWithin, because));
    }
    let requirement = Requirement::new(Must::AtMost(whole(last)), Sense::InsideRange);
    let asked = Question::itself(Rule::RankWithin, requirement, case.unit());
    Ok(Question { phrase: format!("trong nhóm {last} vị trí đầu"), ..asked })
}
