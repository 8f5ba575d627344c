//! Periods of reporting: explicit windows of days, never inferred from a month's name.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

/// The window that a figure speaks of. Years are 1900–2999.
#[doc(alias = "kỳ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// The whole year; written `2024`.
    Year(i16),
    /// A quarter 1–4; written `2024-Q3`.
    Quarter(i16, u8),
    /// The first `n` months, 2–11; written `2024-6T`.
    FirstMonths(i16, u8),
    /// One month 1–12; written `2024-09`.
    Month(i16, u8),
    /// From 1 January to this day, as sessions report it; written `2024-den-2024-03-21`.
    UpTo(Date),
}

impl Period {
    /// The year the period belongs to.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(y) | Self::Quarter(y, _) | Self::FirstMonths(y, _) | Self::Month(y, _) => y,
            Self::UpTo(day) => day.year(),
        }
    }

    /// First day of the window.
    pub fn start(self) -> Date {
        match self {
            Self::Quarter(y, q) => first_of(y, i8::try_from(q).unwrap_or(1).saturating_mul(3) - 2),
            Self::Month(y, m) => first_of(y, i8::try_from(m).unwrap_or(1)),
            _ => first_of(self.year(), 1),
        }
    }

    /// Last day of the window.
    pub fn end(self) -> Date {
        match self {
            Self::Year(y) => first_of(y, 12).last_of_month(),
            Self::Quarter(y, q) => {
                first_of(y, i8::try_from(q).unwrap_or(1).saturating_mul(3)).last_of_month()
            }
            Self::FirstMonths(y, m) | Self::Month(y, m) => {
                first_of(y, i8::try_from(m).unwrap_or(1)).last_of_month()
            }
            Self::UpTo(day) => day,
        }
    }

    /// Whether the window begins on 1 January: its figures of a flow are running totals.
    pub fn is_cumulative(self) -> bool {
        self.start() == first_of(self.year(), 1)
    }

    /// The same window one year earlier.
    #[must_use]
    pub fn previous_year(self) -> Self {
        match self {
            Self::Year(y) => Self::Year(y.saturating_sub(1)),
            Self::Quarter(y, q) => Self::Quarter(y.saturating_sub(1), q),
            Self::FirstMonths(y, m) => Self::FirstMonths(y.saturating_sub(1), m),
            Self::Month(y, m) => Self::Month(y.saturating_sub(1), m),
            Self::UpTo(day) => {
                let last = Date::new(day.year() - 1, day.month(), 1).unwrap_or(day).last_of_month();
                let same = day.day().min(last.day());
                Self::UpTo(Date::new(day.year() - 1, day.month(), same).unwrap_or(last))
            }
        }
    }
}

fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month.clamp(1, 12), 1).unwrap_or(Date::MIN)
}

/// The words are not a period.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "“{0}” không phải là kỳ báo cáo; viết 2024, 2024-Q3, 2024-6T, 2024-09 hoặc 2024-den-2024-03-21"
)]
pub struct PeriodError(pub String);

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(words: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(words.to_owned());
        let year_of = |digits: &str| {
            let year = digits.parse::<i16>().ok().filter(|y| (1900..=2999).contains(y));
            year.filter(|_| digits.len() == 4).ok_or_else(wrong)
        };
        let Some((year, rest)) = words.split_once('-') else {
            return year_of(words).map(Self::Year);
        };
        let year = year_of(year)?;
        if let Some(day) = rest.strip_prefix("den-") {
            let day: Date = day.parse().map_err(|_| wrong())?;
            return if day.year() == year { Ok(Self::UpTo(day)) } else { Err(wrong()) };
        }
        let within = |digits: &str, range: std::ops::RangeInclusive<u8>| {
            digits.parse::<u8>().ok().filter(|n| range.contains(n)).ok_or_else(wrong)
        };
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            return within(quarter, 1..=4).map(|q| Self::Quarter(year, q));
        }
        if let Some(months) = rest.strip_suffix(['T', 't']) {
            return within(months, 2..=11).map(|m| Self::FirstMonths(year, m));
        }
        within(rest, 1..=12).map(|m| Self::Month(year, m))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y}"),
            Self::Quarter(y, q) => write!(f, "{y}-Q{q}"),
            Self::FirstMonths(y, m) => write!(f, "{y}-{m}T"),
            Self::Month(y, m) => write!(f, "{y}-{m:02}"),
            Self::UpTo(day) => write!(f, "{}-den-{day}", day.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_reads_back() {
        for words in ["2024", "2024-Q3", "2024-6T", "2024-09", "2024-den-2024-03-21"] {
            assert_eq!(words.parse::<Period>().map(|p| p.to_string()), Ok(words.to_owned()));
        }
    }

    #[test]
    fn what_is_not_a_period_is_refused_with_its_words() {
        for words in ["", "24", "2024-13", "2024-Q5", "2024-12T", "2024-den-2023-03-21", "năm 2024"]
        {
            assert_eq!(words.parse::<Period>(), Err(PeriodError(words.to_owned())));
        }
    }

    #[test]
    fn the_window_before_a_leap_day_is_the_last_of_february() {
        let leap = Period::UpTo(jiff::civil::date(2024, 2, 29));
        assert_eq!(leap.previous_year().end(), jiff::civil::date(2023, 2, 28));
    }
}
