//! Tasks against tasks.

use quyet_model::plan::Plan;
use quyet_model::task::Task;

use super::pairing::{Known, Pair, folded, pair};
use super::{Kept, TaskAspect, TaskChange};

/// The changes, and whether likeness was left out.
pub(super) fn changes<'a>(old: &'a Plan, new: &'a Plan) -> (Vec<TaskChange<'a>>, bool) {
    let known = |tasks: &[Task]| tasks.iter().map(known).collect::<Vec<_>>();
    let pairing = pair(&known(&old.tasks), &known(&new.tasks));
    let mut kept = vec![false; old.tasks.len()];
    let mut pairs = pairing.pairs.into_iter().peekable();
    let mut out = Vec::with_capacity(new.tasks.len());
    for (at, new) in new.tasks.iter().enumerate() {
        out.push(match pairs.next_if(|pair| pair.new == at) {
            Some(Pair { old: there, by, ties, .. }) => {
                kept[there] = true;
                let old = &old.tasks[there];
                TaskChange::Kept(Kept { old, new, by, ties, aspects: aspects(old, new) })
            }
            None => TaskChange::Added(new),
        });
    }
    let removed = old.tasks.iter().zip(&kept).filter(|(_, kept)| !**kept);
    out.extend(removed.map(|(task, _)| TaskChange::Removed(task)));
    (out, pairing.likeness_skipped)
}

fn known(task: &Task) -> Known {
    Known { code: task.code.clone(), name: folded(&task.text), indicator: None }
}

fn aspects(old: &Task, new: &Task) -> Vec<TaskAspect> {
    let mut out = Vec::new();
    let mut note = |differs: bool, aspect| out.extend(differs.then_some(aspect));
    note(folded(&old.text) != folded(&new.text), TaskAspect::Text);
    note(folded(&old.group.title) != folded(&new.group.title), TaskAspect::Group);
    note(old.code != new.code, TaskAspect::Code);
    out
}
