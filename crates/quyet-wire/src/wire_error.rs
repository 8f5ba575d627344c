//! What is wrong with a written form, and where.

use std::fmt;

/// A place in a JSON document that cannot be read as the noun it should be.
///
/// Displays as `targets[3].condition.low: “abc” không phải là số thập phân …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    /// The way from the document's root: `targets[3].condition.low`; empty for the root itself.
    pub path: String,
    /// What is wrong, in Vietnamese.
    pub what: String,
}

impl WireError {
    /// An error at a place that the callers name with [`WireError::inside`].
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { path: String::new(), what: what.into() }
    }

    /// The same error seen from one step further out.
    #[must_use]
    pub(crate) fn inside(self, step: &str) -> Self {
        let gap = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{step}{gap}{}", self.path), what: self.what }
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "(gốc)" } else { &self.path };
        write!(f, "{path}: {}", self.what)
    }
}

impl std::error::Error for WireError {}

/// Names the field whose conversion may fail.
pub(crate) trait Inside<T> {
    /// The result, with the error seen from the object that holds `field`.
    fn inside(self, field: &str) -> Result<T, WireError>;
}

impl<T> Inside<T> for Result<T, WireError> {
    fn inside(self, field: &str) -> Self {
        self.map_err(|error| error.inside(field))
    }
}

/// Converts a list, naming the item that fails.
pub(crate) fn each<J, T>(
    items: Vec<J>,
    field: &str,
    read: impl Fn(J) -> Result<T, WireError>,
) -> Result<Vec<T>, WireError> {
    let numbered = items.into_iter().enumerate();
    numbered.map(|(i, item)| read(item).inside(&format!("{field}[{i}]"))).collect()
}
