//! Numbers as Vietnamese officials read them.
//!
//! **Takes** exact decimals and units. **Gives** words. **Never** rounds: the scale that was reported stays.

use quyet_model::Decimal;
use quyet_model::unit::Unit;

/// The narrow no-break space between a number and its unit.
pub const UNIT_GAP: char = '\u{202F}';

/// A number with `.` between thousands and `,` before decimals: "1.010,5", "−2,50".
///
/// Keeps every written decimal; groups from four digits on; the minus is U+2212.
pub fn decimal(value: Decimal) -> String {
    quyet_model::number::written(value, '−')
}

/// A number and its unit: "98,5 %", "1.035 tỉ đồng", with [`UNIT_GAP`] between them.
///
/// A place in a ranking is written the other way round, as it is said: "hạng 33".
pub fn with_unit(value: Decimal, unit: &Unit) -> String {
    let number = decimal(value);
    if unit.canonical() == "hạng" {
        format!("hạng{UNIT_GAP}{number}")
    } else {
        format!("{number}{UNIT_GAP}{unit}")
    }
}

/// A number with its unit when there is one.
pub fn quantity(value: Decimal, unit: Option<&Unit>) -> String {
    unit.map_or_else(|| decimal(value), |unit| with_unit(value, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expect: &str) {
        assert_eq!(input.parse::<Decimal>().map(decimal).as_deref(), Ok(expect));
    }

    #[test]
    fn numbers_read_as_officials_write_them() {
        check("0", "0");
        check("7.4", "7,4");
        check("98.50", "98,50");
        check("999", "999");
        check("1010", "1.010");
        check("1010.5", "1.010,5");
        check("1234567.089", "1.234.567,089");
        check("-2.5", "−2,5");
        check("-0.00", "0,00");
        check("-1234", "−1.234");
        check("79228162514264337593543950335", "79.228.162.514.264.337.593.543.950.335");
    }

    #[test]
    fn a_unit_stands_behind_a_narrow_space() {
        let percent = Unit::new("%").expect("a percent sign is words");
        assert_eq!(with_unit(Decimal::new(985, 1), &percent), "98,5\u{202F}%");
        assert_eq!(quantity(Decimal::new(985, 1), None), "98,5");
        let rank = Unit::new("hạng").expect("a word");
        assert_eq!(with_unit(Decimal::from(33), &rank), "hạng\u{202F}33");
    }
}
