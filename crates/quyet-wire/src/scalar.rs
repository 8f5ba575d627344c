//! Numbers, dates and times as text, one spelling each.

use jiff::Timestamp;
use jiff::civil::Date;
use quyet_model::Decimal;

use crate::wire_error::WireError;

/// Reads a decimal, which must be spelled as it would be written: "7.50", never "7,50", "+7.5" or "7e1".
pub(crate) fn decimal(words: &str) -> Result<Decimal, WireError> {
    let value = Decimal::from_str_exact(words).ok().filter(|value| value.to_string() == words);
    value.ok_or_else(|| {
        WireError::new(format!(
            "“{words}” không phải là số thập phân dạng 7.50 (dấu chấm thập phân)"
        ))
    })
}

/// Reads a decimal that may be absent.
pub(crate) fn decimal_or_none(words: Option<&str>) -> Result<Option<Decimal>, WireError> {
    words.map(decimal).transpose()
}

/// Reads a whole number that was written as a decimal string.
pub(crate) fn count(words: &str) -> Result<u32, WireError> {
    let value = words.parse::<u32>().ok().filter(|value| value.to_string() == words);
    value.ok_or_else(|| WireError::new(format!("“{words}” không phải là số nguyên không âm")))
}

/// Reads a date, which must be spelled as it would be written.
pub(crate) fn date(words: &str) -> Result<Date, WireError> {
    let value = words.parse::<Date>().ok().filter(|value| value.to_string() == words);
    value.ok_or_else(|| WireError::new(format!("“{words}” không phải là ngày dạng 2024-12-09")))
}

/// Reads a date that may be absent.
pub(crate) fn date_or_none(words: Option<&str>) -> Result<Option<Date>, WireError> {
    words.map(date).transpose()
}

/// Writes an instant in RFC 3339, UTC, with six digits of a second; what is finer is cut off.
pub(crate) fn write_instant(instant: Timestamp) -> String {
    format!("{:.6}", whole_microseconds(instant))
}

/// Reads an instant, which must be spelled as it would be written.
pub(crate) fn instant(words: &str) -> Result<Timestamp, WireError> {
    let value = words.parse::<Timestamp>().ok().filter(|value| write_instant(*value) == words);
    value.ok_or_else(|| {
        WireError::new(format!(
            "“{words}” không phải là thời điểm dạng 2024-12-09T01:30:00.000000Z"
        ))
    })
}

/// The last whole microsecond at or before an instant.
pub(crate) fn whole_microseconds(instant: Timestamp) -> Timestamp {
    let floor = instant.as_nanosecond().div_euclid(1000) * 1000;
    Timestamp::from_nanosecond(floor).unwrap_or(instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_its_written_scale_and_has_one_spelling() {
        for words in ["0", "7.50", "-0.5", "57", "1010.000"] {
            assert_eq!(decimal(words).map(|value| value.to_string()), Ok(words.to_owned()));
        }
        for words in ["", "7,5", "+7", "007", "7e2", " 7", "7.", "NaN", "1_000"] {
            assert!(decimal(words).is_err(), "{words}");
        }
    }

    #[test]
    fn an_instant_has_six_digits_and_ends_in_z() {
        let words = "2024-12-09T01:30:00.000500Z";
        assert_eq!(instant(words).map(write_instant), Ok(words.to_owned()));
        for words in ["2024-12-09T01:30:00Z", "2024-12-09T08:30:00.000000+07:00", "hôm qua"] {
            assert!(instant(words).is_err(), "{words}");
        }
    }

    #[test]
    fn what_is_finer_than_a_microsecond_is_cut_off_downwards() {
        let before_epoch = Timestamp::from_nanosecond(-1).expect("one nanosecond before 1970");
        assert_eq!(whole_microseconds(before_epoch).as_microsecond(), -1);
        let after = Timestamp::from_nanosecond(1999).expect("two microseconds after 1970");
        assert_eq!(write_instant(after), "1970-01-01T00:00:00.000001Z");
    }
}
