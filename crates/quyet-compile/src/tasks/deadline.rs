//! By when: the words of a sentence that bound a task in time, and those that bring it back again and again.
//!
//! "trước", "chậm nhất" bound by themselves. "trong", "vào", "đến" and a bare month or quarter bound only what is to be
//! completed. A day long before the plan is history ("nợ đọng trước ngày 31/12/2014") and bounds nothing.

use std::ops::Range;

use quyet_model::assignment::{Due, Frequency};

use super::cues::{clause, skip, word_before};
use super::when::{self, Named};
use crate::phrase::{has_any, starting};

/// Verbs of completion.
const COMPLETES: [&str; 19] = [
    "hoàn thành",
    "xong",
    "dứt điểm",
    "khởi công",
    "khánh thành",
    "ban hành",
    "phê duyệt",
    "trình",
    "đưa vào",
    "công bố",
    "hoàn thiện",
    "thông xe",
    "nghiệm thu",
    "bàn giao",
    "quyết toán",
    "báo cáo",
    "tham mưu",
    "thời gian",
    "thời hạn",
];

/// Verbs that a month or a quarter may bound too.
const DOES: [&str; 12] = [
    "tổ chức",
    "triển khai",
    "thực hiện",
    "xây dựng",
    "lập",
    "rà soát",
    "giao",
    "phân bổ",
    "giải ngân",
    "thẩm định",
    "tổng hợp",
    "đấu giá",
];

/// A time found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Deadline {
        due: Due,
        strict: bool,
        year_inferred: bool,
    },
    Again {
        every: Frequency,
        day: Option<i8>,
        month: Option<i8>,
    },
    /// Reads like a time and cannot be read.
    Doubt,
}

/// A sentence, and the year of its plan.
#[derive(Clone, Debug)]
pub(super) struct Scope<'a> {
    pub(super) key: &'a str,
    pub(super) within: Range<usize>,
    pub(super) year: Option<i16>,
}

impl Scope<'_> {
    fn read(&self, at: usize) -> Option<(Named, usize)> {
        when::read(self.key, at, self.year).filter(|(_, end)| *end <= self.within.end)
    }

    fn words(&self, range: Range<usize>) -> &str {
        self.key.get(range).unwrap_or("")
    }
}

/// What the word of time at `at` says, with the words; `None` when it bounds nothing.
pub(super) fn at(scope: &Scope<'_>, at: usize) -> Option<(Found, Range<usize>)> {
    let rest = &scope.key[at..scope.within.end];
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    match word {
        "trước" => before(scope, at),
        "chậm" | "muộn" => at_latest(scope, at),
        "quý" | "tháng" => bare(scope, at),
        _ => inside(scope, at, word.len()),
    }
}

/// "trước ngày 30/6/2026", "trước 17 giờ ngày 20/6", "trước tháng 6".
fn before(scope: &Scope<'_>, at: usize) -> Option<(Found, Range<usize>)> {
    let from = skip(scope.key, at + "trước".len());
    let (from, hour) = behind_hour(scope, from);
    let Some((named, end)) = scope.read(from) else {
        let dated = starting(scope.words(from..scope.within.end), &["ngày"]).is_some_and(|word| {
            scope.key[from + word.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit())
        });
        return dated.then(|| (Found::Doubt, at..clause(scope.key, at, &scope.within).end));
    };
    let year_only =
        matches!(named, Named::Time { due: Due::Within(quyet_model::period::Period::Year(_)), .. });
    if year_only && !has_any(scope.words(clause(scope.key, at, &scope.within)), &COMPLETES[..7]) {
        return None;
    }
    found(scope, named, !hour).map(|found| (found, at..end))
}

/// Skips "17 giờ 00 phút" and "17h00"; whether there was an hour.
fn behind_hour(scope: &Scope<'_>, at: usize) -> (usize, bool) {
    let near = crate::script::floor(scope.key, (at + 40).min(scope.within.end));
    let head = scope.words(at..near);
    let day = head.find("ngày").filter(|day| *day <= 24);
    let hour = day.filter(|day| {
        let said = &head[..*day];
        said.starts_with(|c: char| c.is_ascii_digit())
            && (said.contains("giờ") || said.contains('h'))
    });
    hour.map_or((at, false), |day| (at + day, true))
}

