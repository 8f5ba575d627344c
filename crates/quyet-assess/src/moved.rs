//! A figure as the distance it stands from its baseline.
//!
//! **Takes** the compared way. **Gives** the compared number and its words. Every way is monotone.

use quyet_model::Decimal;
use quyet_model::condition::Direction;
use quyet_model::unit::Unit;

use crate::number::quantity;
use crate::question::direction_word;

/// What is done to a figure before it is compared. Every way is monotone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Moved {
    /// Nothing.
    Itself,
    /// The indicator measures a change and a fall is promised: a fall of 6 is reported as −6.
    Negated,
    /// The distance travelled in the promised direction.
    From(Step),
}

/// A distance from a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Where it starts.
    pub(crate) base: Decimal,
    /// Whose year that is.
    pub(crate) year: i16,
    /// The promised direction, as told to people.
    pub(crate) direction: Direction,
    /// Whether the number gets smaller when the thing moves in the promised direction.
    pub(crate) downwards: bool,
    /// In percent of the baseline, which is then positive.
    pub(crate) percent: bool,
}

impl Moved {
    /// The compared number; `None` beyond the range of exact decimals.
    pub(crate) fn apply(&self, x: Decimal) -> Option<Decimal> {
        match self {
            Self::Itself => Some(x),
            Self::Negated => Some(-x),
            Self::From(step) => {
                let (to, from) = if step.downwards { (step.base, x) } else { (x, step.base) };
                let apart = to.checked_sub(from)?;
                if !step.percent {
                    return Some(apart);
                }
                apart.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(step.base)
            }
        }
    }

    /// Whether a greater figure gives a smaller compared number.
    pub(crate) fn turns(&self) -> bool {
        match self {
            Self::Itself => false,
            Self::Negated => true,
            Self::From(step) => step.downwards,
        }
    }

    /// The left side of a formula: "35 − 33 = 2 bậc".
    pub(crate) fn left(&self, shown: &str, x: Decimal, y: Decimal, unit: Option<&Unit>) -> String {
        let Self::From(step) = self else {
            return if *self == Self::Negated { quantity(y, unit) } else { shown.to_owned() };
        };
        let (base, x) = (quantity(step.base, None), quantity(x, None));
        let apart =
            if step.downwards { format!("{base} − {x}") } else { format!("{x} − {base}") };
        let whole = if step.percent { format!("({apart}) ÷ {base}") } else { apart };
        format!("{whole} = {}", quantity(step.seen(y), unit))
    }

    /// The movement in words: "giảm 5 % so với năm 2023"; `None` when the figure itself is compared.
    pub(crate) fn story(&self, y: Decimal, unit: Option<&Unit>) -> Option<String> {
        let Self::From(step) = self else { return None };
        let direction = match (step.direction, y.is_sign_negative()) {
            _ if y.is_zero() => return Some(format!("không đổi so với năm {}", step.year)),
            (Direction::Rise, false) | (Direction::Fall, true) => Direction::Rise,
            (Direction::Fall, false) | (Direction::Rise, true) => Direction::Fall,
        };
        let word = direction_word(direction);
        let by = quantity(step.seen(y).abs(), unit);
        Some(format!("{word} {by} so với năm {}", step.year))
    }
}

impl Step {
    /// The distance as it is shown: a computed percentage keeps two decimals.
    fn seen(&self, y: Decimal) -> Decimal {
        if self.percent { y.round_dp(2).normalize() } else { y }
    }
}
