//! Use case: carry a whole ledger over into another database, entry by entry as it stands.
//!
//! Nothing is decided and nothing is signed: payloads, salts, times and command identities are the same afterwards, so both
//! ledgers have the same head at every size, and checkpoints of the one hold for the other.

use std::collections::BTreeSet;

use quyet_model::document::Digest;
use quyet_model::entry::Entry;
use quyet_proof::merkle::Frontier;
use quyet_store::checkpoints::Checkpoints;
use quyet_store::drafts::{DraftError, Drafts};
use quyet_store::{
    AppendError, Blob, Head, Ledger, Progress, RecordedEntry, StoreError, named_blobs,
    whole_batches,
};
use thiserror::Error;

/// About how many entries travel in one transaction.
const PAGE: u32 = 200;

/// How many kept checkpoints are read at once.
const CHECKPOINTS: u32 = 500;

/// Why a ledger was not copied, or not to its end. What was copied stands: copying again goes on from there.
#[derive(Debug, Error)]
pub enum CopyLedgerError {
    /// The target holds something that the source does not.
    #[error(
        "sổ đích đã có {} mục không trùng với sổ nguồn; sổ đích được giữ nguyên. Hãy chọn đích trống, hoặc đích đang chép dở từ chính nguồn này",
        .0.size
    )]
    NotAPrefix(Head),
    /// An entry names bytes that the source does not hold.
    #[error(
        "sổ nguồn thiếu tệp {} mà mục {seq} nêu; đã chép các mục trước đó. Hãy chạy “quyet fsck” ở nguồn",
        digest.0
    )]
    BlobLost {
        /// The entry.
        seq: u64,
        /// The digest of the bytes.
        digest: Digest,
    },
    /// The hashes that make a head are not all there.
    #[error("sổ thiếu mã băm của cây ở kích thước {0}; hãy chạy “quyet fsck”")]
    HashLost(u64),
    /// The two ledgers have different heads where they should be the same.
    #[error("hai sổ khác nhau ở kích thước {0}; đừng dùng sổ đích. Hãy chạy “quyet fsck” ở cả hai")]
    Differs(u64),
    /// A ledger could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The target refused a page.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// What copying came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Entries written now; those that stood already are not counted.
    pub entries: u64,
    /// The head of both ledgers.
    pub head: Head,
}

/// Carries over what the target lacks, up to the head that the source has at the beginning.
///
/// The target is empty, or holds the first entries of the source and nothing else.
///
/// # Errors
/// [`CopyLedgerError`].
pub async fn copy_ledger(
    source: &dyn Ledger,
    target: &dyn Ledger,
    progress: Progress<'_>,
) -> Result<Copied, CopyLedgerError> {
    let wanted = source.head().await?;
    let mut head = target.head().await?;
    if wanted.size < head.size || head_at(source, head.size).await? != head {
        return Err(CopyLedgerError::NotAPrefix(head));
    }
    let before = head.size;
    let mut carried = BTreeSet::new();
    while head.size < wanted.size {
        let records = whole_batches(source, head.size, PAGE).await?;
        let blobs = blobs_of(source, &records, &mut carried).await?;
        head = target.transcribe(head, &records, &blobs).await?;
        progress(head.size, wanted.size);
    }
    // The source may have grown within the last page, never shrunk.
    if head_at(source, head.size).await? != head {
        return Err(CopyLedgerError::Differs(head.size));
    }
    Ok(Copied { entries: head.size - before, head })
}

/// Carries over the kept checkpoints with what others said of them, and compares both heads at the size of each.
/// Gives how many were compared. Checkpoints beyond the target's head are left for the next time.
///
/// # Errors
/// [`CopyLedgerError`].
pub async fn copy_checkpoints(
    source: (&dyn Ledger, &dyn Checkpoints),
    target: (&dyn Ledger, &dyn Checkpoints),
) -> Result<u64, CopyLedgerError> {
    let last = target.0.head().await?.size;
    let (mut from, mut compared) = (0, 0);
    loop {
        let page = source.1.list(from, CHECKPOINTS).await?;
        let Some(end) = page.last().map(|checkpoint| checkpoint.size) else {
            return Ok(compared);
        };
        for checkpoint in page.iter().filter(|checkpoint| checkpoint.size <= last) {
            let size = checkpoint.size;
            if head_at(source.0, size).await? != head_at(target.0, size).await? {
                return Err(CopyLedgerError::Differs(size));
            }
            target.1.keep(checkpoint).await?;
            for said in source.1.attestations(size).await? {
                target.1.attest(&said).await?;
            }
            compared += 1;
        }
        from = end + 1;
    }
}

