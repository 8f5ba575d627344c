//! Lines of a text and what each looks like.

use quyet_model::span::Span;

use crate::mark::{self, Mark};
use crate::space::{is_line_break, is_space, trim};

/// What a line looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing but spaces.
    Blank,
    /// A table's bar alone: cells of a flattened table stand between such lines.
    Bar,
    /// A row of a table on one line: "| a | b |".
    Row,
    /// Words without a mark.
    Plain,
    /// Words behind a mark.
    Marked(Mark),
}

/// One line with its break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line and its break.
    pub span: Span,
    /// Its words without spaces at the ends; empty for a blank line.
    pub words: Span,
    /// Length of the words. Unit: characters.
    pub width: usize,
    /// What it looks like.
    pub kind: LineKind,
}

impl Line {
    /// The mark it opens with; `None` for other kinds.
    pub fn mark(&self) -> Option<&Mark> {
        match &self.kind {
            LineKind::Marked(mark) => Some(mark),
            _ => None,
        }
    }
}

/// Cuts the text into lines: the spans tile it. Linear.
pub fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_line_break(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
            chars.next();
            end += 1;
        }
        out.push(line(text, start, end));
        start = end;
    }
    if start < text.len() {
        out.push(line(text, start, text.len()));
    }
    out
}

fn line(text: &str, start: usize, end: usize) -> Line {
    let range = trim(text, start..end);
    let words = &text[range.clone()];
    let kind = classify(words);
    Line { span: Span::new(start, end), width: words.chars().count(), words: range.into(), kind }
}

fn classify(words: &str) -> LineKind {
    if words.is_empty() {
        return LineKind::Blank;
    }
    if words.starts_with('|') {
        let bar = words.chars().all(|c| c == '|' || is_space(c));
        return if bar { LineKind::Bar } else { LineKind::Row };
    }
    let says_something = words.contains(char::is_alphanumeric);
    mark::read(words).filter(|_| says_something).map_or(LineKind::Plain, LineKind::Marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_break_ends_a_line() {
        let text = "một\r\nhai\rba\u{c}bốn\n\n| a | b |\n|\nnăm";
        let found = lines(text);
        let words: Vec<&str> = found.iter().map(|l| l.words.of(text)).collect();
        assert_eq!(words, ["một", "hai", "ba", "bốn", "", "| a | b |", "|", "năm"]);
        assert_eq!(found.iter().map(|l| l.span.of(text)).collect::<String>(), text);
        assert_eq!(found[5].kind, LineKind::Row);
        assert_eq!(found[6].kind, LineKind::Bar);
    }
}
