//! a change against a baseline.
//!
//! **Takes** a promise to rise or fall. **Gives** a question about the movement in the promised direction.

use quyet_model::Decimal;
use quyet_model::condition::{Bound, Direction, Reading};
use quyet_model::indicator::{Measure, Sense};
use quyet_model::unit::Unit;

use crate::baseline::baseline;
use crate::moved::{Moved, Step};
use crate::number::quantity;
use crate::question::{Case, Question, Stuck, direction_word};
use crate::requirement::{Must, Requirement};
use crate::units::{Fit, fit};
use crate::working::Rule;
use crate::{caveat, level};

/// The parts of a promised change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Promised<'a> {
    pub(crate) direction: Direction,
    pub(crate) by: Option<&'a Bound>,
    pub(crate) from: Option<&'a str>,
}

/// The movement in the promised direction against a bound.
pub(crate) fn question(case: &Case<'_>, promised: &Promised<'_>) -> Result<Question, Stuck> {
    let in_points = case.unit().is_some_and(Unit::is_percentage_point);
    if case.indicator.measure == Measure::Growth || in_points {
        return measured_directly(case, promised);
    }
    let asked = case.target.condition.unit.as_ref();
    let ranks = case.indicator.measure == Measure::Rank || asked.is_some_and(Unit::is_rank);
    let rule = if ranks { Rule::RankChange } else { Rule::Change };
    let scale = Scale::of(case, ranks).map_err(|because| Stuck::undecided(rule, because))?;
    let baseline = baseline(case, promised.from, rule)?;
    if scale.percent && baseline.value <= Decimal::ZERO {
        let shown = quantity(baseline.value, case.unit());
        return Err(Stuck::undecided(
            rule,
            format!(
                "Giá trị gốc năm {} là {shown}, không tính được phần trăm thay đổi.",
                baseline.year
            ),
        ));
    }
    let step = Step {
        base: baseline.value,
        year: baseline.year,
        direction: promised.direction,
        downwards: ranks == (promised.direction == Direction::Rise),
        percent: scale.percent,
    };
    let (requirement, phrase) = required(case, promised, scale.unit.as_ref());
    let read = promised.by.and_then(|by| {
        caveat::reading(by, Reading::AtLeast, &requirement, scale.unit.as_ref())
            .filter(|_| matches!(by, Bound::About(_) | Bound::AboutBetween(..)))
    });
    // Where no number is promised, the silence about units needs no remark.
    let told = scale.told.filter(|_| promised.by.is_some());
    let caveats = told.into_iter().chain(read).chain(baseline.caveats).collect();
    Ok(Question {
        rule,
        moved: Moved::From(step),
        requirement,
        unit: scale.unit,
        phrase,
        inputs: vec![baseline.input],
        caveats,
    })
}

/// The indicator is itself a change: its figure is compared directly.
fn measured_directly(case: &Case<'_>, promised: &Promised<'_>) -> Result<Question, Stuck> {
    let told = level::comparable(case, Rule::Change)?;
    let counts_the_fall = case.indicator.sense == Sense::HigherIsBetter;
    let turned = promised.direction == Direction::Fall && !counts_the_fall;
    let size = (promised.direction == Direction::Fall && counts_the_fall)
        .then(|| "Số liệu của chỉ tiêu là mức giảm: số dương nghĩa là giảm.".to_owned());
    let (requirement, phrase) = required(case, promised, case.asked_unit());
    Ok(Question {
        rule: Rule::Change,
        moved: if turned { Moved::Negated } else { Moved::Itself },
        requirement,
        unit: case.asked_unit().cloned(),
        phrase,
        inputs: Vec::new(),
        caveats: told.into_iter().chain(size).collect(),
    })
}

/// How far the movement must go, and in words.
fn required(
    case: &Case<'_>,
    promised: &Promised<'_>,
    unit: Option<&Unit>,
) -> (Requirement, String) {
    let word = direction_word(promised.direction);
    let Some(by) = promised.by else {
        let any = Requirement::new(Must::MoreThan(Decimal::ZERO), Sense::InsideRange);
        return (any, word.to_owned());
    };
    let reading = case.target.condition.reading;
    let requirement = Requirement::of(by, reading, movement_sense(case, promised, by));
    (requirement, format!("{word} {}", requirement.phrase(unit)))
}

/// Whether moving further in the promised direction is better.
fn movement_sense(case: &Case<'_>, promised: &Promised<'_>, by: &Bound) -> Sense {
    let rank = case.indicator.measure == Measure::Rank
        || case.target.condition.unit.as_ref().is_some_and(Unit::is_rank);
    let wanted = match case.indicator.sense {
        _ if rank => Direction::Rise,
        Sense::InsideRange => return Sense::InsideRange,
        // A catalogue may count the fall itself; then more of it is better.
        Sense::HigherIsBetter if case.indicator.measure == Measure::Growth => promised.direction,
        Sense::HigherIsBetter if case.unit().is_some_and(Unit::is_percentage_point) => {
            promised.direction
        }
        Sense::HigherIsBetter => Direction::Rise,
        Sense::LowerIsBetter => Direction::Fall,
    };
    let capped = matches!(by, Bound::AtMost(_) | Bound::LessThan(_));
    if wanted == promised.direction && !capped {
        Sense::HigherIsBetter
    } else {
        Sense::LowerIsBetter
    }
}

/// In what the movement is measured.
struct Scale {
    percent: bool,
    unit: Option<Unit>,
    told: Option<String>,
}

impl Scale {
    /// The scale that the text's unit means for this indicator; an error names units that do not fit.
    fn of(case: &Case<'_>, ranks: bool) -> Result<Self, String> {
        let (own, asked) = (case.unit(), case.target.condition.unit.as_ref());
        let differ = || {
            let name = |unit: Option<&Unit>| unit.map_or("không ghi", Unit::as_str).to_owned();
            let (asked, own) = (name(asked), name(own));
            format!(
                "Văn bản tính thay đổi bằng “{asked}”, số liệu tính bằng “{own}”: không so sánh được."
            )
        };
        let is_percent = |unit: Option<&Unit>| unit.is_some_and(|u| u.canonical() == "%");
        let plain = |unit: Option<&Unit>| Self { percent: false, unit: unit.cloned(), told: None };
        if ranks {
            let ranked = case.indicator.measure == Measure::Rank || own.is_some_and(Unit::is_rank);
            let in_ranks = asked.is_none_or(Unit::is_rank);
            return if ranked && in_ranks { Ok(plain(asked.or(own))) } else { Err(differ()) };
        }
        if is_percent(own) {
            let points = Unit::new("điểm %");
            let told = is_percent(asked).then(|| {
                "Văn bản ghi “%” cho thay đổi của một tỉ lệ; hiểu là điểm %, không phải % của tỉ lệ năm trước.".to_owned()
            });
            let fits = asked.is_none_or(Unit::is_percentage_point) || told.is_some();
            let scale = Self { percent: false, unit: points, told };
            return if fits { Ok(scale) } else { Err(differ()) };
        }
        if is_percent(asked) {
            return Ok(Self { percent: true, ..plain(asked) });
        }
        match fit(own, asked) {
            Fit::Same => Ok(plain(asked.or(own))),
            Fit::Told(told) => Ok(Self { told: Some(told), ..plain(asked.or(own)) }),
            Fit::Different(_) => Err(differ()),
        }
    }
}
