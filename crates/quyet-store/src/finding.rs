//! What a check of the whole ledger found.

use std::fmt;

use quyet_proof::Head;

/// One thing that is wrong, named so that a person can look at it.
#[doc(alias = "sai lệch")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Sequence number of the entry concerned; `None` when no single entry is.
    pub entry: Option<u64>,
    /// Table that holds the wrong row.
    pub table: &'static str,
    /// Key of the row, as text.
    pub row: String,
    /// What is wrong, in Vietnamese.
    pub what: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(seq) = self.entry {
            write!(f, "mục {seq}, ")?;
        }
        write!(f, "bảng {}, dòng {}: {}", self.table, self.row, self.what)
    }
}

/// The result of [`crate::ledger::Ledger::fsck`].
///
/// Projections are compared only when the ledger itself is sound: they cannot be judged by a broken one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FsckReport {
    /// Entries read.
    pub entries: u64,
    /// The head recomputed from the payloads alone.
    pub head: Head,
    /// What is wrong, the first wrong thing first, at most [`FsckReport::FINDINGS_MAX`]; empty when all is well.
    pub findings: Vec<Finding>,
}

impl FsckReport {
    /// Findings beyond this number are not listed.
    pub const FINDINGS_MAX: usize = 100;

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// The first wrong thing; `None` when all is well.
    pub fn first(&self) -> Option<&Finding> {
        self.findings.first()
    }
}
