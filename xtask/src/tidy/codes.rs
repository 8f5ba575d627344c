//! The codes of diagnostics: one code, one page, and a rule that gives it.
//!
//! **Takes** the sources of the porch, the reading, the drafting room and the counter. **Gives** each code with its page.
//! A code is defined by a call of `Explained::new` with its twelve literals: the code, an example, and the title, what
//! it finds, why it matters, how the example is read and what to do, in Vietnamese and in English.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::TextFile;
use crate::rust_text::RustText;
use crate::tidy::finding::Outcome;
use crate::tidy::tree;

/// The rooms that notice things in texts.
const ROOMS: &[&str] = &["quyet-intake", "quyet-syntax", "quyet-compile", "quyet-app"];

/// How a page opens in the source.
const OPENING: &str = "Explained::new(";

/// Literals of a page.
const LITERALS: usize = 12;

/// A code and where it is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code<'a> {
    /// `QY` and four digits.
    pub(crate) id: String,
    pub(crate) path: &'a str,
    pub(crate) line: usize,
    last_line: usize,
    /// A text that gives the code; empty when there is none.
    pub(crate) example: String,
    /// Title, what it finds, why it matters, how the example is read, what to do.
    pub(crate) vi: Vec<String>,
    /// The same in English.
    pub(crate) en: Vec<String>,
}

/// Every code is defined once, explained and used; no other code is used.
pub(crate) fn check(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    let defined = definitions(files);
    let used = uses(files, &defined);
    let ids: BTreeSet<&str> = used.iter().map(|(_, _, id)| *id).collect();
    for Code { id, path, line, vi, en, .. } in &defined {
        outcome.saw();
        if let Some(other) = first.insert(id.clone(), path) {
            outcome.add(path, *line, format!("{id} is defined in {other} too: take a free code"));
        }
        if vi.len() < 5 || en.len() < 5 || vi.iter().chain(en).any(String::is_empty) {
            let what = format!("explain {id}: what it finds, why it matters, what to do, twice");
            outcome.add(path, *line, what);
        }
        if !ids.contains(id.as_str()) {
            outcome.add(
                path,
                *line,
                format!("nothing gives {id}: write the rule, or take the words out"),
            );
        }
    }
    for (path, line, id) in used.iter().filter(|(_, _, id)| !first.contains_key(*id)) {
        outcome.add(
            path,
            *line,
            format!("{id} is explained nowhere: write `{OPENING}\"{id}\", …`"),
        );
    }
    outcome
}

/// All definitions, by code.
pub(crate) fn definitions(files: &[TextFile]) -> Vec<Code<'_>> {
    let mut found: Vec<Code<'_>> = sources(files).flat_map(defined_in).collect();
    found.sort_by(|a, b| (&a.id, a.path, a.line).cmp(&(&b.id, b.path, b.line)));
    found
}

fn defined_in(file: &TextFile) -> Vec<Code<'_>> {
    let rust = RustText::new(&file.text);
    let line_of = |at: usize| file.text[..at].matches('\n').count() + 1;
    let openings = file.text.match_indices(OPENING).map(|(at, _)| at);
    let found = openings.filter(|at| !rust.in_tests(*at)).filter_map(|at| {
        let (mut literals, length) = literals(&file.text[at + OPENING.len()..]);
        literals.resize(LITERALS, String::new());
        let mut literals = literals.into_iter();
        let (id, example) = (literals.next()?, literals.next()?);
        let mut words = || literals.by_ref().take(5).collect();
        let (vi, en) = (words(), words());
        let (line, last_line) = (line_of(at), line_of(at + OPENING.len() + length));
        is_code(&id).then_some(Code { id, path: &file.path, line, last_line, example, vi, en })
    });
    found.collect()
}

/// The string literals up to the bracket that closes the call, and where that is.
fn literals(text: &str) -> (Vec<String>, usize) {
    let mut out = Vec::new();
    let mut open = 1_usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => out.push(literal_words(&mut chars)),
            '(' => open += 1,
            ')' if open == 1 => return (out, at),
            ')' => open -= 1,
            _ => {}
        }
    }
    (out, text.len())
}

