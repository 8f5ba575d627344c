//! Vietnamese numbers: "1.010" is a thousand and ten, "3,9" is between three and four.
//!
//! **Takes** the digits and separators of one number token. **Gives** its value and, where the writing
//! allows another value, that one too. **Never** guesses which one was meant: the unit decides elsewhere.

use rust_decimal::Decimal;

/// Which habit a number was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// One meaning only.
    Clear,
    /// "5.455": thousands by the rule, a decimal point by foreign habit.
    DotThree,
    /// "2,250": a decimal comma by the rule, thousands by foreign habit.
    CommaThree,
    /// "15.8": a decimal point where the rule wants a comma; the value is clear.
    DotDecimal,
}

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// The value by the Vietnamese rule; keeps the written decimals.
    pub(super) value: Decimal,
    /// The value by the other habit, when the writing allows it.
    pub(super) other: Option<Decimal>,
    /// How it was written.
    pub(super) style: Style,
}

/// The longest number that is read; longer ones are not amounts.
const DIGITS_MAX: usize = 24;

/// The value of a number token; `None` for dates, lists and anything that is not one amount.
pub(super) fn read(word: &str) -> Option<Numeral> {
    if word.len() > DIGITS_MAX {
        return None;
    }
    let clear = |value| Some(Numeral { value, other: None, style: Style::Clear });
    let (dots, commas) = (word.matches('.').count(), word.matches(',').count());
    match (dots, commas) {
        (0, 0) => clear(plain(word)?),
        (_, 0) => one_separator(word, '.', dots),
        (0, _) => one_separator(word, ',', commas),
        (_, 1) if word.rfind(',') > word.rfind('.') => clear(mixed(word, '.', ',')?),
        (1, _) if word.rfind('.') > word.rfind(',') => clear(mixed(word, ',', '.')?),
        _ => None,
    }
}

fn one_separator(word: &str, separator: char, count: usize) -> Option<Numeral> {
    let grouped = is_grouped(word, separator);
    let joined = || plain(&word.replace(separator, ""));
    let numeral = |value, other, style| Some(Numeral { value, other, style });
    if count > 1 {
        return if grouped { numeral(joined()?, None, Style::Clear) } else { None };
    }
    let decimal = plain(&word.replace(separator, "."))?;
    match (separator, grouped) {
        ('.', true) => numeral(joined()?, Some(decimal), Style::DotThree),
        ('.', false) => numeral(decimal, None, Style::DotDecimal),
        (_, true) => numeral(decimal, joined(), Style::CommaThree),
        (_, false) => numeral(decimal, None, Style::Clear),
    }
}

/// Whether every group after the first has three digits and the first is a natural head of such a number.
fn is_grouped(word: &str, separator: char) -> bool {
    let mut groups = word.split(separator);
    let head = groups.next().unwrap_or("");
    let natural = (1..=3).contains(&head.len()) && !head.starts_with('0');
    natural && groups.all(|g| g.len() == 3)
}

fn mixed(word: &str, thousands: char, decimal: char) -> Option<Decimal> {
    let (whole, fraction) = word.split_once(decimal)?;
    if !is_grouped(whole, thousands) {
        return None;
    }
    plain(&format!("{}.{fraction}", whole.replace(thousands, "")))
}

fn plain(digits: &str) -> Option<Decimal> {
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_the_vietnamese_way() {
        let cases = [
            ("1.010", "1010", Style::DotThree),
            ("08", "8", Style::Clear),
            ("3,9", "3.9", Style::Clear),
            ("98,50", "98.50", Style::Clear),
            ("1.234,5", "1234.5", Style::Clear),
            ("1,234.5", "1234.5", Style::Clear),
            ("1.234.567", "1234567", Style::Clear),
            ("2,250", "2.250", Style::CommaThree),
            ("15.8", "15.8", Style::DotDecimal),
            ("0,125", "0.125", Style::Clear),
            ("20.000", "20000", Style::DotThree),
        ];
        for (word, value, style) in cases {
            let numeral = read(word).unwrap();
            assert_eq!(
                (numeral.value.to_string().as_str(), numeral.style),
                (value, style),
                "{word}"
            );
        }
    }

    #[test]
    fn dates_and_lists_are_no_amounts() {
        for word in ["12.5.2025", "1,2,3", "1.2,3.4", "9999999999999999999999999999999"] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}
