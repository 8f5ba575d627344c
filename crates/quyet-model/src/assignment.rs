//! Who does a task, with whom, by when and to what end, as far as the text says so.
//!
//! **Takes** what was read. **Gives** the nouns and the last day of a deadline. **Never** fills in what is not written:
//! an empty field means that the text names nothing, and a year that was completed says so.

use jiff::civil::Date;

use crate::period::Period;
use crate::span::Span;

/// A few words of a provision, with where they stand; the way there is the provision's.
#[doc(alias = "cụm từ")]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    /// The words in NFC, line breaks and runs of spaces folded to one space. Never empty.
    pub text: String,
    /// Byte range in the text as it was given.
    pub span: Span,
}

/// What a text says of a task: who leads, who supports, by when, to what end, and what it names on the way.
///
/// Empty throughout when the text says nothing of it.
#[doc(alias = "phân công thực hiện")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// Cơ quan chủ trì, one entry per named body, in the text's order. Empty: not named.
    #[doc(alias = "cơ quan chủ trì")]
    pub lead: Vec<Phrase>,
    /// Cơ quan phối hợp, one entry per named body, in the text's order. Empty: not named.
    #[doc(alias = "cơ quan phối hợp")]
    pub supporting: Vec<Phrase>,
    /// Lãnh đạo phụ trách, as a table of tasks names them. Empty: not named.
    #[doc(alias = "lãnh đạo phụ trách")]
    pub overseers: Vec<Phrase>,
    /// Every day, window or session by which something has to be done, in the text's order.
    pub deadlines: Vec<Deadline>,
    /// What comes back again and again: "định kỳ hằng quý". Never also a deadline.
    pub recurrences: Vec<Recurrence>,
    /// Sản phẩm, kết quả, where the text names it.
    #[doc(alias = "sản phẩm")]
    pub output: Option<Phrase>,
    /// Ghi chú of a table's row.
    pub note: Option<Phrase>,
    /// Programmes, projects, schemes, plans and documents named in the words, in the text's order.
    pub links: Vec<Link>,
}

impl Assignment {
    /// Whether the text says nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what another assignment says that this one does not yet: every body, day and link once.
    pub fn absorb(&mut self, other: &Self) {
        add(&mut self.lead, &other.lead, |a, b| a.text == b.text);
        let lead = &self.lead;
        let also = other.supporting.iter().filter(|body| lead.iter().all(|l| l.text != body.text));
        let also: Vec<Phrase> = also.cloned().collect();
        add(&mut self.supporting, &also, |a, b| a.text == b.text);
        add(&mut self.overseers, &other.overseers, |a, b| a.text == b.text);
        add(&mut self.deadlines, &other.deadlines, |a, b| a.due == b.due && a.strict == b.strict);
        add(&mut self.recurrences, &other.recurrences, |a, b| a.phrase.text == b.phrase.text);
        add(&mut self.links, &other.links, |a, b| {
            a.kind == b.kind && a.phrase.text == b.phrase.text
        });
        self.output = self.output.take().or_else(|| other.output.clone());
        self.note = self.note.take().or_else(|| other.note.clone());
    }
}

fn add<T: Clone>(to: &mut Vec<T>, from: &[T], same: impl Fn(&T, &T) -> bool) {
    for one in from {
        if to.iter().all(|have| !same(have, one)) {
            to.push(one.clone());
        }
    }
}

/// By when something has to be done.
#[doc(alias = "thời hạn")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What the words name.
    pub due: Due,
    /// Whether the named day or window is already too late: "trước ngày 30/6", "trước tháng 6".
    pub strict: bool,
    /// Whether the year is not written and was taken from the plan.
    pub year_inferred: bool,
    /// The words, from the one that limits to the last that names the time.
    pub phrase: Phrase,
}

