//! The rules of the bench: told in `spec/`, applied in `quyet-assess`, neither without the other.

use std::collections::BTreeMap;

use crate::files::TextFile;
use crate::tidy::finding::Outcome;

/// Every rule id stands in the spec and in the bench.
pub(crate) fn check(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    let spec = ids(files.iter().filter(|file| file.path.starts_with("spec/") && file.ends(".md")));
    let bench = ids(files.iter().filter(|file| file.path.starts_with("crates/quyet-assess/src/")));
    for (id, (path, line)) in &bench {
        outcome.saw();
        if !spec.contains_key(id) {
            outcome.add(path, *line, format!("tell rule {id} in spec/, with examples"));
        }
    }
    for (id, (path, line)) in spec.iter().filter(|(id, _)| !bench.contains_key(*id)) {
        outcome.add(path, *line, format!("no file of quyet-assess applies rule {id}"));
    }
    outcome
}

/// Each id with the first place that names it.
fn ids<'a>(files: impl Iterator<Item = &'a TextFile>) -> BTreeMap<&'a str, (&'a str, usize)> {
    let mut found = BTreeMap::new();
    for file in files {
        for (index, line) in file.text.lines().enumerate() {
            for id in line.match_indices("R-").filter_map(|(at, _)| id_at(line, at)) {
                found.entry(id).or_insert((file.path.as_str(), index + 1));
            }
        }
    }
    found
}

/// The id `R-NN` that begins at `at`; `None` when something else does.
fn id_at(line: &str, at: usize) -> Option<&str> {
    let id = line.get(at..at + 4)?;
    let digits = id.bytes().skip(2).all(|b| b.is_ascii_digit());
    let before = line[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = line[at + 4..].chars().next().is_some_and(char::is_alphanumeric);
    (digits && !before && !after).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    fn check_pair(spec: &str, bench: &str) -> Vec<String> {
        check(&[sample("spec/a.md", spec), sample("crates/quyet-assess/src/a.rs", bench)]).places()
    }

    #[test]
    fn a_rule_told_and_applied_passes() {
        let both = [
            sample("spec/a.md", "# R-01 Level\n"),
            sample("crates/quyet-assess/src/a.rs", "\"R-01\""),
        ];
        assert!(check(&both).passes());
    }

    #[test]
    fn a_rule_that_only_one_side_knows_is_found() {
        assert_eq!(check_pair("# R-01\n", "R-01\nR-02\n"), ["crates/quyet-assess/src/a.rs:2"]);
        assert_eq!(check_pair("# R-01\n\n# R-03\n", "R-01\n"), ["spec/a.md:3"]);
        assert_eq!(
            check_pair("VAR-07 R-123 R-1 R-đ\n", "R-01\n"),
            ["crates/quyet-assess/src/a.rs:1"]
        );
    }
}
