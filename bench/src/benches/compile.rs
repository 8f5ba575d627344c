//! Text to draft plan: how long a real resolution takes, and whether the time grows with the length or faster.

use anyhow::Result;

use crate::materials::{Text, resolutions};
use crate::sample::{Sample, two_places};
use crate::table::Table;

/// How often the text is laid end to end.
const LENGTHS: [usize; 3] = [1, 10, 100];

/// The resolution whose reading has a budget.
const REAL: &str = "bac-kan-2024";

pub(crate) fn run(runs: usize) -> Result<String> {
    let (mut texts, corpus) = resolutions()?;
    if !corpus.is_empty() {
        texts.extend(corpus.iter().find(|one| one.name == REAL).cloned());
        let all = corpus.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n");
        texts.push(Text { name: "whole corpus".to_owned(), text: all });
    }
    let mut table = Table::new(&[
        "text",
        "bytes",
        "time: median (least–most)",
        "MB/s",
        "time per byte against 1×",
    ]);
    for text in &texts {
        grow(&mut table, text, runs);
    }
    let note = "`quyet_compile::compile` on one thread. 1.00 in the last column is growth in proportion to the length.";
    Ok(format!("{table}\n{note}\n"))
}

fn grow(table: &mut Table, text: &Text, runs: usize) {
    let mut first: Option<Sample> = None;
    for times in LENGTHS {
        let long = text.text.repeat(times);
        let sample = Sample::take(runs.div_ceil(if times == 100 { 4 } else { 1 }), || {
            quyet_compile::compile(&long)
        });
        let base = first.get_or_insert_with(|| sample.clone());
        let growth = sample.over(base) / rust_decimal::Decimal::from(times);
        table.row(&[
            format!("{} {times}×", text.name),
            long.len().to_string(),
            sample.words(),
            two_places(sample.megabytes_per_second(long.len())),
            two_places(growth),
        ]);
    }
}
