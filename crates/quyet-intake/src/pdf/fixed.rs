//! Numbers of a page in fixed point, so that a page is read alike on every machine.

use lopdf::Object;

/// One whole in fixed point.
pub(super) const ONE: i64 = 1_000_000;

/// No coordinate, size or factor is larger. Unit: millionths.
const MOST: i64 = 1 << 50;

/// A number of the file. Unit: millionths of what it counts. `None` for anything that is no number.
pub(super) fn number(object: &Object) -> Option<i64> {
    match object {
        Object::Integer(whole) => Some(whole.saturating_mul(ONE).clamp(-MOST, MOST)),
        Object::Real(real) => Some(from_real(*real)),
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates; NaN gives 0")]
fn from_real(real: f32) -> i64 {
    ((f64::from(real) * 1e6).round() as i64).clamp(-MOST, MOST)
}

/// Product of two numbers in fixed point.
pub(super) fn times(a: i64, b: i64) -> i64 {
    narrow(i128::from(a) * i128::from(b) / i128::from(ONE))
}

fn narrow(wide: i128) -> i64 {
    i64::try_from(wide).unwrap_or(if wide < 0 { -MOST } else { MOST }).clamp(-MOST, MOST)
}

/// An affine map `[a b c d e f]` as the format writes it. Unit: millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Matrix {
    pub(super) a: i64,
    pub(super) b: i64,
    pub(super) c: i64,
    pub(super) d: i64,
    pub(super) e: i64,
    pub(super) f: i64,
}

impl Matrix {
    /// Leaves every point where it is.
    pub(super) const SAME: Self = Self { a: ONE, b: 0, c: 0, d: ONE, e: 0, f: 0 };

    /// Moves by (x, y).
    pub(super) fn shift(x: i64, y: i64) -> Self {
        Self { e: x, f: y, ..Self::SAME }
    }

    /// Six numbers of the file; `None` when one is missing.
    pub(super) fn of(objects: &[Object]) -> Option<Self> {
        let mut numbers = objects.iter().map(number);
        let mut next = || numbers.next().flatten();
        Some(Self { a: next()?, b: next()?, c: next()?, d: next()?, e: next()?, f: next()? })
    }

    /// First this map, then `other`.
    pub(super) fn then(&self, other: &Self) -> Self {
        let sum = |p: i64, q: i64, r: i64, s: i64, t: i64| {
            let wide = i128::from(p) * i128::from(q) + i128::from(r) * i128::from(s);
            narrow(wide / i128::from(ONE) + i128::from(t))
        };
        Self {
            a: sum(self.a, other.a, self.b, other.c, 0),
            b: sum(self.a, other.b, self.b, other.d, 0),
            c: sum(self.c, other.a, self.d, other.c, 0),
            d: sum(self.c, other.b, self.d, other.d, 0),
            e: sum(self.e, other.a, self.f, other.c, other.e),
            f: sum(self.e, other.b, self.f, other.d, other.f),
        }
    }

    /// Where a point goes. Unit: millionths.
    pub(super) fn apply(&self, x: i64, y: i64) -> (i64, i64) {
        let at = Self::shift(x, y).then(self);
        (at.e, at.f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_follow_each_other_in_the_order_they_are_named() {
        let double = Matrix { a: 2 * ONE, d: 2 * ONE, ..Matrix::SAME };
        let shifted = Matrix::shift(3 * ONE, ONE);
        assert_eq!(shifted.then(&double).apply(0, 0), (6 * ONE, 2 * ONE));
        assert_eq!(double.then(&shifted).apply(ONE, ONE), (5 * ONE, 3 * ONE));
    }

    #[test]
    fn numbers_without_sense_are_bounded() {
        assert_eq!(number(&Object::Real(f32::NAN)), Some(0));
        assert_eq!(number(&Object::Real(f32::INFINITY)), Some(MOST));
        assert_eq!(number(&Object::Integer(i64::MIN)), Some(-MOST));
        assert_eq!(number(&Object::Null), None);
        assert_eq!(times(MOST, MOST), MOST);
    }
}
