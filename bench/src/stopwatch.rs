//! The one place of the benchmarks that looks at a clock.

use std::time::{Duration, Instant};

/// How long `work` takes, with what it gives kept from the optimiser.
#[expect(clippy::disallowed_methods, reason = "measuring time is what a benchmark is for")]
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let made = work();
    let took = start.elapsed();
    std::hint::black_box(made);
    took
}
