//! Appends forms to a ledger until it is stopped, and says which were acknowledged; or checks what it was told.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what it prints is what is known of acknowledged writes"
)]

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use quyet_store::{Fittings, Ledger};
use quyet_store_postgres::{PostgresLedger, PostgresSettings};
use quyet_store_sqlite::SqliteLedger;
use quyet_testkit::hammer::{Ack, Form, Hand, acks, check, strike};

const USAGE: &str = "\
hammer LEDGER [--seed N] [--from N] [--forms K] [--figures M] [--tries N]
hammer LEDGER --check FILE
  LEDGER is --sqlite DIR, or --postgres URL [--hosts URL]…";

/// Between two tries to open a ledger that does not answer.
const PAUSE: Duration = Duration::from_millis(50);

/// What the words on the command line ask for.
#[derive(Debug, Default)]
struct Asked {
    sqlite: Option<PathBuf>,
    postgres: Option<PostgresSettings>,
    hosts: Vec<String>,
    check: Option<PathBuf>,
    seed: u64,
    from: u64,
    forms: u64,
    figures: u32,
    tries: u32,
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut asked = Self { forms: u64::MAX, figures: 200, tries: 2400, ..Self::default() };
        while let Some(word) = words.next() {
            let value = words.next().with_context(|| format!("{word} needs a value\n{USAGE}"))?;
            match word.as_str() {
                "--sqlite" => asked.sqlite = Some(value.into()),
                "--postgres" => asked.postgres = Some(PostgresSettings::new(&value)),
                "--hosts" => asked.hosts.push(value),
                "--check" => asked.check = Some(value.into()),
                "--seed" => asked.seed = value.parse()?,
                "--from" => asked.from = value.parse()?,
                "--forms" => asked.forms = value.parse()?,
                "--figures" => asked.figures = value.parse()?,
                "--tries" => asked.tries = value.parse()?,
                _ => bail!("there is no option {word}\n{USAGE}"),
            }
        }
        Ok(asked)
    }

    async fn open(&self) -> Result<Box<dyn Ledger>> {
        let fittings = Fittings::seeded(self.seed);
        match (&self.sqlite, &self.postgres) {
            (Some(dir), None) => Ok(Box::new(SqliteLedger::open_or_create(dir, fittings).await?)),
            (None, Some(server)) => {
                let settings = PostgresSettings { hosts: self.hosts.clone(), ..server.clone() };
                self.open_server(&settings, fittings).await
            }
            _ => bail!("which ledger?\n{USAGE}"),
        }
    }

    /// A server that does not answer yet is asked again, as patiently as one that no longer does.
    async fn open_server(
        &self,
        settings: &PostgresSettings,
        fittings: Fittings,
    ) -> Result<Box<dyn Ledger>> {
        let mut left = self.tries;
        loop {
            match PostgresLedger::open(settings, fittings.clone()).await {
                Ok(ledger) => return Ok(Box::new(ledger)),
                Err(error) if left == 0 => return Err(error.into()),
                Err(error) => eprintln!("miss opening {error}"),
            }
            left -= 1;
            tokio::time::sleep(PAUSE).await;
        }
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hammer: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let asked = Asked::read(std::env::args().skip(1))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match &asked.check {
            Some(file) => look(&asked, file).await,
            None => write(&asked).await,
        }
    })
}

/// Appends form after form; what is acknowledged is said before the next is sent.
async fn write(asked: &Asked) -> Result<()> {
    let ledger = asked.open().await?;
    let mut hand = Hand::new(asked.tries);
    let mut out = std::io::stdout().lock();
    for number in (asked.from..).take(usize::try_from(asked.forms).unwrap_or(usize::MAX)) {
        let form = Form { seed: asked.seed, figures: asked.figures, number };
        let mut missed = |why: &quyet_store::StoreError| eprintln!("miss {form} {why}");
        let receipt = strike(&*ledger, &mut hand, form, &mut missed)
            .await
            .with_context(|| format!("{form} was refused"))?;
        writeln!(out, "{}", Ack { first: receipt.first, form })?;
        out.flush()?;
    }
    Ok(())
}

/// Compares the ledger with what a hammer printed.
async fn look(asked: &Asked, file: &PathBuf) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this binary is a shell")]
    let printed =
        std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let ledger = asked.open().await?;
    let verdict = check(&*ledger, &acks(&printed)?).await?;
    println!("{verdict}");
    ensure!(verdict.is_good(), "acknowledged writes are lost, or the ledger is wrong");
    Ok(())
}
