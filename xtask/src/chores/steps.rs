//! Steps with their times, and the table that closes them.

use std::time::Duration;

use anyhow::Result;

use crate::stopwatch::Stopwatch;

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Good,
    Bad,
    /// Not done, because its tool is missing.
    Skipped,
}

impl From<bool> for End {
    fn from(good: bool) -> Self {
        if good { Self::Good } else { Self::Bad }
    }
}

/// What was done so far.
#[derive(Debug, Default)]
pub(super) struct Steps {
    done: Vec<(&'static str, End, Duration)>,
}

impl Steps {
    /// Does a step and notes its time. A step that cannot start is a bad one; the next ones go on.
    pub(super) fn run<E: Into<End>>(
        &mut self,
        name: &'static str,
        step: impl FnOnce() -> Result<E>,
    ) {
        println!("\n── {name}");
        let watch = Stopwatch::start();
        let end = step().map_or_else(
            |error| {
                eprintln!("{name}: {error:#}");
                End::Bad
            },
            Into::into,
        );
        self.done.push((name, end, watch.read()));
    }

    /// No step was bad.
    pub(super) fn good(&self) -> bool {
        self.done.iter().all(|(_, end, _)| *end != End::Bad)
    }

    /// One line per step, with its time in seconds.
    pub(super) fn table(&self) -> String {
        let line = |(name, end, time): &(&str, End, Duration)| {
            let word = match end {
                End::Good => "ok",
                End::Bad => "FAILED",
                End::Skipped => "SKIPPED",
            };
            let seconds = format!("{}.{}", time.as_secs(), time.subsec_millis() / 100);
            format!("{name:<28} {seconds:>7} s  {word}\n")
        };
        self.done.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_step_makes_all_bad_and_the_others_still_run() {
        let mut steps = Steps::default();
        steps.run("first", || Ok(true));
        assert!(steps.good());
        steps.run("second", || anyhow::bail!("no such tool") as Result<bool>);
        steps.run("third", || Ok(End::Skipped));
        assert!(!steps.good());
        let words: Vec<String> =
            steps.table().lines().map(|line| line.rsplit(' ').next().unwrap().to_owned()).collect();
        assert_eq!(words, ["ok", "FAILED", "SKIPPED"]);
    }
}
