//! The glossary holds every word of the field that the model names.

use crate::files::TextFile;
use crate::tidy::finding::Outcome;

const GLOSSARY: &str = "GLOSSARY.md";

/// Every `#[doc(alias = "…")]` of the model stands in the glossary.
pub(crate) fn check(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(glossary) = files.iter().find(|file| file.path == GLOSSARY) else {
        outcome.add(
            GLOSSARY,
            0,
            "is missing: it lists each Vietnamese term with its type, definition and source",
        );
        return outcome;
    };
    let known = glossary.text.to_lowercase();
    for file in files.iter().filter(|file| file.path.starts_with("crates/quyet-model/src/")) {
        for (line, term) in aliases(&file.text) {
            outcome.saw();
            if !known.contains(&term.to_lowercase()) {
                outcome.add(&file.path, line, format!("give “{term}” a line in {GLOSSARY}"));
            }
        }
    }
    outcome
}

/// The terms with their lines.
fn aliases(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter_map(|(index, line)| {
        let term = line.trim().strip_prefix("#[doc(alias = \"")?;
        Some((index + 1, term.split('"').next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    const MODEL: &str = "/// A target.\n#[doc(alias = \"chỉ tiêu\")]\nstruct Target;\n#[doc(alias = \"kỳ\")]\nstruct Period;\n";

    #[test]
    fn a_term_without_a_line_in_the_glossary_is_found() {
        let model = sample("crates/quyet-model/src/a.rs", MODEL);
        let full = sample(GLOSSARY, "| Chỉ tiêu | Target |\n| kỳ | Period |\n");
        assert!(check(&[model.clone(), full]).passes());
        let short = sample(GLOSSARY, "| Chỉ tiêu | Target |\n");
        assert_eq!(check(&[model.clone(), short]).places(), ["crates/quyet-model/src/a.rs:4"]);
        assert_eq!(check(&[model]).places(), ["GLOSSARY.md:0"]);
    }
}
