//! The simulation, and the proof that its checks can fail.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Result;
use jiff::Timestamp;
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::{Act, Entry};
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::Indicator;
use quyet_model::place::Place;
use quyet_model::plan::PlanId;
use quyet_store::memory::MemoryLedger;
use quyet_store::{
    AdoptedPlan, AppendError, Blob, FigureQuery, FsckReport, Head, Ledger, Progress, Promise,
    Receipt, RecordedEntry, RecordedReport, StoreError, named_blobs,
};
use quyet_testkit::postgres::database;
use quyet_testkit::sim::script::{Sent, Trouble};
use quyet_testkit::sim::world::{Answer, Page, World};
use quyet_testkit::sim::{Life, live};

const STEPS: u64 = 20;
/// Lives in which a lie must come out.
const SEEDS_MAX: u64 = 6;

async fn all(seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let lived = live(seed, STEPS, None).await;
        assert!(lived.is_ok(), "{:#}", lived.expect_err("just looked at"));
    }
}

#[tokio::test]
async fn ten_seeds_are_lived_through() {
    all(0..10).await;
}

#[tokio::test]
async fn ten_more_seeds_are_lived_through() {
    all(10..20).await;
}

#[tokio::test]
async fn a_seed_is_lived_through_on_postgresql_too() {
    let Some(database) = database().await else { return };
    let lived = live(20, STEPS, Some(database)).await;
    assert!(lived.is_ok(), "{:#}", lived.expect_err("just looked at"));
}

#[tokio::test]
async fn a_seed_is_the_same_life_each_time() {
    let (one, other) = (live(77, STEPS, None).await, live(77, STEPS, None).await);
    assert_eq!(one.expect("a sound house"), other.expect("a sound house"));
}

/// What a ledger may get wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lie {
    /// Nothing.
    None,
    /// It acknowledges a batch that it does not keep.
    AcknowledgesUnwritten,
    /// It keeps what it refuses.
    WritesRefused,
    /// It forgets an entry that it held.
    LosesAnEntry,
    /// It tells an old entry otherwise.
    TellsAnEntryOtherwise,
    /// What was known at a moment changes later.
    RewritesTheView,
    /// Its tree forgets hashes.
    LosesHashes,
    /// It loses a blob.
    LosesABlob,
    /// It says a command again is new.
    ForgetsCommands,
    /// Its whole check sees nothing, and its projections differ once they are rebuilt.
    RebuildsOtherwise,
}

/// A house in memory that lies from its fifth taken batch on.
#[derive(Debug)]
struct Liar {
    lie: Lie,
    inner: MemoryLedger,
    taken: AtomicU64,
    rebuilt: AtomicU64,
}

impl Liar {
    fn lies(&self, lie: Lie) -> bool {
        self.lie == lie && 5 <= self.taken.load(Ordering::Relaxed)
    }
}

impl Liar {
    async fn blobs_of(&self, all: &[RecordedEntry]) -> Result<Vec<Blob>, StoreError> {
        let acts: Vec<_> = all.iter().map(|record| record.entry.clone()).collect();
        let mut blobs = Vec::new();
        for digest in named_blobs(&acts) {
            let bytes = self.inner.blob(digest).await?.unwrap_or_default();
            blobs.push(Blob { digest: digest.clone(), bytes });
        }
        Ok(blobs)
    }
}

