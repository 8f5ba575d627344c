//! Use case: say how a plan differs from an earlier one, target by target and task by task. Writes nothing.
//!
//! **Takes** two [`Plan`]s: drafts, adopted plans, or one of each. **Gives** a [`Comparison`] that borrows from
//! both. **Never** reads a file, a ledger or a clock, and never fails.
//!
//! Start reading at [`compare_plans`]. Which target answers which is decided in [`pairing`], by fixed rules
//! that are told with every pair, so that a person can disagree.
//! Invariant: every target and every task of either plan stands in exactly one change.

mod condition;
mod head;
pub mod pairing;
mod target;
mod task;
mod words;

use quyet_model::plan::Plan;
use quyet_model::target::Target;
use quyet_model::task::Task;
use rust_decimal::Decimal;

pub use head::HeadField;
pub use pairing::Likeness;

/// How a plan differs from an earlier one.
#[doc(alias = "so sánh kế hoạch")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// What the documents say of themselves and say differently, in the order of the head.
    pub head: Vec<HeadChange>,
    /// Shape: one entry per pair or single target; those of the new plan in its order, then the removed in theirs.
    pub targets: Vec<TargetChange<'a>>,
    /// Shape and order as for targets.
    pub tasks: Vec<TaskChange<'a>>,
    /// So many names were left over that likeness was not tried: what was reworded is told as removed and added.
    pub likeness_skipped: bool,
}

impl Comparison<'_> {
    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        !self.head.is_empty()
            || self.targets.iter().any(TargetChange::differs)
            || self.tasks.iter().any(TaskChange::differs)
    }
}

/// One line of the head that reads differently. Words as shown to people; `None`: the text does not say.
#[doc(alias = "thay đổi thể thức")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadChange {
    /// Which line.
    pub field: HeadField,
    /// What the earlier plan says.
    pub old: Option<String>,
    /// What the new plan says.
    pub new: Option<String>,
}

/// What became of a target. A target here is a leaf, or a container that asks for more than all of its parts.
#[doc(alias = "thay đổi chỉ tiêu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetChange<'a> {
    /// It stands in both plans; [`Kept::aspects`] say what differs.
    Kept(Kept<'a, Target, TargetAspect>),
    /// Only the new plan has it.
    Added(&'a Target),
    /// Only the earlier plan has it.
    Removed(&'a Target),
}

/// What became of a task.
#[doc(alias = "thay đổi nhiệm vụ")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskChange<'a> {
    /// It stands in both plans; [`Kept::aspects`] say what differs.
    Kept(Kept<'a, Task, TaskAspect>),
    /// Only the new plan has it.
    Added(&'a Task),
    /// Only the earlier plan has it.
    Removed(&'a Task),
}

impl TargetChange<'_> {
    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        !matches!(self, Self::Kept(kept) if kept.aspects.is_empty())
    }
}

impl TaskChange<'_> {
    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        !matches!(self, Self::Kept(kept) if kept.aspects.is_empty())
    }
}

/// Something that stands in both plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<'a, Thing, Aspect> {
    /// As the earlier plan has it.
    pub old: &'a Thing,
    /// As the new plan has it.
    pub new: &'a Thing,
    /// Why the two are taken for one.
    pub by: Likeness,
    /// Numbers in the plans of others that were just as like: with ties a person should look.
    pub ties: Vec<String>,
    /// What differs; empty when nothing does.
    pub aspects: Vec<Aspect>,
}

/// In what a kept target differs. Each occurs at most once, in this order.
#[doc(alias = "nội dung thay đổi của chỉ tiêu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetAspect {
    /// The promise, its numbers, or how a bare figure is read.
    Condition(Shift),
    /// The unit of measure, beyond its spelling.
    Unit,
    /// The words of the name, beyond case and punctuation.
    Name,
    /// The time words that bound the promise.
    Horizon,
    /// The number in the plan.
    Code,
}

/// In what a kept task differs. Each occurs at most once, in this order.
#[doc(alias = "nội dung thay đổi của nhiệm vụ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskAspect {
    /// The words, beyond case and punctuation.
    Text,
    /// The heading of its group.
    Group,
    /// The number in the plan.
    Code,
}

/// New number less old number at each end of a condition, in the condition's unit.
///
/// `None` where either side has no number there, where the units differ beyond spelling, or where the two ask
/// for different kinds of thing (a level, a rise, a fall, a count, a rank).
#[doc(alias = "chênh lệch")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// At the lower end.
    pub low: Option<Decimal>,
    /// At the upper end.
    pub high: Option<Decimal>,
}

/// Compares two plans. Deterministic; the same plan twice gives no difference.
///
/// Time grows with the length of both plans, and with the product of what is left after equal names were
/// paired, up to [`pairing::LIKENESS_MAX`].
///
/// ```
/// use quyet_app::compare_plans::{TargetAspect, TargetChange, compare_plans};
/// let old = quyet_compile::compile("Điều 1. Các chỉ tiêu chủ yếu năm 2025\n1. Diện tích trồng rừng: 300 ha.");
/// let new = quyet_compile::compile("Điều 1. Các chỉ tiêu chủ yếu năm 2025\n1. Diện tích trồng rừng: 350 ha.");
/// let found = compare_plans(&old.plan, &new.plan);
/// let [TargetChange::Kept(kept)] = &found.targets[..] else { panic!("one target in both") };
/// let [TargetAspect::Condition(shift)] = &kept.aspects[..] else { panic!("only its number differs") };
/// assert_eq!(shift.low, Some(50.into()));
/// ```
pub fn compare_plans<'a>(old: &'a Plan, new: &'a Plan) -> Comparison<'a> {
    let (targets, many_targets) = target::changes(old, new);
    let (tasks, many_tasks) = task::changes(old, new);
    Comparison {
        head: head::changes(&old.document, &new.document),
        targets,
        tasks,
        likeness_skipped: many_targets || many_tasks,
    }
}

#[cfg(test)]
mod tests;
