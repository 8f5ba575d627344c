//! The contract that every ledger keeps.
//!
//! **Takes** entries in batches, and moments to read as of. **Gives** receipts, entries and projections.
//! **Never** updates or deletes: there is no such method, and backends refuse it below the contract too.
//! Start reading at [`Ledger::append`]; every other method only reads or checks.
//! Invariant: what a read gives for a moment in the past never changes by a later append.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;
use quyet_model::actor::Actor;
use quyet_model::document::{Digest, ReceivedDocument};
use quyet_model::entry::{Act, Entry, PlanAdopted, ReportPublished};
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::place::{Place, PlaceId};
use quyet_model::plan::PlanId;
use quyet_proof::{Head, Salt};

use crate::error::{AppendError, StoreError};
use crate::finding::FsckReport;

/// A boxed future, so that the contract is usable as `dyn Ledger`.
pub type Promise<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// Progress of a long walk over the ledger: called with (entries done, entries in all).
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// Bytes kept beside the ledger under their digest.
#[doc(alias = "tệp")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// SHA-256 of the bytes; made by [`Blob::new`].
    pub digest: Digest,
    /// The bytes as received.
    pub bytes: Vec<u8>,
}

/// An entry with its place in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEntry {
    /// Sequence number, from 0 and without holes.
    pub seq: u64,
    /// What was done. Its time has whole microseconds.
    pub entry: Entry,
    /// The bytes it was written in, which the salt and the leaf speak of. An older program may have written them, so
    /// they are not always what [`quyet_wire::entry::encode`] gives for `entry` today.
    pub payload: Vec<u8>,
    /// What hides the payload in the public log; `None` in a ledger of the first layout, whose log shows payloads.
    pub salt: Option<Salt>,
    /// RFC 9162 leaf hash of its seal ([`quyet_proof::leaf`]).
    pub leaf: [u8; 32],
}

/// What an append leaves in the caller's hand.
#[doc(alias = "biên nhận")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The head when the append returned. For a repeated command that is the head of now, which may lie far
    /// beyond the batch; expect it for the next append either way.
    pub head: Head,
    /// Sequence number of the batch's first entry; the others follow it.
    pub first: u64,
    /// The same command had been appended before: nothing was written now.
    pub repeated: bool,
}

/// A plan as adopted, with who put it in force and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedPlan {
    /// Sequence number of the entry.
    pub seq: u64,
    /// When the house recorded it.
    pub recorded: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What was adopted.
    pub adopted: PlanAdopted,
}

/// A published report with its place in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedReport {
    /// Sequence number of the entry.
    pub seq: u64,
    /// When the house recorded it.
    pub recorded: Timestamp,
    /// What was published.
    pub report: ReportPublished,
}

/// Which figures are wanted. The default wants all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureQuery {
    /// Only these indicators; `None` for all, empty for none.
    pub indicators: Option<Vec<IndicatorId>>,
    /// Only this place; `None` for all.
    pub place: Option<PlaceId>,
    /// Only periods that belong to these years, first and last included; `None` for all.
    pub years: Option<(i16, i16)>,
}

/// An append-only ledger of acts with the projections that reads need.
///
/// Calls may overlap, from any number of tasks. Appends are carried out one after the other; a read sees
/// either all or nothing of a batch. Dropping a future before it is ready cancels it: a cancelled append
/// either happened wholly or not at all, and sending the same command again tells which.
///
/// Nothing is retried inside. Nothing is read by the wall clock: `at` is the second clock of every read of
/// projected state, and only entries with `recorded <= at` are known.
pub trait Ledger: Send + Sync + Debug {
    /// The present head.
    fn head(&self) -> Promise<'_, Head, StoreError>;

    /// Appends a batch with the blobs it names, all or nothing.
    ///
    /// All entries of a batch bear one command and one time, and the time is later than that of the batch
    /// before, counted in whole microseconds. Every document that the batch receives and every file that it
    /// publishes is among `blobs` or was stored earlier; blobs already stored are stored once.
    ///
    /// On `Ok` the batch, its Merkle hashes, its projections and its blobs are durable: they survive the
    /// process and the machine's power. On any error nothing was written, save one: after
    /// [`StoreError::Unavailable`] the batch may stand or not, when the connection was lost while it was committed.
    /// Sending the same command again tells.
    ///
    /// When the command was appended before with the same acts by the same actor (its time may differ), the
    /// receipt of then is given with `repeated`, whatever `expected` says. So a caller that lost the answer
    /// sends the same command again; after [`AppendError::Conflict`] it reads anew, decides anew and appends
    /// with the new head.
    fn append<'a>(
        &'a self,
        expected: Head,
        batch: &'a [Entry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Receipt, AppendError>;