/// The words of a literal whose quotation mark was just passed.
fn literal_words(chars: &mut std::str::CharIndices<'_>) -> String {
    let mut words = String::new();
    while let Some((_, c)) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next().map(|(_, c)| c) {
                Some('n') => words.push('\n'),
                Some(other) => words.push(other),
                None => break,
            },
            c => words.push(c),
        }
    }
    words
}

fn sources(files: &[TextFile]) -> impl Iterator<Item = &TextFile> {
    let watched = |path: &str| {
        ROOMS.contains(&tree::room(path)) && path.contains("/src/") && !tree::is_test(path)
    };
    tree::rust(files).filter(move |file| watched(&file.path))
}

/// Codes as literals outside comments, tests and pages: path, line, code.
fn uses<'a>(files: &'a [TextFile], pages: &[Code<'_>]) -> Vec<(&'a str, usize, &'a str)> {
    let mut found = Vec::new();
    for file in sources(files) {
        let rust = RustText::new(&file.text);
        let in_page = |line: usize| {
            pages
                .iter()
                .any(|code| code.path == file.path && (code.line..=code.last_line).contains(&line))
        };
        let mut start = 0;
        for (index, line) in file.text.split_inclusive('\n').enumerate() {
            let comment = line.trim_start().starts_with("//") || in_page(index + 1);
            let id = literal(line).filter(|_| !comment && !rust.in_tests(start));
            found.extend(id.map(|id| (file.path.as_str(), index + 1, id)));
            start += line.len();
        }
    }
    found
}

fn is_code(id: &str) -> bool {
    id.len() == 6 && id.starts_with("QY") && id.bytes().skip(2).all(|b| b.is_ascii_digit())
}

/// The first literal on the line that is exactly a code.
fn literal(line: &str) -> Option<&str> {
    line.match_indices("\"QY").find_map(|(at, _)| {
        let id = line.get(at + 1..at + 7)?;
        (is_code(id) && line[at + 7..].starts_with('"')).then_some(id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    const PAGE: &str = "const A: Explained = Explained::new(\n    \"QY0101\",\n    \"(1)\\n(3) \\\"a\\\"\",\n    [\"a\", \"b (c)\", \"c\", \"d\", \"e\"],\n    [\"f\", \"g\", \"h\", \"i\", \"j\"],\n);\n";

    fn rule(path: &str, text: &str) -> TextFile {
        sample(&format!("crates/quyet-compile/src/rules/{path}"), text)
    }

    fn used() -> TextFile {
        rule("z.rs", "fn a() { f(\"QY0101\") }\n")
    }

    #[test]
    fn a_page_is_read_from_its_literals() {
        let files = [rule("hole.rs", PAGE), used()];
        let found = definitions(&files);
        let [code] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((code.id.as_str(), code.line, code.last_line), ("QY0101", 1, 6));
        assert_eq!(code.example, "(1)\n(3) \"a\"");
        assert_eq!(code.vi, ["a", "b (c)", "c", "d", "e"]);
        assert_eq!(code.en, ["f", "g", "h", "i", "j"]);
        assert!(check(&files).passes());
    }

    #[test]
    fn a_code_that_is_defined_twice_is_found() {
        let twice = [rule("a.rs", PAGE), rule("b.rs", PAGE), used()];
        assert_eq!(check(&twice).places(), ["crates/quyet-compile/src/rules/b.rs:1"]);
    }

    #[test]
    fn a_code_without_explanation_is_found() {
        let silent = [rule("a.rs", "const A: E = Explained::new(\"QY0101\", \"\");\n"), used()];
        assert_eq!(check(&silent).places(), ["crates/quyet-compile/src/rules/a.rs:1"]);
    }

    #[test]
    fn a_code_that_is_used_and_never_defined_is_found_outside_tests() {
        let text = "// \"QY0102\"\nlet a = \"QY0102\";\n#[cfg(test)]\nmod tests { \"QY0103\" }";
        let bare = [rule("a.rs", PAGE), rule("b.rs", text), used()];
        assert_eq!(check(&bare).places(), ["crates/quyet-compile/src/rules/b.rs:2"]);
    }

    #[test]
    fn a_code_that_is_defined_and_never_used_is_found() {
        let idle = [rule("a.rs", PAGE)];
        assert_eq!(check(&idle).places(), ["crates/quyet-compile/src/rules/a.rs:1"]);
    }
}
