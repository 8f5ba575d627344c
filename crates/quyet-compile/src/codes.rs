//! Numbers of targets in their plan.
//!
//! A plan whose items all bear different numbers keeps them. Where numbers repeat because the count restarts,
//! the labels of the sections that tell them apart come first ("1.a.3"). A plan with items that bear no number
//! counts all its targets from 1. Parts add ".1", ".2" …; a head with a value of its own bears its whole's number.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::target::{Target, TargetCode};

use crate::script::Script;
use crate::targets::Built;

/// Turns built targets into targets with unique numbers. `year` is the plan's own, which bounds nothing further.
pub(crate) fn assign(script: &Script<'_>, year: Option<i16>, built: Vec<Built>) -> Vec<Target> {
    let codes = unique(top_codes(script, &built));
    let own_year = year.map(|year| format!("năm {year}")).unwrap_or_default();
    built
        .into_iter()
        .zip(codes)
        .map(|(target, code)| finish(script, &own_year, target, code))
        .collect()
}

fn top_codes(script: &Script<'_>, built: &[Built]) -> Vec<String> {
    let numbers: Option<Vec<String>> = built.iter().map(|target| target.number.clone()).collect();
    let Some(numbers) = numbers else {
        return (1..=built.len()).map(|n| n.to_string()).collect();
    };
    if numbers.iter().collect::<BTreeSet<_>>().len() == numbers.len() {
        return numbers;
    }
    let paths: Vec<Vec<String>> = built.iter().map(|target| path(script, target)).collect();
    let shared = shared_prefix(&paths);
    let labels = paths.iter().zip(numbers).map(|(path, number)| {
        let own = path[shared.min(path.len())..].iter().cloned().chain([number]);
        own.collect::<Vec<_>>().join(".")
    });
    labels.collect()
}

/// Labels of the provisions around a target, outermost first.
fn path(script: &Script<'_>, target: &Built) -> Vec<String> {
    let mut labels: Vec<String> = script
        .tree()
        .ancestors(target.node)
        .skip(1)
        .map(|id| script.node(id).label.clone())
        .collect();
    labels.reverse();
    labels
}

fn shared_prefix(paths: &[Vec<String>]) -> usize {
    let Some(first) = paths.first() else { return 0 };
    let same = |at: usize| paths.iter().all(|path| path.get(at) == first.get(at));
    (0..first.len()).take_while(|at| same(*at)).count()
}

/// A number that still repeats gets the letter of its round: "b.1" for the second 1.
fn unique(codes: Vec<String>) -> Vec<String> {
    let mut rounds: BTreeMap<String, u32> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let again: BTreeSet<String> =
        codes.iter().filter(|code| !taken.insert(*code)).cloned().collect();
    let mut used = BTreeSet::new();
    let named = codes.into_iter().map(|code| {
        if !again.contains(&code) {
            return code;
        }
        let round = rounds.entry(code.clone()).or_default();
        *round += 1;
        quyet_syntax::letters::letter(*round)
            .map_or_else(|| format!("{round}.{code}"), |letter| format!("{letter}.{code}"))
    });
    let named: Vec<String> = named.collect();
    named.into_iter().map(|code| first_free(&code, &mut used)).collect()
}

fn first_free(code: &str, used: &mut BTreeSet<String>) -> String {
    let mut free = code.to_owned();
    let mut n = 2;
    while !used.insert(free.clone()) {
        free = format!("{code}-{n}");
        n += 1;
    }
    free
}

fn finish(script: &Script<'_>, own_year: &str, built: Built, code: String) -> Target {
    let headed = built.headed;
    let offset = usize::from(!headed);
    let parts = built.parts.into_iter().enumerate().map(|(i, part)| {
        let own = if headed && i == 0 { code.clone() } else { format!("{code}.{}", i + offset) };
        finish(script, own_year, part, own)
    });
    let parts = parts.collect();
    Target {
        code: TargetCode(code),
        label: built.label,
        text: built.text,
        name: built.name,
        at: script.cite(built.node, built.at),
        condition_at: built.condition_at.map(|span| script.given(span)),
        condition: built.condition,
        horizon: built.horizon.filter(|words| crate::phrase::key(words) != own_year),
        indicator: None,
        column: built.column,
        replaces: built.replaces,
        parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_repeats_gets_the_letter_of_its_round() {
        let codes = ["1", "2", "1", "3"].map(str::to_owned).to_vec();
        assert_eq!(unique(codes), ["a.1", "2", "b.1", "3"]);
    }
}
