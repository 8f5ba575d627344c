//! The words of a provision as one line, with the way back.

use std::ops::Range;

use quyet_model::span::Span;

use crate::space::{is_invisible, is_space};

/// Words on one line: every run of spaces and line breaks is one space, emphasis is gone.
///
/// Everything that reads meaning works on folded words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// From this byte of the folded text on, the source runs in step from this byte. In order.
    steps: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds the words of `span`, a span of the NFC `text`. Linear in its length.
    pub fn new(text: &str, span: Span) -> Self {
        let words = span.of(text);
        let mut out = Self { text: String::with_capacity(words.len()), steps: Vec::new() };
        let mut gap: Option<usize> = None;
        let mut before = None;
        let mut chars = words.char_indices().peekable();
        let mut in_step = false;
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let dropped = is_invisible(c) || is_emphasis(before, c, next);
            before = Some(c);
            if dropped {
                in_step = false;
                continue;
            }
            if is_space(c) {
                gap = gap.or(Some(at));
                continue;
            }
            if let Some(start) = gap.take().filter(|_| !out.text.is_empty()) {
                in_step &= words.as_bytes().get(start) == Some(&b' ') && start + 1 == at;
                out.step(in_step, span.start() + start);
                out.text.push(' ');
            }
            out.step(in_step, span.start() + at);
            out.text.push(c);
            in_step = true;
        }
        out
    }

    fn step(&mut self, in_step: bool, source: usize) {
        let source = u32::try_from(source).unwrap_or(u32::MAX);
        let here = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        if !in_step {
            self.steps.push((here, source));
        }
    }

    /// The folded words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the folded words stands in the NFC text.
    pub fn source(&self, range: Range<usize>) -> Span {
        if range.end <= range.start {
            let at = self.at(range.start);
            return Span::new(at, at);
        }
        let start = self.at(range.start);
        let end = self.end_at(range.end);
        Span::new(start, end.max(start))
    }

    fn step_at(&self, at: usize) -> Option<(usize, usize)> {
        let place = self.steps.partition_point(|(folded, _)| *folded as usize <= at);
        let (folded, source) = self.steps.get(place.checked_sub(1)?)?;
        Some((*folded as usize, *source as usize))
    }

    fn at(&self, at: usize) -> usize {
        self.step_at(at).map_or(0, |(folded, source)| source + (at - folded))
    }

    /// One past the source of the byte before `end`; behind a folded space, where the next word begins.
    fn end_at(&self, end: usize) -> usize {
        let after_space = self.text.as_bytes().get(end - 1) == Some(&b' ');
        let next = self.step_at(end).filter(|(folded, _)| after_space && *folded == end);
        next.map_or_else(|| self.at(end - 1) + 1, |(_, source)| source)
    }
}

/// Markdown's stars and escapes; a star between numbers multiplies and stays.
fn is_emphasis(before: Option<char>, c: char, next: Option<char>) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    match c {
        '*' => !(digit(before) && digit(next)),
        '\\' => next.is_some_and(|c| c.is_ascii_punctuation()),
        '#' => {
            before.is_none_or(|c| c == '#' || is_space(c))
                && next.is_none_or(|c| c == '#' || c == ' ')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_its_source() {
        let text = "**Tỉ lệ**  hộ\r\n\r\nnghèo:\u{a0}giảm\u{feff} 5*3 %";
        let folded = Folded::new(text, Span::new(0, text.len()));
        assert_eq!(folded.text(), "Tỉ lệ hộ nghèo: giảm 5*3 %");
        for word in ["Tỉ", "lệ", "hộ", "nghèo:", "giảm", "5*3", "%"] {
            let at = folded.text().find(word).expect("the word is there");
            assert_eq!(folded.source(at..at + word.len()).of(text), word);
        }
        assert_eq!(folded.source(0..folded.text().len()).of(text), &text[2..]);
    }
}
