//! What a house must survive, done to it for real: processes killed, disks filled, bytes flipped.
//!
//! **Takes** a directory to work in, a seed, and the hammer's program. **Gives** a [`Row`] per fault: how often it was
//! done, what was acknowledged, what was lost. **Never** pretends: what could not be done is `NOT DONE` in its row.
//! Start reading at [`kills`].
//! Invariant: what counts as acknowledged is what another process printed before it was killed.

pub mod flips;
pub mod full;
pub mod kills;

use std::fmt;

/// What one kind of fault came to.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What was done.
    pub fault: String,
    /// How often.
    pub times: u64,
    /// Batches that were acknowledged meanwhile.
    pub acknowledged: u64,
    /// Acknowledged batches that are not there as they were sent.
    pub lost: u64,
    /// What else there is to say.
    pub remark: String,
    /// Everything that is wrong, line by line.
    pub wrong: Vec<String>,
}

impl Row {
    /// Nothing was lost and nothing went unnoticed.
    pub fn is_good(&self) -> bool {
        self.lost == 0 && self.wrong.is_empty()
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fault, times, acknowledged, lost, remark, wrong } = self;
        write!(f, "| {fault} | {times} | {acknowledged} | {lost} | {} | {remark} |", wrong.len())
    }
}

/// The head of the table that rows make.
pub const HEAD: &str = "\
| fault | times | acknowledged batches | lost | unnoticed or wrong | remark |
|---|---:|---:|---:|---:|---|";
