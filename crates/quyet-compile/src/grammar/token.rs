//! Words, numbers, signs and brackets of one item, each with its place.
//!
//! **Takes** the item's text. **Gives** a [`Line`] of tokens in the text's order, white space left out.
//! **Never** merges or drops a character that is not white space.
//! Invariant: token ranges lie on character boundaries and do not overlap.

use std::ops::Range;

use super::spelling;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with digits after the first letter ("m2").
    Word,
    /// Digits with separators inside ("1.010", "15,8").
    Number,
    /// "%" or "‰".
    Percent,
    /// "<", ">", "≤", "≥" and their two-sign forms.
    Compare,
    /// Any dash.
    Dash,
    /// "/".
    Slash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// ":".
    Colon,
    /// ";".
    Semicolon,
    /// ",".
    Comma,
    /// ".".
    Dot,
    /// "+" or "•".
    Bullet,
    /// Everything else.
    Other,
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// The comparison spelling; for a sign of comparison one of `<`, `>`, `≤`, `≥`.
    pub(super) word: String,
    /// How many closed brackets it stands in; a bracket counts as inside itself.
    pub(super) depth: u32,
    /// The other bracket of its pair.
    pub(super) mate: Option<usize>,
}

/// The tokens of one item.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The item's text.
    pub(super) text: &'a str,
    /// Its tokens in order.
    pub(super) tokens: Vec<Token>,
}

impl<'a> Line<'a> {
    /// The tokens of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            }
            let token = next_token(text, at, first);
            at = token.end;
            tokens.push(token);
        }
        pair_brackets(&mut tokens);
        Self { text, tokens }
    }

    /// The kind of token `i`, when there is one.
    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|t| t.kind)
    }

    /// The comparison spelling of token `i`; empty outside the line.
    pub(super) fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.word.as_str())
    }

    /// The token before `i` in comparison spelling; empty at the line's start.
    pub(super) fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |p| self.word(p))
    }

    /// The token as it is written.
    pub(super) fn written(&self, i: usize) -> &'a str {
        self.tokens.get(i).and_then(|t| self.text.get(t.start..t.end)).unwrap_or("")
    }

    /// Whether the words of `phrase` stand at `i`; then the place after them.
    pub(super) fn at(&self, i: usize, phrase: &str) -> Option<usize> {
        let first = |s: &str| s.as_bytes().first().copied();
        if first(self.word(i)) != first(phrase) {
            return None;
        }
        let mut at = i;
        for word in phrase.split(' ') {
            if self.word(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// Whether the words of `phrase` end before `i`, none of them before `floor`; then where they begin.
    pub(super) fn ends(&self, floor: usize, i: usize, phrase: &str) -> Option<usize> {
        let last = |s: &str| s.as_bytes().last().copied();
        if last(self.before(i)) != last(phrase) {
            return None;
        }
        let mut at = i;
        for word in phrase.rsplit(' ') {
            at = at.checked_sub(1).filter(|a| *a >= floor)?;
            if self.word(at) != word {
                return None;
            }
        }
        Some(at)
    }

    /// The longest of `phrases` that stands at `i`; then the place after it.
    pub(super) fn any_at(&self, i: usize, phrases: &[&str]) -> Option<usize> {
        let head = self.word(i).as_bytes();
        let first = head.first()?;
        // Most phrases differ in their first byte: no words are compared for those.
        let fits =
            |p: &&&str| p.as_bytes().first() == Some(first) && p.as_bytes().starts_with(head);
        phrases.iter().filter(fits).filter_map(|p| self.at(i, p)).max()
    }

    /// The first place in `range` where one of `phrases` stands.
    pub(super) fn find(&self, range: Range<usize>, phrases: &[&str]) -> Option<usize> {
        range.clone().find(|i| self.any_at(*i, phrases).is_some_and(|end| end <= range.end))
    }

    /// Whether token `i` touches the one before it.
    pub(super) fn tight(&self, i: usize) -> bool {
        i > 0 && self.tokens.get(i).is_some_and(|t| self.tokens[i - 1].end == t.start)
    }

    /// Whether token `i` begins with an upper-case letter.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.written(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// The bytes from token `range.start` to the last token before `range.end`.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let end = range.end.min(self.tokens.len());
        if range.start >= end {
            let at = self.tokens.get(range.start).map_or(self.text.len(), |t| t.start);
            return at..at;
        }
        self.tokens[range.start].start..self.tokens[end - 1].end
    }

    /// The words as written, from token `range.start` to the last before `range.end`.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(self.bytes(range)).unwrap_or("")
    }

    /// Whether a token of this kind stands at `i` outside brackets deeper than `depth`.
    pub(super) fn is_at(&self, i: usize, kind: Kind, depth: u32) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == kind && t.depth == depth)
    }

    /// `range` without punctuation and dashes at its ends.
    pub(super) fn trim(&self, range: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end.min(self.tokens.len()));
        while start < end && self.is_edge(start) && !matches!(self.kind(start), Some(Kind::Open)) {
            start += 1;
        }
        while end > start && self.is_edge(end - 1) {
            end -= 1;
        }
        start..end
    }

    fn is_edge(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else {
            return false;
        };
        match token.kind {
            Kind::Colon | Kind::Semicolon | Kind::Comma | Kind::Dot | Kind::Dash | Kind::Bullet => {
                true
            }
            Kind::Slash => !self.tight(i) || self.before(i) == ".",
            Kind::Open | Kind::Close => token.mate.is_none(),
            _ => false,
        }
    }
}