    /// Appends entries exactly as another ledger holds them: their payloads, salts and times, as the next in order.
    ///
    /// For copying and restoring, so that both ledgers have the same head at every size. `records` hold whole batches, told
    /// apart by their commands ([`crate::whole_batches`] reads such pages), and follow the present head without a hole.
    /// What an append asks of a batch is asked here too, and every leaf is computed anew: a record that does not fit is
    /// refused. The blobs that they name are among `blobs` or were stored earlier. All or nothing, and durable on `Ok`,
    /// which gives the new head.
    fn transcribe<'a>(
        &'a self,
        expected: Head,
        records: &'a [RecordedEntry],
        blobs: &'a [Blob],
    ) -> Promise<'a, Head, AppendError>;

    /// Stored hashes of the Merkle tree by their index ([`quyet_proof::merkle`]); those beyond the tree are left out.
    fn hashes<'a>(&'a self, indexes: &'a [u64])
    -> Promise<'a, BTreeMap<u64, [u8; 32]>, StoreError>;

    /// The entry with this sequence number; `None` beyond the end.
    fn entry(&self, seq: u64) -> Promise<'_, Option<RecordedEntry>, StoreError>;

    /// At most `limit` entries from `from` on, in ledger order; empty beyond the end.
    fn entries(&self, from: u64, limit: u32) -> Promise<'_, Vec<RecordedEntry>, StoreError>;

    /// The entries that record keys of the public log, in ledger order.
    ///
    /// The default reads the whole ledger; a backend that can look by kind does.
    fn log_keys(&self) -> Promise<'_, Vec<RecordedEntry>, StoreError> {
        Box::pin(scan(self, |act| matches!(act, Act::LogKeyRecorded(_))))
    }

    /// The entry by which a document was last received; `None` when it never was.
    ///
    /// The default reads the whole ledger; a backend that can look by digest does.
    fn document_entry<'a>(
        &'a self,
        digest: &'a Digest,
    ) -> Promise<'a, Option<RecordedEntry>, StoreError> {
        let is_it = |act: &Act| matches!(act, Act::DocumentReceived(received) if received.digest == *digest);
        Box::pin(async move { Ok(scan(self, is_it).await?.pop()) })
    }

    /// The latest version of each plan known at `at`, in the order of these versions' entries.
    fn plans(&self, at: Timestamp) -> Promise<'_, Vec<AdoptedPlan>, StoreError>;

    /// The latest version of one plan known at `at`; `None` when there was none yet.
    fn plan<'a>(
        &'a self,
        id: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Option<AdoptedPlan>, StoreError>;

    /// The latest definition of each indicator known at `at`, by identity.
    fn indicators(&self, at: Timestamp) -> Promise<'_, Vec<Indicator>, StoreError>;

    /// The latest description of each place known at `at`, by code and then first day of validity.
    fn places(&self, at: Timestamp) -> Promise<'_, Vec<Place>, StoreError>;

    /// All versions of the wanted figures known at `at`, replaced ones included, by identity.
    /// `replaced_by` says what was known of corrections at `at`.
    fn figures<'a>(
        &'a self,
        query: &'a FigureQuery,
        at: Timestamp,
    ) -> Promise<'a, Vec<FigureVersion>, StoreError>;

    /// One version of a figure; `None` when there is no such figure or it was not known at `at`.
    fn figure(&self, id: FigureId, at: Timestamp)
    -> Promise<'_, Option<FigureVersion>, StoreError>;

    /// What the house knows of a received document, as last received; `None` when it never was.
    fn document<'a>(
        &'a self,
        digest: &'a Digest,
    ) -> Promise<'a, Option<ReceivedDocument>, StoreError>;

    /// The bytes under a digest; `None` when they were never stored.
    fn blob<'a>(&'a self, digest: &'a Digest) -> Promise<'a, Option<Vec<u8>>, StoreError>;

    /// Reports on a plan published by `at`, in ledger order.
    fn reports<'a>(
        &'a self,
        plan: &'a PlanId,
        at: Timestamp,
    ) -> Promise<'a, Vec<RecordedReport>, StoreError>;

    /// Recreates every projection from the ledger; gives the number of entries replayed.
    ///
    /// The old projections stand until the new ones are complete: all or nothing, like an append. The result
    /// is the same, byte for byte, as what the appends had made.
    fn rebuild<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, u64, StoreError>;

    /// Recomputes everything that can be recomputed: payload to leaf to tree to root, the index of commands,
    /// every projection, every blob. Writes nothing.
    ///
    /// `Err` means that the check could not be carried out; whatever is wrong with the data is in the report.
    fn fsck<'a>(&'a self, progress: Progress<'a>) -> Promise<'a, FsckReport, StoreError>;
}

/// The entries whose act is wanted, in ledger order.
async fn scan<L: Ledger + ?Sized>(
    ledger: &L,
    wanted: impl Fn(&Act) -> bool + Send,
) -> Result<Vec<RecordedEntry>, StoreError> {
    let (mut found, mut from) = (Vec::new(), 0);
    loop {
        let page = ledger.entries(from, 256).await?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        from = last.seq + 1;
        found.extend(page.into_iter().filter(|entry| wanted(&entry.entry.act)));
    }
}
