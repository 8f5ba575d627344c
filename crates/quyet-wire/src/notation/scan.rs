//! A line and how far it was read.

use quyet_model::condition::Direction;

use super::NotationError;

/// A line with a pen on it. Cheap to copy, which is how a try is taken back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    line: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self { line, at: 0, end: line.len() }
    }

    /// The same line, to be read only up to this byte.
    pub(super) fn up_to(self, end: usize) -> Self {
        Self { end, ..self }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.line.get(self.at..self.end).unwrap_or("")
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        self.skip(rest.len() - rest.trim_start().len());
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.skip(c.len_utf8());
        Some(c)
    }

    /// Reads a sign such as `>=`, blanks before it too.
    pub(super) fn sign(&mut self, sign: &str) -> bool {
        let mut trial = *self;
        trial.blanks();
        let stands = trial.rest().starts_with(sign);
        if stands {
            trial.skip(sign.len());
            *self = trial;
        }
        stands
    }

    /// Reads whole words, small or capital, with any blanks before and between them.
    pub(super) fn word(&mut self, words: &str) -> bool {
        let mut trial = *self;
        for word in words.split(' ') {
            trial.blanks();
            let mut said = word.chars();
            let same = |own: char, c: char| c.to_lowercase().eq(own.to_lowercase());
            if !said.all(|own| trial.next().is_some_and(|c| same(own, c))) {
                return false;
            }
        }
        if trial.rest().starts_with(char::is_alphanumeric) {
            return false;
        }
        *self = trial;
        true
    }

    /// "tăng" or "giảm".
    pub(super) fn direction(&mut self) -> Option<Direction> {
        if self.word("tăng") {
            Some(Direction::Rise)
        } else {
            self.word("giảm").then_some(Direction::Fall)
        }
    }

    /// Bytes of the rest before these words, where they begin a word.
    pub(super) fn find_word(&self, words: &str) -> Option<usize> {
        let rest = self.rest();
        let mut starts = rest.char_indices().scan(' ', |before, (at, c)| {
            let begins = before.is_whitespace() && !c.is_whitespace();
            *before = c;
            Some((at, begins))
        });
        starts.find(|(at, begins)| *begins && Scan::new(&rest[*at..]).word(words)).map(|(at, _)| at)
    }

    /// Takes everything before the first of these marks, without blanks at the edges.
    pub(super) fn take_until(&mut self, stop: impl Fn(&Self) -> Option<usize>) -> &'a str {
        self.blanks();
        let rest = self.rest();
        let taken = stop(self).and_then(|at| rest.get(..at)).unwrap_or(rest);
        self.skip(taken.trim_end().len());
        taken.trim_end()
    }

    /// What should stand here.
    pub(super) fn expected(&self, what: impl Into<String>) -> NotationError {
        let before = self.line.get(..self.at.min(self.line.len())).unwrap_or(self.line);
        NotationError { column: before.chars().count() + 1, expected: what.into() }
    }

    /// What should stand after blanks.
    pub(super) fn expected_next(mut self, what: impl Into<String>) -> NotationError {
        self.blanks();
        self.expected(what)
    }

    /// Reads words in quotation marks, straight or curly; `None` when there are none here.
    pub(super) fn quoted(&mut self) -> Result<Option<String>, NotationError> {
        let mut trial = *self;
        trial.blanks();
        let close = match trial.next() {
            Some('"') => '"',
            Some('“') => '”',
            _ => return Ok(None),
        };
        let mut words = String::new();
        loop {
            let before = trial;
            match trial.next() {
                None => return Err(before.expected(format!("dấu ngoặc kép đóng {close}"))),
                Some(c) if c == close => break,
                Some('\\') => words.push(trial.escaped()?),
                Some(c) => words.push(c),
            }
        }
        *self = trial;
        Ok(Some(words))
    }

    /// The character after a backslash.
    fn escaped(&mut self) -> Result<char, NotationError> {
        let before = *self;
        let wrong = || before.expected("\\, \" hoặc u{…} sau dấu gạch chéo ngược");
        match self.next() {
            Some(c @ ('"' | '\\')) => Ok(c),
            Some('u') => {
                let digits = self.rest().strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let (digits, _) = digits.ok_or_else(wrong)?;
                let code =
                    u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'));
                self.skip(digits.len() + 2);
                code.and_then(char::from_u32).ok_or_else(wrong)
            }
            _ => Err(wrong()),
        }
    }
}
