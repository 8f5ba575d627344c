//! Sizes: a file that cannot be read in one sitting is two files.

use crate::files::TextFile;
use crate::tidy::finding::Outcome;

/// How many lines a file may have; `None` when its size does not matter.
fn limit(file: &TextFile) -> Option<usize> {
    let template = file.path.split('/').any(|part| part == "templates");
    match file.name() {
        _ if template => Some(150),
        "lib.rs" => Some(100),
        _ if file.ends(".rs") => Some(600),
        _ => None,
    }
}

/// No file is longer than its kind may be.
pub(crate) fn check(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    for (file, limit) in files.iter().filter_map(|file| limit(file).map(|limit| (file, limit))) {
        outcome.saw();
        let lines = file.text.lines().count();
        if lines > limit {
            let what = format!("{lines} lines where {limit} is the most: split it by what it does");
            outcome.add(&file.path, limit + 1, what);
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    #[test]
    fn the_last_line_allowed_passes_and_the_next_is_found() {
        for (path, limit) in [
            ("crates/a/src/b.rs", 600),
            ("crates/a/src/lib.rs", 100),
            ("crates/a/templates/b.html", 150),
        ] {
            assert!(check(&[sample(path, &"x\n".repeat(limit))]).passes(), "{path}");
            let outcome = check(&[sample(path, &"x\n".repeat(limit + 1))]);
            assert_eq!(outcome.places(), [format!("{path}:{}", limit + 1)]);
        }
    }

    #[test]
    fn documents_may_be_long() {
        assert_eq!(check(&[sample("README.md", &"x\n".repeat(900))]), Outcome::default());
    }
}
