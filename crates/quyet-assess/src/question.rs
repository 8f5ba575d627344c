//! What a target asks of a number.
//!
//! **Takes** a target with its indicator. **Gives** the requirement with all readings settled, or why there is none.

use quyet_model::Decimal;
use quyet_model::condition::{Direction, Promise};
use quyet_model::indicator::{Indicator, Measure, Sense};
use quyet_model::target::Target;
use quyet_model::unit::Unit;

use crate::finding::Finding;
use crate::known::Known;
use crate::moved::Moved;
use crate::requirement::Requirement;
use crate::verdict::Gap;
use crate::working::{Input, Rule};
use crate::{change, count, level, maintain};

/// A leaf with everything it is judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    pub(crate) target: &'a Target,
    pub(crate) indicator: &'a Indicator,
    /// The year that the promise is for, 1900–2999.
    pub(crate) year: i16,
    /// Whether that year is over on the day judged from.
    pub(crate) closed: bool,
    pub(crate) known: &'a Known<'a>,
}

impl Case<'_> {
    /// Unit of the indicator's figures.
    pub(crate) fn unit(&self) -> Option<&Unit> {
        self.indicator.unit.as_ref()
    }

    /// Unit of the numbers in the text, else of the figures.
    pub(crate) fn asked_unit(&self) -> Option<&Unit> {
        self.target.condition.unit.as_ref().or(self.unit())
    }

    /// Which way is better; a rank is better when it is smaller, whatever the catalogue says.
    pub(crate) fn sense(&self) -> Sense {
        match self.indicator.measure {
            Measure::Rank => Sense::LowerIsBetter,
            _ => self.indicator.sense,
        }
    }
}

/// A requirement on the figure of a case.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// The rule that compares.
    pub(crate) rule: Rule,
    /// What is done to the figure before it is compared.
    pub(crate) moved: Moved,
    /// The test.
    pub(crate) requirement: Requirement,
    /// Unit of the compared number.
    pub(crate) unit: Option<Unit>,
    /// What the plan asks for, in words: "từ 8 % trở lên".
    pub(crate) phrase: String,
    /// Numbers used besides the figure itself.
    pub(crate) inputs: Vec<Input>,
    /// What the readings assumed.
    pub(crate) caveats: Vec<String>,
}

impl Question {
    /// A question about the figure itself.
    pub(crate) fn itself(rule: Rule, requirement: Requirement, unit: Option<&Unit>) -> Self {
        Self {
            rule,
            moved: Moved::Itself,
            requirement,
            unit: unit.cloned(),
            phrase: requirement.phrase(unit),
            inputs: Vec::new(),
            caveats: Vec::new(),
        }
    }
}

/// Why nothing can be asked.
#[derive(Clone, Debug)]
pub(crate) struct Stuck {
    pub(crate) rule: Rule,
    pub(crate) gap: Gap,
    pub(crate) because: String,
}

impl Stuck {
    /// The comparison is impossible for a reason that the sentence names.
    pub(crate) fn undecided(rule: Rule, because: impl Into<String>) -> Self {
        Self { rule, gap: Gap::Undecided, because: because.into() }
    }

    /// As a finding.
    pub(crate) fn into_finding(self) -> Finding {
        Finding::gap(self.rule, self.gap, self.because)
    }
}

/// The question that a case's promise asks.
pub(crate) fn ask(case: &Case<'_>) -> Result<Question, Stuck> {
    match &case.target.condition.promise {
        Promise::Level(bound) => level::question(case, bound),
        Promise::Change { direction, by, from } => {
            let promised =
                change::Promised { direction: *direction, by: by.as_ref(), from: from.as_deref() };
            change::question(case, &promised)
        }
        Promise::Maintain => maintain::question(case),
        Promise::Roster { count, members } => count::roster(case, *count, members),
        Promise::AllOf { count, direction } => count::criteria(case, *count, *direction),
        Promise::AtLeastK(count) => count::at_least(case, *count),
        Promise::RankWithin(last) => count::rank_within(case, *last),
        Promise::Stated => Err(needs_person()),
    }
}

/// said in words.
pub(crate) fn needs_person() -> Stuck {
    Stuck {
        rule: Rule::Stated,
        gap: Gap::NeedsPerson,
        because: "Chỉ tiêu được nêu bằng lời, cần người có trách nhiệm đánh giá kèm minh chứng."
            .to_owned(),
    }
}

/// The word of a direction.
pub(crate) fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Rise => "tăng",
        Direction::Fall => "giảm",
    }
}

/// A count as an exact decimal.
pub(crate) fn whole(count: u32) -> Decimal {
    Decimal::from(count)
}
