//! The benchmarks, one file each.

mod akn;
mod append;
mod assess;
mod backup;
mod compile;
mod evening;
mod growth;
mod pages;
mod peers;
mod porch;

use anyhow::Result;

/// A benchmark: its name and what gives its table, with a note below; an empty text when nothing was measured.
pub(crate) struct Bench {
    pub(crate) name: &'static str,
    /// Takes the number of samples per number.
    pub(crate) run: fn(usize) -> Result<String>,
    /// Takes minutes and the whole machine: only run when it is named.
    pub(crate) long: bool,
}

/// In the order they run.
pub(crate) const ALL: &[Bench] = &[
    Bench { name: "compile", run: compile::run, long: false },
    Bench { name: "porch", run: porch::run, long: false },
    Bench { name: "akn", run: akn::run, long: false },
    Bench { name: "assess", run: assess::run, long: false },
    Bench { name: "append", run: append::run, long: false },
    Bench { name: "pages", run: pages::run, long: false },
    Bench { name: "evening", run: evening::run, long: true },
    Bench { name: "growth", run: growth::run, long: true },
    Bench { name: "growth-40m", run: growth::run_to_the_nation, long: true },
    Bench { name: "growth-40m-postgres", run: growth::run_to_the_nation_on_postgres, long: true },
    Bench { name: "backup", run: backup::run, long: true },
    Bench { name: "backup-40m", run: backup::run_to_the_nation, long: true },
    Bench { name: "peers", run: peers::run, long: false },
];
