//! What a plan promises to reach.

use std::fmt;

use crate::citation::Citation;
use crate::condition::{Condition, Promise};
use crate::indicator::IndicatorId;
use crate::span::Span;

/// Number of a target in its plan: "6", and "19.1" for its first part.
///
/// A head that carries a value of its own bears its container's number again ("1" inside "1").
#[doc(alias = "mã chỉ tiêu")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetCode(pub String);

impl fmt::Display for TargetCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One target, or a container of parts.
#[doc(alias = "chỉ tiêu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Number in the plan.
    pub code: TargetCode,
    /// The mark as written: "(6)", "1.", "-"; empty when the text has none.
    pub label: String,
    /// Its words in NFC, line breaks folded to spaces, without the mark.
    pub text: String,
    /// The name without value, verb of reaching and comparison.
    pub name: String,
    /// Where its words stand (with the mark).
    pub at: Citation,
    /// Where the words of the condition stand; `None` for a container.
    pub condition_at: Option<Span>,
    /// What is promised. A container of parts has [`Promise::AllOf`].
    pub condition: Condition,
    /// Time words that bound the promise, as written ("đến năm 2030"); `None` for the plan's own year.
    pub horizon: Option<String>,
    /// The indicator it is measured by; `None` until somebody linked it.
    pub indicator: Option<IndicatorId>,
    /// The heading of the table's column that gives the value ("HĐND tỉnh giao"), as written; `None` when the
    /// words come from no table, or only one column speaks for the plan.
    #[doc(alias = "cột của bảng")]
    pub column: Option<String>,
    /// The value of an earlier document that this one replaces, as written ("8,5%"); `None` when the text amends
    /// nothing or does not say what it was.
    #[doc(alias = "chỉ tiêu cũ")]
    pub replaces: Option<String>,
    /// Parts in the text's order; a head with a value of its own comes first. Empty for a leaf.
    pub parts: Vec<Target>,
}

impl Target {
    /// Whether it is judged itself rather than through parts.
    pub fn is_leaf(&self) -> bool {
        self.parts.is_empty()
    }

    /// The judged leaves, in the text's order.
    pub fn leaves(&self) -> Vec<&Target> {
        if self.is_leaf() {
            return vec![self];
        }
        self.parts.iter().flat_map(Target::leaves).collect()
    }

    /// Whether a list of names is promised.
    pub fn is_roster(&self) -> bool {
        matches!(self.condition.promise, Promise::Roster { .. })
    }
}
