//! Rust source as the checks want it: the code without comments and literals, and which of it is tests.
//!
//! **Takes** the text of a file. **Gives** the same text, byte for byte as long, with comments and the insides of
//! literals blanked. **Never** parses further: braces and words are enough for tidy.

use std::ops::Range;

/// A file of Rust.
pub(crate) struct RustText {
    /// The text with comments and literals blanked; every byte stands where it stood.
    pub(crate) code: String,
    /// Byte ranges of items under `#[cfg(test)]`.
    tests: Vec<Range<usize>>,
}

impl RustText {
    pub(crate) fn new(text: &str) -> Self {
        let code = blank(text);
        let tests = test_items(&code);
        Self { code, tests }
    }

    /// Whether the byte stands in an item under `#[cfg(test)]`.
    pub(crate) fn in_tests(&self, at: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&at))
    }

    /// The line of a byte, counted from 1.
    pub(crate) fn line_of(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// Where the words stand in the code, at word boundaries, in order.
    pub(crate) fn find<'a>(&'a self, words: &'a str) -> impl Iterator<Item = usize> + 'a {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let hits = self.code.match_indices(words).map(|(at, _)| at);
        hits.filter(move |&at| {
            let before = self.code[..at].chars().next_back().is_some_and(word);
            let after = self.code[at + words.len()..].chars().next().is_some_and(word);
            let opens = words.starts_with(word);
            let closes = words.ends_with(word);
            !(opens && before || closes && after)
        })
    }
}

/// The identifier that begins `text`, after white space; empty when none does.
pub(crate) fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let length = opaque(rest, code.chars().next_back());
        if length > 0 {
            code.extend(rest[..length].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            code.push_str(&rest[..next]);
            rest = &rest[next..];
        }
    }
    code
}

/// Length of the comment or literal that begins `rest`; 0 when code does.
fn opaque(rest: &str, before: Option<char>) -> usize {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match rest.as_bytes() {
        [b'/', b'/', ..] => rest.find('\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => block_comment(rest),
        [b'"', ..] => quoted(rest, 1),
        [b'r' | b'b' | b'c', ..] if !in_word => prefixed(rest),
        [b'\'', ..] => character(rest),
        _ => 0,
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0_usize);
    let bytes = rest.as_bytes();
    while at < bytes.len() {
        match &bytes[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// A string whose opening quote ends at `open`; a backslash protects the next byte.
fn quoted(rest: &str, open: usize) -> usize {
    let bytes = rest.as_bytes();
    let mut at = open;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// Raw, byte and C strings, and byte characters: `r"`, `r#"`, `b"`, `br##"`, `c"`, `b'`.
fn prefixed(rest: &str) -> usize {
    let letters = rest.bytes().take_while(|b| matches!(b, b'r' | b'b' | b'c')).count().min(2);
    let (prefix, tail) = rest.split_at(letters);
    let hashes = tail.bytes().take_while(|&b| b == b'#').count();
    if prefix.contains('r') && tail[hashes..].starts_with('"') {
        let close = format!("\"{}", "#".repeat(hashes));
        let body = letters + hashes + 1;
        return rest[body..].find(&close).map_or(rest.len(), |at| body + at + close.len());
    }
    match tail.as_bytes() {
        [b'"', ..] => quoted(rest, letters + 1),
        [b'\'', ..] if prefix == "b" => letters + character(tail),
        _ => 0,
    }
}

/// A character literal; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut after = rest[1..].char_indices();
    match after.next() {
        Some((_, '\\')) => rest[3..].find('\'').map_or(0, |at| 3 + at + 1),
        Some((_, _)) => match after.next() {
            Some((at, '\'')) => 1 + at + 1,
            _ => 0,
        },
        None => 0,
    }
}

fn test_items(code: &str) -> Vec<Range<usize>> {
    let marks = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    marks.map(|at| at..item_end(code, at)).collect()
}

/// End of the item whose attributes begin at `from`: its closing brace or its semicolon.
fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth <= 1 => return at + 1,
            b'}' => depth -= 1,
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: &str) {
        assert_eq!(RustText::new(text).code, code, "of {text}");
    }

    #[test]
    fn comments_and_literals_are_blank_and_the_rest_stays_in_place() {
        check("a // b\nc", "a     \nc");
        check("a /* b /* c */ d */ e", "a                   e");
        check(r#"f("x\"y", 1)"#, "f(      , 1)");
        check(r##"r#"a "b" c"# z"##, "             z");
        check(r#"br"\" z"#, "      z");
        check("b'\"' 'x' '\\n' '\\'' <'a>", "                   <'a>");
        check("'đ' x", "     x");
        check("var\"a\"", "var   ");
        check("/* never closed", "               ");
        check("\"never closed", "             ");
    }

    #[test]
    fn a_word_is_found_only_as_a_whole_word() {
        let text = RustText::new("let unwrapped = x.unwrap(); // unwrap()\nsleep(1); asleep(2);");
        assert_eq!(text.find(".unwrap()").count(), 1);
        let sleeps: Vec<usize> = text.find("sleep(").map(|at| text.line_of(at)).collect();
        assert_eq!(sleeps, [2]);
    }

    #[test]
    fn items_under_cfg_test_are_tests_and_what_follows_is_not() {
        let text = RustText::new(
            "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { {} } }\nfn c() {}\n#[cfg(test)] mod d;\nfn e() {}",
        );
        let at = |words| text.in_tests(text.find(words).next().unwrap());
        assert_eq!(
            ["fn a", "fn b", "fn c", "mod d", "fn e"].map(at),
            [false, true, false, true, false]
        );
    }
}
