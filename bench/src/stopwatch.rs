//! The one place of the benchmarks that looks at a clock.

use std::time::{Duration, Instant};

/// A running watch.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "measuring time is what a benchmark is for")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn read(&self) -> Duration {
        self.0.elapsed()
    }
}

/// How long `work` takes, with what it gives kept from the optimiser.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let watch = Stopwatch::start();
    let made = work();
    let took = watch.read();
    std::hint::black_box(made);
    took
}
