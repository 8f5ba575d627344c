//! Kill −9 of the writer's process, again and again, on one directory.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use quyet_store::{Fittings, Ledger};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, create};
use quyet_store_sqlite::SqliteLedger;

use crate::chance::Chance;
use crate::faults::Row;
use crate::hammer::{Ack, Form, acks, check, fault as fault_of};
use crate::postgres::{Database, Server, Stop};

/// Kills between two looks at what was acknowledged since the last.
const LOOK_EVERY: u64 = 5;
/// Kills between two checks of the whole ledger, after which a new directory begins.
const WHOLE_EVERY: u64 = 100;
/// How many acknowledgements a writer may give before it is killed, at the most.
const ACKS_MAX: u64 = 12;
/// And how long after the last of them.
const DELAY_MAX_MICROS: u64 = 25_000;

/// Kills a writing process `times` times; says every hundred how far it is.
///
/// # Errors
/// When the hammer cannot be started, or ends by itself.
pub async fn sqlite(
    dir: &Path,
    (hammer, seed): (&Path, u64),
    times: u64,
    say: &mut dyn FnMut(&str),
) -> Result<Row> {
    let mut row =
        Row { fault: "kill −9 of the process that writes, SQLite".to_owned(), ..Row::default() };
    let mut chance = Chance::new(seed);
    let (mut told, mut looked, mut unanswered) = (Vec::<Ack>::new(), 0, 0);
    for number in 0..times {
        let data = dir.join(format!("kill-{}", number / WHOLE_EVERY));
        let form = Form { seed, figures: figures(&mut chance), number: next(&told) };
        let mut arguments = words(&["--sqlite", &data.display().to_string()]);
        arguments.extend(of_form(form));
        told.extend(run_and_kill(hammer, &arguments, &mut chance)?);
        row.times += 1;
        let whole = (number + 1) % WHOLE_EVERY == 0 || number + 1 == times;
        if !whole && (number + 1) % LOOK_EVERY != 0 {
            continue;
        }
        if !data.join("quyet.db").exists() {
            // Killed before the file was made: nothing was told, so nothing can be missing.
            ensure!(told.is_empty(), "acknowledged without a file");
            continue;
        }
        let ledger = SqliteLedger::open(&data, Fittings::seeded(seed)).await?;
        unanswered += u64::from(beyond(&ledger, &told).await?);
        for ack in &told[looked..] {
            row.wrong.extend(fault_of(&ledger, ack).await?);
        }
        looked = told.len();
        if whole {
            let verdict = check(&ledger, &told).await?;
            row.lost += verdict.lost.len() as u64;
            row.wrong.extend(verdict.findings.iter().cloned());
            row.acknowledged += told.len() as u64;
            say(&format!("{} kills: {verdict}", number + 1));
            (told, looked) = (Vec::new(), 0);
        }
        ledger.close().await;
    }
    row.remark = format!(
        "looked at after every {LOOK_EVERY} kills, whole check every {WHOLE_EVERY}; {unanswered} times the kill fell \
         between commit and answer, as far as looked at"
    );
    Ok(row)
}

/// Kills PostgreSQL's first process `times` times while a hammer writes; the others die with it. The hammer lives on
/// and sends again. Checks what was acknowledged every ten kills and in the end.
///
/// # Errors
/// When the server or the hammer cannot be started, or the hammer gives up.
pub async fn postgres(
    server: &Arc<Server>,
    (hammer, seed): (&Path, u64),
    times: u64,
    say: &mut dyn FnMut(&str),
) -> Result<Row> {
    let fault = "kill −9 of PostgreSQL's first process, the others following".to_owned();
    let mut row = Row { fault, ..Row::default() };
    let database = Database::on(server).await?;
    create(&database.owner).await?;
    let form = Form { seed, figures: 20, number: 0 };
    let mut arguments = words(&["--postgres", &database.app]);
    arguments.extend(of_form(form));
    let mut child = start(hammer, &arguments)?;
    let told = hear(child.stdout.take().context("the output was asked for")?);
    let mut chance = Chance::new(seed);
    let mut looked = 0;
    for number in 1..=times {
        let (before, wanted) = (heard(&told).len(), chance.below(ACKS_MAX));
        while ((heard(&told).len() - before) as u64) < wanted {
            ensure!(child.try_wait()?.is_none(), "the hammer gave up");
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_micros(chance.below(DELAY_MAX_MICROS)));
        server.stop(Stop::Kill);
        server.start_again()?;
        row.times += 1;
        if number % 10 == 0 || number == times {
            let ledger = opened(&database.app, seed).await?;
            let now = heard(&told);
            for ack in &now[looked..] {
                row.wrong.extend(fault_of(&ledger, ack).await?);
            }
            looked = now.len();
            say(&format!("{number} kills of PostgreSQL: {looked} acknowledged"));
            ledger.close().await;
        }
    }
    child.kill().context("ending the hammer")?;
    child.wait().context("waiting for the hammer")?;
    let verdict = check(&opened(&database.app, seed).await?, &heard(&told)).await?;
    row.acknowledged = verdict.acks as u64;
    row.lost = verdict.lost.len() as u64;
    row.wrong.extend(verdict.findings);
    "one hammer lives through all of it and sends again; fsync on".clone_into(&mut row.remark);
    Ok(row)
}

