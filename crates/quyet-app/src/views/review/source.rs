//! The document's words beside an item: a stretch of lines with every item's words marked.

use quyet_model::diagnostic::Language;
use quyet_model::review::{Item, ItemId, ItemState, Subject};
use quyet_model::span::Span;

use super::words::Words;
use crate::review::Review;

/// How much text a page shows, about. Unit: bytes.
const SHEET: usize = 7000;

/// The longest piece of a line that is shown in one go. Unit: bytes.
const LINE_MAX: usize = 3000;

/// How much stands before the item's own words. Unit: bytes.
const BEFORE: usize = 700;

/// A stretch of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceView {
    /// Its lines that hold words.
    pub lines: Vec<SourceLine>,
    /// The stretch before: an offset to ask for; `None` at the beginning.
    pub before: Option<usize>,
    /// The stretch behind: an offset to ask for; `None` at the end.
    pub behind: Option<usize>,
    /// Where the stretch stands: "trang 3, dòng 2 – trang 4, dòng 7".
    pub place: String,
}

/// A line, or a piece of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// "trang 3, dòng 12".
    pub place: String,
    /// What stands in the margin: "12".
    pub number: u32,
    /// The page, on the first line of a page; `None` elsewhere and for a form without pages.
    pub page: Option<u32>,
    /// Number of its first word over the whole text.
    pub first_word: usize,
    /// Number of its last word.
    pub last_word: usize,
    /// Its words by what they belong to.
    pub runs: Vec<Run>,
}

/// Words that belong to one item, or to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// The item they belong to; `None` for background.
    pub item: Option<u32>,
    /// Class of its mark: `o` open, `c` confirmed, `r` rejected, `u` unread; empty for none.
    pub class: &'static str,
    /// Whether it is the current item.
    pub current: bool,
    /// What it is, for those who do not see the mark: "chưa đọc"; empty for most.
    pub said: &'static str,
}

/// The stretch around an item, or the one that begins at `from`.
pub fn source_view(
    review: &Review,
    current: Option<&Item>,
    from: Option<usize>,
    words: &Words<'_>,
) -> SourceView {
    let text = &review.received.text;
    let lines = lines(text);
    let wanted = from.unwrap_or_else(|| {
        let at = current.and_then(Item::at).map_or(0, |at| at.span.start());
        at.saturating_sub(BEFORE)
    });
    let first =
        lines.partition_point(|line| line.end() <= wanted).min(lines.len().saturating_sub(1));
    let (mut last, mut taken) = (first, 0);
    while last < lines.len() && (taken < SHEET || last == first) {
        taken += lines[last].len();
        last += 1;
    }
    let back = lines[..first].iter().rev().scan(0, |sum, line| {
        *sum += line.len();
        (*sum <= SHEET || line.len() == *sum).then_some(line.start())
    });
    let marks = Marks::of(review, current.map(|item| item.id));
    let shown = lines.get(first..last).unwrap_or_default();
    let rows: Vec<SourceLine> =
        shown.iter().filter_map(|line| row(review, *line, &marks, words)).collect();
    let place = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) if first.place != last.place => {
            format!("{} – {}", first.place, last.place)
        }
        (Some(only), _) => only.place.clone(),
        _ => String::new(),
    };
    SourceView {
        before: back.last(),
        behind: lines.get(last).map(|line| line.start()),
        lines: with_pages(review, rows, shown),
        place,
    }
}

/// Where each shown line begins; long lines are cut between words.
fn lines(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        while start < end {
            let cut = piece(text, start, end);
            spans.push(Span::new(start, cut));
            start = cut;
        }
    }
    spans
}

/// The end of the piece that begins at `start`.
fn piece(text: &str, start: usize, end: usize) -> usize {
    if end - start <= LINE_MAX {
        return end;
    }
    let mut limit = start + LINE_MAX;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let blank = text[start..limit].rfind(char::is_whitespace).map(|at| start + at);
    let behind = |at: usize| at + text[at..].chars().next().map_or(1, char::len_utf8);
    blank.filter(|at| start < *at).map_or(limit, behind)
}

