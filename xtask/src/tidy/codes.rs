//! The codes of diagnostics: one code, one definition, one explanation.
//!
//! **Takes** the sources of the porch, the reading and the drafting room. **Gives** each code with the words that explain it.
//! A code is defined by documentation that opens with `QYnnnn: ` and goes on to explain it: the card of a file that
//! holds one rule, or the doc comment of a function.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::TextFile;
use crate::rust_text::RustText;
use crate::tidy::finding::Outcome;
use crate::tidy::tree;

/// The rooms that notice things in texts.
const ROOMS: &[&str] = &["quyet-intake", "quyet-syntax", "quyet-compile"];

/// A code and where it is defined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code<'a> {
    /// `QY` and four digits.
    pub(crate) id: &'a str,
    pub(crate) path: &'a str,
    pub(crate) line: usize,
    /// Its explanation in Markdown, without line breaks at the ends; empty when there is none.
    pub(crate) explanation: String,
}

/// Every code is defined once, explained and used; no other code is used.
pub(crate) fn check(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let used = uses(files);
    let ids: BTreeSet<&str> = used.iter().map(|(_, _, id)| *id).collect();
    for Code { id, path, line, explanation } in definitions(files) {
        outcome.saw();
        if let Some(other) = first.insert(id, path) {
            outcome.add(path, line, format!("{id} is defined in {other} too: take a free code"));
        }
        if explanation.is_empty() {
            let what = format!("explain {id}: what it finds, why it matters, what to do");
            outcome.add(path, line, what);
        }
        if !ids.contains(id) {
            outcome.add(
                path,
                line,
                format!("nothing gives {id}: write the rule, or take the words out"),
            );
        }
    }
    for (path, line, id) in used.iter().filter(|(_, _, id)| !first.contains_key(id)) {
        outcome.add(
            path,
            *line,
            format!("{id} is explained nowhere: open a doc comment with “{id}: ”"),
        );
    }
    outcome
}

/// All definitions, by code.
pub(crate) fn definitions(files: &[TextFile]) -> Vec<Code<'_>> {
    let mut found = Vec::new();
    for file in sources(files) {
        let lines: Vec<&str> = file.text.lines().collect();
        let path = file.path.as_str();
        let opened =
            lines.iter().enumerate().filter_map(|(index, line)| Some((index, opening(line)?)));
        found.extend(opened.map(|(index, Opening { id, mark, words })| {
            let explanation = explanation(words, mark, &lines[index + 1..]);
            Code { id, path, line: index + 1, explanation }
        }));
    }
    found.sort_by(|a, b| (a.id, a.path, a.line).cmp(&(b.id, b.path, b.line)));
    found
}

fn sources(files: &[TextFile]) -> impl Iterator<Item = &TextFile> {
    let watched = |path: &str| {
        ROOMS.contains(&tree::room(path)) && path.contains("/src/") && !tree::is_test(path)
    };
    tree::rust(files).filter(move |file| watched(&file.path))
}

/// Codes as literals outside comments and tests: path, line, code.
fn uses(files: &[TextFile]) -> Vec<(&str, usize, &str)> {
    let mut found = Vec::new();
    for file in sources(files) {
        let rust = RustText::new(&file.text);
        let mut start = 0;
        for (index, line) in file.text.split_inclusive('\n').enumerate() {
            let comment = line.trim_start().starts_with("//");
            let id = literal(line).filter(|_| !comment && !rust.in_tests(start));
            found.extend(id.map(|id| (file.path.as_str(), index + 1, id)));
            start += line.len();
        }
    }
    found
}

/// A line of documentation that opens with a code.
struct Opening<'a> {
    id: &'a str,
    /// How lines of this documentation begin.
    mark: &'static str,
    /// What follows the code.
    words: &'a str,
}

fn opening(line: &str) -> Option<Opening<'_>> {
    let line = line.trim_start();
    let mark = ["///", "//!"].into_iter().find(|mark| line.starts_with(mark))?;
    let (id, words) = line[mark.len()..].trim_start().split_once(": ")?;
    is_code(id).then_some(Opening { id, mark, words })
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

/// The words after the code and the lines of documentation that go on.
fn explanation(first: &str, mark: &str, after: &[&str]) -> String {
    let more = after.iter().map_while(|line| line.trim_start().strip_prefix(mark));
    let more = more.map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
    let words: Vec<&str> = std::iter::once(first).chain(more).collect();
    capital(words.join("\n").trim())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    const CARD: &str = "//! QY0101: a hole in the numbering.\n//!\n//! Something may be missing.\n\nfn a() { f(\"QY0101\") }\n";
    const FUNCTION: &str = "/// QY0201: a number is written so that it can be read twice.\n///\n/// Matters: much.\npub(super) fn a() { f(\"QY0201\") }\n/// QY0201, milder.\nfn b() { f(\"QY0201\") }\n";

    fn rule(path: &str, text: &str) -> TextFile {
        sample(&format!("crates/quyet-compile/src/rules/{path}"), text)
    }

    fn told(files: &[TextFile]) -> Vec<(&str, String)> {
        definitions(files).into_iter().map(|code| (code.id, code.explanation)).collect()
    }

    #[test]
    fn a_file_defines_the_code_that_its_card_opens_with() {
        let files = [rule("hole.rs", CARD)];
        let words = "A hole in the numbering.\n\nSomething may be missing.".to_owned();
        assert_eq!(told(&files), [("QY0101", words)]);
        assert!(check(&files).passes());
    }

    #[test]
    fn a_function_defines_the_code_that_its_documentation_opens_with() {
        let files = [rule("number.rs", FUNCTION)];
        let words =
            "A number is written so that it can be read twice.\n\nMatters: much.".to_owned();
        assert_eq!(told(&files), [("QY0201", words)]);
        assert!(check(&files).passes());
    }

    #[test]
    fn a_code_that_is_defined_twice_is_found() {
        let twice = [rule("a.rs", CARD), rule("b.rs", CARD)];
        assert_eq!(check(&twice).places(), ["crates/quyet-compile/src/rules/b.rs:1"]);
    }

    #[test]
    fn a_code_without_explanation_is_found() {
        let silent = [rule("a.rs", "/// QY0101: \nfn a() { f(\"QY0101\") }\n")];
        assert_eq!(check(&silent).places(), ["crates/quyet-compile/src/rules/a.rs:1"]);
    }

    #[test]
    fn a_code_that_is_used_and_never_defined_is_found_outside_tests() {
        let text = "// \"QY0102\"\nlet a = \"QY0102\";\n#[cfg(test)]\nmod tests { \"QY0103\" }";
        let bare = [rule("a.rs", CARD), rule("b.rs", text)];
        assert_eq!(check(&bare).places(), ["crates/quyet-compile/src/rules/b.rs:2"]);
    }

    #[test]
    fn a_code_that_is_defined_and_never_used_is_found() {
        let idle = [rule("a.rs", "/// QY0101: a hole.\nfn a() {}\n")];
        assert_eq!(check(&idle).places(), ["crates/quyet-compile/src/rules/a.rs:1"]);
    }
}
