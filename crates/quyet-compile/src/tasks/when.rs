//! The words of a time: a day, a month, a quarter, a half-year, a year, a session of the Council.
//!
//! **Takes** words in comparing form. **Gives** what they name and where they end. **Never** guesses: a day that is in
//! no calendar, and a time without a year where no year is known, are told apart from words that are no time.

use jiff::civil::Date;
use quyet_model::assignment::{Due, Frequency};
use quyet_model::period::Period;
use quyet_syntax::letters;

use super::cues::skip;
use crate::phrase::starting;

/// What the words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A time by which; whether its year was taken from the plan.
    Time { due: Due, year_inferred: bool },
    /// A day of every month, quarter or year.
    Again { every: Frequency, day: i8, month: Option<i8> },
    /// Looks like a time and is none: no such day, or no year.
    Broken,
}

/// What the words at `at` name, and where they end; `None` when they name no time. `year` is the plan's own.
pub(super) fn read(key: &str, at: usize, year: Option<i16>) -> Option<(Named, usize)> {
    let mut at = skip(key, at);
    while let Some(word) = starting(key.get(at..)?, &["hết", "cuối", "thời điểm", "khoảng"])
    {
        let open = word == "cuối"
            && starting(key[skip(key, at + word.len())..].trim_start(), &["năm"]).is_some();
        at = skip(key, at + word.len());
        if open {
            return year_end(key, at, year);
        }
    }
    let reader = Reader { key, year };
    let rest = &key[at..];
    if rest.starts_with("ngày ") || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return reader.months(at).or_else(|| reader.day(at)).or_else(|| reader.bare_year(at));
    }
    match starting(rest, &["tháng", "quý", "năm", "kỳ họp", "kì họp", "sáu tháng", "chín tháng"])?
    {
        "tháng" => reader.month(at + "tháng".len()),
        "quý" => reader.quarter(at + "quý".len()),
        "năm" => reader.bare_year(skip(key, at + "năm".len())),
        "kỳ họp" | "kì họp" => reader.session(at + "kỳ họp".len()),
        _ => reader.months(at),
    }
}

/// "cuối năm", "cuối năm 2026".
fn year_end(key: &str, at: usize, year: Option<i16>) -> Option<(Named, usize)> {
    let reader = Reader { key, year };
    let end = at + "năm".len();
    reader
        .bare_year(skip(key, end))
        .or_else(|| Some(reader.dated(None, end, |y| Some(Due::Within(Period::Year(y))))))
}

struct Reader<'a> {
    key: &'a str,
    year: Option<i16>,
}