/// "chậm nhất ngày 15/11", "chậm nhất là trong quý III".
fn at_latest(scope: &Scope<'_>, at: usize) -> Option<(Found, Range<usize>)> {
    let key = scope.key;
    let mut from = skip(key, skip(key, at + "chậm".len()) + "nhất".len());
    let mut strict = false;
    while let Some(word) = starting(
        scope.words(from..scope.within.end),
        &["là", "vào", "đến", "trong", "trước", "phải"],
    ) {
        strict |= word == "trước";
        from = skip(key, from + word.len());
    }
    let (from, _) = behind_hour(scope, from);
    let Some((named, end)) = scope.read(from) else {
        let clause = clause(key, at, &scope.within);
        let end = key[at..clause.end].find(',').map_or(clause.end, |comma| at + comma);
        return Some((Found::Doubt, at..end));
    };
    found(scope, named, strict).map(|found| (found, at..end))
}

/// "quý II/2026" behind "hoàn thành" or a bracket.
fn bare(scope: &Scope<'_>, at: usize) -> Option<(Found, Range<usize>)> {
    let head = scope.key[..at].trim_end_matches(' ');
    let opened = head.ends_with(['(', ':'])
        && has_any(scope.words(clause(scope.key, at, &scope.within)), &COMPLETES);
    let (_, before) = word_before(scope.key, at);
    if !opened && !matches!(before, "thành" | "xong" | "điểm") {
        return None;
    }
    let (named, end) = scope.read(at)?;
    found(scope, named, false).map(|found| (found, at..end))
}

/// "trong quý II", "vào tháng 6", "đến hết ngày 31/12", "hết năm 2026", "cuối năm".
fn inside(scope: &Scope<'_>, at: usize, len: usize) -> Option<(Found, Range<usize>)> {
    let word = scope.words(at..at + len);
    let limits = matches!(word, "hết" | "cuối");
    let from = if limits { at } else { skip(scope.key, at + len) };
    let rest = scope.words(from..scope.within.end);
    if word == "đến" && starting(rest, &["ngày", "hết", "cuối", "tháng", "quý", "trước"]).is_none()
    {
        return None;
    }
    let (_, left) = word_before(scope.key, at);
    if matches!(left, "từ" | "tính" | "kể" | "so") {
        return None;
    }
    let (named, end) = scope.read(from)?;
    let clause = clause(scope.key, at, &scope.within);
    let (head, tail) = (scope.words(clause.start..at), scope.words(end..clause.end));
    let opens = head.trim().is_empty();
    let verb = |verbs: &[&str]| has_any(head, verbs) || opens && has_any(tail, verbs);
    let narrow = matches!(
        named,
        Named::Time {
            due: Due::Within(
                quyet_model::period::Period::Quarter(..) | quyet_model::period::Period::Month(..)
            ),
            ..
        }
    );
    let bounded = verb(&COMPLETES[..16]) || word == "trong" && narrow && verb(&DOES);
    let since = has_any(head, &["từ ngày", "từ tháng", "từ quý", "kể từ"]);
    if !bounded || since && word == "đến" && !has_any(head, &COMPLETES[..3]) {
        return None;
    }
    found(scope, named, false).map(|found| (found, at..end))
}

/// "trình HĐND tỉnh tại kỳ họp thứ 21".
pub(super) fn session(scope: &Scope<'_>, at: usize) -> Option<(Found, Range<usize>)> {
    let clause = clause(scope.key, at, &scope.within);
    if !has_any(
        scope.words(clause.start..at),
        &["trình", "báo cáo hđnd", "báo cáo hội đồng nhân dân"],
    ) {
        return None;
    }
    let Some((named, end)) = scope.read(at) else {
        let end = skip(scope.key, at + "kỳ họp".len());
        let vague = starting(
            scope.words(end..scope.within.end),
            &["gần nhất", "tới", "sau", "tiếp theo", "thứ"],
        );
        return vague.map(|word| (Found::Doubt, at..end + word.len()));
    };
    found(scope, named, false).map(|found| (found, at..end))
}

