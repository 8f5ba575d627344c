//! One writer that does not give up, and the count of what it was promised.
//!
//! **Takes** a ledger and a row of forms that follow from a seed. **Gives** one acknowledgement per batch, and later a
//! verdict on whether everything acknowledged is there, byte for byte. **Never** reads a clock: times follow from the
//! ledger's last one.
//! Start reading at [`strike`]; [`check`] is the other half.
//! Invariant: the batch of a command follows from the command alone, so that a check needs nothing but the
//! acknowledgements.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::{SignedDuration, Timestamp};
use quyet_model::entry::Entry;
use quyet_model::period::Period;
use quyet_store::conformance::samples::{at, entry, figure, received, reported};
use quyet_store::{AppendError, Blob, Head, Ledger, Receipt, StoreError, same_deed};

use crate::chance::Chance;

/// Every so many forms one comes with a document, whose bytes fill pages of their own.
const DOCUMENT_EVERY: u64 = 16;
const DOCUMENT_BYTES_MAX: u64 = 60_000;
const PAUSE: Duration = Duration::from_millis(50);

/// The command of one form: everything about the form follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// Seed of the writer; two writers on one ledger need two.
    pub seed: u64,
    /// Figures in the form.
    pub figures: u32,
    /// Number of the form, from 0.
    pub number: u64,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h{}-{}-{}", self.seed, self.figures, self.number)
    }
}

impl FromStr for Form {
    type Err = anyhow::Error;

    fn from_str(words: &str) -> Result<Self> {
        let wrong = || format!("“{words}” is no command of the hammer");
        let mut parts = words.strip_prefix('h').with_context(wrong)?.splitn(3, '-');
        let mut next = || parts.next().with_context(wrong);
        let (seed, figures, number) = (next()?.parse()?, next()?.parse()?, next()?.parse()?);
        Ok(Self { seed, figures, number })
    }
}

impl Form {
    /// The batch: the form, one figure in an entry of its own, and now and then a document. More than one entry, so
    /// that a half batch shows.
    pub fn batch(&self, recorded: Timestamp) -> (Vec<Entry>, Vec<Blob>) {
        let mut chance = Chance::new(self.seed ^ self.number.rotate_left(32));
        let mut number = || format!("{}.{:02}", chance.below(1_000_000), chance.below(100));
        let row = |row: u32, value: &str| {
            let year = 2020 + i16::try_from(self.number % 8).unwrap_or_default();
            figure(&format!("chi-tieu-{row}"), Period::Year(year), value)
        };
        let rows = (0..self.figures).map(|index| row(index, &number())).collect();
        let command = self.to_string();
        let of = |act| Entry { recorded, ..entry(&command, 0, act) };
        let mut batch = vec![of(reported(rows)), of(reported(vec![row(self.figures, "1")]))];
        let mut blobs = Vec::new();
        if self.number % DOCUMENT_EVERY == DOCUMENT_EVERY - 1 {
            let size = usize::try_from(chance.below(DOCUMENT_BYTES_MAX)).unwrap_or_default();
            let blob = Blob::new(chance.bytes(size));
            batch.push(of(received(&blob, "văn bản kèm theo")));
            blobs.push(blob);
        }
        (batch, blobs)
    }
}

/// What the writer knows of the ledger, and how patient it is.
#[derive(Clone, Debug)]
pub struct Hand {
    /// The head it saw last.
    pub head: Head,
    /// The time of its next batch, as far as it knows.
    pub next: Timestamp,
    /// How often it sends again when the ledger is not available.
    pub tries: u32,
}

impl Hand {
    /// A hand that has seen nothing yet.
    pub fn new(tries: u32) -> Self {
        Self { head: Head::EMPTY, next: at(0), tries }
    }
}

/// Appends one form, sending the same command again until the ledger answers.
///
/// `missed` hears of every time that it did not.
///
/// # Errors
/// When the ledger refuses, or its patience is over.
pub async fn strike(
    ledger: &dyn Ledger,
    hand: &mut Hand,
    form: Form,
    missed: &mut dyn FnMut(&StoreError),
) -> Result<Receipt, AppendError> {
    let mut left = hand.tries;
    loop {
        let (batch, blobs) = form.batch(hand.next);
        match ledger.append(hand.head, &batch, &blobs).await {
            Ok(receipt) => {
                hand.head = receipt.head;
                hand.next = later(hand.next);
                return Ok(receipt);
            }
            Err(AppendError::Conflict(head)) => hand.head = head,
            Err(AppendError::ClockBack { last }) => hand.next = later(last),
            Err(AppendError::Store(error)) if 0 < left => {
                left -= 1;
                missed(&error);
                tokio::time::sleep(PAUSE).await;
            }
            Err(other) => return Err(other),
        }
    }
}

fn later(instant: Timestamp) -> Timestamp {
    instant.checked_add(SignedDuration::from_micros(1)).unwrap_or(Timestamp::MAX)
}

/// One acknowledged batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Sequence number of its first entry.
    pub first: u64,
    /// Its command.
    pub form: Form,
}