impl Reader<'_> {
    /// One or two digits and where they end; never the first digits of a longer number.
    fn number(&self, at: usize, most: u32) -> Option<(i8, usize)> {
        let rest = self.key.get(at..)?;
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        let value =
            rest[..len].parse::<u32>().ok().filter(|n| len <= 2 && (1..=most).contains(n))?;
        Some((i8::try_from(value).ok()?, at + len))
    }

    fn four_digits(&self, at: usize) -> Option<(i16, usize)> {
        let rest = self.key.get(at..)?;
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        let value =
            rest[..len].parse::<i16>().ok().filter(|y| len == 4 && (1945..=2999).contains(y))?;
        Some((value, at + len))
    }

    /// "/2026", " năm 2026", "-2026" behind a day, month or quarter.
    fn year_behind(&self, at: usize) -> Option<(i16, usize)> {
        let after = skip(self.key, at);
        let rest = self.key.get(after..)?;
        if let Some(word) = starting(rest, &["năm"]) {
            return self.four_digits(skip(self.key, after + word.len()));
        }
        rest.starts_with(['/', '-', '.', ','])
            .then(|| self.four_digits(skip(self.key, after + 1)))
            .flatten()
    }

    /// A time whose year stands behind it, or is the plan's.
    fn dated(
        &self,
        written: Option<i16>,
        end: usize,
        due: impl Fn(i16) -> Option<Due>,
    ) -> (Named, usize) {
        let due = written.or(self.year).and_then(due);
        let named =
            due.map_or(Named::Broken, |due| Named::Time { due, year_inferred: written.is_none() });
        (named, end)
    }

    fn day(&self, at: usize) -> Option<(Named, usize)> {
        let worded = starting(&self.key[at..], &["ngày"]);
        let from = worded.map_or(at, |word| skip(self.key, at + word.len()));
        let (day, end) = self.number(from, 99)?;
        let after = skip(self.key, end);
        let rest = self.key.get(after..)?;
        if worded.is_some()
            && let Some(again) = self.day_again(day, after)
        {
            return Some(again);
        }
        let month = if let Some(word) = starting(rest, &["tháng"]) {
            self.number(skip(self.key, after + word.len()), 99)
        } else {
            let sign = rest.starts_with(['/', '-', '.']);
            sign.then(|| self.number(skip(self.key, after + 1), 99)).flatten()
        };
        let Some((month, end)) = month else {
            // "6/2026", "06-2026": a month and its year.
            let (year, end) = self.year_behind(end).filter(|_| worded.is_none())?;
            let due = u8::try_from(day)
                .ok()
                .filter(|m| *m <= 12)
                .map(|m| Due::Within(Period::Month(year, m)));
            let named = due.map_or(Named::Broken, |due| Named::Time { due, year_inferred: false });
            return Some((named, end));
        };
        if starting(self.key[end..].trim_start(), &["hằng năm", "hàng năm"]).is_some() {
            let end = skip(self.key, end) + "hằng năm".len();
            return Some((Named::Again { every: Frequency::Yearly, day, month: Some(month) }, end));
        }
        let written = self.year_behind(end);
        // "30/6/26": which century is not said.
        let cut = written.is_none()
            && self.key[end..].starts_with(['/', '-'])
            && self.key[end + 1..].starts_with(|c: char| c.is_ascii_digit());
        let end = written.map_or(end, |(_, end)| end);
        if cut {
            return Some((Named::Broken, end));
        }
        let due = |year| Date::new(year, month, day).ok().map(Due::Day);
        Some(self.dated(written.map(|(year, _)| year), end, due))
    }

    /// "ngày 15 hằng tháng", "ngày 20 của tháng cuối quý".
    fn day_again(&self, day: i8, at: usize) -> Option<(Named, usize)> {
        let said = starting(
            self.key.get(at..)?,
            &[
                "hằng tháng",
                "hàng tháng",
                "tháng cuối quý",
                "của tháng cuối quý",
                "tháng cuối của quý",
                "của tháng cuối mỗi quý",
                "tháng cuối mỗi quý",
                "tháng đầu quý sau",
                "của tháng đầu quý sau",
                "tháng đầu của quý sau",
                "hằng quý",
                "hàng quý",
                "mỗi tháng",
                "mỗi quý",
            ],
        )?;
        let every = if said.contains("quý") { Frequency::Quarterly } else { Frequency::Monthly };
        let named =
            if day <= 31 { Named::Again { every, day, month: None } } else { Named::Broken };
        Some((named, at + said.len()))
    }

    /// Behind "tháng".
    fn month(&self, at: usize) -> Option<(Named, usize)> {
        let (mut month, mut end) = self.number(skip(self.key, at), 12)?;
        // "tháng 6 - 9/2026", "tháng 3 đến tháng 6", "tháng 6 và tháng 12": done by the last one.
        while let Some((next, behind)) =
            self.joined(end, "tháng").and_then(|at| self.number(at, 12))
        {
            (month, end) = (next, behind);
        }
        let written = self.year_behind(end);
        let end = written.map_or(end, |(_, end)| end);
        let due = |year| Some(Due::Within(Period::Month(year, u8::try_from(month).ok()?)));
        Some(self.dated(written.map(|(year, _)| year), end, due))
    }

    /// Behind "quý".
    fn quarter(&self, at: usize) -> Option<(Named, usize)> {
        let (mut quarter, mut end) = self.quarter_number(skip(self.key, at))?;
        while let Some((next, behind)) =
            self.joined(end, "quý").and_then(|at| self.quarter_number(at))
        {
            (quarter, end) = (next, behind);
        }
        let written = self.year_behind(end);
        let end = written.map_or(end, |(_, end)| end);
        let due = |year| Some(Due::Within(Period::Quarter(year, quarter)));
        Some(self.dated(written.map(|(year, _)| year), end, due))
    }

    fn quarter_number(&self, at: usize) -> Option<(u8, usize)> {
        let rest = self.key.get(at..)?;
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let number = letters::roman(word).or_else(|| word.parse().ok().filter(|_| word.len() == 1));
        let number = number.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=4).contains(n))?;
        Some((number, at + word.len()))
    }

    /// Behind a sign or word that joins two months or quarters, with the noun said again or not.
    fn joined(&self, at: usize, noun: &str) -> Option<usize> {
        let after = skip(self.key, at);
        let rest = self.key.get(after..)?;
        let len = starting(rest, &["đến", "và", "tới"]).map(str::len).or_else(|| {
            let sign = rest.chars().next().filter(|c| matches!(c, '-' | '–' | ','))?;
            Some(sign.len_utf8())
        })?;
        let next = skip(self.key, after + len);
        Some(
            starting(self.key.get(next..)?, &[noun])
                .map_or(next, |word| skip(self.key, next + word.len())),
        )
    }

    /// "6 tháng đầu năm 2026", "9 tháng đầu năm", "6 tháng cuối năm".
    fn months(&self, at: usize) -> Option<(Named, usize)> {
        let rest = self.key.get(at..)?;
        let spelled = starting(rest, &["sáu", "chín"]);
        let (count, end) = match spelled {
            Some("sáu") => (6, at + "sáu".len()),
            Some(word) => (9, at + word.len()),
            None => self.number(at, 11)?,
        };
        let after = skip(self.key, end);
        let said = starting(
            self.key.get(after..)?,
            &["tháng đầu năm", "tháng cuối năm", "tháng đầu", "tháng cuối"],
        )?;
        let end = after + said.len();
        let written = self.four_digits(skip(self.key, end)).or_else(|| self.year_behind(end));
        let end = written.map_or(end, |(_, end)| end);
        let last = said.contains("cuối");
        let due = |year| match (last, u8::try_from(count).ok()?) {
            (true, 6) => Some(Due::SecondHalf(year)),
            (true, _) => Some(Due::Within(Period::Year(year))),
            (false, count) => Some(Due::Within(Period::FirstMonths(year, count.max(2)))),
        };
        Some(self.dated(written.map(|(year, _)| year), end, due))
    }

    /// "2026", "2026 - 2030": done by the end of the last year.
    fn bare_year(&self, at: usize) -> Option<(Named, usize)> {
        let (mut year, mut end) = self.four_digits(at)?;
        if let Some((next, behind)) = self.joined(end, "năm").and_then(|at| self.four_digits(at)) {
            (year, end) = (next, behind);
        }
        Some((Named::Time { due: Due::Within(Period::Year(year)), year_inferred: false }, end))
    }

    /// Behind "kỳ họp".
    fn session(&self, at: usize) -> Option<(Named, usize)> {
        let mut at = skip(self.key, at);
        while let Some(word) = starting(
            self.key.get(at..)?,
            &["thường lệ", "thường kỳ", "hđnd tỉnh", "hội đồng nhân dân tỉnh", "hđnd"],
        ) {
            at = skip(self.key, at + word.len());
        }
        let rest = self.key.get(at..)?;
        if let Some(word) = starting(rest, &["thứ"]) {
            let from = skip(self.key, at + word.len());
            let (number, end) = crate::document::ordinal(self.key, from)?;
            return Some((Named::Time { due: Due::Session(number), year_inferred: false }, end));
        }
        let said = starting(rest, &["giữa năm", "cuối năm"])?;
        let end = at + said.len();
        let written = self.four_digits(skip(self.key, end));
        let due = |year| {
            Some(if said == "giữa năm" {
                Due::MidYearSession(year)
            } else {
                Due::YearEndSession(year)
            })
        };
        let end = written.map_or(end, |(_, end)| end);
        Some(self.dated(written.map(|(year, _)| year), end, due))
    }
}

