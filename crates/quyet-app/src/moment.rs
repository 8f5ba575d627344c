//! The moment a reader asks for: `?thoi-diem=`.

use jiff::civil::{Date, DateTime};
use jiff::tz::{self, Offset};
use jiff::{Timestamp, ToSpan};
use quyet_model::as_of::AsOf;
use thiserror::Error;

/// The house's offset: Vietnam keeps UTC+7 all year.
pub fn offset() -> Offset {
    tz::offset(7)
}

/// A moment with the words it was asked in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Both clocks.
    pub at: AsOf,
    /// The question in its canonical words, kept in links; `None` for now.
    pub asked: Option<String>,
}

/// The words are not a moment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "“{0}” không phải thời điểm; viết ngày như 2024-07-31 hoặc ngày giờ như 2024-07-31T17:00 (giờ Việt Nam)"
)]
pub struct MomentError(pub String);

impl Moment {
    /// Now, by the given instant.
    pub fn now(now: Timestamp) -> Self {
        let valid = offset().to_datetime(now).date();
        Self { at: AsOf { valid, recorded: now }, asked: None }
    }

    /// From words: a day means its last instant in Vietnam, both clocks set to it; empty means now.
    ///
    /// # Errors
    /// [`MomentError`] when the words are neither a day nor a day with a time.
    pub fn parse(words: Option<&str>, now: Timestamp) -> Result<Self, MomentError> {
        let Some(words) = words.map(str::trim).filter(|words| !words.is_empty()) else {
            return Ok(Self::now(now));
        };
        let wrong = || MomentError(words.to_owned());
        // Only the two forms that the refusal names; other spellings of ISO 8601 would say other instants.
        let dashed = words.get(4..5) == Some("-") && words.get(7..8) == Some("-");
        let (valid, recorded, asked) = match words.get(10..11) {
            _ if !dashed || !words.bytes().all(|b| b.is_ascii_digit() || b"-T:.".contains(&b)) => {
                return Err(wrong());
            }
            None => {
                let day: Date = words.parse().map_err(|_| wrong())?;
                (day, end_of_day(day).ok_or_else(wrong)?, day.to_string())
            }
            Some(_) => {
                let local: DateTime = words.parse().map_err(|_| wrong())?;
                let recorded = offset().to_timestamp(local).map_err(|_| wrong())?;
                (local.date(), recorded, local.to_string())
            }
        };
        let recorded = recorded.min(now);
        Ok(Self { at: AsOf { valid, recorded }, asked: Some(asked) })
    }

    /// Whether the moment lies in the past, so that its answer can never change.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.asked.is_some() && self.at.recorded < now
    }
}

/// The last microsecond of a day in Vietnam; `None` at the end of the calendar.
pub fn end_of_day(day: Date) -> Option<Timestamp> {
    let next = day.checked_add(1.day()).ok()?.at(0, 0, 0, 0);
    offset().to_timestamp(next).ok()?.checked_sub(1.microsecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-24T03:00:00Z".parse().expect("a literal instant")
    }

    #[test]
    fn a_day_means_its_last_instant_in_vietnam() {
        let moment = Moment::parse(Some("2024-07-31"), now()).expect("a day");
        assert_eq!(moment.at.recorded.to_string(), "2024-07-31T16:59:59.999999Z");
        assert_eq!(moment.at.valid.to_string(), "2024-07-31");
        assert!(moment.is_past(now()));
    }

    #[test]
    fn no_words_mean_now_and_the_future_is_cut_at_now() {
        assert_eq!(Moment::parse(None, now()), Ok(Moment::now(now())));
        let future = Moment::parse(Some("2030-01-01"), now()).expect("a day");
        assert_eq!(future.at.recorded, now());
        assert!(!future.is_past(now()));
    }

    #[test]
    fn what_is_not_a_moment_is_refused_with_its_words() {
        for words in [
            "hôm qua",
            "2024-13-01",
            "31/07/2024",
            "2024-07-31T99:00",
            "20240731",
            "-002024-07-31",
            "2024-07-31T10:00[u-ca=iso8601]",
            "2024-07-31 10:00",
            "2024-07-31T10:00Z",
        ] {
            assert_eq!(Moment::parse(Some(words), now()), Err(MomentError(words.to_owned())));
        }
    }
}
