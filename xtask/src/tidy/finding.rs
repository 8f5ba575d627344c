//! What a check found, and how much it looked at.

use std::fmt;

/// Something that is out of order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// Path from the root.
    pub(crate) path: String,
    /// Counted from 1; 0 speaks of the whole file.
    pub(crate) line: usize,
    /// What it is and what to do.
    pub(crate) what: String,
}

impl Finding {
    pub(crate) fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}:{line}: {}", self.path, self.what),
        }
    }
}

/// The outcome of one check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// How many things the check looked at. A check that saw nothing has proved nothing, and fails.
    pub(crate) looked_at: usize,
    /// In the order found.
    pub(crate) findings: Vec<Finding>,
}

impl Outcome {
    pub(crate) fn saw(&mut self) {
        self.looked_at += 1;
    }

    pub(crate) fn add(&mut self, path: &str, line: usize, what: impl Into<String>) {
        self.findings.push(Finding::new(path, line, what));
    }

    pub(crate) fn passes(&self) -> bool {
        self.looked_at > 0 && self.findings.is_empty()
    }

    /// Each finding as `path:line`, for tests.
    #[cfg(test)]
    pub(crate) fn places(&self) -> Vec<String> {
        self.findings.iter().map(|one| format!("{}:{}", one.path, one.line)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_saw_nothing_does_not_pass() {
        assert!(!Outcome::default().passes());
        assert!(Outcome { looked_at: 1, findings: Vec::new() }.passes());
        assert!(!Outcome { looked_at: 1, findings: vec![Finding::new("a", 1, "b")] }.passes());
    }

    #[test]
    fn a_finding_names_its_place() {
        assert_eq!(Finding::new("a/b.rs", 7, "is long").to_string(), "a/b.rs:7: is long");
        assert_eq!(Finding::new("a/b.rs", 0, "is long").to_string(), "a/b.rs: is long");
    }
}
