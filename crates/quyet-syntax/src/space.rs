//! What counts as space and markup in extracted text.

use std::ops::Range;

/// Whether the character only separates words: blanks of every width, line and page breaks, byte order marks.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether the character shows nothing and separates nothing (zero width, soft hyphen, byte order mark).
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{ad}')
}

/// Whether the character ends a line: also form feeds and Unicode separators.
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether the character is Markdown emphasis or a table's bar, which say nothing themselves.
pub fn is_markup(c: char) -> bool {
    matches!(c, '*' | '#' | '|' | '\\' | '_')
}

/// The range without spaces at its two ends; empty at its start when it holds nothing else.
pub fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    trim_where(text, range, is_space)
}

/// The range without characters of the kind at its two ends.
pub fn trim_where(text: &str, range: Range<usize>, drop: impl Fn(char) -> bool) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or("");
    let start = range.start + (words.len() - words.trim_start_matches(&drop).len());
    let kept = words.trim_matches(&drop).len();
    start.min(range.end)..(start + kept).min(range.end)
}
