//! The benchmarks, one file each.

mod akn;
mod append;
mod assess;
mod compile;
mod pages;
mod peers;
mod porch;

use anyhow::Result;

/// A benchmark: its name and what gives its table, with a note below; an empty text when nothing was measured.
pub(crate) struct Bench {
    pub(crate) name: &'static str,
    /// Takes the number of samples per number.
    pub(crate) run: fn(usize) -> Result<String>,
}

/// In the order they run.
pub(crate) const ALL: &[Bench] = &[
    Bench { name: "compile", run: compile::run },
    Bench { name: "porch", run: porch::run },
    Bench { name: "akn", run: akn::run },
    Bench { name: "assess", run: assess::run },
    Bench { name: "append", run: append::run },
    Bench { name: "pages", run: pages::run },
    Bench { name: "peers", run: peers::run },
];
