//! Cells: words, and the exact number behind them.

use quyet_assess::number::decimal;
use quyet_model::Decimal;

use crate::status::Status;

/// A number with the places it is shown with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The exact value.
    pub value: Decimal,
    /// Decimal places shown, 0–28; never more than were reported or computed.
    pub scale: u32,
}

impl Number {
    /// A number shown with the places it has.
    pub fn as_reported(value: Decimal) -> Self {
        Self { value, scale: value.scale() }
    }

    /// The words shown: "1.010", "7,4".
    pub fn words(self) -> String {
        decimal(self.shown())
    }

    /// The value rounded to the places shown.
    pub fn shown(self) -> Decimal {
        let strategy = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        let mut shown = self.value.round_dp_with_strategy(self.scale, strategy);
        shown.rescale(self.scale);
        shown
    }
}

/// A cell that is another cell of its row in percent of a third; workbooks get it as a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PercentOf {
    /// Column of the part, from 0.
    pub part: usize,
    /// Column of the whole, from 0.
    pub whole: usize,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is shown, glyph excluded.
    pub text: String,
    /// The number behind the words; `None` for words only.
    pub number: Option<Number>,
    /// Where it leads; `None` when nowhere.
    pub link: Option<String>,
    /// The verdict it shows; its glyph stands before the text.
    pub status: Option<Status>,
    /// How the number follows from its row; `None` for a number that was given.
    pub percent_of: Option<PercentOf>,
}

impl Cell {
    /// A cell without words.
    pub const EMPTY: Self =
        Self { text: String::new(), number: None, link: None, status: None, percent_of: None };

    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::EMPTY }
    }

    /// A number shown as it is.
    pub fn number(number: Number) -> Self {
        Self { text: number.words(), number: Some(number), ..Self::EMPTY }
    }

    /// A number inside words that say more: "gần 2,5", "≥ 8".
    pub fn number_in(number: Number, text: impl Into<String>) -> Self {
        Self { text: text.into(), number: Some(number), ..Self::EMPTY }
    }

    /// A verdict.
    pub fn status(status: Status) -> Self {
        Self { text: status.word.to_owned(), status: Some(status), ..Self::EMPTY }
    }

    /// The cell with a link.
    #[must_use]
    pub fn linked(self, link: String) -> Self {
        Self { link: Some(link), ..self }
    }

    /// The text as plain text, glyph included: "✓ Đạt".
    pub fn plain(&self) -> String {
        match self.status {
            Some(status) => format!("{} {}", status.glyph_char, self.text),
            None => self.text.clone(),
        }
    }

    /// The words before and after the number; `None` when the text does not show the number itself.
    pub fn around_number(&self) -> Option<(&str, &str)> {
        let words = self.number?.words();
        let joins = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '−' | '-');
        let goes_on = |after: &str| {
            after.trim_start_matches(['.', ',']).starts_with(|c: char| c.is_ascii_digit())
        };
        let whole = |at: usize| {
            let before = self.text.get(..at)?;
            let after = self.text.get(at + words.len()..)?;
            (!before.ends_with(joins) && !goes_on(after)).then_some((before, after))
        };
        self.text.match_indices(&words).find_map(|(at, _)| whole(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(words: &str) -> Number {
        Number::as_reported(words.parse().unwrap())
    }

    #[test]
    fn a_number_keeps_the_places_it_was_reported_with() {
        assert_eq!(Cell::number(number("1010")).text, "1.010");
        assert_eq!(Cell::number(number("2.50")).text, "2,50");
        assert_eq!(Number { scale: 1, ..number("150.845") }.words(), "150,8");
        assert_eq!(Number { scale: 1, ..number("100") }.words(), "100,0");
    }

    #[test]
    fn words_around_a_number_are_found_only_around_that_very_number() {
        let check = |value: &str, text: &str, expect: Option<(&str, &str)>| {
            assert_eq!(Cell::number_in(number(value), text).around_number(), expect, "{text}");
        };
        check("2.5", "gần 2,5 (ước)", Some(("gần ", " (ước)")));
        check("8", "≥ 8", Some(("≥ ", "")));
        check("5", "15 xã", None);
        check("5", "15 xã, trong đó 5 xã mới", Some(("15 xã, trong đó ", " xã mới")));
        check("5", "2,5", None);
        check("1", "1.010", None);
        check("2", "hai phẩy năm", None);
        check("2.5", "−2,5", None);
    }
}
