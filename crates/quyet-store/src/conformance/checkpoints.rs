//! What every store of checkpoints must do, and what the check of the ledger beside it must find.

use quyet_model::actor::{Actor, Role};
use quyet_model::entry::{Act, CommandId, Entry, LogKeyRecorded};
use quyet_proof::{Checkpoint, Head, SigningKey};

use super::samples::at;
use super::sure;
use crate::checkpoints::{Attestation, AttestationKind, Checkpoints, KeptCheckpoint};
use crate::ledger::Ledger;

const ORIGIN: &str = "quyet.example/thu";

/// Checks an empty ledger with its store of checkpoints: keeping, reading back, and what `fsck` says of them.
///
/// # Panics
/// When a requirement does not hold.
pub async fn check_checkpoints(ledger: &dyn Ledger, checkpoints: &dyn Checkpoints) {
    assert_eq!(checkpoints.latest().await, Ok(None));
    assert_eq!(checkpoints.list(0, 10).await, Ok(vec![]));
    assert_eq!(checkpoints.attestations(1).await, Ok(vec![]));
    assert_eq!(sure(ledger.log_keys().await), []);
    let (old, new) = (key(1), key(2));
    let first = record(ledger, 1, (&old, None)).await;
    let second = record(ledger, 2, (&new, Some(&old))).await;
    let known = sure(ledger.log_keys().await);
    assert_eq!(known.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [0, 1]);
    let one = signed(first, &[&old], 3);
    let two = signed(second, &[&old, &new], 4);
    keeping(checkpoints, [&one, &two]).await;
    attesting(checkpoints).await;
    let report = sure(ledger.fsck(&|_, _| {}).await);
    assert_eq!(report.findings, [], "checkpoints of the log's own keys are sound");
    forging(ledger, checkpoints, &new).await;
}

async fn keeping(checkpoints: &dyn Checkpoints, [one, two]: [&KeptCheckpoint; 2]) {
    sure(checkpoints.keep(two).await);
    sure(checkpoints.keep(one).await);
    // The first of a size stands.
    sure(checkpoints.keep(&KeptCheckpoint { note: "other".to_owned(), ..one.clone() }).await);
    assert_eq!(checkpoints.latest().await, Ok(Some(two.clone())));
    assert_eq!(checkpoints.at(1).await, Ok(Some(one.clone())));
    assert_eq!(checkpoints.at(3).await, Ok(None));
    assert_eq!(checkpoints.list(0, 10).await, Ok(vec![one.clone(), two.clone()]));
    assert_eq!(checkpoints.list(0, 1).await, Ok(vec![one.clone()]));
    assert_eq!(checkpoints.list(2, 10).await, Ok(vec![two.clone()]));
    assert_eq!(checkpoints.list(3, 10).await, Ok(vec![]));
}

async fn attesting(checkpoints: &dyn Checkpoints) {
    let stamp = said(AttestationKind::Timestamp, "http://tsa.example", &[0, 255]);
    let line = said(AttestationKind::Cosignature, "w.example", "— w.example AAAA\n".as_bytes());
    let other = said(AttestationKind::Cosignature, "a.example", b"line");
    for attestation in [&stamp, &line, &other] {
        sure(checkpoints.attest(attestation).await);
    }
    // The first of a kind by the same one stands.
    sure(checkpoints.attest(&Attestation { bytes: vec![7], ..line.clone() }).await);
    assert_eq!(checkpoints.attestations(2).await, Ok(vec![other, line, stamp]));
    assert_eq!(checkpoints.attestations(1).await, Ok(vec![]));
}

/// A checkpoint of a key that is no longer in force, and one of entries that are not there.
async fn forging(ledger: &dyn Ledger, checkpoints: &dyn Checkpoints, new: &SigningKey) {
    let third = record(ledger, 5, (&key(3), Some(new))).await;
    sure(checkpoints.keep(&signed(third, &[new], 6)).await);
    let beyond = Head { size: 9, root: [9; 32] };
    sure(checkpoints.keep(&signed(beyond, &[new], 6)).await);
    let report = sure(ledger.fsck(&|_, _| {}).await);
    let found: Vec<_> =
        report.findings.iter().map(|finding| (finding.table, finding.row.as_str())).collect();
    assert_eq!(found, [("checkpoint", "3"), ("checkpoint", "9")], "{:?}", report.findings);
}

fn key(byte: u8) -> SigningKey {
    SigningKey::generate(ORIGIN, [byte; 32]).expect("a good name")
}

async fn record(
    ledger: &dyn Ledger,
    moment: i64,
    (key, replaces): (&SigningKey, Option<&SigningKey>),
) -> Head {
    let act = Act::LogKeyRecorded(LogKeyRecorded {
        origin: ORIGIN.to_owned(),
        key: key.verifier().to_string(),
        replaces: replaces.map(|old| old.verifier().to_string()),
        reason: "thử".to_owned(),
    });
    let name = "quan.tri".to_owned();
    let actor = Actor { name, role: Role::Administrator, body: "Văn phòng".to_owned() };
    let command = CommandId(format!("khoa-{moment}"));
    let entry = Entry { command, actor, recorded: at(moment), act };
    let head = sure(ledger.head().await);
    sure(ledger.append(head, &[entry], &[]).await).head
}

fn signed(head: Head, keys: &[&SigningKey], moment: i64) -> KeptCheckpoint {
    let checkpoint = Checkpoint { origin: ORIGIN.to_owned(), head };
    let note = checkpoint.sign(keys).expect("a good origin").to_text();
    KeptCheckpoint { size: head.size, note, kept: at(moment) }
}

fn said(kind: AttestationKind, by: &str, bytes: &[u8]) -> Attestation {
    Attestation { size: 2, kind, by: by.to_owned(), received: at(5), bytes: bytes.to_vec() }
}
