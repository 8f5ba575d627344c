//! What a plan orders to be done, and whom it charges.

use crate::assignment::Assignment;
use crate::citation::{Citation, Passage};

/// The group of tasks that an article's clause opens.
#[doc(alias = "nhóm nhiệm vụ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskGroup {
    /// Its number as written, without dot: "2".
    pub code: String,
    /// Its heading ("Về phát triển kinh tế"); empty when the group is one task without heading.
    pub title: String,
}

/// One item of the tasks-and-solutions part.
#[doc(alias = "nhiệm vụ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Number in the plan: "2.a", or "1" for a group that is one task.
    pub code: String,
    /// The group it stands in.
    pub group: TaskGroup,
    /// Its words without the mark.
    pub text: String,
    /// Where they stand.
    pub at: Citation,
    /// Its sentences in order: what is to be done, one by one. Never empty.
    pub measures: Vec<Measure>,
    /// Who and when, for the task as a whole: what its heading or table row says, then what its measures say,
    /// each body, day and link once.
    pub assignment: Assignment,
}

/// One sentence of a task: a single thing to do.
#[doc(alias = "việc cần làm")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The words.
    pub passage: Passage,
    /// Who and when, as this sentence itself says.
    pub assignment: Assignment,
}

/// What an addressee is charged with.
#[doc(alias = "vai trò thực hiện")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DutyKind {
    /// Tổ chức thực hiện.
    CarryOut,
    /// Giám sát.
    Supervise,
    /// Phối hợp, động viên: bring the people in.
    Mobilise,
    /// Something else that the words say.
    Other,
}

/// A clause of the closing article: who has to do what with the resolution.
#[doc(alias = "trách nhiệm tổ chức thực hiện")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Who, one entry per named body, as written. Never empty.
    pub addressees: Vec<String>,
    /// What for.
    pub kind: DutyKind,
    /// The words.
    pub passage: Passage,
    /// With whom, by when and to what end. Its lead holds only bodies that are no addressees.
    pub assignment: Assignment,
}
