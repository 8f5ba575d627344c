//! A step from an older layout of a database to the next.

/// A step that a database still needs before this program opens it.
#[doc(alias = "bước chuyển đổi")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Number of the step, which is also the layout it leads to.
    pub version: i64,
    /// What it does, in Vietnamese, for the person who decides when.
    pub words: String,
    /// Whether it rewrites what is stored, so that a backup belongs before it.
    pub backup_first: bool,
}
