//! Every labelled target of the shared corpus: predicate, numbers, unit and name.

use std::path::Path;

use quyet_model::condition::{Bound, Direction, Promise};
use quyet_model::unit::Unit;
use rust_decimal::Decimal;
use serde_json::Value;

use super::item;
use crate::grammar::{ReadTarget, read_item};

/// Labels by file; `None` when the corpus is not beside the workspace.
fn labels() -> Option<Vec<(String, Value)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).ok()?.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".gold.json"));
    files.sort();
    let read = |path: &Path| {
        #[expect(clippy::disallowed_methods, reason = "a test reads its fixtures")]
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_str(&text).unwrap())
    };
    Some(files.iter().map(|p| read(p)).collect())
}

fn text_of(label: &Value, key: &str) -> String {
    label[key].as_str().unwrap_or("").to_owned()
}

/// The item as the reader of a document gives it: without mark, spaces folded.
fn unmarked(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = folded.trim_start_matches("- ");
    let numbered = rest.strip_prefix('(').and_then(|r| r.split_once(") "));
    match numbered {
        Some((number, rest)) if number.bytes().all(|b| b.is_ascii_digit()) => rest.to_owned(),
        _ => rest.to_owned(),
    }
}

fn leaves(label: &Value) -> Vec<&Value> {
    match label["parts"].as_array() {
        Some(parts) if !parts.is_empty() => parts.iter().collect(),
        _ => vec![label],
    }
}

fn read_leaves(target: &ReadTarget) -> Vec<&ReadTarget> {
    if target.parts.is_empty() {
        vec![target]
    } else {
        target.parts.iter().flat_map(read_leaves).collect()
    }
}

fn predicate(target: &ReadTarget) -> (&'static str, Option<Decimal>, Option<Decimal>) {
    let rank = target.condition.unit.as_ref().is_some_and(Unit::is_rank);
    match &target.condition.promise {
        Promise::Change { direction: Direction::Rise, by: Some(by), .. } if rank => {
            ("increase_rank", by.low(), None)
        }
        Promise::Level(bound) | Promise::Change { by: Some(bound), .. } => bounded(bound),
        Promise::Roster { count, .. } => ("list", Some((*count).into()), Some((*count).into())),
        Promise::AllOf { count: Some(n), direction: Some(Direction::Fall) } => {
            ("decrease_all", Some((*n).into()), Some((*n).into()))
        }
        Promise::RankWithin(n) => ("other", None, Some((*n).into())),
        _ => ("other", None, None),
    }
}

fn bounded(bound: &Bound) -> (&'static str, Option<Decimal>, Option<Decimal>) {
    let name = match bound {
        Bound::AtLeast(_) => "at_least",
        Bound::MoreThan(_) => "more_than",
        Bound::AtMost(_) => "at_most",
        Bound::LessThan(_) => "less_than",
        Bound::Exactly(_) => "equal",
        Bound::About(_) | Bound::AboutBetween(..) => "approximately",
        Bound::Between(..) => "between",
    };
    (name, bound.low(), bound.high())
}

fn number(label: &Value, key: &str) -> Option<Decimal> {
    label[key].is_number().then(|| label[key].to_string().parse().unwrap())
}

/// A name agrees when it differs only by the verb before the value or by the time words that became the horizon.
/// Some labels name what only a heading or another part says: those are left out.
fn names_agree(want: &str, target: &ReadTarget, words: &str) -> bool {
    let lower = |s: &str| s.to_lowercase();
    let verbless = want.trim_end_matches(" tăng").trim_end_matches(" giảm");
    let dated =
        target.horizon.as_ref().map_or(target.name.clone(), |h| format!("{h} {}", target.name));
    let invented = !lower(words).contains(&lower(verbless));
    [want, verbless].iter().any(|w| lower(w) == lower(&target.name) || lower(w) == lower(&dated))
        || invented
}

fn differences(label: &Value) -> Vec<String> {
    let text = unmarked(&text_of(label, "text"));
    let reading = read_item(&text, &item());
    let got: Vec<_> = reading.targets.iter().flat_map(read_leaves).collect();
    let want = leaves(label);
    if got.len() != want.len() {
        return vec![format!("{text}: {} leaves instead of {}", got.len(), want.len())];
    }
    let mut wrong = Vec::new();
    for (target, label) in got.iter().zip(want) {
        let (name, low, high) = predicate(target);
        let told = (name.to_owned(), low, high);
        let labelled = (text_of(label, "predicate"), number(label, "low"), number(label, "high"));
        let unit =
            target.condition.unit.as_ref().map(|u| u.as_str().to_owned()).unwrap_or_default();
        let words = text.get(target.range.clone()).unwrap_or("");
        let same = told == labelled && unit == text_of(label, "unit");
        if !same || !names_agree(&text_of(label, "name"), target, words) {
            wrong.push(format!(
                "{words}: want {labelled:?} {}, got {told:?} {unit} [{}]",
                label["name"], target.name
            ));
        }
        if let Promise::Roster { members, .. } = &target.condition.promise {
            assert_eq!(serde_json::json!(members), label["members"], "{words}");
        }
    }
    wrong
}

#[test]
fn every_labelled_target_is_read_as_labelled() {
    let Some(files) = labels() else {
        eprintln!(
            "SKIPPED: the shared corpus is not beside the workspace; no labelled target was checked"
        );
        return;
    };
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for (_, labels) in &files {
        for label in labels.as_array().unwrap() {
            wrong.extend(differences(label));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reference_resolution_is_read_without_a_warning() {
    let Some(files) = labels() else {
        eprintln!("SKIPPED: the shared corpus is not beside the workspace");
        return;
    };
    let reference = files.iter().find(|(name, _)| name.starts_with("bac-kan")).unwrap();
    for label in reference.1.as_array().unwrap() {
        let text = unmarked(&text_of(label, "text"));
        for finding in read_item(&text, &item()).findings {
            assert_eq!(finding.code, "QY0207", "{text}: {}", finding.message);
        }
    }
}