/// How often something comes back, as the words at `at` say, and where they end.
pub(super) fn frequency(key: &str, at: usize) -> Option<(Frequency, usize)> {
    let at = skip(key, at);
    let rest = key.get(at..)?;
    let said = [
        ("hằng ngày", Frequency::Daily),
        ("hàng ngày", Frequency::Daily),
        ("hằng tuần", Frequency::Weekly),
        ("hàng tuần", Frequency::Weekly),
        ("hằng tháng", Frequency::Monthly),
        ("hàng tháng", Frequency::Monthly),
        ("hằng quý", Frequency::Quarterly),
        ("hàng quý", Frequency::Quarterly),
        ("6 tháng", Frequency::HalfYearly),
        ("06 tháng", Frequency::HalfYearly),
        ("sáu tháng", Frequency::HalfYearly),
        ("hằng năm", Frequency::Yearly),
        ("hàng năm", Frequency::Yearly),
        ("mỗi tháng", Frequency::Monthly),
        ("mỗi quý", Frequency::Quarterly),
        ("mỗi năm", Frequency::Yearly),
        ("một năm", Frequency::Yearly),
        ("1 năm", Frequency::Yearly),
        ("thường xuyên", Frequency::Standing),
        ("tuần", Frequency::Weekly),
        ("tháng", Frequency::Monthly),
        ("quý", Frequency::Quarterly),
        ("năm", Frequency::Yearly),
    ];
    let (word, every) = said.into_iter().find(|(word, _)| starting(rest, &[*word]).is_some())?;
    let counted = key[at + word.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    (!counted).then_some((every, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(key: &str, expect: Option<(Due, bool)>) {
        let found = read(key, 0, Some(2026)).map(|(named, _)| named);
        let wanted = expect.map(|(due, year_inferred)| Named::Time { due, year_inferred });
        assert_eq!(found, wanted, "{key}");
    }

    #[test]
    fn days_are_read_with_or_without_a_year() {
        check("ngày 30/6/2026", Some((Due::Day(date(2026, 6, 30)), false)));
        check("30/6", Some((Due::Day(date(2026, 6, 30)), true)));
        check("ngày 05 tháng 4 năm 2027", Some((Due::Day(date(2027, 4, 5)), false)));
        check("31 tháng 12", Some((Due::Day(date(2026, 12, 31)), true)));
        check("hết ngày 31-01-2027", Some((Due::Day(date(2027, 1, 31)), false)));
        check("ngày mai", None);
        check("30.000 tỉ", None);
    }

    #[test]
    fn windows_are_read() {
        check("tháng 6", Some((Due::Within(Period::Month(2026, 6)), true)));
        check("tháng 01/2027", Some((Due::Within(Period::Month(2027, 1)), false)));
        check("06/2026", Some((Due::Within(Period::Month(2026, 6)), false)));
        check("tháng 3 đến tháng 6 năm 2026", Some((Due::Within(Period::Month(2026, 6)), false)));
        check("quý ii/2026", Some((Due::Within(Period::Quarter(2026, 2)), false)));
        check("quý 3 năm 2027", Some((Due::Within(Period::Quarter(2027, 3)), false)));
        check("quý i, ii", Some((Due::Within(Period::Quarter(2026, 2)), true)));
        check("quý i - quý iv/2026", Some((Due::Within(Period::Quarter(2026, 4)), false)));
        check("6 tháng đầu năm", Some((Due::Within(Period::FirstMonths(2026, 6)), true)));
        check("06 tháng cuối năm 2027", Some((Due::SecondHalf(2027), false)));
        check("năm 2026", Some((Due::Within(Period::Year(2026)), false)));
        check("2026 - 2030", Some((Due::Within(Period::Year(2030)), false)));
        check("cuối năm", Some((Due::Within(Period::Year(2026)), true)));
        check("hết năm 2027", Some((Due::Within(Period::Year(2027)), false)));
        check("quý giá", None);
        check("tháng 13", None);
    }

    #[test]
    fn sessions_are_read() {
        check("kỳ họp thứ 21", Some((Due::Session(21), false)));
        check("kỳ họp thứ hai mươi mốt", Some((Due::Session(21), false)));
        check("kỳ họp thường lệ giữa năm 2026", Some((Due::MidYearSession(2026), false)));
        check("kỳ họp cuối năm", Some((Due::YearEndSession(2026), true)));
        check("kỳ họp gần nhất", None);
    }

    #[test]
    fn what_comes_back_is_no_single_day() {
        let check = |key: &str, every, day, month| {
            let found = read(key, 0, Some(2026));
            assert_eq!(found, Some((Named::Again { every, day, month }, key.len())), "{key}");
        };
        check("ngày 15 hằng tháng", Frequency::Monthly, 15, None);
        check("ngày 20 của tháng cuối quý", Frequency::Quarterly, 20, None);
        check("ngày 15/12 hằng năm", Frequency::Yearly, 15, Some(12));
    }

    #[test]
    fn what_is_in_no_calendar_is_broken() {
        for key in ["ngày 31/02/2026", "30/6/26", "ngày 45/13"] {
            assert_eq!(
                read(key, 0, Some(2026)).map(|(named, _)| named),
                Some(Named::Broken),
                "{key}"
            );
        }
        assert_eq!(read("quý ii", 0, None).map(|(named, _)| named), Some(Named::Broken));
    }
}
