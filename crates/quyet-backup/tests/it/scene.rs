//! A small house to copy from, and what looks at copies of it.

use jiff::Timestamp;
use quyet_backup::line::Line;
use quyet_backup::list::names;
use quyet_backup::restore::{Keys, Restored};
use quyet_backup::{
    BackupError, BackupName, Identity, LogKey, Order, Recipient, Shelf, Source, Target, Trust,
    create, restore, ship,
};
use quyet_model::entry::{Act, LogKeyRecorded};
use quyet_model::plan::PlanId;
use quyet_proof::checkpoint::Checkpoint;
use quyet_proof::key::SigningKey;
use quyet_store::checkpoints::{Attestation, AttestationKind, Checkpoints, KeptCheckpoint};
use quyet_store::conformance::samples::{entry, history};
use quyet_store::drafts::{Drafts, MemoryDrafts};
use quyet_store::memory::MemoryLedger;
use quyet_store::{Head, Ledger};

/// The key of the tests of Go's notes; everybody knows it.
pub(crate) const PRIVATE: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
pub(crate) const VERIFIER: &str =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
/// Somebody else's.
pub(crate) const OTHER: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
/// Keys of age made for these tests: whoever reads, and somebody else.
pub(crate) const READER: &str =
    "AGE-SECRET-KEY-1GDXXAYX9GDQ4XFKGGM7NXJ9Y5NUW0FCMSAFN0ERNW5V8LGPVG7JQVMDH70";
pub(crate) const READER_PUBLIC: &str =
    "age1l0njqf8qx95nm43uhppcq3jyqkkcxyechfcjsxcgyk4aps2el4zqulevnv";
pub(crate) const STRANGER: &str =
    "AGE-SECRET-KEY-1NFVMFUT3GKG4AVA54ZMUE30GM4U2YZL47KRZCA964M400U6D5R3QRZRDZP";

const SETTINGS: &str = "[database]\nurl = \"postgres://quyet:bi-mat@host1/quyet\"\n";

/// A ledger, a drawer and a key.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) ledger: MemoryLedger,
    pub(crate) drafts: MemoryDrafts,
    pub(crate) key: LogKey,
}

/// The `n`th second of a day.
pub(crate) fn second(n: i64) -> Timestamp {
    Timestamp::from_second(1_795_744_800 + n).expect("a time")
}

impl Scene {
    /// A house with the first batches of the sample history.
    pub(crate) async fn with(batches: usize) -> Self {
        let scene = Self {
            ledger: MemoryLedger::new(),
            drafts: MemoryDrafts::new(),
            key: LogKey::read(PRIVATE).expect("a key"),
        };
        scene.append(0, batches).await;
        scene
    }

    /// Appends batches of the sample history.
    pub(crate) async fn append(&self, from: usize, to: usize) {
        for (batch, blobs) in &history()[from..to] {
            let head = self.ledger.head().await.expect("a sound ledger");
            self.ledger.append(head, batch, blobs).await.expect("the sample is sound");
        }
    }

    /// Saves a draft with a file.
    pub(crate) async fn draft(&self, id: &str, (expected, at): (u64, i64), body: &str) {
        let id = PlanId(id.to_owned());
        let saved = self.drafts.save(&id, expected, second(at), body.as_bytes()).await;
        saved.expect("nobody else saves");
        self.drafts.keep(&id, "goc", body.to_uppercase().as_bytes()).await.expect("a drawer");
    }

    /// Records the log's key as the next entry.
    pub(crate) async fn record_key(&self) {
        let origin = self.key.origin().to_owned();
        let (key, reason) = (self.key.verifier().to_owned(), "khóa đầu tiên".to_owned());
        let recorded = LogKeyRecorded { origin, key, replaces: None, reason };
        let entry = entry("khoa", 1000, Act::LogKeyRecorded(recorded));
        let head = self.head().await;
        self.ledger.append(head, &[entry], &[]).await.expect("a sound entry");
    }

    /// Signs a checkpoint of a head and keeps it, with what a witness said of it.
    pub(crate) async fn sign(&self, head: Head) {
        let key = SigningKey::parse(PRIVATE).expect("a key");
        let checkpoint = Checkpoint { origin: key.name().to_owned(), head };
        let note = checkpoint.sign(&[&key]).expect("the key's name is an origin").to_text();
        let (size, kept) = (head.size, second(1));
        let kept = KeptCheckpoint { size, note, kept };
        self.ledger.keep(&kept).await.expect("a sound ledger");
        let (kind, by) = (AttestationKind::Timestamp, "http://dau-thoi-gian".to_owned());
        let said = Attestation { size, kind, by, received: second(2), bytes: vec![1, 2] };
        self.ledger.attest(&said).await.expect("a sound ledger");
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source {
            ledger: &self.ledger,
            checkpoints: Some(&self.ledger),
            drafts: Some(&self.drafts),
            settings: Some(SETTINGS),
            key: &self.key,
        }
    }

    pub(crate) async fn create(&self, to: &dyn Shelf, at: i64) -> Result<BackupName, BackupError> {
        let made = create(to, &self.source(), &order(at, None)).await?;
        Ok(made.name())
    }

    pub(crate) async fn create_locked(&self, to: &dyn Shelf, at: i64) -> BackupName {
        let recipient: Recipient = READER_PUBLIC.parse().expect("a recipient");
        let made = create(to, &self.source(), &order(at, Some(&recipient))).await;
        made.expect("a shelf that works").name()
    }

    pub(crate) async fn ship(
        &self,
        to: &dyn Shelf,
        at: i64,
    ) -> Result<Option<BackupName>, BackupError> {
        let made = ship(to, &self.source(), &order(at, None)).await?;
        Ok(made.map(|made| made.name()))
    }

    pub(crate) async fn head(&self) -> Head {
        self.ledger.head().await.expect("a sound ledger")
    }
}

pub(crate) fn order(at: i64, recipient: Option<&Recipient>) -> Order<'_> {
    Order { taken: second(at), recipient, progress: &|_, _| {} }
}

/// Trusts the key of the scene.
pub(crate) fn keys() -> Keys {
    Keys { trust: Trust::Keys(vec![VERIFIER.to_owned()]), identity: None }
}

pub(crate) fn keys_with(identity: &str) -> Keys {
    let identity: Identity = identity.parse().expect("an identity");
    Keys { identity: Some(identity), ..keys() }
}

/// Restores the newest state on a shelf into memory.
pub(crate) async fn newest(
    shelf: &dyn Shelf,
    keys: &Keys,
) -> Result<(MemoryLedger, MemoryDrafts, Restored), BackupError> {
    let line = Line::newest(&names(shelf)?).ok_or(BackupError::NoWhole)?;
    let (ledger, drafts) = (MemoryLedger::new(), MemoryDrafts::new());
    let target = Target { ledger: &ledger, checkpoints: Some(&ledger), drafts: Some(&drafts) };
    let restored = restore(shelf, &line, keys, &target, &|_, _| {}).await?;
    Ok((ledger, drafts, restored))
}