fn next_token(text: &str, at: usize, first: char) -> Token {
    let token = |kind, len: usize, word: String| {
        let (start, end) = (at, at + len);
        Token { kind, start, end, word, depth: 0, mate: None }
    };
    if first.is_ascii_digit() {
        let len = number_length(&text[at..]);
        return token(Kind::Number, len, text[at..at + len].to_owned());
    }
    if first.is_alphabetic() || is_mark(first) {
        let len = word_length(&text[at..]);
        return token(Kind::Word, len, spelling::fold(&text[at..at + len]));
    }
    if let Some((sign, len)) = comparison_sign(&text[at..]) {
        return token(Kind::Compare, len, sign.to_owned());
    }
    token(kind_of(first), first.len_utf8(), first.to_string())
}

fn kind_of(sign: char) -> Kind {
    match sign {
        '%' | '‰' | '％' => Kind::Percent,
        '-' | '–' | '—' | '−' | '‑' | '‐' => Kind::Dash,
        '/' | '⁄' => Kind::Slash,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        ':' | '：' => Kind::Colon,
        ';' => Kind::Semicolon,
        ',' => Kind::Comma,
        '.' | '…' => Kind::Dot,
        '+' | '•' | '*' => Kind::Bullet,
        _ => Kind::Other,
    }
}

fn comparison_sign(text: &str) -> Option<(&'static str, usize)> {
    let two = [(">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤")];
    if let Some((written, sign)) = two.iter().find(|(written, _)| text.starts_with(written)) {
        return Some((sign, written.len()));
    }
    let first = text.chars().next()?;
    let sign = match first {
        '>' => ">",
        '<' => "<",
        '≥' | '⩾' | '≧' => "≥",
        '≤' | '⩽' | '≦' => "≤",
        _ => return None,
    };
    Some((sign, first.len_utf8()))
}

fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1)) {
        at += 1;
    }
    at
}

fn word_length(text: &str) -> usize {
    text.char_indices()
        .find(|(_, c)| !(c.is_alphanumeric() || is_mark(*c)))
        .map_or(text.len(), |(at, _)| at)
}

/// A combining mark that normalisation could not join to a letter.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Joins matching brackets and counts depths. An unmatched bracket opens nothing.
fn pair_brackets(tokens: &mut [Token]) {
    let mut open = Vec::new();
    for i in 0..tokens.len() {
        match tokens[i].kind {
            Kind::Open => open.push(i),
            Kind::Close => {
                if let Some(start) = open.pop() {
                    tokens[start].mate = Some(i);
                    tokens[i].mate = Some(start);
                }
            }
            _ => {}
        }
    }
    let mut depth = 0;
    for token in tokens {
        let paired = token.mate.is_some();
        if token.kind == Kind::Open && paired {
            depth += 1;
        }
        token.depth = depth;
        if token.kind == Kind::Close && paired {
            depth = depth.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_separators_and_leaves_the_full_stop() {
        let line = Line::new("đạt 6,6-6,8 % , 3.485ha.");
        let words: Vec<_> = (0..line.tokens.len()).map(|i| line.written(i)).collect();
        assert_eq!(words, ["đạt", "6,6", "-", "6,8", "%", ",", "3.485", "ha", "."]);
    }

    #[test]
    fn an_unmatched_bracket_opens_nothing() {
        let line = Line::new("a (b (c) d");
        let depths: Vec<_> = line.tokens.iter().map(|t| t.depth).collect();
        assert_eq!(depths, [0, 0, 0, 1, 1, 1, 0]);
    }

    #[test]
    fn two_signs_are_one_comparison() {
        assert_eq!(Line::new(">= 5").tokens[0].word, "≥");
        assert_eq!(Line::new("≤5").tokens[0].word, "≤");
    }
}