async fn opened(url: &str, seed: u64) -> Result<PostgresLedger> {
    let settings = PostgresSettings::new(url);
    Ok(PostgresLedger::open(&settings, Fittings::seeded(seed)).await?)
}

/// Listens on a thread of its own.
fn hear(said: ChildStdout) -> Arc<Mutex<Vec<Ack>>> {
    let told = Arc::new(Mutex::new(Vec::new()));
    let keeps = Arc::clone(&told);
    std::thread::spawn(move || {
        for line in BufReader::new(said).lines().map_while(std::result::Result::ok) {
            let heard = acks(&format!("{line}\n")).unwrap_or_default();
            keeps.lock().unwrap_or_else(PoisonError::into_inner).extend(heard);
        }
    });
    told
}

fn heard(told: &Mutex<Vec<Ack>>) -> Vec<Ack> {
    told.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Mostly small forms, so that kills fall into every part of a write; sometimes whole ones.
fn figures(chance: &mut Chance) -> u32 {
    if chance.once_in(4) { 200 } else { 5 }
}

/// The number of the form after the last acknowledged one.
fn next(told: &[Ack]) -> u64 {
    told.last().map_or(0, |ack| ack.form.number + 1)
}

/// Whether the ledger holds a batch after the last acknowledged one: its answer was lost.
async fn beyond(ledger: &SqliteLedger, told: &[Ack]) -> Result<bool> {
    let Some(last) = told.last() else { return Ok(ledger.entry(0).await?.is_some()) };
    let held = last.form.batch(jiff::Timestamp::UNIX_EPOCH).0.len() as u64;
    Ok(ledger.entry(last.first + held).await?.is_some())
}

pub(crate) fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The hammer's options that begin with this form.
pub(crate) fn of_form(form: Form) -> Vec<String> {
    let (seed, from, figures) =
        (form.seed.to_string(), form.number.to_string(), form.figures.to_string());
    words(&["--seed", &seed, "--from", &from, "--figures", &figures])
}

/// Starts a hammer, listens for some acknowledgements, waits a moment more, and kills it.
fn run_and_kill(hammer: &Path, arguments: &[String], chance: &mut Chance) -> Result<Vec<Ack>> {
    let mut child = start(hammer, arguments)?;
    let said = child.stdout.take().context("the output was asked for")?;
    let (wanted, delay) = (chance.below(ACKS_MAX), chance.below(DELAY_MAX_MICROS));
    let mut said = BufReader::new(said);
    let heard = listen(&mut said, wanted);
    std::thread::sleep(Duration::from_micros(delay));
    child.kill().context("killing the hammer")?;
    let status = child.wait().context("waiting for the hammer")?;
    let mut heard = heard?;
    said.read_to_string(&mut heard).context("what it said last")?;
    ensure!(status.code().is_none(), "the hammer ended by itself ({status}) after {heard:?}");
    acks(&heard)
}

pub(crate) fn start(hammer: &Path, arguments: &[String]) -> Result<Child> {
    let mut command = Command::new(hammer);
    // What it misses while its server is gone is told by the verdict.
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().with_context(|| format!("starting {}", hammer.display()))
}

/// So many lines, or what there was until the end.
fn listen(said: &mut BufReader<ChildStdout>, lines: u64) -> Result<String> {
    let mut heard = String::new();
    for _ in 0..lines {
        if said.read_line(&mut heard).context("listening to the hammer")? == 0 {
            break;
        }
    }
    Ok(heard)
}
