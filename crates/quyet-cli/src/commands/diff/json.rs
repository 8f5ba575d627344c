//! A comparison as JSON, name and version `quyet/diff/1`.
//!
//! Decimals are strings, targets have the shape of `quyet schema plan`; a side that is missing is null.

use quyet_app::compare_plans::{
    Comparison, HeadChange, Kept, Likeness, Shift, TargetAspect, TargetChange, TaskAspect,
    TaskChange,
};
use quyet_wire::plan::target::TargetJson;
use quyet_wire::plan::task::TaskJson;
use serde_json::{Value, json};

/// The whole comparison, also what did not change.
pub(crate) fn of(found: &Comparison<'_>) -> Value {
    json!({
        "schema": "quyet/diff/1",
        "differs": found.differs(),
        "head": found.head.iter().map(head).collect::<Vec<_>>(),
        "targets": found.targets.iter().map(target).collect::<Vec<_>>(),
        "tasks": found.tasks.iter().map(task).collect::<Vec<_>>(),
        "likeness_skipped": found.likeness_skipped,
    })
}

fn head(change: &HeadChange) -> Value {
    json!({ "field": change.field.name(), "old": change.old, "new": change.new })
}

fn target(change: &TargetChange<'_>) -> Value {
    match change {
        TargetChange::Kept(kept) => {
            let mut aspects = Vec::new();
            let mut moved = Value::Null;
            for aspect in &kept.aspects {
                aspects.push(match aspect {
                    TargetAspect::Condition(shift) => {
                        moved = shift_json(*shift);
                        "condition"
                    }
                    TargetAspect::Unit => "unit",
                    TargetAspect::Name => "name",
                    TargetAspect::Horizon => "horizon",
                    TargetAspect::Code => "code",
                });
            }
            let (old, new) = (TargetJson::from(kept.old), TargetJson::from(kept.new));
            json!({
                "change": if aspects.is_empty() { "none" } else { "changed" },
                "aspects": aspects,
                "difference": moved,
                "matched": matched(kept),
                "old": old,
                "new": new,
            })
        }
        TargetChange::Added(target) => {
            json!({ "change": "added", "old": null, "new": TargetJson::from(*target) })
        }
        TargetChange::Removed(target) => {
            json!({ "change": "removed", "old": TargetJson::from(*target), "new": null })
        }
    }
}

fn task(change: &TaskChange<'_>) -> Value {
    match change {
        TaskChange::Kept(kept) => {
            let aspects = kept.aspects.iter().map(|aspect| match aspect {
                TaskAspect::Text => "text",
                TaskAspect::Group => "group",
                TaskAspect::Code => "code",
            });
            let (old, new) = (TaskJson::from(kept.old), TaskJson::from(kept.new));
            json!({
                "change": if kept.aspects.is_empty() { "none" } else { "changed" },
                "aspects": aspects.collect::<Vec<_>>(),
                "matched": matched(kept),
                "old": old,
                "new": new,
            })
        }
        TaskChange::Added(task) => {
            json!({ "change": "added", "old": null, "new": TaskJson::from(*task) })
        }
        TaskChange::Removed(task) => {
            json!({ "change": "removed", "old": TaskJson::from(*task), "new": null })
        }
    }
}

/// New less old at either end; null where nothing can be subtracted.
fn shift_json(shift: Shift) -> Value {
    json!({
        "low": shift.low.map(|by| by.to_string()),
        "high": shift.high.map(|by| by.to_string()),
    })
}

fn matched<Thing, Aspect>(kept: &Kept<'_, Thing, Aspect>) -> Value {
    let (by, percent) = match kept.by {
        Likeness::Indicator => ("indicator", None),
        Likeness::SameName => ("same_name", None),
        Likeness::LikeName(percent) => ("like_name", Some(percent)),
    };
    json!({ "by": by, "percent": percent, "ties": kept.ties })
}
