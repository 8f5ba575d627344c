//! The two clocks that every read names.

use jiff::Timestamp;
use jiff::civil::Date;

/// A moment to judge from: what was true by `valid`, as it was known at `recorded`.
///
/// The same `AsOf` gives the same answer for ever once `recorded` lies in the past.
#[doc(alias = "thời điểm")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// The day the judgement is made for: decides which periods are closed and which figures are due.
    pub valid: Date,
    /// Only entries recorded at or before this instant are known.
    pub recorded: Timestamp,
}
