//! Words that a person typed off the text, found in it again.

use quyet_model::diagnostic::Language;
use quyet_model::span::Span;
use quyet_syntax::Source;

use super::Review;
use super::lines::folded;

/// Most places that a message lists.
const PLACES_MAX: usize = 5;

/// The text with its blanks folded, and the way back.
#[derive(Debug)]
pub(super) struct Text<'a> {
    review: &'a Review,
    source: Source<'a>,
    folded: String,
    /// For each byte of `folded`, where it stands in the text in NFC.
    at: Vec<u32>,
}

impl<'a> Text<'a> {
    pub(super) fn of(review: &'a Review) -> Self {
        let source = Source::new(&review.received.text);
        let (mut folded, mut at) = (String::new(), Vec::new());
        for (start, c) in source.text().char_indices() {
            if c.is_whitespace() && (folded.is_empty() || folded.ends_with(' ')) {
                continue;
            }
            folded.push(if c.is_whitespace() { ' ' } else { c });
            at.resize(folded.len(), u32::try_from(start).unwrap_or(u32::MAX));
        }
        Self { review, source, folded, at }
    }

    /// Every place of these words, in order. Blanks of any kind and number are alike.
    fn find(&self, words: &str) -> Vec<Span> {
        let found = self.folded.match_indices(words);
        found.map(|(start, _)| self.given(start, start + words.len())).collect()
    }

    /// From a range of the folded text to a span of the text as given.
    fn given(&self, start: usize, end: usize) -> Span {
        let first = self.at.get(start).map_or(0, |at| *at as usize);
        let last = self.at.get(end - 1).map_or(first, |at| *at as usize);
        let length = self.source.text()[last..].chars().next().map_or(0, char::len_utf8);
        self.source.given_span(Span::new(first, last + length))
    }

    /// Where in `inside`, but not at its head, the next piece begins.
    pub(super) fn piece(&self, typed: &str, inside: Span) -> Result<usize, String> {
        let words = unquoted(typed);
        if words.is_empty() {
            return Err("hãy chép các chữ đầu của phần sau từ nguyên văn của mục".to_owned());
        }
        let places: Vec<Span> = self
            .find(&words)
            .into_iter()
            .filter(|found| inside.contains(*found) && inside.start() < found.start())
            .collect();
        match places[..] {
            [only] => Ok(only.start()),
            [] => Err(format!(
                "không thấy “{words}” trong nguyên văn của mục, sau phần đầu; hãy chép đúng từ dòng nguyên văn, kể cả dấu"
            )),
            [..] => {
                Err(format!("“{words}” có ở {} chỗ trong mục; hãy chép thêm chữ", places.len()))
            }
        }
    }

    /// The words from … to.
    pub(super) fn pointed(&self, typed: &str) -> Result<Span, String> {
        let words = unquoted(typed);
        let ends = words.split_once('…').or_else(|| words.split_once("..."));
        let (first, last) = ends.map_or((words.as_str(), ""), |(a, b)| (a, b));
        let (first, last) = (&unquoted(first)[..], &unquoted(last)[..]);
        if first.is_empty() || (ends.is_some() && last.is_empty()) {
            return Err("hãy chép từ văn bản: các chữ đầu … các chữ cuối".to_owned());
        }
        let found = self.find(first);
        let places = match (&found[..], ends) {
            ([], _) => return Err(absent(first, "trong văn bản")),
            (_, None) => found,
            (_, Some(_)) => self.spanning(&found, last),
        };
        match places[..] {
            [only] => Ok(only),
            [] => Err(absent(last, &format!("sau “{first}”"))),
            [..] => Err(format!(
                "có {} chỗ như vậy trong văn bản ({}); hãy chép thêm chữ để chỉ còn một chỗ",
                places.len(),
                self.list(&places)
            )),
        }
    }

    /// From each first words to the nearest last words behind them, before the first words come again.
    fn spanning(&self, first: &[Span], last: &str) -> Vec<Span> {
        let ends = self.find(last);
        let until = first.iter().skip(1).map(|next| next.start()).chain([usize::MAX]);
        let pairs = first.iter().zip(until).filter_map(|(start, until)| {
            let end = ends.iter().find(|end| start.end() <= end.start())?;
            (end.end() <= until).then(|| start.cover(*end))
        });
        pairs.collect()
    }

    fn list(&self, places: &[Span]) -> String {
        let named = places.iter().take(PLACES_MAX);
        let mut words: Vec<String> = named
            .map(|place| self.review.received.place_words(place.start(), Language::Vietnamese))
            .collect();
        if PLACES_MAX < places.len() {
            words.push("…".to_owned());
        }
        words.join("; ")
    }
}

fn absent(words: &str, place: &str) -> String {
    format!("không thấy “{words}” {place}; hãy chép đúng từ văn bản, kể cả dấu")
}

/// Without marks of quotation around, blanks folded.
fn unquoted(typed: &str) -> String {
    folded(typed.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”')))
}
