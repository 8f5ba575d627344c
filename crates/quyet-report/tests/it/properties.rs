//! What is true of every plan.

use proptest::prelude::*;
use quyet_assess::verdict::{Assessed, FinalVerdict, Gap, Verdict};
use quyet_model::condition::{Bound, Promise};
use quyet_model::target::Target;
use quyet_report::results_table::Audience;

use crate::sample::{Sample, assessed, assessment, d, group, leaf, sample, the_table};

/// A target with its assessment; names are numbered afterwards so that each is unique.
fn tree() -> impl Strategy<Value = (Target, Assessed)> {
    let promise = prop_oneof![
        Just(Promise::Level(Bound::AtLeast(d("8")))),
        Just(Promise::Stated),
        Just(Promise::Maintain),
        Just(Promise::RankWithin(20)),
    ];
    let verdict = prop_oneof![
        Just(Verdict::Final(FinalVerdict::Met)),
        Just(Verdict::NotAssessable(Gap::NoFigure)),
        Just(Verdict::NotAssessable(Gap::Withheld)),
    ];
    let one = (promise, verdict, "[1-3]").prop_map(|(promise, verdict, code)| {
        (leaf(&code, "", promise, "%"), assessed(&code, verdict))
    });
    one.prop_recursive(4, 24, 4, |inner| {
        ("[1-3]", prop::collection::vec(inner, 1..4)).prop_map(|(code, parts)| {
            let (targets, judged) = parts.into_iter().unzip();
            let mut whole = assessed(&code, Verdict::NotAssessable(Gap::NoFigure));
            whole.parts = judged;
            (group(&code, "", targets), whole)
        })
    })
}

fn number_leaves(target: &mut Target, next: &mut usize) {
    if target.parts.is_empty() {
        *next += 1;
        target.text = format!("«{next}»");
        target.name.clone_from(&target.text);
    }
    for part in &mut target.parts {
        number_leaves(part, next);
    }
    // A container and its head are one row, which bears the container's name.
    if let Some(head) = target.parts.first().filter(|p| p.code == target.code && p.parts.is_empty())
    {
        target.name.clone_from(&head.name);
    }
}

proptest! {
    #[test]
    fn every_leaf_stands_in_the_table_exactly_once(trees in prop::collection::vec(tree(), 0..6)) {
        let (mut targets, judged): (Vec<Target>, Vec<Assessed>) = trees.into_iter().unzip();
        let mut count = 0;
        for target in &mut targets {
            number_leaves(target, &mut count);
        }
        let mut sample = Sample { assessment: assessment(judged), ..sample() };
        sample.plan.targets = targets;
        let report = sample.report(Audience::Public);
        let table = the_table(&report);
        for leaf in 1..=count {
            let name = format!("«{leaf}»");
            let rows = table.rows.iter().filter(|row| row.cells[1].text == name).count();
            prop_assert_eq!(rows, 1, "{}", name);
        }
        prop_assert!(table.rows.iter().all(|row| row.cells.len() == 10 && row.level <= 2));
    }
}
