//! Text, tree and plan to Akoma Ntoso: what it costs, and whether the time grows with the length or faster.

use anyhow::Result;
use quyet_syntax::{Source, parse};

use crate::materials::resolutions;
use crate::sample::{Sample, two_places};
use crate::table::Table;

/// How often the text is laid end to end.
const LENGTHS: [usize; 3] = [1, 10, 100];

pub(crate) fn run(runs: usize) -> Result<String> {
    let (mut texts, corpus) = resolutions()?;
    texts.extend(corpus);
    let head = ["text", "bytes", "time: median (least–most)", "MB/s", "time per byte against 1×"];
    let mut table = Table::new(&head);
    for text in &texts {
        let mut first: Option<Sample> = None;
        for times in LENGTHS {
            let long = text.text.repeat(times);
            let source = Source::new(&long);
            let tree = parse(source.text());
            let plan = quyet_compile::compile(&long).plan;
            let sample = Sample::take(runs.div_ceil(if times == 100 { 4 } else { 1 }), || {
                quyet_akn::write(&source, &tree, &plan)
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
    let note = "`quyet_akn::write` on one thread, the text already parsed and compiled.";
    Ok(format!("{table}\n{note}\n"))
}
