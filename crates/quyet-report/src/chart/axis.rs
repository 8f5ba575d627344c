//! A linear scale from numbers to places.

use quyet_model::Decimal;

/// A stretch of numbers laid on a stretch of the drawing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    low: Decimal,
    high: Decimal,
    from: Decimal,
    to: Decimal,
}

impl Axis {
    /// An axis that holds 0 and all `values`, with a tenth of air beyond the outermost, laid from pixel `from` to `to`.
    pub(super) fn holding(values: impl IntoIterator<Item = Decimal>, from: i64, to: i64) -> Self {
        let (low, high) =
            values.into_iter().fold((Decimal::ZERO, Decimal::ZERO), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let air = |end: Decimal| end.checked_mul(Decimal::new(11, 1)).unwrap_or(end);
        let high = if low == high { Decimal::ONE } else { air(high) };
        Self { low: air(low), high, from: from.into(), to: to.into() }
    }

    /// An axis of exactly these ends.
    pub(super) fn exact(low: i64, high: i64, from: i64, to: i64) -> Self {
        Self { low: low.into(), high: high.into(), from: from.into(), to: to.into() }
    }

    /// The place of a value, clamped to the axis, rounded to one tenth of a pixel.
    pub(super) fn at(&self, value: Decimal) -> Decimal {
        self.share(value.clamp(self.low, self.high))
            .and_then(|share| share.checked_mul(self.to - self.from))
            .map_or(self.from, |along| (self.from + along).round_dp(1).normalize())
    }

    fn share(&self, value: Decimal) -> Option<Decimal> {
        value.checked_sub(self.low)?.checked_div(self.high.checked_sub(self.low)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(words: &str) -> Decimal {
        words.parse().unwrap()
    }

    #[test]
    fn the_axis_holds_zero_and_every_value_with_a_tenth_of_air() {
        let axis = Axis::holding([d("100"), d("50")], 0, 330);
        assert_eq!(axis.at(d("0")), d("0"));
        assert_eq!(axis.at(d("100")), d("300"));
        let negative = Axis::holding([d("-5"), d("5")], 0, 220);
        assert_eq!((negative.at(d("-5")), negative.at(d("0"))), (d("10"), d("110")));
    }

    #[test]
    fn extreme_values_stay_inside() {
        let axis = Axis::holding([Decimal::MAX, Decimal::MIN], 10, 20);
        for value in [Decimal::MIN, Decimal::ZERO, Decimal::MAX] {
            let at = axis.at(value);
            assert!(d("10") <= at && at <= d("20"), "{at}");
        }
        assert_eq!(Axis::holding([], 10, 20).at(d("0")), d("10"));
    }

    #[test]
    fn an_upright_axis_runs_backwards() {
        let axis = Axis::exact(0, 10, 200, 0);
        assert_eq!(axis.at(d("5")), d("100"));
    }
}