/// "định kỳ hằng quý", "định kỳ 6 tháng, hằng năm", "báo cáo … hằng tháng".
pub(super) fn again(scope: &Scope<'_>, at: usize) -> Vec<(Found, Range<usize>)> {
    let key = scope.key;
    let regular = key[at..].starts_with("định");
    let clause = clause(key, at, &scope.within);
    let reported =
        || has_any(scope.words(clause.start..at), &["báo cáo", "đánh giá", "tổng hợp", "giao ban"]);
    if !regular && !reported() {
        return Vec::new();
    }
    let mut from = if regular { skip(key, at + "định".len()) + "kỳ".len() } else { at };
    let mut start = at;
    let mut out = Vec::new();
    // "định kỳ vào ngày 20 hằng tháng".
    let day = starting(scope.words(from + 1..clause.end), &["vào ngày", "trước ngày", "ngày"]);
    if let Some((named @ Named::Again { .. }, end)) =
        day.and_then(|word| scope.read(from + 1 + word.len() - "ngày".len()))
    {
        return found(scope, named, false).map(|found| (found, at..end)).into_iter().collect();
    }
    while let Some((every, end)) = when::frequency(key, from).filter(|(_, end)| *end <= clause.end)
    {
        out.push((Found::Again { every, day: None, month: None }, start..end));
        let after = skip(key, end);
        let rest = scope.words(after..clause.end);
        let sign = starting(rest, &["và", "hoặc"]).map(str::len);
        let sign = sign.or_else(|| rest.starts_with([',', '/']).then_some(1));
        let Some(sign) = sign else { break };
        from = skip(key, after + sign);
        start = from;
        // Behind a comma a bare "năm" or "tháng" may be anything.
        if starting(scope.words(from..clause.end), &["năm", "tháng", "quý", "tuần"]).is_some()
            && !regular
        {
            break;
        }
    }
    out
}

/// A named time as what bounds; `None` for one that lies long before the plan.
pub(super) fn found(scope: &Scope<'_>, named: Named, strict: bool) -> Option<Found> {
    match named {
        Named::Broken => Some(Found::Doubt),
        Named::Again { every, day, month } => Some(Found::Again { every, day: Some(day), month }),
        Named::Time { due, year_inferred } => {
            let past = scope.year.is_some_and(|year| is_past(due, year));
            (!past).then_some(Found::Deadline { due, strict, year_inferred })
        }
    }
}

