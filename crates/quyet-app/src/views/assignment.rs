//! Who and when of a task, in words for a page: one line for each field that the text names.

use quyet_model::assignment::{Assignment, Deadline, Due, Frequency, LinkKind, Phrase, Recurrence};
use quyet_model::span::Span;
use quyet_report::vi;

/// One field with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// "Chủ trì", "Phối hợp", "Phụ trách", "Thời hạn", "Định kỳ", "Sản phẩm", "Liên quan", "Ghi chú".
    pub label: &'static str,
    /// What the text says; a year that was completed is told.
    pub words: String,
}

/// The fields that the text names, in the order of the page. Empty when it names none.
/// Papers are left out: they are listed as citations.
pub fn said(assignment: &Assignment) -> Vec<Said> {
    let names = |phrases: &[Phrase]| -> Vec<String> {
        phrases.iter().map(|phrase| phrase.text.clone()).collect()
    };
    let things = assignment.links.iter().filter(|link| link.kind != LinkKind::Document);
    let fields = [
        ("Chủ trì", names(&assignment.lead)),
        ("Phối hợp", names(&assignment.supporting)),
        ("Phụ trách", names(&assignment.overseers)),
        ("Thời hạn", assignment.deadlines.iter().map(deadline_words).collect()),
        ("Định kỳ", assignment.recurrences.iter().map(recurrence_words).collect()),
        ("Sản phẩm", names(assignment.output.as_slice())),
        ("Liên quan", things.map(|link| link.phrase.text.clone()).collect()),
        ("Ghi chú", names(assignment.note.as_slice())),
    ];
    let told = fields.into_iter().filter(|(_, words)| !words.is_empty());
    told.map(|(label, words)| Said { label, words: words.join("; ") }).collect()
}

/// The same with what people wrote marked as theirs: it stands in no words of its own, but where the whole task stands.
#[must_use]
pub fn marked(mut assignment: Assignment, task: Span) -> Assignment {
    let of = &mut assignment;
    let phrases = of.lead.iter_mut().chain(&mut of.supporting).chain(of.output.as_mut());
    for phrase in phrases.filter(|phrase| phrase.span == task) {
        phrase.text.push_str(" (người rà soát ghi)");
    }
    assignment
}

/// What an assignment says beyond others: a heading's body, a column of a table.
pub fn beyond<'a>(whole: &Assignment, parts: impl Iterator<Item = &'a Assignment>) -> Assignment {
    let mut out = whole.clone();
    for part in parts {
        out.lead.retain(|one| !part.lead.contains(one));
        out.supporting.retain(|one| !part.supporting.contains(one));
        out.overseers.retain(|one| !part.overseers.contains(one));
        out.deadlines.retain(|one| !part.deadlines.contains(one));
        out.recurrences.retain(|one| !part.recurrences.contains(one));
        out.links.retain(|one| !part.links.contains(one));
        out.output = out.output.filter(|own| part.output.as_ref() != Some(own));
        out.note = out.note.filter(|own| part.note.as_ref() != Some(own));
    }
    out
}

/// "trước ngày 30/06/2026", "trong quý II/2026", "kỳ họp thứ 21".
pub fn deadline_words(deadline: &Deadline) -> String {
    let words = match deadline.due {
        Due::Day(day) if deadline.strict => format!("trước ngày {}", vi::date(day)),
        Due::Day(day) => format!("chậm nhất ngày {}", vi::date(day)),
        Due::Within(period) => format!("{} {}", limit(deadline), vi::period_words(period)),
        Due::SecondHalf(year) => format!("{} 6 tháng cuối năm {year}", limit(deadline)),
        Due::Session(number) => format!("kỳ họp thứ {number}"),
        Due::MidYearSession(year) => format!("kỳ họp giữa năm {year}"),
        Due::YearEndSession(year) => format!("kỳ họp cuối năm {year}"),
    };
    if deadline.year_inferred {
        format!("{words} (văn bản ghi “{}”, năm lấy theo kế hoạch)", deadline.phrase.text)
    } else {
        words
    }
}

fn limit(deadline: &Deadline) -> &'static str {
    if deadline.strict { "trước" } else { "trong" }
}

fn recurrence_words(recurrence: &Recurrence) -> String {
    let every = match recurrence.every {
        Frequency::Standing => "thường xuyên",
        Frequency::Daily => "hằng ngày",
        Frequency::Weekly => "hằng tuần",
        Frequency::Monthly => "hằng tháng",
        Frequency::Quarterly => "hằng quý",
        Frequency::HalfYearly => "6 tháng một lần",
        Frequency::Yearly => "hằng năm",
    };
    match (recurrence.day, recurrence.month) {
        (Some(day), Some(month)) => format!("{every}, ngày {day:02}/{month:02}"),
        (Some(day), None) => format!("{every}, ngày {day:02}"),
        _ => every.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quyet_model::period::Period;

    fn phrase(text: &str) -> Phrase {
        Phrase { text: text.to_owned(), ..Phrase::default() }
    }

    fn deadline(due: Due, strict: bool, year_inferred: bool, words: &str) -> Deadline {
        Deadline { due, strict, year_inferred, phrase: phrase(words) }
    }

    #[test]
    fn a_deadline_says_what_was_understood_and_what_was_completed() {
        let check =
            |deadline: Deadline, expect: &str| assert_eq!(deadline_words(&deadline), expect);
        let june = Due::Day(jiff::civil::date(2026, 6, 30));
        check(deadline(june, true, false, ""), "trước ngày 30/06/2026");
        check(deadline(june, false, false, ""), "chậm nhất ngày 30/06/2026");
        let second = Due::Within(Period::Quarter(2026, 2));
        check(
            deadline(second, false, true, "trong quý II"),
            "trong quý II/2026 (văn bản ghi “trong quý II”, năm lấy theo kế hoạch)",
        );
        check(deadline(Due::Session(21), false, false, ""), "kỳ họp thứ 21");
    }

    #[test]
    fn only_named_fields_have_a_line() {
        let bare = Assignment::default();
        assert_eq!(said(&bare), []);
        let whole = Span::new(3, 90);
        let written = Phrase { text: "Sở C".to_owned(), span: whole };
        let both = Assignment { lead: vec![phrase("Sở A"), written], ..Assignment::default() };
        let expect = "Sở A; Sở C (người rà soát ghi)".to_owned();
        assert_eq!(said(&marked(both, whole)), [Said { label: "Chủ trì", words: expect }]);
        let led = Assignment { lead: vec![phrase("Sở A"), phrase("Sở B")], ..bare };
        assert_eq!(said(&led), [Said { label: "Chủ trì", words: "Sở A; Sở B".to_owned() }]);
        assert_eq!(beyond(&led, std::iter::once(&led)), Assignment::default());
    }
}
