//! What a number must be for a promise to hold, all readings settled.
//!
//! **Takes** a bound, how a bare figure is read and which way is better. **Gives** a verdict for every number.

use std::collections::BTreeSet;

use quyet_model::Decimal;
use quyet_model::condition::{Bound, Reading};
use quyet_model::indicator::Sense;
use quyet_model::unit::Unit;
use rust_decimal::RoundingStrategy;

use crate::interval::{Interval, half_unit};
use crate::number::{UNIT_GAP, decimal, quantity};
use crate::verdict::FinalVerdict;

/// The side on which a number must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Must {
    AtLeast(Decimal),
    MoreThan(Decimal),
    AtMost(Decimal),
    LessThan(Decimal),
    Equal(Decimal),
    Within(Decimal, Decimal),
}

/// A test of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Requirement {
    /// The side.
    pub(crate) must: Must,
    /// Which way lies "exceeded"; [`Sense::InsideRange`] when nothing is better than "met".
    pub(crate) better: Sense,
    /// For "khoảng": the number of decimals to which a value is rounded before it is compared.
    pub(crate) rounded: Option<u32>,
}

impl Requirement {
    /// A requirement without rounding.
    pub(crate) fn new(must: Must, better: Sense) -> Self {
        Self { must, better, rounded: None }
    }

    /// The requirement that a bound makes under a reading and a sense.
    pub(crate) fn of(bound: &Bound, reading: Reading, sense: Sense) -> Self {
        let side = match reading {
            Reading::AtLeast => Sense::HigherIsBetter,
            Reading::AtMost => Sense::LowerIsBetter,
            Reading::AsWritten => sense,
        };
        let bare = |v: Decimal| match side {
            Sense::HigherIsBetter => Must::AtLeast(v),
            Sense::LowerIsBetter => Must::AtMost(v),
            Sense::InsideRange => Must::Equal(v),
        };
        let within = |low: Decimal, high: Decimal| Must::Within(low.min(high), low.max(high));
        match bound {
            Bound::AtLeast(v) => Self::new(Must::AtLeast(*v), sense),
            Bound::MoreThan(v) => Self::new(Must::MoreThan(*v), sense),
            Bound::AtMost(v) => Self::new(Must::AtMost(*v), sense),
            Bound::LessThan(v) => Self::new(Must::LessThan(*v), sense),
            Bound::Exactly(v) => Self::new(bare(*v), side),
            Bound::About(v) => Self { rounded: Some(v.scale()), ..Self::new(bare(*v), side) },
            Bound::Between(low, high) => Self::new(within(*low, *high), sense),
            Bound::AboutBetween(low, high) => {
                let rounded = Some(low.scale().max(high.scale()));
                Self { rounded, ..Self::new(within(*low, *high), sense) }
            }
        }
    }

    /// The number as it is compared.
    pub(crate) fn seen(&self, x: Decimal) -> Decimal {
        let away = RoundingStrategy::MidpointAwayFromZero;
        self.rounded.map_or(x, |dp| x.round_dp_with_strategy(dp, away))
    }

    /// The verdict on one number.
    pub(crate) fn judge(&self, x: Decimal) -> FinalVerdict {
        use FinalVerdict::{Exceeded, Met, NotMet};
        let x = self.seen(x);
        let above = if self.better == Sense::HigherIsBetter { Exceeded } else { Met };
        let below = if self.better == Sense::LowerIsBetter { Exceeded } else { Met };
        let outside = |beyond: FinalVerdict| if beyond == Exceeded { Exceeded } else { NotMet };
        match self.must {
            Must::AtLeast(v) | Must::AtMost(v) | Must::Equal(v) if x == v => Met,
            Must::AtLeast(v) | Must::MoreThan(v) if v < x => above,
            Must::AtMost(v) | Must::LessThan(v) if x < v => below,
            Must::Within(low, _) if x < low => outside(below),
            Must::Within(_, high) if high < x => outside(above),
            Must::Within(..) => Met,
            _ => NotMet,
        }
    }

    /// All verdicts that are possible for a number of the interval; empty when the interval is.
    pub(crate) fn verdicts(&self, interval: &Interval) -> BTreeSet<FinalVerdict> {
        interval.samples(&self.steps()).into_iter().map(|x| self.judge(x)).collect()
    }

    /// The numbers of the plan in it, low before high.
    pub(crate) fn numbers(&self) -> Vec<Decimal> {
        match self.must {
            Must::Within(low, high) => vec![low, high],
            Must::AtLeast(v)
            | Must::MoreThan(v)
            | Must::AtMost(v)
            | Must::LessThan(v)
            | Must::Equal(v) => vec![v],
        }
    }

    fn steps(&self) -> Vec<Decimal> {
        let numbers = self.numbers();
        let half = self.rounded.and_then(half_unit);
        let sides = numbers.iter().flat_map(|v| {
            let half = half.unwrap_or(Decimal::ZERO);
            [v.checked_sub(half), v.checked_add(half)]
        });
        sides.flatten().chain(numbers.iter().copied()).collect()
    }

    /// Whether `x` is written coarser than a number of the plan that lies within half a unit of its last digit.
    pub(crate) fn rounding_could_decide(&self, x: Decimal) -> bool {
        let near = |v: &Decimal| {
            let apart = x.checked_sub(*v).map(|d| d.abs());
            x.scale() < v.scale() && apart.zip(half_unit(x.scale())).is_some_and(|(d, h)| d <= h)
        };
        self.rounded.is_none() && self.numbers().iter().any(near)
    }

