//! What is known of a number when it is not known exactly.
//!
//! **Takes** reported values. **Gives** intervals and the points that must be tried to know all outcomes.

use quyet_model::Decimal;
use quyet_model::condition::Bound;
use quyet_model::figure::Value;

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edge {
    /// Where.
    pub(crate) at: Decimal,
    /// Whether the end itself belongs to the interval.
    pub(crate) closed: bool,
}

/// The numbers that a value may be; an end that is `None` is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Option<Edge>,
    pub(crate) high: Option<Edge>,
}

impl Edge {
    fn closed(at: Decimal) -> Self {
        Self { at, closed: true }
    }

    fn open(at: Decimal) -> Self {
        Self { at, closed: false }
    }
}

impl Interval {
    /// Exactly this number.
    pub(crate) fn point(at: Decimal) -> Self {
        Self::between(at, at)
    }

    /// From `low` to `high`, both included.
    pub(crate) fn between(low: Decimal, high: Decimal) -> Self {
        Self { low: Some(Edge::closed(low.min(high))), high: Some(Edge::closed(high.max(low))) }
    }

    /// What a reported value says of the number; `None` when it says nothing.
    pub(crate) fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::point(*number)),
            Value::NothingArose => Some(Self::point(Decimal::ZERO)),
            Value::Bounded(bound) => Some(Self::of_bound(bound)),
            Value::NotCollected(_) => None,
        }
    }

    fn of_bound(bound: &Bound) -> Self {
        match bound {
            Bound::AtLeast(v) => Self { low: Some(Edge::closed(*v)), high: None },
            Bound::MoreThan(v) => Self { low: Some(Edge::open(*v)), high: None },
            Bound::AtMost(v) => Self { low: None, high: Some(Edge::closed(*v)) },
            Bound::LessThan(v) => Self { low: None, high: Some(Edge::open(*v)) },
            Bound::Exactly(v) => Self::point(*v),
            Bound::Between(low, high) => Self::between(*low, *high),
            Bound::About(v) => Self::around(*v, *v),
            Bound::AboutBetween(low, high) => Self::around(*low, *high),
        }
    }

    /// The interval widened by half a unit of the last written digit on both sides.
    fn around(low: Decimal, high: Decimal) -> Self {
        let wide = half_unit(low.scale().max(high.scale())).and_then(|half| {
            let (least, most) = (low.min(high), low.max(high));
            Some(Self::between(least.checked_sub(half)?, most.checked_add(half)?))
        });
        wide.unwrap_or_else(|| Self::between(low, high))
    }

    /// The same interval without an upper end: what a flow may still become.
    pub(crate) fn and_above(self) -> Self {
        Self { high: None, ..self }
    }

    /// The part of the interval from `least` on.
    pub(crate) fn from(self, least: Decimal) -> Self {
        let keeps = self.low.is_some_and(|low| least <= low.at);
        Self { low: if keeps { self.low } else { Some(Edge::closed(least)) }, ..self }
    }

    /// The interval of `f(x)` for a monotone `f`; `falling` when `f` turns the order around.
    /// `None` when a number leaves the range of exact decimals.
    pub(crate) fn map(self, f: impl Fn(Decimal) -> Option<Decimal>, falling: bool) -> Option<Self> {
        let edge = |edge: Option<Edge>| match edge {
            Some(e) => f(e.at).map(|at| Some(Edge { at, ..e })),
            None => Some(None),
        };
        let (low, high) = (edge(self.low)?, edge(self.high)?);
        Some(if falling { Self { low: high, high: low } } else { Self { low, high } })
    }

    fn contains(&self, x: Decimal) -> bool {
        let above = self.low.is_none_or(|e| e.at < x || (e.closed && e.at == x));
        let below = self.high.is_none_or(|e| x < e.at || (e.closed && e.at == x));
        above && below
    }

    /// Points of the interval that meet every piece of a function whose only steps are at `steps`.
    /// Empty when the interval is.
    pub(crate) fn samples(&self, steps: &[Decimal]) -> Vec<Decimal> {
        let ends = [self.low, self.high].into_iter().flatten().map(|e| e.at);
        let mut marks: Vec<Decimal> = steps.iter().copied().chain(ends).collect();
        marks.sort();
        marks.dedup();
        let first = marks.first().and_then(|m| m.checked_sub(Decimal::ONE));
        let last = marks.last().and_then(|m| m.checked_add(Decimal::ONE));
        let middles = marks.windows(2).filter_map(|pair| middle(pair[0], pair[1]));
        let mut points: Vec<Decimal> = middles.chain(first).chain(last).collect();
        points.extend(&marks);
        points.retain(|x| self.contains(*x));
        points
    }
}

fn middle(low: Decimal, high: Decimal) -> Option<Decimal> {
    let half = Decimal::new(5, 1);
    low.checked_mul(half)?.checked_add(high.checked_mul(half)?)
}

/// Half a unit of the last digit of a number written with `scale` decimals; `None` beyond 27 decimals.
pub(crate) fn half_unit(scale: u32) -> Option<Decimal> {
    Decimal::try_new(5, scale.checked_add(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_meet_both_sides_of_every_step() {
        let above_thirty = Interval::of_bound(&Bound::MoreThan(Decimal::from(30)));
        let got = above_thirty.samples(&[Decimal::from(20), Decimal::from(34)]);
        assert_eq!(got, [32, 35, 34].map(Decimal::from));
    }

    #[test]
    fn turning_the_order_around_swaps_the_ends() {
        let got = Interval::point(Decimal::TWO).and_above();
        let turned = got.map(|x| Decimal::TEN.checked_sub(x), true);
        assert_eq!(
            turned,
            Some(Interval { low: None, high: Some(Edge::closed(Decimal::from(8))) })
        );
    }
}
