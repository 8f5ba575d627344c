//! How a number comes about: many samples, of which the median is shown with the least and the most.

use std::time::Duration;

use rust_decimal::Decimal;

use crate::stopwatch;

/// A sample shorter than this says more of the clock than of the work.
const SAMPLE_MIN: Duration = Duration::from_millis(5);

/// Times of one piece of work, each sample the mean over a batch that is long enough to be measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    /// Ascending; never empty.
    times: Vec<Duration>,
}

impl Sample {
    /// A sample from times in any order.
    ///
    /// # Panics
    /// When there is none.
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "a sample has at least one time");
        times.sort_unstable();
        Self { times }
    }

    /// Runs the work once to warm up, finds how often it fits into one sample, and takes `runs` samples.
    pub(crate) fn take<T>(runs: usize, mut work: impl FnMut() -> T) -> Self {
        let first = stopwatch::time(&mut work).max(Duration::from_nanos(1));
        let fits = SAMPLE_MIN.as_nanos().div_ceil(first.as_nanos());
        let batch = u32::try_from(fits).unwrap_or(u32::MAX).clamp(1, 100_000);
        let one = |_| {
            stopwatch::time(|| (0..batch).for_each(|_| drop(std::hint::black_box(work())))) / batch
        };
        Self::of((0..runs.max(1)).map(one).collect())
    }

    pub(crate) fn median(&self) -> Duration {
        self.times[self.times.len() / 2]
    }

    /// The time that 19 of 20 samples do not exceed, with its unit.
    pub(crate) fn nineteen_in_twenty(&self) -> String {
        let (unit, nanos) = unit_for(self.median());
        let at = (self.times.len() * 19).div_ceil(20).saturating_sub(1);
        format!("{} {unit}", two_places(ratio(self.times[at].as_nanos(), nanos)))
    }

    /// The time that so many of 100 samples do not exceed, with its unit.
    pub(crate) fn at(&self, percent: usize) -> String {
        let at = (self.times.len() * percent).div_ceil(100).saturating_sub(1);
        let time = self.times[at.min(self.times.len() - 1)];
        let (unit, nanos) = unit_for(time);
        format!("{} {unit}", two_places(ratio(time.as_nanos(), nanos)))
    }

    /// "1.23 ms (1.20–1.51)": median, and in brackets the least and the most in the same unit.
    pub(crate) fn words(&self) -> String {
        let (unit, nanos) = unit_for(self.median());
        let in_unit = |time: Duration| two_places(ratio(time.as_nanos(), nanos));
        let (least, most) = (self.times[0], self.times[self.times.len() - 1]);
        format!("{} {unit} ({}–{})", in_unit(self.median()), in_unit(least), in_unit(most))
    }

    /// How many times longer this takes than the other, by medians.
    pub(crate) fn over(&self, other: &Self) -> Decimal {
        ratio(self.median().as_nanos(), other.median().as_nanos())
    }

    /// Millions of bytes per second, by the median.
    pub(crate) fn megabytes_per_second(&self, bytes: usize) -> Decimal {
        ratio(bytes as u128 * 1000, self.median().as_nanos())
    }
}

/// "1.50 (1.20–1.90)": of two ways that took turns, how many times longer the first took in each turn;
/// the median, and in brackets the least and the most. A slow disk or a busy machine hits both of a turn alike.
pub(crate) fn turn_by_turn(first: &[Duration], second: &[Duration]) -> String {
    let turns = first.iter().zip(second);
    let mut ratios: Vec<Decimal> = turns.map(|(a, b)| ratio(a.as_nanos(), b.as_nanos())).collect();
    ratios.sort_unstable();
    let at =
        |index: usize| ratios.get(index).map_or_else(|| "–".to_owned(), |&one| two_places(one));
    format!("{} ({}–{})", at(ratios.len() / 2), at(0), at(ratios.len().saturating_sub(1)))
}

/// A number with two places.
pub(crate) fn two_places(number: Decimal) -> String {
    format!("{number:.2}")
}

fn ratio(above: u128, below: u128) -> Decimal {
    let exact = |number: u128| Decimal::from(u64::try_from(number).unwrap_or(u64::MAX));
    exact(above) / exact(below.max(1))
}

fn unit_for(time: Duration) -> (&'static str, u128) {
    match time.as_nanos() {
        0..1_000_000 => ("µs", 1_000),
        1_000_000..1_000_000_000 => ("ms", 1_000_000),
        _ => ("s", 1_000_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(micros: &[u64]) -> Sample {
        Sample::of(micros.iter().map(|&one| Duration::from_micros(one)).collect())
    }

    #[test]
    fn the_median_is_shown_between_the_least_and_the_most() {
        assert_eq!(sample(&[1_510, 1_200, 1_230]).words(), "1.23 ms (1.20–1.51)");
        assert_eq!(sample(&[7]).words(), "7.00 µs (7.00–7.00)");
    }

    #[test]
    fn nineteen_in_twenty_is_the_nineteenth_of_twenty() {
        let twenty: Vec<u64> = (1..=20).map(|one| one * 10).collect();
        assert_eq!(sample(&twenty).nineteen_in_twenty(), "190.00 µs");
        assert_eq!(sample(&[7]).nineteen_in_twenty(), "7.00 µs");
    }

    #[test]
    fn a_share_of_the_samples_is_within_its_time() {
        let hundred: Vec<u64> = (1..=100).collect();
        let sample = sample(&hundred);
        assert_eq!(
            [50, 99, 100].map(|percent| sample.at(percent)),
            ["50.00 µs", "99.00 µs", "100.00 µs"]
        );
    }

    #[test]
    fn ratios_and_rates_are_of_medians() {
        assert_eq!(two_places(sample(&[10, 30, 90]).over(&sample(&[20]))), "1.50");
        assert_eq!(two_places(sample(&[1_000]).megabytes_per_second(25_000)), "25.00");
    }

    #[test]
    fn turns_are_compared_one_by_one() {
        let micros =
            |all: &[u64]| all.iter().map(|&one| Duration::from_micros(one)).collect::<Vec<_>>();
        assert_eq!(
            turn_by_turn(&micros(&[10, 900, 15]), &micros(&[10, 300, 10])),
            "1.50 (1.00–3.00)"
        );
    }

    #[test]
    fn short_work_is_measured_in_batches() {
        let mut calls = 0_u32;
        let taken = Sample::take(3, || calls += 1);
        assert_eq!(taken.times.len(), 3);
        assert!(calls > 3);
    }
}
