//! What a scribe wrote, as it leaves the porch.

use quyet_model::diagnostic::Diagnostic;

use crate::limits::TEXT_BYTES_MAX;
use crate::scribe::{Mark, Piece};
use crate::{Form, Layout, Place, Received, Refused, legacy, notices};

const LOOK_INSIDE: &str =
    "Hãy xuất tệp ra PDF rồi nạp bản PDF đó để nhận dạng chữ (OCR), hoặc nạp bản có chữ";

/// A notice about how often something stands in the text, first here.
type Notice = fn(usize, quyet_model::span::Span) -> Diagnostic;

const NOTICES: [(Mark, Notice); 5] = [
    (Mark::Change, notices::tracked_changes),
    (Mark::Comment, notices::comments),
    (Mark::Hidden, notices::hidden_words),
    (Mark::Note, notices::footnotes),
    (Mark::Picture, notices::pictures),
];

/// Turns old letters into Unicode, and marks into the layout and diagnostics.
pub(crate) fn received(
    form: Form,
    piece: Piece,
    full: bool,
    of_bytes: Vec<Diagnostic>,
) -> Result<Received, Refused> {
    if full || TEXT_BYTES_MAX < piece.text.len() {
        return Err(Refused::Swollen { what: form.name() });
    }
    if !piece.text.contains(char::is_alphanumeric) {
        let pictures = piece.marks.iter().any(|(_, mark)| *mark == Mark::Picture);
        let empty = Refused::NoWords { what: form.name(), hint: LOOK_INSIDE };
        return Err(if pictures { empty } else { Refused::Empty });
    }
    let Piece { text, mut marks } = piece;
    marks.sort_by_key(|(at, _)| *at);
    let mut places: Vec<usize> = marks.iter().map(|(at, _)| *at).collect();
    let (text, old) = legacy::repair(text, &mut places);
    let mut diagnostics = of_bytes;
    // What was found in the file's bytes has no place among the words: it is said of the first of them.
    for found in &mut diagnostics {
        found.span = notices::words_at(&text, 0);
    }
    diagnostics.extend(old);
    let moved: Vec<(usize, Mark)> =
        places.into_iter().zip(marks).map(|(at, (_, mark))| (at, mark)).collect();
    for (kind, notice) in NOTICES {
        let mut found = moved.iter().filter(|(_, mark)| *mark == kind).map(|(at, _)| *at);
        if let Some(first) = found.next() {
            diagnostics.push(notice(found.count() + 1, notices::words_at(&text, first)));
        }
    }
    let starts = moved.iter().filter_map(|(at, mark)| match mark {
        Mark::Paragraph(line) => Some((*at, Place { page: None, line: *line })),
        _ => None,
    });
    Ok(Received { form, layout: Layout::new(starts), text, diagnostics })
}
