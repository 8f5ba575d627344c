//! Which backups are kept: dense for what is near, thin for what is far, one a year for ever.
//!
//! **Takes** the times of whole backups, and now. **Gives** those to keep. **Never** removes anything itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::offset;
use jiff::{Timestamp, ToSpan};

/// Days for which the last backup of each day is kept.
const DAYS: i32 = 14;
/// Weeks for which the last one of each week is kept.
const WEEKS: i32 = 8;
/// Months for which the last one of each month is kept.
const MONTHS: i32 = 24;

/// The times to keep, among `taken`: the last of each of the last 14 days, 8 weeks, 24 months, and of every year; and
/// whatever lies in the future, which only a wrong clock explains. Days are those of Vietnam.
pub fn keep(taken: &[Timestamp], now: Timestamp) -> BTreeSet<Timestamp> {
    let today = day_of(now);
    let within =
        |earliest: Option<Date>| move |day: Date| earliest.is_some_and(|first| first < day);
    let days = within(today.checked_sub(DAYS.days()).ok());
    let weeks = within(today.checked_sub(WEEKS.weeks()).ok());
    let months = within(today.checked_sub(MONTHS.months()).ok());
    let mut kept: BTreeSet<Timestamp> = taken.iter().copied().filter(|at| now < *at).collect();
    kept.extend(last_of_each(taken, |day| days(day).then_some(day)));
    kept.extend(last_of_each(taken, |day| weeks(day).then(|| week_of(day))));
    kept.extend(last_of_each(taken, |day| months(day).then(|| (day.year(), day.month()))));
    kept.extend(last_of_each(taken, |day| Some(day.year())));
    kept
}

/// The last time in each stretch; times without a stretch are left out.
fn last_of_each<K: Ord>(
    taken: &[Timestamp],
    stretch: impl Fn(Date) -> Option<K>,
) -> impl Iterator<Item = Timestamp> {
    let mut last: BTreeMap<K, Timestamp> = BTreeMap::new();
    for &at in taken {
        if let Some(stretch) = stretch(day_of(at)) {
            let known = last.entry(stretch).or_insert(at);
            *known = at.max(*known);
        }
    }
    last.into_values()
}

fn week_of(day: Date) -> (i16, i8) {
    let week = day.iso_week_date();
    (week.year(), week.week())
}

fn day_of(at: Timestamp) -> Date {
    // Vietnam has kept this offset since 1975.
    offset(7).to_datetime(at).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(words: &str) -> Timestamp {
        words.parse().expect("a time")
    }

    fn check(taken: &[&str], now: &str, kept: &[&str]) {
        let times: Vec<_> = taken.iter().map(|words| at(words)).collect();
        let expect: BTreeSet<_> = kept.iter().map(|words| at(words)).collect();
        assert_eq!(keep(&times, at(now)), expect, "{taken:?}");
    }

    #[test]
    fn the_table_of_what_is_kept() {
        let now = "2026-11-27T03:00:00Z";
        check(&[], now, &[]);
        // Two of one day: the later stays. The day changes at 17:00 in UTC.
        check(
            &["2026-11-26T02:00:00Z", "2026-11-26T16:59:59Z", "2026-11-26T17:00:00Z"],
            now,
            &["2026-11-26T16:59:59Z", "2026-11-26T17:00:00Z"],
        );
        // Monday and Sunday of a week beyond the fourteen days: the Sunday stays.
        check(&["2026-10-12T02:00:00Z", "2026-10-18T02:00:00Z"], now, &["2026-10-18T02:00:00Z"]);
        // Two weeks of a month beyond the eight weeks: the last of the month stays.
        check(&["2026-08-03T02:00:00Z", "2026-08-28T02:00:00Z"], now, &["2026-08-28T02:00:00Z"]);
        // Two months of a year beyond the 24 months: the last of the year stays, for ever.
        check(&["1999-03-03T02:00:00Z", "1999-08-28T02:00:00Z"], now, &["1999-08-28T02:00:00Z"]);
        // A time ahead of the clock is kept.
        check(&["2027-01-01T02:00:00Z"], now, &["2027-01-01T02:00:00Z"]);
    }

    #[test]
    fn three_years_of_days_become_a_few_dozen_backups() {
        let now = at("2026-11-27T03:00:00Z");
        let days: Vec<Timestamp> = (0..1100)
            .map(|day| now.checked_sub(jiff::SignedDuration::from_hours(24 * day)).expect("a time"))
            .collect();
        let kept = keep(&days, now);
        assert!((14 + 6 + 22..=14 + 8 + 24 + 4).contains(&kept.len()), "{}", kept.len());
        assert!(days[..14].iter().all(|day| kept.contains(day)));
        // What is kept stays kept until its stretch has passed: keeping again takes nothing away.
        let again: Vec<_> = kept.iter().copied().collect();
        assert_eq!(keep(&again, now), kept);
    }
}