impl Deadline {
    /// The last day on which it is still in time; `None` for a session, whose day the text does not give.
    pub fn last_day(&self) -> Option<Date> {
        let (first, last) = match self.due {
            Due::Day(day) => (day, day),
            Due::Within(period) => (period.start(), period.end()),
            Due::SecondHalf(year) => (Date::new(year, 7, 1).ok()?, Date::new(year, 12, 31).ok()?),
            Due::Session(_) | Due::MidYearSession(_) | Due::YearEndSession(_) => return None,
        };
        if self.strict { first.yesterday().ok() } else { Some(last) }
    }
}

/// What the words of a deadline name.
#[doc(alias = "mốc thời gian")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// A day.
    Day(Date),
    /// A month, a quarter, the first months, a year: done by its end.
    Within(Period),
    /// 6 tháng cuối năm of this year.
    SecondHalf(i16),
    /// Kỳ họp thứ n of the Council.
    Session(u16),
    /// Kỳ họp giữa năm of this year.
    MidYearSession(i16),
    /// Kỳ họp cuối năm of this year.
    YearEndSession(i16),
}

/// Something that is due again and again.
#[doc(alias = "định kỳ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// How often.
    pub every: Frequency,
    /// The day of the month by which, 1–31. None: not said.
    pub day: Option<i8>,
    /// The month of a year by which, 1–12. None: not said, or not a matter of years.
    pub month: Option<i8>,
    /// The words.
    pub phrase: Phrase,
}

/// How often something comes back.
#[doc(alias = "tần suất")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Thường xuyên.
    Standing,
    /// Hằng ngày.
    Daily,
    /// Hằng tuần.
    Weekly,
    /// Hằng tháng.
    Monthly,
    /// Hằng quý.
    Quarterly,
    /// 6 tháng một lần.
    HalfYearly,
    /// Hằng năm.
    Yearly,
}

/// Something that a task names and that has a life of its own.
#[doc(alias = "liên kết nhiệm vụ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What kind of thing.
    pub kind: LinkKind,
    /// Its name as written, the word for the kind included; cut at the clause where the name has no clear end.
    pub phrase: Phrase,
}

/// Kinds of things that tasks name.
#[doc(alias = "loại liên kết")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// Chương trình mục tiêu quốc gia.
    NationalTargetProgramme,
    /// Any other programme, OCOP among them.
    Programme,
    /// Dự án.
    Project,
    /// Công trình.
    Works,
    /// Đề án.
    Scheme,
    /// Kế hoạch that bears a name and no number.
    Plan,
    /// A paper with a number or a day.
    Document,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn due(due: Due, strict: bool) -> Option<Date> {
        Deadline { due, strict, year_inferred: false, phrase: Phrase::default() }.last_day()
    }

    #[test]
    fn the_last_day_is_inside_the_window_and_before_a_strict_one() {
        assert_eq!(due(Due::Day(date(2026, 6, 30)), false), Some(date(2026, 6, 30)));
        assert_eq!(due(Due::Day(date(2026, 6, 30)), true), Some(date(2026, 6, 29)));
        assert_eq!(due(Due::Within(Period::Quarter(2026, 2)), false), Some(date(2026, 6, 30)));
        assert_eq!(due(Due::Within(Period::Month(2026, 3)), true), Some(date(2026, 2, 28)));
        assert_eq!(due(Due::SecondHalf(2026), false), Some(date(2026, 12, 31)));
        assert_eq!(due(Due::SecondHalf(2026), true), Some(date(2026, 6, 30)));
        assert_eq!(due(Due::Session(21), false), None);
    }

    #[test]
    fn what_is_said_twice_is_kept_once() {
        let body = |text: &str| Phrase { text: text.to_owned(), span: Span::default() };
        let mut whole = Assignment { lead: vec![body("Sở A")], ..Assignment::default() };
        let more = Assignment {
            lead: vec![body("Sở A")],
            supporting: vec![body("Sở A"), body("Sở B")],
            ..Assignment::default()
        };
        whole.absorb(&more);
        assert_eq!((whole.lead.len(), whole.supporting), (1, vec![body("Sở B")]));
    }
}
