//! Vietnamese words for dates, periods, bases and conditions.
//!
//! **Takes** nouns of the model. **Gives** the wording that official papers use. **Never** rounds a number.
//! Numbers themselves are worded by [`quyet_assess::number`].

mod promise;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use quyet_model::figure::{Basis, Value};
use quyet_model::period::Period;

use quyet_assess::number::decimal;

pub use promise::{bound_words, condition_number, condition_words, condition_words_bare};

/// "08/12/2023".
pub fn date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// "ngày 08 tháng 12 năm 2023".
///
/// Source: Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and the months 1 and 2 take a leading 0.
pub fn long_date(day: Date) -> String {
    let month = match day.month() {
        month @ 1..=2 => format!("0{month}"),
        month => month.to_string(),
    };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// "09:41 ngày 20/01/2025", in the time of Việt Nam (UTC+7 all year).
pub fn moment(at: Timestamp) -> String {
    let local = Offset::constant(7).to_datetime(at);
    format!("{:02}:{:02} ngày {}", local.hour(), local.minute(), date(local.date()))
}

/// "năm 2024", "6 tháng năm 2024", "quý III/2024", "tháng 9/2024", "lũy kế đến 21/03/2024".
pub fn period_words(period: Period) -> String {
    match period {
        Period::Year(year) => format!("năm {year}"),
        Period::Quarter(year, quarter) => format!("quý {}/{year}", roman(quarter)),
        Period::FirstMonths(year, months) => format!("{months} tháng năm {year}"),
        Period::Month(year, month) => format!("tháng {month}/{year}"),
        Period::UpTo(day) => format!("lũy kế đến {}", date(day)),
    }
}

fn roman(quarter: u8) -> String {
    match quarter {
        1 => "I".to_owned(),
        2 => "II".to_owned(),
        3 => "III".to_owned(),
        4 => "IV".to_owned(),
        other => other.to_string(),
    }
}

/// How firm a figure is, as written behind it in brackets.
pub fn basis_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Derived => "suy ra",
        Basis::Unstated => "nguồn không nêu trạng thái",
        Basis::RunningTotal => "lũy kế",
        Basis::Estimate => "ước",
        Basis::FirstEstimate => "ước lần 1",
        Basis::SecondEstimate => "ước lần 2",
        Basis::Preliminary => "sơ bộ",
        Basis::Official => "chính thức",
    }
}

/// A reported value without its unit: "1.035", "> 30", "-" for nothing arose, "…" for not collected.
///
/// The two signs are those of statistical yearbooks.
pub fn value_words(value: &Value) -> String {
    match value {
        Value::Number(number) => decimal(*number),
        Value::Bounded(bound) => bound_words(bound, None),
        Value::NothingArose => "-".to_owned(),
        Value::NotCollected(_) => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn dates_follow_the_decree_on_official_papers() {
        assert_eq!(date(day(2023, 12, 8)), "08/12/2023");
        assert_eq!(long_date(day(2023, 12, 8)), "ngày 08 tháng 12 năm 2023");
        assert_eq!(long_date(day(2024, 2, 21)), "ngày 21 tháng 02 năm 2024");
        assert_eq!(long_date(day(2024, 3, 5)), "ngày 05 tháng 3 năm 2024");
    }

    #[test]
    fn a_moment_is_told_in_the_time_of_viet_nam() {
        let late: Timestamp = "2024-12-31T18:05:00Z".parse().unwrap();
        assert_eq!(moment(late), "01:05 ngày 01/01/2025");
        assert_eq!(moment(Timestamp::MAX).len(), moment(late).len());
    }

    #[test]
    fn periods_read_as_reports_name_them() {
        let check = |words: &str, expect: &str| {
            assert_eq!(words.parse().map(period_words).as_deref(), Ok(expect));
        };
        check("2024", "năm 2024");
        check("2024-Q3", "quý III/2024");
        check("2024-6T", "6 tháng năm 2024");
        check("2024-09", "tháng 9/2024");
        check("2024-den-2024-03-21", "lũy kế đến 21/03/2024");
    }

    #[test]
    fn the_empties_keep_their_signs() {
        assert_eq!(value_words(&Value::NothingArose), "-");
        assert_eq!(value_words(&Value::NotCollected("chưa điều tra".to_owned())), "…");
        assert_eq!(value_words(&Value::Number(quyet_model::Decimal::ZERO)), "0");
    }
}