/// What belongs to whom, smaller spans before larger ones.
struct Marks {
    spans: Vec<(Span, ItemId, &'static str)>,
    current: Option<ItemId>,
}

impl Marks {
    fn of(review: &Review, current: Option<ItemId>) -> Self {
        let mut spans: Vec<(Span, ItemId, &'static str)> = review
            .reviewed
            .items()
            .filter_map(|item| Some((item.at()?.span, item.id, class(item))))
            .filter(|(span, ..)| !span.is_empty())
            .collect();
        spans.sort_by_key(|(span, id, _)| (span.len(), *id));
        Self { spans, current }
    }

    /// The innermost item that holds the stretch; the current one before any other.
    fn holding(&self, stretch: Span) -> Option<&(Span, ItemId, &'static str)> {
        let holds = |(span, ..): &&(Span, ItemId, &'static str)| span.contains(stretch);
        let current = self.spans.iter().filter(|(_, id, _)| Some(*id) == self.current).find(holds);
        current.or_else(|| self.spans.iter().find(holds))
    }

    /// The line cut where an item begins or ends.
    fn cut(&self, line: Span) -> Vec<Span> {
        let inside = |at: &usize| line.start() < *at && *at < line.end();
        let touching = self.spans.iter().filter(|(span, ..)| span.overlaps(line));
        let mut edges: Vec<usize> =
            touching.flat_map(|(span, ..)| [span.start(), span.end()]).filter(inside).collect();
        edges.extend([line.start(), line.end()]);
        edges.sort_unstable();
        edges.dedup();
        edges.windows(2).map(|edge| Span::new(edge[0], edge[1])).collect()
    }
}

fn class(item: &Item) -> &'static str {
    match (&item.subject, item.state) {
        (_, ItemState::Rejected) => "r",
        (Subject::Unread(_), _) => "u",
        (_, ItemState::Confirmed) => "c",
        (_, ItemState::Open) => "o",
    }
}

fn row(review: &Review, line: Span, marks: &Marks, words: &Words<'_>) -> Option<SourceLine> {
    let text = &review.received.text;
    let (first_word, last_word) = words.numbers(line)?;
    let mut runs: Vec<Run> = Vec::new();
    for stretch in marks.cut(line) {
        let holder = marks.holding(stretch);
        let run = Run {
            text: stretch.of(text).trim_end_matches(['\n', '\r']).to_owned(),
            item: holder.map(|(_, id, _)| id.0),
            class: holder.map_or("", |(.., class)| class),
            current: holder.is_some_and(|(_, id, _)| Some(*id) == marks.current),
            said: if holder.is_some_and(|(.., class)| *class == "u") { "chưa đọc" } else { "" },
        };
        match runs.last_mut() {
            Some(last) if last.item == run.item => last.text.push_str(&run.text),
            _ => runs.push(run),
        }
    }
    runs.retain(|run| !run.text.is_empty());
    let at = words.start(first_word).unwrap_or(line.start());
    let place = review.received.layout.place(at);
    Some(SourceLine {
        place: review.received.place_words(at, Language::Vietnamese),
        number: place.line,
        page: place.page,
        first_word,
        last_word,
        runs,
    })
}

/// The page number stays on the first line of each page only, and "chưa đọc" behind the first run of each item.
fn with_pages(review: &Review, mut rows: Vec<SourceLine>, shown: &[Span]) -> Vec<SourceLine> {
    let start = shown.first().map_or(0, |line| line.start());
    let mut known = start.checked_sub(1).and_then(|at| review.received.layout.place(at).page);
    let mut told = None;
    for row in &mut rows {
        let page = row.page;
        row.page = page.filter(|_| page != known);
        known = page;
        for run in &mut row.runs {
            if run.item == told {
                run.said = "";
            }
            told = run.item.or(told);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cover_the_text_and_long_ones_are_cut_between_words() {
        let long = "chữ ".repeat(2000);
        for text in ["", "một\nhai", &long, &"ế".repeat(4000)] {
            let spans = lines(text);
            let joined: String = spans.iter().map(|span| span.of(text)).collect();
            assert_eq!(joined, text);
            assert!(spans.iter().all(|span| span.len() <= LINE_MAX));
        }
        assert!(lines(&long).iter().all(|span| span.of(&long).ends_with(' ')));
    }
}
