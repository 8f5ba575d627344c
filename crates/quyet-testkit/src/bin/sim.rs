//! Lives through one seed, or through many, and says what came of it.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the seed is what it is for")]

use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use quyet_testkit::postgres::database;
use quyet_testkit::sim::live;

const USAGE: &str = "\
sim [--seed N] [--steps M]             one life, exactly as before
sim --count K [--seed N] [--steps M]   K lives, of the seeds N, N + 1, …
  --postgres 0 leaves the house on PostgreSQL out";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sim: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let (mut seed, mut count, mut steps, mut postgres) = (0, 1, 200, 1);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().with_context(|| format!("{word} needs a value\n{USAGE}"))?;
        let value = value.parse::<u64>().with_context(|| format!("{word} {value}"))?;
        match word.as_str() {
            "--seed" => seed = value,
            "--count" => count = value,
            "--steps" => steps = value,
            "--postgres" => postgres = value,
            _ => bail!("there is no option {word}\n{USAGE}"),
        }
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut bad = 0;
    for seed in (seed..).take(usize::try_from(count)?) {
        let lived = runtime.block_on(async {
            let database = if postgres == 0 { None } else { database().await };
            live(seed, steps, database).await
        });
        match lived {
            Ok(lived) => println!("seed {seed}: {lived}"),
            Err(error) => {
                bad += 1;
                println!("FAILED {error:#}");
            }
        }
    }
    println!("{count} lives, {bad} failed");
    ensure!(bad == 0, "{bad} of {count} seeds failed");
    Ok(())
}