impl Ledger for Liar {
    fn head(&self) -> Promise<'_, Head, StoreError> {
        self.inner.head()
    }

    fn append<'a>(
        &'a self,
        expected: Head,
        batch: &'a [Entry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Receipt, AppendError> {
        Box::pin(async move {
            let head = self.inner.head().await?;
            if self.lies(Lie::AcknowledgesUnwritten) && expected == head {
                // Answered before the commit, which then never comes.
                let first = head.size;
                let grown = MemoryLedger::new();
                let all = self.inner.entries(0, u32::MAX).await?;
                let kept = self.blobs_of(&all).await?;
                grown.transcribe(Head::EMPTY, &all, &kept).await?;
                let answer = grown.append(expected, batch, blobs).await?;
                return Ok(Receipt { first, ..answer });
            }
            let mut answer = self.inner.append(expected, batch, blobs).await;
            if let (Err(AppendError::Conflict(now)), true) =
                (&answer, self.lies(Lie::WritesRefused))
            {
                let _ = self.inner.append(*now, batch, blobs).await;
            }
            if let Ok(receipt) = &mut answer {
                self.taken.fetch_add(1, Ordering::Relaxed);
                receipt.repeated &= !self.lies(Lie::ForgetsCommands);
            }
            answer
        })
    }

    fn transcribe<'a>(
        &'a self,
        expected: Head,
        records: &'a [RecordedEntry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Head, AppendError> {
        self.inner.transcribe(expected, records, blobs)
    }

    fn hashes<'a>(
        &'a self,
        indexes: &'a [u64],
    ) -> Promise<'a, BTreeMap<u64, [u8; 32]>, StoreError> {
        Box::pin(async move {
            let mut hashes = self.inner.hashes(indexes).await?;
            if self.lies(Lie::LosesHashes) {
                hashes.pop_first();
            }
            Ok(hashes)
        })
    }

    fn entry(&self, seq: u64) -> Promise<'_, Option<RecordedEntry>, StoreError> {
        Box::pin(async move {
            let mut entry = self.inner.entry(seq).await?;
            if self.lies(Lie::LosesAnEntry) && seq == 1 {
                return Ok(None);
            }
            if let Some(entry) = &mut entry
                && self.lies(Lie::TellsAnEntryOtherwise)
                && seq == 1
            {
                entry.entry.actor.body.push('x');
            }
            Ok(entry)
        })
    }

    fn entries(&self, from: u64, limit: u32) -> Promise<'_, Vec<RecordedEntry>, StoreError> {
        self.inner.entries(from, limit)
    }

    fn plans(&self, at: Timestamp) -> Promise<'_, Vec<AdoptedPlan>, StoreError> {
        self.inner.plans(at)
    }

    fn plan<'a>(
        &'a self,
        id: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Option<AdoptedPlan>, StoreError> {
        self.inner.plan(id, at)
    }

    fn indicators(&self, at: Timestamp) -> Promise<'_, Vec<Indicator>, StoreError> {
        self.inner.indicators(at)
    }

    fn places(&self, at: Timestamp) -> Promise<'_, Vec<Place>, StoreError> {
        self.inner.places(at)
    }

    fn figures<'a>(
        &'a self,
        query: &'a FigureQuery,
        at: Timestamp,
    ) -> Promise<'a, Vec<FigureVersion>, StoreError> {
        Box::pin(async move {
            let mut figures = self.inner.figures(query, at).await?;
            let rebuilt = self.rebuilt.load(Ordering::Relaxed);
            if self.lies(Lie::RewritesTheView) || (0 < rebuilt && self.lies(Lie::RebuildsOtherwise))
            {
                figures.pop();
            }
            Ok(figures)
        })
    }

    fn figure(
        &self,
        id: FigureId,
        at: Timestamp,
    ) -> Promise<'_, Option<FigureVersion>, StoreError> {
        self.inner.figure(id, at)
    }

    fn document<'a>(
        &'a self,
        digest: &'a Digest,
    ) -> Promise<'a, Option<ReceivedDocument>, StoreError> {
        self.inner.document(digest)
    }

    fn blob<'a>(&'a self, digest: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError> {
        Box::pin(async move {
            let blob = self.inner.blob(digest).await?;
            Ok(blob.filter(|_| !self.lies(Lie::LosesABlob)))
        })
    }

    fn reports<'a>(
        &'a self,
        plan: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Vec<RecordedReport>, StoreError> {
        self.inner.reports(plan, at)
    }

    fn rebuild<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, u64, StoreError> {
        self.rebuilt.fetch_add(1, Ordering::Relaxed);
        self.inner.rebuild(progress)
    }

    fn fsck<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, FsckReport, StoreError> {
        self.inner.fsck(progress)
    }
}

/// A house that only loses answers.
#[derive(Debug)]
struct LyingWorld(Liar);

