//! Words such as "gần" before a number.
//!
//! **Takes** the source's words. **Gives** on which side of the written number the true one lies.

use quyet_model::Decimal;

use crate::interval::{Edge, Interval, half_unit};

/// Where the words put the true number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hedge {
    /// "gần": rounded up to the written number.
    Nearly,
    /// "khoảng", "xấp xỉ".
    Around,
    /// "trên", "hơn": more than the written number.
    Above,
    /// "dưới": less than the written number.
    Below,
    /// "không dưới", "ít nhất", "tối thiểu": the written number or more.
    NotBelow,
    /// "không quá", "không trên", "tối đa": the written number or less.
    NotAbove,
}

impl Hedge {
    /// The word that stands directly before a number; `None` when there is none.
    pub(crate) fn find(words: &str) -> Option<Self> {
        let lower = words.to_lowercase();
        let tokens: Vec<&str> = lower.split_whitespace().collect();
        tokens.iter().enumerate().find_map(|(at, token)| {
            let number = token.starts_with(|c: char| c.is_ascii_digit());
            let before = |back: usize| at.checked_sub(back).and_then(|i| tokens.get(i)).copied();
            number.then(|| Self::of(before(1)?, before(2).unwrap_or(""))).flatten()
        })
    }

    fn of(word: &str, before: &str) -> Option<Self> {
        match (before, word) {
            ("không", "dưới") | ("ít", "nhất") | ("tối", "thiểu") => {
                Some(Self::NotBelow)
            }
            ("không", "quá" | "trên" | "hơn") | ("tối", "đa") => Some(Self::NotAbove),
            (_, "gần") => Some(Self::Nearly),
            (_, "khoảng" | "chừng") | ("xấp", "xỉ") => Some(Self::Around),
            (_, "trên" | "hơn") => Some(Self::Above),
            (_, "dưới") => Some(Self::Below),
            _ => None,
        }
    }

    /// The word when it excludes the written number itself.
    pub(crate) fn strict_word(self) -> Option<&'static str> {
        match self {
            Self::Above => Some("trên"),
            Self::Below => Some("dưới"),
            Self::Nearly | Self::Around | Self::NotBelow | Self::NotAbove => None,
        }
    }

    /// The end of the spread that lies away from the written number, upwards when both do.
    pub(crate) fn far_end(self, x: Decimal) -> Decimal {
        let Interval { low, high } = self.spread(x);
        let ends = [high, low].into_iter().flatten().map(|edge| edge.at);
        ends.into_iter().find(|at| *at != x).unwrap_or(x)
    }

    /// The numbers that the words leave open: half a unit of the last written digit to either or one side.
    pub(crate) fn spread(self, x: Decimal) -> Interval {
        let half = half_unit(x.scale()).unwrap_or(Decimal::ZERO);
        let low = x.checked_sub(half).unwrap_or(x);
        let high = x.checked_add(half).unwrap_or(x);
        match self {
            Self::Nearly | Self::Below | Self::NotAbove => Interval::between(low, x),
            Self::Above | Self::NotBelow => Interval::between(x, high),
            Self::Around => Interval::between(low, high),
        }
    }

    /// [`spread`](Self::spread) without the written number.
    pub(crate) fn strict_spread(self, x: Decimal) -> Interval {
        let open = |edge: Option<Edge>| edge.map(|e| Edge { closed: e.at != x, ..e });
        let Interval { low, high } = self.spread(x);
        Interval { low: open(low), high: open(high) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expect: Option<Hedge>) {
        assert_eq!(Hedge::find(words), expect, "{words}");
    }

    #[test]
    fn only_the_word_before_a_number_counts() {
        check("gần 2,5%", Some(Hedge::Nearly));
        check("Tỷ lệ hộ nghèo giảm gần 2,5% (làm tròn)", Some(Hedge::Nearly));
        check("trên 152 tỷ", Some(Hedge::Above));
        check("xấp xỉ 4", Some(Hedge::Around));
        check("không dưới 5", Some(Hedge::NotBelow));
        check("không quá 5", Some(Hedge::NotAbove));
        check("thu trên địa bàn 1.035 tỷ", None);
        check("20 sản phẩm, gần đủ", None);
        check("", None);
    }
}
