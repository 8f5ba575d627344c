//! The root manifest and the lock.

use crate::files::TextFile;
use crate::tidy::finding::Outcome;

const MANIFEST: &str = "Cargo.toml";
const LOCK: &str = "Cargo.lock";

/// The lock is committed, and every dependency from outside carries the reason why it is here.
pub(crate) fn check(files: &[TextFile]) -> Outcome {
    let mut outcome = Outcome::default();
    if !files.iter().any(|file| file.path == LOCK) {
        outcome.add(LOCK, 0, "commit the lock: everybody builds the same house");
    }
    let Some(manifest) = files.iter().find(|file| file.path == MANIFEST) else {
        outcome.add(MANIFEST, 0, "is missing");
        return outcome;
    };
    let (mut inside, mut reason) = (false, false);
    for (index, line) in manifest.text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        } else if let Some(name) = dependency(line).filter(|_| inside) {
            outcome.saw();
            if !reason && !line.contains(" # ") {
                let what = format!("say in a comment line above “{name}” what it is here for");
                outcome.add(MANIFEST, index + 1, what);
            }
        }
        reason = line.starts_with("# ");
    }
    outcome
}

/// The name that a line of dependencies gives; `None` for comments, blanks and our own rooms.
fn dependency(line: &str) -> Option<&str> {
    let (name, value) = line.split_once('=')?;
    let ours = value.contains("path = ");
    (!line.starts_with('#') && !ours).then_some(name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::sample;

    const GOOD: &str = "[workspace.dependencies]\na = { path = \"crates/a\" }\n\n# Dates.\njiff = \"1\"\ncsv = \"1\" # Tables.\n\n[profile.dev]\ndebug = 1\n";

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let lock = sample(LOCK, "");
        assert!(check(&[lock.clone(), sample(MANIFEST, GOOD)]).passes());
        let bad = GOOD.replace("csv = \"1\" # Tables.", "csv = \"1\"");
        assert_eq!(check(&[lock, sample(MANIFEST, &bad)]).places(), ["Cargo.toml:6"]);
    }

    #[test]
    fn a_missing_lock_is_found() {
        assert_eq!(check(&[sample(MANIFEST, GOOD)]).places(), ["Cargo.lock:0"]);
    }
}