impl LyingWorld {
    fn new(lie: Lie) -> Self {
        let (taken, rebuilt) = (AtomicU64::new(0), AtomicU64::new(0));
        Self(Liar { lie, inner: MemoryLedger::new(), taken, rebuilt })
    }
}

impl World for LyingWorld {
    fn name(&self) -> &'static str {
        "the liar"
    }

    fn ledger(&self) -> &dyn Ledger {
        &self.0
    }

    fn send<'a>(
        &'a mut self,
        sent: &'a Sent,
        trouble: Trouble,
    ) -> Answer<'a, Receipt, AppendError> {
        Box::pin(async move {
            let answer = self.0.append(sent.expected, &sent.batch, &sent.blobs).await;
            Ok(Some(answer).filter(|_| trouble != Trouble::AnswerLost))
        })
    }

    fn rebuild(&mut self, _trouble: Trouble) -> Answer<'_, u64, StoreError> {
        Box::pin(async { Ok(Some(self.0.rebuild(&|_, _| {}).await)) })
    }

    fn transcribe<'a>(&'a mut self, page: Page<'a>, _: Trouble) -> Answer<'a, Head, AppendError> {
        Box::pin(async move {
            Ok(Some(self.0.transcribe(page.expected, page.records, page.blobs).await))
        })
    }

    fn restart(&mut self) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>> {
        Box::pin(async { Ok(()) })
    }
}

/// What the checks say of a liar within a few seeds; `None` when they believe it.
async fn verdict(lie: Lie) -> Option<String> {
    for seed in 0..SEEDS_MAX {
        let mut house = Life::new(seed, vec![Box::new(LyingWorld::new(lie))]);
        if let Err(error) = house.all(2 * STEPS).await {
            return Some(format!("{error:#}"));
        }
    }
    None
}

async fn check(lie: Lie, says: &str) {
    let verdict = verdict(lie).await.unwrap_or_default();
    assert!(verdict.contains(says) && verdict.starts_with("seed "), "{lie:?}: {verdict}");
}

#[tokio::test]
async fn an_honest_house_in_memory_is_believed() {
    let mut life = Life::new(1, vec![Box::new(LyingWorld::new(Lie::None))]);
    assert!(life.all(2 * STEPS).await.is_ok());
}

#[tokio::test]
async fn a_lost_write_is_caught() {
    check(Lie::AcknowledgesUnwritten, "acknowledged and not written").await;
    check(Lie::LosesAnEntry, "entry 1").await;
    check(Lie::LosesABlob, "acknowledged and lost: a blob").await;
}

#[tokio::test]
async fn a_refusal_that_writes_is_caught() {
    check(Lie::WritesRefused, "and written").await;
}

#[tokio::test]
async fn rewritten_history_is_caught() {
    check(Lie::TellsAnEntryOtherwise, "acknowledged and changed: entry 1").await;
    check(Lie::RewritesTheView, "reads otherwise now").await;
    check(Lie::LosesHashes, "did not grow out of").await;
}

#[tokio::test]
async fn a_forgotten_command_is_caught() {
    check(Lie::ForgetsCommands, "repeated: false").await;
}

#[tokio::test]
async fn a_rebuilding_that_changes_what_is_read_is_caught() {
    check(Lie::RebuildsOtherwise, "after rebuilding: what was known at").await;
}

#[tokio::test]
async fn acts_of_every_kind_are_drawn() {
    let mut kinds = std::collections::BTreeSet::new();
    let (oracle, mut script) = (MemoryLedger::new(), quyet_testkit::sim::script::Script::new(1));
    for _ in 0..400 {
        if let quyet_testkit::sim::script::Deed::Send(sent, _) = script.next(&oracle).await {
            kinds.extend(sent.batch.iter().map(|entry| Act::kind(&entry.act)));
        }
    }
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            "document_received",
            "draft_changed",
            "figure_corrected",
            "figures_reported",
            "indicators_defined",
            "places_registered",
            "plan_adopted",
            "plan_drafted",
            "report_published",
        ]
    );
}
