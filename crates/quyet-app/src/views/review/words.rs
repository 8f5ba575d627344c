//! The words of a text, counted, so that a person can point at them without a mouse.

use quyet_model::span::Span;

use crate::review::form::FieldError;

/// The words of a text in order, counted from 1. A word is what stands between blanks.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    text: &'a str,
    spans: Vec<Span>,
}

/// A word with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its number over the whole text, from 1.
    pub number: usize,
    /// The word.
    pub text: String,
}

impl<'a> Words<'a> {
    /// Counts the words. Linear.
    pub fn of(text: &'a str) -> Self {
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let spans = text.split_whitespace().map(|w| Span::new(start(w), start(w) + w.len()));
        Self { text, spans: spans.collect() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.spans.len()
    }

    /// From the first to the last word, both counted from 1; `None` when they are not in the text in this order.
    pub fn span(&self, from: usize, to: usize) -> Option<Span> {
        let first = self.spans.get(from.checked_sub(1)?)?;
        let last = self.spans.get(to.checked_sub(1)?)?;
        (from <= to).then(|| first.cover(*last))
    }

    /// Numbers of the first and last word that the span touches; `None` when it touches none.
    pub fn numbers(&self, span: Span) -> Option<(usize, usize)> {
        let from = self.spans.partition_point(|word| word.end() <= span.start());
        let to = self.spans.partition_point(|word| word.start() < span.end());
        (from < to).then_some((from + 1, to))
    }

    /// Number of the first word at or behind an offset; one past the last when there is none.
    pub fn first_from(&self, offset: usize) -> usize {
        self.spans.partition_point(|word| word.start() < offset) + 1
    }

    /// Where a word begins; `None` when there is no such word.
    pub fn start(&self, number: usize) -> Option<usize> {
        Some(self.spans.get(number.checked_sub(1)?)?.start())
    }

    /// The words that the span touches.
    pub fn list(&self, span: Span) -> Vec<Word> {
        let Some((from, to)) = self.numbers(span) else { return Vec::new() };
        let word = |number: usize| {
            let text = self.spans[number - 1].of(self.text).to_owned();
            Word { number, text }
        };
        (from..=to).map(word).collect()
    }

    /// The words between two typed numbers; `None` when both fields are empty.
    ///
    /// # Errors
    /// When they are no numbers of this text in this order.
    pub fn pointed(&self, from: &str, to: &str) -> Result<Option<Span>, FieldError> {
        if from.trim().is_empty() && to.trim().is_empty() {
            return Ok(None);
        }
        let count = self.count();
        let number = |field, words: &str| {
            let number = words.trim().parse::<usize>().ok().filter(|n| (1..=count).contains(n));
            number.ok_or_else(|| {
                FieldError::new(field, format!("số thứ tự của chữ phải từ 1 đến {count}"))
            })
        };
        let (first, last) = (number("tu-chu", from)?, number("den-chu", to)?);
        let span = self.span(first, last);
        span.map(Some).ok_or_else(|| FieldError::new("den-chu", "chữ cuối phải đứng sau chữ đầu"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "(6) Số xã\n  đạt chuẩn: 12 xã\n";

    #[test]
    fn words_are_counted_over_lines() {
        let words = Words::of(TEXT);
        assert_eq!(words.count(), 7);
        let span = words.span(2, 4).unwrap();
        assert_eq!(span.of(TEXT), "Số xã\n  đạt");
        assert_eq!(words.numbers(span), Some((2, 4)));
        let said: Vec<_> = words.list(span).into_iter().map(|w| (w.number, w.text)).collect();
        assert_eq!(said, [(2, "Số".to_owned()), (3, "xã".to_owned()), (4, "đạt".to_owned())]);
        assert_eq!(words.first_from(span.end()), 5);
        assert_eq!(words.start(4), TEXT.find("đạt"));
    }

    #[test]
    fn a_span_between_words_touches_none() {
        let words = Words::of(TEXT);
        let blank = TEXT.find('\n').unwrap();
        assert_eq!(words.numbers(Span::new(blank, blank + 2)), None);
        assert_eq!(Words::of("").numbers(Span::new(0, 9)), None);
    }

    #[test]
    fn numbers_that_are_not_in_the_text_are_refused_at_their_field() {
        let words = Words::of(TEXT);
        let check = |from: &str, to: &str, field: &str| {
            assert_eq!(words.pointed(from, to).unwrap_err().field, field, "{from}–{to}");
        };
        check("0", "2", "tu-chu");
        check("2", "99", "den-chu");
        check("4", "2", "den-chu");
        check("x", "2", "tu-chu");
        assert_eq!(words.pointed(" ", ""), Ok(None));
        assert_eq!(words.pointed("2", "3"), Ok(words.span(2, 3)));
    }
}
