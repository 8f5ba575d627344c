//! The targets of the corpus against their labels: every labelled leaf is found with its bounds and unit, and no other.

use quyet_compile::compile;
use quyet_model::Decimal;
use quyet_model::condition::{Bound, Promise};
use quyet_model::target::Target;
use serde_json::Value;

use crate::corpus;

/// A label in the words of the plan's own algebra: what is judged, low, high.
fn label(value: &Value) -> (String, Option<Decimal>, Option<Decimal>) {
    let number = |key: &str| {
        value[key].as_number().map(|n| {
            n.to_string().parse::<Decimal>().expect("labels hold plain numbers").normalize()
        })
    };
    let kind = value["predicate"].as_str().unwrap_or_default().to_owned();
    (kind, number("low"), number("high"))
}

fn made(target: &Target) -> (String, Option<Decimal>, Option<Decimal>) {
    let bound = |bound: &Bound| {
        let kind = match bound {
            Bound::AtLeast(_) => "at_least",
            Bound::MoreThan(_) => "more_than",
            Bound::AtMost(_) => "at_most",
            Bound::LessThan(_) => "less_than",
            Bound::Exactly(_) => "equal",
            Bound::About(_) | Bound::AboutBetween(..) => "approximately",
            Bound::Between(..) => "between",
        };
        (kind.to_owned(), bound.low().map(|v| v.normalize()), bound.high().map(|v| v.normalize()))
    };
    let rank = target.condition.unit.as_ref().is_some_and(quyet_model::unit::Unit::is_rank);
    match &target.condition.promise {
        Promise::Change { by: Some(by), .. } if rank => {
            ("increase_rank".to_owned(), by.low().map(|v| v.normalize()), None)
        }
        Promise::Level(own) | Promise::Change { by: Some(own), .. } => bound(own),
        Promise::Roster { count, .. } => {
            ("list".to_owned(), Some(Decimal::from(*count)), Some(Decimal::from(*count)))
        }
        Promise::AllOf { count: Some(count), .. } => {
            ("decrease_all".to_owned(), Some(Decimal::from(*count)), Some(Decimal::from(*count)))
        }
        Promise::RankWithin(rank) => ("other".to_owned(), None, Some(Decimal::from(*rank))),
        _ => ("other".to_owned(), None, None),
    }
}

fn leaves<'v>(labels: &'v Value, out: &mut Vec<&'v Value>) {
    for value in labels.as_array().into_iter().flatten() {
        match value["predicate"].as_str() {
            Some("composite") => leaves(&value["parts"], out),
            _ => out.push(value),
        }
    }
}

#[test]
fn every_labelled_leaf_is_found_in_order_with_its_bounds() {
    for (name, text) in corpus::texts() {
        let labels = corpus::labels(&name);
        let mut wanted = Vec::new();
        leaves(&labels, &mut wanted);
        let draft = compile(&text);
        let found = draft.plan.leaves();
        let wanted: Vec<_> = wanted.into_iter().map(label).collect();
        let found: Vec<_> = found.into_iter().map(made).collect();
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn codes_and_units_of_the_reference_resolution_are_as_labelled() {
    let Some(text) = corpus::text("bac-kan-2024") else { return };
    let labels = corpus::labels("bac-kan-2024");
    let mut wanted = Vec::new();
    leaves(&labels, &mut wanted);
    let draft = compile(&text);
    let found: Vec<(String, String, String)> = draft
        .plan
        .leaves()
        .into_iter()
        .map(|leaf| {
            (
                leaf.code.0.clone(),
                leaf.condition.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
                leaf.name.clone(),
            )
        })
        .collect();
    let text_of = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let wanted: Vec<_> = wanted
        .into_iter()
        .map(|v| (text_of(v, "code"), text_of(v, "unit"), text_of(v, "name")))
        .collect();
    assert_eq!(found, wanted);
}
