//! Parts of documents that are written by `cargo xtask docs` and held by tidy.
//!
//! A part stands between the lines `<!-- NAME:begin -->` and `<!-- NAME:end -->`.

use crate::files::TextFile;
use crate::tidy::finding::Outcome;

/// A generated part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Path of the document from the root.
    pub(crate) path: &'static str,
    /// Name in the markers.
    pub(crate) name: &'static str,
    /// What stands between the markers; ends with a line break.
    pub(crate) body: String,
}

impl Part {
    /// The document with this part in its place; `None` when a marker is missing.
    pub(crate) fn place_in(&self, text: &str) -> Option<String> {
        let begin = format!("<!-- {}:begin -->\n", self.name);
        let end = format!("<!-- {}:end -->", self.name);
        let from = text.find(&begin)? + begin.len();
        let to = from + text[from..].find(&end)?;
        Some(format!("{}{}{}", &text[..from], self.body, &text[to..]))
    }

    /// How the two markers are to be written.
    pub(crate) fn markers(&self) -> String {
        format!("<!-- {0}:begin --> and <!-- {0}:end -->", self.name)
    }
}

/// Every part stands in its document as it would be written now.
pub(crate) fn check(files: &[TextFile], parts: &[Part]) -> Outcome {
    let mut outcome = Outcome::default();
    for part in parts {
        outcome.saw();
        let Some(file) = files.iter().find(|file| file.path == part.path) else {
            outcome.add(
                part.path,
                0,
                format!("is missing: write it with the lines {}", part.markers()),
            );
            continue;
        };
        match part.place_in(&file.text) {
            None => outcome.add(part.path, 0, format!("has no lines {}", part.markers())),
            Some(text) if text != file.text => {
                let line = first_difference(&text, &file.text);
                outcome.add(
                    part.path,
                    line,
                    format!("“{}” is out of date: cargo xtask docs", part.name),
                );
            }
            Some(_) => {}
        }
    }
    outcome
}

fn first_difference(one: &str, other: &str) -> usize {
    one.lines().zip(other.lines()).take_while(|(a, b)| a == b).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    fn part() -> Part {
        Part { path: "A.md", name: "arrows", body: "| a |\n".to_owned() }
    }

    #[test]
    fn a_document_that_tells_the_truth_passes() {
        let text = "# A\n<!-- arrows:begin -->\n| a |\n<!-- arrows:end -->\nmore\n";
        assert!(check(&[sample("A.md", text)], &[part()]).passes());
    }

    #[test]
    fn a_part_that_is_out_of_date_or_missing_is_found() {
        let check_text = |text| check(&[sample("A.md", text)], &[part()]).places();
        assert_eq!(
            check_text("# A\n<!-- arrows:begin -->\n| b |\n<!-- arrows:end -->\n"),
            ["A.md:3"]
        );
        assert_eq!(check_text("# A\n<!-- arrows:begin -->\n| a |\n"), ["A.md:0"]);
        assert_eq!(check(&[], &[part()]).places(), ["A.md:0"]);
    }

    #[test]
    fn writing_a_part_leaves_the_rest_alone() {
        let text = "# A\n<!-- arrows:begin -->\nold\n<!-- arrows:end -->\nmore\n";
        let fresh = part().place_in(text).unwrap();
        assert_eq!(fresh, "# A\n<!-- arrows:begin -->\n| a |\n<!-- arrows:end -->\nmore\n");
    }
}
