//! Names: a module says what it holds, a test says what is true.

use crate::files::TextFile;
use crate::rust_text::{RustText, first_word};
use crate::tidy::finding::Outcome;
use crate::tidy::tree;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "misc", "base", "manager", "service", "core",
    "types",
];

/// No module has an empty name, none is a `mod.rs`.
pub(crate) fn modules(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    for file in tree::rust(files) {
        outcome.saw();
        if file.name() == "mod.rs" {
            outcome.add(&file.path, 0, "no mod.rs: foo.rs stands beside foo/");
        }
        let parts = file.path.trim_end_matches(".rs").split('/');
        for name in parts.filter(|part| EMPTY_NAMES.contains(part)) {
            outcome.add(&file.path, 0, empty(name));
        }
        let rust = RustText::new(&file.text);
        for at in rust.find("mod ") {
            let name = first_word(&rust.code[at + "mod ".len()..]);
            if EMPTY_NAMES.contains(&name) {
                outcome.add(&file.path, rust.line_of(at), empty(name));
            }
        }
    }
    outcome
}

fn empty(name: &str) -> String {
    format!("“{name}” says nothing of what is inside: name the module after what it does")
}

/// No test begins with `test_`: its name is a sentence.
pub(crate) fn tests(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    for file in tree::rust(files) {
        let rust = RustText::new(&file.text);
        for at in test_functions(&rust) {
            outcome.saw();
            let name = first_word(&rust.code[at..]);
            if name.starts_with("test_") || name == "test" {
                let what =
                    format!("“{name}”: a test's name is a sentence that is true when it passes");
                outcome.add(&file.path, rust.line_of(at), what);
            }
        }
    }
    outcome
}

/// Where the names of test functions begin.
fn test_functions(rust: &RustText) -> Vec<usize> {
    let marks = ["#[test]", "::test]", "::test("].iter().flat_map(|mark| rust.find(mark));
    let mut names: Vec<usize> = marks
        .filter_map(|at| rust.code[at..].find("fn ").map(|after| at + after + "fn ".len()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    #[test]
    fn a_module_that_says_nothing_is_found_wherever_it_stands() {
        let check = |path, text| modules(&[sample(path, text)]).places();
        assert!(modules(&[sample("crates/a/src/span.rs", "mod lines;\n// mod utils;\n")]).passes());
        assert_eq!(check("crates/a/src/utils.rs", ""), ["crates/a/src/utils.rs:0"]);
        assert_eq!(check("crates/a/src/helpers/b.rs", ""), ["crates/a/src/helpers/b.rs:0"]);
        assert_eq!(check("crates/a/src/b/mod.rs", ""), ["crates/a/src/b/mod.rs:0"]);
        assert_eq!(check("crates/a/src/b.rs", "\npub mod common {}\n"), ["crates/a/src/b.rs:2"]);
    }

    #[test]
    fn a_test_that_begins_with_test_is_found() {
        let good = "#[test]\nfn a_sum_is_exact() {}\nfn test_bed() {}\n";
        assert!(tests(&[sample("a.rs", good)]).passes());
        let bad = "#[test]\nfn a() {}\n#[test]\nfn test_sum() {}\n#[tokio::test]\nasync fn test_web() {}\n";
        assert_eq!(tests(&[sample("a.rs", bad)]).places(), ["a.rs:4", "a.rs:6"]);
    }
}