impl fmt::Display for Ack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ack {} {}", self.first, self.form)
    }
}

/// The acknowledgements among the lines that a hammer printed. A line cut short by a kill was not heard by anybody.
///
/// # Errors
/// When a whole line is not what a hammer prints.
pub fn acks(printed: &str) -> Result<Vec<Ack>> {
    let whole = printed.rfind('\n').map_or("", |end| &printed[..end]);
    let mut acks = Vec::new();
    for line in whole.lines() {
        if let Some(said) = line.strip_prefix("ack ") {
            let (first, form) = said.split_once(' ').context("an acknowledgement of two words")?;
            acks.push(Ack { first: first.parse()?, form: form.parse()? });
        }
    }
    Ok(acks)
}

/// What is wrong with an acknowledged batch; `None` when it is there, whole and as it was sent.
///
/// # Errors
/// When the ledger does not answer.
pub async fn fault(ledger: &dyn Ledger, ack: &Ack) -> Result<Option<String>> {
    let (sent, blobs) = ack.form.batch(at(0));
    let mut stored = Vec::new();
    for seq in (ack.first..).take(sent.len() + 1) {
        match ledger.entry(seq).await {
            Ok(Some(entry)) if entry.entry.command == sent[0].command => stored.push(entry),
            Ok(_) => break,
            Err(StoreError::Unavailable(why)) => bail!("the ledger does not answer: {why}"),
            Err(corrupt) => return Ok(Some(format!("{ack}: {corrupt}"))),
        }
    }
    if !same_deed(&stored, &sent) {
        return Ok(Some(format!("{ack}: {} of {} entries are there", stored.len(), sent.len())));
    }
    for blob in blobs {
        if ledger.blob(&blob.digest).await?.as_ref() != Some(&blob.bytes) {
            return Ok(Some(format!("{ack}: its document is not there")));
        }
    }
    Ok(None)
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Acknowledged batches looked at.
    pub acks: usize,
    /// Those that are not there as they were sent, each with what is wrong.
    pub lost: Vec<String>,
    /// Entries that the check of the whole ledger walked over.
    pub entries: u64,
    /// What the check of the whole ledger found.
    pub findings: Vec<String>,
}

impl Verdict {
    /// Nothing is lost and nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.lost.is_empty() && self.findings.is_empty()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lost, findings) = (self.lost.len(), self.findings.len());
        write!(f, "checked acks={} lost={lost} ", self.acks)?;
        write!(f, "entries={} findings={findings}", self.entries)?;
        self.lost.iter().chain(&self.findings).try_for_each(|line| write!(f, "\n{line}"))
    }
}

/// Looks for every acknowledged batch, and checks the whole ledger.
///
/// # Errors
/// When the ledger does not answer.
pub async fn check(ledger: &dyn Ledger, acks: &[Ack]) -> Result<Verdict> {
    let mut verdict = Verdict { acks: acks.len(), ..Verdict::default() };
    for ack in acks {
        verdict.lost.extend(fault(ledger, ack).await?);
    }
    let report = ledger.fsck(&|_, _| {}).await?;
    verdict.entries = report.entries;
    verdict.findings = report.findings.iter().map(ToString::to_string).collect();
    Ok(verdict)
}

#[cfg(test)]
mod tests {
    use quyet_store::memory::MemoryLedger;

    use super::*;

    fn nobody(_missed: &StoreError) {}

    fn form(number: u64) -> Form {
        Form { seed: 5, figures: 3, number }
    }

    #[tokio::test]
    async fn every_acknowledged_form_is_found_and_every_other_is_missed() {
        let (ledger, mut hand) = (MemoryLedger::new(), Hand::new(0));
        let mut said = Vec::new();
        for number in 0..40 {
            let struck = strike(&ledger, &mut hand, form(number), &mut nobody).await;
            let first = struck.expect("memory takes everything").first;
            said.push(format!("{}\n", Ack { first, form: form(number) }));
        }
        said.push("ack 9999 h5-3-4".to_owned());
        let heard = acks(&said.concat()).expect("the hammer's own words");
        let verdict = check(&ledger, &heard).await.expect("memory answers");
        assert!(verdict.is_good(), "{verdict}");
        assert_eq!((verdict.acks, verdict.entries), (40, 82));
        for wrong in [Ack { first: 0, form: form(1) }, Ack { first: 82, form: form(40) }] {
            let verdict = check(&ledger, &[wrong]).await.expect("memory answers");
            assert_eq!(verdict.lost.len(), 1, "{verdict}");
        }
    }

    #[tokio::test]
    async fn a_form_sent_again_by_a_new_hand_is_the_same_form() {
        let ledger = MemoryLedger::new();
        for repeated in [false, true] {
            let receipt = strike(&ledger, &mut Hand::new(0), form(15), &mut nobody).await;
            let receipt = receipt.expect("memory takes everything");
            assert_eq!((receipt.first, receipt.repeated), (0, repeated));
        }
        let receipt = strike(&ledger, &mut Hand::new(0), form(0), &mut |_| {}).await;
        assert_eq!(receipt.map(|receipt| receipt.first), Ok(3));
    }
}