/// Carries over the drafts with their files, versions and times. A draft that the target has already is left as it stands
/// there. Gives how many were carried.
///
/// # Errors
/// When a drawer fails; what was carried before stands.
pub async fn copy_drafts(source: &dyn Drafts, target: &dyn Drafts) -> Result<u64, CopyLedgerError> {
    let mut carried = 0;
    for record in source.list().await? {
        if target.load(&record.id).await?.is_some() {
            continue;
        }
        // The files first: a draft that is there is there with all that belongs to it.
        for name in source.names(&record.id).await? {
            if let Some(bytes) = source.file(&record.id, &name).await? {
                target.keep(&record.id, &name, &bytes).await?;
            }
        }
        match target.put_back(&record).await {
            Ok(()) => carried += 1,
            // Somebody began one of this identity at this very moment; theirs stands.
            Err(DraftError::Stale) => {}
            Err(DraftError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(carried)
}

/// The head that a ledger had at a size.
async fn head_at(ledger: &dyn Ledger, size: u64) -> Result<Head, CopyLedgerError> {
    let hashes = ledger.hashes(&Frontier::needed(size)).await?;
    let frontier = Frontier::of(size, &hashes).ok_or(CopyLedgerError::HashLost(size))?;
    Ok(frontier.head())
}

/// The bytes that records name and that did not travel before.
async fn blobs_of(
    source: &dyn Ledger,
    records: &[RecordedEntry],
    carried: &mut BTreeSet<Digest>,
) -> Result<Vec<Blob>, CopyLedgerError> {
    let mut blobs = Vec::new();
    for record in records {
        let entry: &Entry = &record.entry;
        for digest in named_blobs(std::slice::from_ref(entry)) {
            if carried.insert(digest.clone()) {
                let lost = || CopyLedgerError::BlobLost { seq: record.seq, digest: digest.clone() };
                let bytes = source.blob(digest).await?.ok_or_else(lost)?;
                blobs.push(Blob { digest: digest.clone(), bytes });
            }
        }
    }
    Ok(blobs)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use jiff::Timestamp;
    use quyet_model::actor::{Actor, Role};
    use quyet_model::entry::CommandId;
    use quyet_model::plan::PlanId;
    use quyet_store::drafts::MemoryDrafts;
    use quyet_store::memory::MemoryLedger;

    use super::*;
    use crate::clock::StoppedClock;
    use crate::desk::Desk;
    use crate::load_example::{bac_kan_2024, load_example};
    use crate::register_places::register_places;

    async fn example() -> MemoryLedger {
        let ledger = MemoryLedger::new();
        load_example(&ledger, bac_kan_2024()).await.expect("the example is right");
        ledger
    }

    /// A ledger with an act that the example does not hold.
    async fn other() -> MemoryLedger {
        let ledger = MemoryLedger::new();
        let name = "An".to_owned();
        let actor = Actor { name, role: Role::Planner, body: "Sở Tài chính".to_owned() };
        let desk =
            Desk { ledger: &ledger, clock: &StoppedClock(Timestamp::UNIX_EPOCH), actor: &actor };
        let command = CommandId("khac/1".to_owned());
        register_places(desk, &command, Vec::new()).await.expect("it is empty and right");
        ledger
    }

    #[tokio::test]
    async fn a_copy_has_the_head_of_its_source_at_every_size() {
        let (source, target) = (example().await, MemoryLedger::new());
        let seen = Mutex::new(Vec::new());
        let note = |done, all| seen.lock().expect("one thread").push((done, all));
        let copied = copy_ledger(&source, &target, &note).await.expect("it copies");
        let head = source.head().await.expect("a head");
        assert_eq!(copied, Copied { entries: head.size, head });
        assert_eq!(seen.lock().expect("one thread").last(), Some(&(head.size, head.size)));
        for size in 0..=head.size {
            let (a, b) = (head_at(&source, size).await, head_at(&target, size).await);
            assert_eq!(a.expect("a head"), b.expect("a head"), "at {size}");
        }
        let again = copy_ledger(&source, &target, &|_, _| {}).await.expect("nothing to do");
        assert_eq!(again, Copied { entries: 0, head });
        assert!(target.fsck(&|_, _| {}).await.expect("a check").findings.is_empty());
    }

    #[tokio::test]
    async fn a_copy_that_was_stopped_goes_on() {
        let (source, target) = (example().await, MemoryLedger::new());
        let first = whole_batches(&source, 0, 1).await.expect("a batch");
        let blobs = blobs_of(&source, &first, &mut BTreeSet::new()).await.expect("its blobs");
        target.transcribe(Head::EMPTY, &first, &blobs).await.expect("it fits");
        let copied = copy_ledger(&source, &target, &|_, _| {}).await.expect("it copies");
        let head = source.head().await.expect("a head");
        assert_eq!(copied, Copied { entries: head.size - first.len() as u64, head });
    }

    #[tokio::test]
    async fn a_target_that_holds_something_else_is_refused_and_left_alone() {
        let (source, target) = (example().await, other().await);
        let before = target.head().await.expect("a head");
        let refused = copy_ledger(&source, &target, &|_, _| {}).await;
        assert!(matches!(refused, Err(CopyLedgerError::NotAPrefix(head)) if head == before));
        assert_eq!(target.head().await.expect("a head"), before);
        let longer = copy_ledger(&MemoryLedger::new(), &target, &|_, _| {}).await;
        assert!(matches!(longer, Err(CopyLedgerError::NotAPrefix(_))));
    }

    #[tokio::test]
    async fn drafts_travel_with_their_files_and_never_over_another() {
        let (source, target) = (MemoryDrafts::new(), MemoryDrafts::new());
        let (a, b) = (PlanId("a".to_owned()), PlanId("b".to_owned()));
        let now = Timestamp::UNIX_EPOCH;
        for id in [&a, &b] {
            source.save(id, 0, now, b"one").await.expect("a new draft");
            source.save(id, 1, now, b"two").await.expect("a second version");
            source.keep(id, "goc", b"bytes").await.expect("a file");
        }
        target.save(&b, 0, now, b"theirs").await.expect("a draft of the target's own");
        assert_eq!(copy_drafts(&source, &target).await.expect("they travel"), 1);
        let (here, there) = (target.load(&a).await, source.load(&a).await);
        assert_eq!(here.expect("a draft"), there.expect("a draft"));
        let file = target.file(&a, "goc").await.expect("a file");
        assert_eq!(file.as_deref(), Some(&b"bytes"[..]));
        let kept = target.load(&b).await.expect("a draft").expect("theirs");
        assert_eq!(kept.body, b"theirs");
    }
}