/// Whether a time lies before the December in which the plan of `year` is adopted.
fn is_past(due: Due, year: i16) -> bool {
    let last = match due {
        Due::Day(day) => day,
        Due::Within(period) => period.end(),
        Due::SecondHalf(own) | Due::MidYearSession(own) | Due::YearEndSession(own) => {
            return own < year - 1;
        }
        Due::Session(_) => return false,
    };
    last.year() < year - 1 || last.year() == year - 1 && last.month() < 12
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::cues::{Cue, scan};
    use jiff::civil::date;
    use quyet_model::period::Period;

    fn times(key: &str) -> Vec<(Found, &str)> {
        let scope = Scope { key, within: 0..key.len(), year: Some(2026) };
        let mut out = Vec::new();
        let mut reached = 0;
        for (start, cue) in scan(key, 0..key.len()) {
            if start < reached {
                continue;
            }
            let found = match cue {
                Cue::Time => at(&scope, start).into_iter().collect(),
                Cue::Session => session(&scope, start).into_iter().collect(),
                Cue::Recurs => again(&scope, start),
                _ => Vec::new(),
            };
            reached = found.last().map_or(reached, |(_, range)| range.end);
            out.extend(found.into_iter().map(|(found, range)| (found, &key[range])));
        }
        out
    }

    fn check(key: &str, expect: &[(Due, bool, &str)]) {
        let wanted: Vec<(Found, &str)> = expect
            .iter()
            .map(|(due, strict, words)| {
                let year_inferred = !words.contains("20") && !words.contains("thứ");
                (Found::Deadline { due: *due, strict: *strict, year_inferred }, *words)
            })
            .collect();
        assert_eq!(times(key), wanted, "{key}");
    }

    #[test]
    fn words_that_limit_give_a_deadline() {
        let june = Due::Day(date(2026, 6, 30));
        let second = Due::Within(Period::Quarter(2026, 2));
        check("hoàn thành trước ngày 30/6/2026", &[(june, true, "trước ngày 30/6/2026")]);
        check("gửi sở tài chính trước 30/6", &[(june, true, "trước 30/6")]);
        check("trước 17 giờ 00 ngày 30/6", &[(june, false, "trước 17 giờ 00 ngày 30/6")]);
        check("chậm nhất ngày 30/6/2026 phải gửi", &[(june, false, "chậm nhất ngày 30/6/2026")]);
        check("trong quý ii, ban hành kế hoạch", &[(second, false, "trong quý ii")]);
        check("trình phê duyệt trong quý ii/2026", &[(second, false, "trong quý ii/2026")]);
        check("hoàn thành quý ii/2026", &[(second, false, "quý ii/2026")]);
        check(
            "hoàn thành trong tháng 6",
            &[(Due::Within(Period::Month(2026, 6)), false, "trong tháng 6")],
        );
        check("xong trong năm 2026", &[(Due::Within(Period::Year(2026)), false, "trong năm 2026")]);
        check("trình hđnd tỉnh tại kỳ họp thứ 21", &[(Due::Session(21), false, "kỳ họp thứ 21")]);
        check(
            "khởi công trước 30/6; khánh thành trước 31 tháng 12",
            &[
                (june, true, "trước 30/6"),
                (Due::Day(date(2026, 12, 31)), true, "trước 31 tháng 12"),
            ],
        );
    }

    #[test]
    fn words_that_only_set_the_scene_give_none() {
        for key in [
            "trong năm 2026, tiếp tục phát triển du lịch",
            "trước hết là đầu tư hạ tầng",
            "tăng so với cùng kỳ năm trước",
            "xử lý nợ đọng xây dựng cơ bản trước ngày 31/12/2014",
            "đến năm 2030 tỉnh phát triển khá",
            "trong quá trình thực hiện",
            "nghị quyết được thông qua tại kỳ họp thứ 16",
            "các dự án chuyển tiếp trước năm 2025",
            "quý khách, tháng thanh niên",
        ] {
            assert_eq!(times(key), [], "{key}");
        }
    }

    #[test]
    fn what_comes_back_is_a_recurrence() {
        let again = |every, day, month| Found::Again { every, day, month };
        assert_eq!(
            times("định kỳ hằng quý báo cáo"),
            [(again(Frequency::Quarterly, None, None), "định kỳ hằng quý")]
        );
        assert_eq!(
            times("báo cáo ubnd tỉnh trước ngày 15 hằng tháng"),
            [(again(Frequency::Monthly, Some(15), None), "trước ngày 15 hằng tháng")]
        );
        assert_eq!(times("định kỳ 6 tháng, hằng năm báo cáo").len(), 2);
        assert_eq!(
            times("định kỳ vào ngày 20 hằng tháng tổng hợp"),
            [(again(Frequency::Monthly, Some(20), None), "định kỳ vào ngày 20 hằng tháng")]
        );
        assert_eq!(times("nguồn thu hằng tháng"), []);
    }

    #[test]
    fn what_cannot_be_read_is_doubted() {
        assert_eq!(times("trước ngày 31/02/2026"), [(Found::Doubt, "trước ngày 31/02/2026")]);
        assert_eq!(
            times("chậm nhất 10 ngày kể từ khi có văn bản, gửi sở"),
            [(Found::Doubt, "chậm nhất 10 ngày kể từ khi có văn bản")]
        );
        assert_eq!(times("trình hđnd tại kỳ họp gần nhất"), [(Found::Doubt, "kỳ họp gần nhất")]);
    }
}
