//! Acts of every kind, sound and unsound.

use jiff::Timestamp;
use jiff::civil::date;
use quyet_model::document::Digest;
use quyet_model::entry::{Act, DraftChanged, Entry, PlanDrafted};
use quyet_model::figure::{Figure, FigureId, Value};
use quyet_model::period::Period;
use quyet_model::plan::{Plan, PlanId};
use quyet_model::review::{Change, Changed, ItemId};
use quyet_store::conformance::samples::{
    adopted, at, commune, corrected, entry, every_value, figure, indicator, place, province,
    published, received, reported,
};
use quyet_store::memory::MemoryLedger;
use quyet_store::{Blob, FigureQuery, Ledger, figures_of};

use crate::chance::Chance;

/// Kinds of documents that go around.
const DOCUMENTS: u64 = 6;
/// Bytes that no page of a database has room for.
const LONG: usize = 9_000;

/// Draws acts.
#[derive(Debug)]
pub(crate) struct Acts<'a> {
    pub(crate) chance: &'a mut Chance,
    pub(crate) oracle: &'a MemoryLedger,
    /// Sequence number that the entry will have, when the batch is taken.
    pub(crate) next: u64,
}

impl Acts<'_> {
    /// One act, with the blobs that it mostly brings along.
    pub(crate) async fn act(&mut self, batch: &[Entry], blobs: &mut Vec<Blob>) -> Act {
        match self.chance.below(20) {
            0 => {
                let name = self.chance.below(9).to_string();
                let again = self.chance.once_in(2);
                Act::PlacesRegistered(vec![place(commune(again), &name), place(province(), "T")])
            }
            1 => {
                let count = self.chance.below(4);
                let defined = (0..count).map(|id| {
                    let name = self.chance.below(99).to_string();
                    indicator(&format!("i{id}"), &name)
                });
                Act::IndicatorsDefined(defined.collect())
            }
            2 | 3 => self.receive(blobs),
            4 => {
                let document = self.document().digest;
                let (plan, compiler) = (Plan::default(), "0".to_owned());
                Act::PlanDrafted(Box::new(PlanDrafted {
                    id: self.plan(),
                    document,
                    compiler,
                    plan,
                }))
            }
            5 => {
                let by = entry("x", 0, reported(Vec::new())).actor;
                let item = ItemId(u32::try_from(self.chance.below(9)).unwrap_or_default());
                let changed = Changed { by, at: at(7), change: Change::Confirmed(item) };
                Act::DraftChanged(Box::new(DraftChanged { id: self.plan(), changed }))
            }
            6 => {
                let (plan, digest) = (self.plan(), self.received_document().await);
                adopted(&plan.0, &self.chance.below(99).to_string(), &digest)
            }
            7 => {
                let (plan, page) = (self.plan(), self.document());
                if self.chance.once_in(2) {
                    blobs.push(page.clone());
                }
                published(&plan.0, self.next, &page)
            }
            8..=13 => self.report(),
            _ => self.correct(batch).await,
        }
    }

    fn plan(&mut self) -> PlanId {
        PlanId(format!("ke-hoach-{}", self.chance.below(3)))
    }

    /// One of the documents that go around, some of them long.
    fn document(&mut self) -> Blob {
        let number = self.chance.below(DOCUMENTS);
        let length = if number == 0 { LONG } else { usize::try_from(number * 700).unwrap_or(1) };
        Blob::new(Chance::new(number).bytes(length))
    }

    /// A document that came in, or one that never does: what the house knows of a document is not read as of a moment,
    /// so one that comes in after a plan names it would change what was read before.
    async fn received_document(&mut self) -> Digest {
        let digest = self.document().digest;
        match self.oracle.document(&digest).await {
            Ok(Some(_)) => digest,
            _ => Blob::new(b"khong bao gio den".to_vec()).digest,
        }
    }

    /// With its bytes, without them (they may be there already), or under a name that is not theirs.
    fn receive(&mut self, blobs: &mut Vec<Blob>) -> Act {
        let mut document = self.document();
        let act = received(&document, "văn bản");
        match self.chance.below(8) {
            0 | 1 => {}
            2 => {
                document.bytes.push(0);
                blobs.push(document);
            }
            _ => blobs.push(document),
        }
        act
    }

    fn report(&mut self) -> Act {
        let count = match self.chance.below(12) {
            0 => 0,
            1 => 45,
            2 => return reported(every_value()),
            _ => 1 + self.chance.below(5),
        };
        reported((0..count).map(|_| self.row()).collect())
    }

    fn row(&mut self) -> Figure {
        let periods = [
            Period::Year(2023),
            Period::Year(2024),
            Period::Quarter(2024, 2),
            Period::FirstMonths(2024, 9),
            Period::Month(2025, 12),
            Period::UpTo(date(2024, 3, 5)),
        ];
        let places = [province(), commune(false), commune(true)];
        // One that cannot be written, rarely.
        let wrong = self.chance.once_in(150).then_some(Period::Month(2024, 13));
        let period = wrong.or(self.chance.pick(&periods).copied()).unwrap_or(Period::Year(2024));
        let number = format!("{}.{:02}", self.chance.below(10_000), self.chance.below(100));
        let plain = figure(&format!("i{}", self.chance.below(4)), period, &number);
        let place = self.chance.pick(&places).cloned().unwrap_or_else(province);
        let words = self.words();
        let value = match self.chance.below(9) {
            0 => Value::NothingArose,
            1 => Value::NotCollected(words.clone().unwrap_or_default()),
            _ => plain.value.clone(),
        };
        Figure { value, place, note: words.clone(), words, ..plain }
    }

    fn words(&mut self) -> Option<String> {
        match self.chance.below(120) {
            0 => Some("x".repeat(LONG)),
            1..=5 => Some("không\u{0}\"'\\\u{feff}\u{1f600}".to_owned()),
            6..=30 => Some("“gần 3”".to_owned()),
            _ => None,
        }
    }

    /// A correction: of what stands, of a correction, of what was corrected before, of what the same batch reports, of
    /// what is not there, or about something else.
    async fn correct(&mut self, batch: &[Entry]) -> Act {
        let all = self.oracle.figures(&FigureQuery::default(), Timestamp::MAX).await;
        let all = all.unwrap_or_default();
        let standing: Vec<_> = all.iter().filter(|one| one.replaced_by.is_none()).collect();
        let picked = if self.chance.once_in(6) {
            self.chance.pick(&all).map(|one| (one.id, one.figure.clone()))
        } else {
            self.chance.pick(&standing).map(|one| (one.id, one.figure.clone()))
        };
        let first = self.next - batch.len() as u64;
        let here: Vec<(FigureId, Figure)> = (first..)
            .zip(batch)
            .flat_map(|(seq, entry)| figures_of(seq, &entry.act))
            .map(|(id, figure)| (id, figure.clone()))
            .collect();
        let own = self.chance.pick(&here).cloned().filter(|_| self.chance.once_in(2));
        let (mut id, named) = own.or(picked).unwrap_or((FigureId { entry: 0, row: 9 }, self.row()));
        if self.chance.once_in(15) {
            id.row += 1;
        }
        let about = Figure { value: self.row().value, words: self.words(), ..named };
        let figure = if self.chance.once_in(12) { self.row() } else { about };
        corrected(id.entry, id.row, figure)
    }
}
