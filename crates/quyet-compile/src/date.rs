//! Dates as documents write them: "ngày 12 tháng 8 năm 2021", "05/7/2017", "24-5-2025".

use std::ops::Range;

use jiff::civil::Date;

/// Reads a date at the start of `key` (comparing form), the word "ngày" included when there is one.
///
/// Gives the date and the bytes it takes; `None` when no full date stands there.
pub(crate) fn at_start(key: &str) -> Option<(Date, usize)> {
    let mut at = skip_spaces(key, 0);
    let worded = key[at..].starts_with("ngày");
    if worded {
        at = skip_spaces(key, at + "ngày".len());
    }
    let (year, month, day, end) = numbers(key, at)?;
    let year = i16::try_from(year).ok().filter(|year| 1945 <= *year)?;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, end))
}

/// The length of a full date at the start of `key` that no calendar has; `None` when there is none.
pub(crate) fn no_such_day(key: &str) -> Option<usize> {
    let word = key.strip_prefix("ngày")?;
    let at = skip_spaces(key, key.len() - word.len());
    let (year, month, day, end) = numbers(key, at)?;
    let wrong = (1945..2100).contains(&year) && at_start(key).is_none() && day <= 99 && month <= 99;
    wrong.then_some(end)
}

/// Year, month, day and where they end, as written at `at`; not yet a day of any calendar.
fn numbers(key: &str, at: usize) -> Option<(u32, u32, u32, usize)> {
    let (day, after_day) = digits(key, at, 2)?;
    let slashed = sign(key, after_day).and_then(|at| {
        let (month, at) = digits(key, at, 2)?;
        let (year, at) = digits(key, sign(key, at)?, 4)?;
        Some((month, year, at))
    });
    let spelled = || {
        let (month, at) = digits(key, word(key, after_day, "tháng")?, 2)?;
        let (year, at) = digits(key, word(key, at, "năm")?, 4)?;
        Some((month, year, at))
    };
    let (month, year, end) = slashed.or_else(spelled)?;
    Some((year, month, day, end))
}

/// The first date in `key` that starts before byte `limit`, with where it stands.
pub(crate) fn first(key: &str, limit: usize) -> Option<(Date, Range<usize>)> {
    let starts = key.char_indices().filter(|(at, c)| *at < limit && c.is_ascii_digit());
    let fresh = |at: usize| at == 0 || !key.as_bytes()[at - 1].is_ascii_digit();
    starts.filter(|(at, _)| fresh(*at)).find_map(|(at, _)| {
        let (date, len) = at_start(&key[at..])?;
        Some((date, at..at + len))
    })
}

fn skip_spaces(key: &str, at: usize) -> usize {
    let rest = key.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start().len())
}

fn digits(key: &str, at: usize, most: usize) -> Option<(u32, usize)> {
    let rest = key.get(at..)?;
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let full = if most == 4 { len == 4 } else { 0 < len && len <= most };
    full.then(|| rest[..len].parse().ok()).flatten().map(|value| (value, at + len))
}

fn sign(key: &str, at: usize) -> Option<usize> {
    let at = skip_spaces(key, at);
    key[at..].starts_with(['/', '-', '.']).then(|| skip_spaces(key, at + 1))
}

fn word(key: &str, at: usize, word: &str) -> Option<usize> {
    let at = skip_spaces(key, at);
    key[at..].starts_with(word).then(|| skip_spaces(key, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_is_read() {
        let check = |words: &str, expect: &str| {
            assert_eq!(
                at_start(words).map(|(date, _)| date.to_string()).as_deref(),
                Some(expect),
                "{words}"
            );
        };
        check("ngày 08 tháng 12 năm 2023./.", "2023-12-08");
        check("ngày 30/11/2023 của", "2023-11-30");
        check("05/7/2017", "2017-07-05");
        check("ngày 24-5-2025 phê", "2025-05-24");
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for words in ["ngày 31/02/2020", "ngày 5", "8-11 quốc hội", "31/3", "năm 2024", ""] {
            assert_eq!(at_start(words), None, "{words}");
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_told() {
        let check = |words: &str, expect| assert_eq!(no_such_day(words), expect, "{words}");
        check("ngày 31/02/2020 của", Some("ngày 31/02/2020".len()));
        check("ngày 30 tháng 2 năm 2024", Some("ngày 30 tháng 2 năm 2024".len()));
        check("ngày 29/02/2024", None);
        check("ngày 31/3", None);
        check("31/02/2020", None);
    }
}