    /// The requirement in words: "từ 8 % trở lên".
    pub(crate) fn phrase(&self, unit: Option<&Unit>) -> String {
        let about = if self.rounded.is_some() { "khoảng " } else { "" };
        let shown = |v: Decimal| format!("{about}{}", quantity(v, unit));
        match self.must {
            Must::AtLeast(v) => format!("từ {} trở lên", shown(v)),
            Must::MoreThan(v) => format!("trên {}", shown(v)),
            Must::AtMost(v) => format!("không quá {}", shown(v)),
            Must::LessThan(v) => format!("dưới {}", shown(v)),
            Must::Equal(v) => format!("đúng {}", shown(v)).replace("đúng khoảng", "khoảng"),
            Must::Within(low, high) => {
                format!("{about}từ {} đến {}", decimal(low), quantity(high, unit))
            }
        }
    }

    /// The comparison made: "7,4 % < 8 %". `left` is how the compared number is written.
    pub(crate) fn formula(&self, left: &str, x: Decimal, unit: Option<&Unit>) -> String {
        let x = self.seen(x);
        let left = match self.rounded {
            Some(_) => format!("{left} ≈ {}", quantity(x, unit)),
            None => left.to_owned(),
        };
        let against = |v: Decimal| {
            let sign = match x.cmp(&v) {
                std::cmp::Ordering::Less => '<',
                std::cmp::Ordering::Equal => '=',
                std::cmp::Ordering::Greater => '>',
            };
            format!("{left} {sign} {}", quantity(v, unit))
        };
        match self.must {
            Must::Within(low, high) if low <= x && x <= high => {
                format!("{} ≤ {left} ≤ {}", quantity(low, unit), quantity(high, unit))
            }
            Must::Within(low, _) if x < low => against(low),
            Must::Within(_, v) | Must::Equal(v) => against(v),
            Must::AtLeast(v) | Must::MoreThan(v) | Must::AtMost(v) | Must::LessThan(v) => {
                against(v)
            }
        }
    }
}

/// A bound as a source writes it: "> 30 hạng".
pub(crate) fn bound_words(bound: &Bound, unit: Option<&Unit>) -> String {
    let unit = unit.map(|u| format!("{UNIT_GAP}{u}")).unwrap_or_default();
    let words = match bound {
        Bound::AtLeast(v) => format!("≥ {}", decimal(*v)),
        Bound::MoreThan(v) => format!("> {}", decimal(*v)),
        Bound::AtMost(v) => format!("≤ {}", decimal(*v)),
        Bound::LessThan(v) => format!("< {}", decimal(*v)),
        Bound::Exactly(v) => decimal(*v),
        Bound::About(v) => format!("khoảng {}", decimal(*v)),
        Bound::Between(low, high) => format!("{} - {}", decimal(*low), decimal(*high)),
        Bound::AboutBetween(low, high) => {
            format!("khoảng {} - {}", decimal(*low), decimal(*high))
        }
    };
    words + &unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use FinalVerdict::{Exceeded, Met, NotMet};

    fn d(words: &str) -> Decimal {
        words.parse().expect("the tests write decimals")
    }

    fn check(bound: &Bound, sense: Sense, expect: &[(&str, FinalVerdict)]) {
        let requirement = Requirement::of(bound, Reading::AsWritten, sense);
        for (x, verdict) in expect {
            assert_eq!(requirement.judge(d(x)), *verdict, "{x} against {bound:?}");
        }
    }

    #[test]
    fn a_bound_says_its_side_and_the_sense_says_what_is_better() {
        use Sense::{HigherIsBetter, InsideRange, LowerIsBetter};
        let least = Bound::AtLeast(d("8"));
        check(&least, HigherIsBetter, &[("7.4", NotMet), ("8.0", Met), ("8.1", Exceeded)]);
        check(&least, InsideRange, &[("7.4", NotMet), ("8", Met), ("8.1", Met)]);
        let more = Bound::MoreThan(d("90"));
        check(&more, HigherIsBetter, &[("90", NotMet), ("97.4", Exceeded)]);
        let most = Bound::AtMost(d("15.8"));
        check(&most, LowerIsBetter, &[("15.9", NotMet), ("15.80", Met), ("15", Exceeded)]);
        check(&most, HigherIsBetter, &[("15.9", NotMet), ("15", Met)]);
        let range = Bound::Between(d("2"), d("2.5"));
        check(&range, HigherIsBetter, &[("1.9", NotMet), ("2.5", Met), ("2.6", Exceeded)]);
        check(&range, LowerIsBetter, &[("1.9", Exceeded), ("2", Met), ("2.6", NotMet)]);
        check(&range, InsideRange, &[("1.9", NotMet), ("2.3", Met), ("2.6", NotMet)]);
        let about = Bound::About(d("4"));
        check(&about, HigherIsBetter, &[("3.4", NotMet), ("3.5", Met), ("4.5", Exceeded)]);
        check(&about, InsideRange, &[("3.4", NotMet), ("4.4", Met), ("4.5", NotMet)]);
        let bare = Bound::Exactly(d("5"));
        check(&bare, InsideRange, &[("4.9", NotMet), ("5.0", Met), ("5.1", NotMet)]);
    }

    #[test]
    fn rounding_could_decide_only_for_a_coarser_number_at_the_edge() {
        let most =
            Requirement::of(&Bound::AtMost(d("15.8")), Reading::AsWritten, Sense::LowerIsBetter);
        assert!(most.rounding_could_decide(d("16")));
        assert!(!most.rounding_could_decide(d("17")));
        assert!(!most.rounding_could_decide(d("15.8")));
    }
}
