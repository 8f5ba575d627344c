//! Does to a house what it must survive, and prints what came of it as a table.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the table is what it is started for"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use quyet_testkit::faults::{HEAD, Row, flips, full, kills};
use quyet_testkit::postgres::{Durability, own_server};

const USAGE: &str = "\
faults [--seed N] [--kills N] [--postgres-kills N] [--fills N] [--flips N]
  each number says how often that fault is done; 0 leaves it out";

#[derive(Debug)]
struct Asked {
    seed: u64,
    kills: u64,
    postgres_kills: u64,
    fills: u64,
    flips: u64,
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut asked = Self { seed: 1, kills: 1000, postgres_kills: 100, fills: 50, flips: 1000 };
        while let Some(word) = words.next() {
            let value = words.next().with_context(|| format!("{word} needs a value\n{USAGE}"))?;
            let slot = match word.as_str() {
                "--seed" => &mut asked.seed,
                "--kills" => &mut asked.kills,
                "--postgres-kills" => &mut asked.postgres_kills,
                "--fills" => &mut asked.fills,
                "--flips" => &mut asked.flips,
                _ => bail!("there is no option {word}\n{USAGE}"),
            };
            *slot = value.parse().with_context(|| format!("{word} {value}"))?;
        }
        Ok(asked)
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("faults: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The hammer lies beside this program.
fn hammer() -> Result<PathBuf> {
    let here = std::env::current_exe().context("where this program lies")?;
    let beside = here.with_file_name(format!("hammer{}", std::env::consts::EXE_SUFFIX));
    if !beside.is_file() {
        bail!("{} is not there: build the package quyet-testkit whole", beside.display());
    }
    Ok(beside)
}

fn run() -> Result<bool> {
    let asked = Asked::read(std::env::args().skip(1))?;
    let dir = tempfile::tempdir().context("a directory to work in")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let rows = runtime.block_on(all(&asked, dir.path()))?;
    println!("{HEAD}");
    for row in &rows {
        println!("{row}");
    }
    rows.iter().flat_map(|row| &row.wrong).for_each(|line| eprintln!("WRONG: {line}"));
    Ok(rows.iter().all(Row::is_good))
}

async fn all(asked: &Asked, dir: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut say = |line: &str| eprintln!("{line}");
    if 0 < asked.kills {
        rows.push(kills::sqlite(dir, (&hammer()?, asked.seed), asked.kills, &mut say).await?);
    }
    if 0 < asked.postgres_kills
        && let Some(server) = own_server(Durability::Durable)
    {
        let tools = (&*hammer()?, asked.seed);
        rows.push(kills::postgres(&server, tools, asked.postgres_kills, &mut say).await?);
    }
    if 0 < asked.fills {
        rows.push(full::sqlite(dir, asked.seed, asked.fills).await?);
    }
    if 0 < asked.flips {
        rows.push(flips::sqlite(dir, asked.seed, asked.flips).await?);
    }
    Ok(rows)
}
