//! What was noticed in an item's words.

use quyet_model::review::{Item, Subject};
use quyet_model::span::Span;
use quyet_wire::names::SeverityJson;
use quyet_wire::plan::DiagnosticJson;

use crate::review::Review;

/// Something noticed, for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// "cần xem" or "lưu ý".
    pub weight: &'static str,
    /// Whether it needs a look.
    pub doubtful: bool,
    /// What was found.
    pub message: String,
    /// What to do; empty when there is nothing to do.
    pub hint: String,
    /// Code of the rule; empty for what the house itself compares.
    pub code: String,
}

/// Whether something in the item's words needs a look.
pub(super) fn doubts(review: &Review, item: &Item) -> bool {
    compared(review, item).next().is_some() || of(review, item).any(needs_look)
}

/// What was noticed in the item's words, doubts first.
pub fn notes(review: &Review, item: &Item) -> Vec<Note> {
    let mut notes: Vec<Note> = compared(review, item).collect();
    notes.extend(of(review, item).map(note));
    notes.sort_by_key(|note| !note.doubtful);
    notes
}

/// Whether the diagnostic is more than a note.
pub(super) fn needs_look(diagnostic: &DiagnosticJson) -> bool {
    diagnostic.severity != SeverityJson::Note
}

fn note(diagnostic: &DiagnosticJson) -> Note {
    let doubtful = needs_look(diagnostic);
    Note {
        weight: if doubtful { "cần xem" } else { "lưu ý" },
        doubtful,
        message: diagnostic.message.trim_end_matches('.').to_owned(),
        hint: diagnostic.hint.clone().unwrap_or_default(),
        code: diagnostic.code.clone(),
    }
}

pub(super) fn span_of(diagnostic: &DiagnosticJson) -> Span {
    Span::new(diagnostic.span[0] as usize, diagnostic.span[1] as usize)
}

/// The diagnostics of an item; the document has those that touch no other item.
fn of<'a>(review: &'a Review, item: &'a Item) -> impl Iterator<Item = &'a DiagnosticJson> {
    let touches = |item: &Item, span: Span| {
        let at = item.at().map(|at| at.span);
        // A place between two words is a diagnostic of the words before it.
        at.is_some_and(|at| at.overlaps(span) || (span.is_empty() && at.contains(span)))
    };
    review.diagnostics.iter().filter(move |diagnostic| {
        let span = span_of(diagnostic);
        match item.subject {
            Subject::Document(_) => !review.reviewed.items().any(|other| touches(other, span)),
            _ => touches(item, span),
        }
    })
}

/// What the person who brought the document said, against what the document says.
fn compared<'a>(review: &'a Review, item: &'a Item) -> impl Iterator<Item = Note> + 'a {
    let head = match &item.subject {
        Subject::Document(head) => Some(head),
        _ => None,
    };
    let differs = |what: &str, told: String, read: String| Note {
        weight: "cần xem",
        doubtful: true,
        message: format!("{what} ghi khi nạp là “{told}”, trong văn bản là “{read}”"),
        hint: "Hãy đối chiếu với bản gốc rồi sửa ô tương ứng".to_owned(),
        code: String::new(),
    };
    let number = head.and_then(|head| {
        let (told, read) = (review.card.number.clone()?, head.number.clone()?);
        let bare = |words: &str| words.split_whitespace().collect::<String>().to_lowercase();
        (bare(&told) != bare(&read)).then(|| differs("Số ký hiệu", told, read))
    });
    let day = head.and_then(|head| {
        let (told, read) = (review.card.adopted?, head.adopted?);
        let words = quyet_report::vi::date;
        (told != read).then(|| differs("Ngày thông qua", words(told), words(read)))
    });
    number.into_iter().chain(day)
}
