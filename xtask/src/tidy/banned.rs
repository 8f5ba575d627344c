//! Code that may not be committed: unfinished, switched off, hoping for the best, waiting for luck.

use crate::files::TextFile;
use crate::rust_text::RustText;
use crate::tidy::finding::Outcome;
use crate::tidy::tree;

/// Where a word is banned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Everywhere,
    OutsideTests,
    InTests,
}

const BANNED: &[(&str, Where, &str)] = &[
    (
        "#[ignore",
        Where::Everywhere,
        "no test is switched off: assert what happens today, or remove it",
    ),
    ("todo!", Where::Everywhere, "finish it, or leave it out"),
    ("unimplemented!", Where::Everywhere, "finish it, or leave it out"),
    ("dbg!", Where::Everywhere, "take the probe out"),
    (".unwrap()", Where::OutsideTests, "handle it, or `expect` with the invariant as message"),
    ("sleep(", Where::InTests, "no test waits: make time a parameter"),
    ("sleep_until(", Where::InTests, "no test waits: make time a parameter"),
];

/// None of the banned words stands where it may not.
pub(crate) fn check(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    for file in tree::rust(files) {
        outcome.saw();
        let rust = RustText::new(&file.text);
        let whole = tree::is_test(&file.path);
        for (word, place, what) in BANNED {
            for at in rust.find(word).filter(|&at| applies(*place, whole || rust.in_tests(at))) {
                outcome.add(&file.path, rust.line_of(at), format!("`{word}`: {what}"));
            }
        }
    }
    outcome.findings.sort();
    outcome
}

fn applies(place: Where, in_tests: bool) -> bool {
    match place {
        Where::Everywhere => true,
        Where::OutsideTests => !in_tests,
        Where::InTests => in_tests,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    fn check_one(text: &str, lines: &[usize]) {
        let outcome = check(&[sample("crates/a/src/b.rs", text)]);
        let found: Vec<usize> = outcome.findings.iter().map(|one| one.line).collect();
        assert_eq!(found, lines, "of {text}");
    }

    #[test]
    fn what_may_not_be_committed_is_found_with_its_line() {
        check_one(
            "fn a() {\n  todo!()\n}\nfn b() { unimplemented!(\"x\") }\nfn c() { dbg!(1); }",
            &[2, 4, 5],
        );
        check_one("#[cfg(test)]\nmod tests {\n#[test]\n#[ignore = \"slow\"]\nfn a() {}\n}", &[4]);
    }

    #[test]
    fn unwrap_is_for_tests_only() {
        check_one(
            "fn a() { b().unwrap(); }\n#[cfg(test)]\nmod tests { fn c() { d().unwrap(); } }",
            &[1],
        );
        check_one("/// b().unwrap()\nfn a() { b().unwrap_or(1); \".unwrap()\"; }", &[]);
        assert!(check(&[sample("crates/a/tests/b.rs", "fn a() { b().unwrap(); }")]).passes());
    }

    #[test]
    fn no_test_waits() {
        check_one(
            "fn a() { thread::sleep(x); }\n#[cfg(test)]\nmod tests {\n fn c() { sleep(x); }\n}",
            &[4],
        );
        let whole =
            check(&[sample("crates/a/tests/b.rs", "fn a() { tokio::time::sleep(x).await; }")]);
        assert_eq!(whole.findings.len(), 1);
    }
}
