//! Keys, checkpoints and proofs, through the use cases.

use std::sync::Arc;

use jiff::Timestamp;
use quyet_app::clock::StoppedClock;
use quyet_app::desk::Desk;
use quyet_app::health::Health;
use quyet_app::log_key::{LogKeyError, RotateLogKey, log_keys, record_first_key, rotate_log_key};
use quyet_app::prove::{
    ProveError, open_for_auditor, prove_consistency, prove_document, prove_entry, prove_figure,
};
use quyet_app::public_log::{PublicLog, PublicLogError, checkpoint};
use quyet_app::sign_checkpoint::{SignCheckpointError, sign_checkpoint};
use quyet_model::actor::{Actor, Role};
use quyet_model::entry::{Act, CommandId, Entry};
use quyet_model::figure::FigureId;
use quyet_model::indicator::{Indicator, Visibility};
use quyet_model::period::Period;
use quyet_proof::merkle::is_consistent;
use quyet_proof::{Head, SignedCheckpoint, SigningKey, Trust};
use quyet_store::checkpoints::Checkpoints;
use quyet_store::conformance::samples::{
    at, corrected, entry, figure, indicator, received, reported,
};
use quyet_store::memory::MemoryLedger;
use quyet_store::{Blob, Ledger};

const NAME: &str = "quyet.example/thu";

fn key(byte: u8) -> SigningKey {
    SigningKey::generate(NAME, [byte; 32]).expect("a good name")
}

fn administrator() -> Actor {
    let (name, body) = ("quan.tri".to_owned(), "Văn phòng".to_owned());
    Actor { name, role: Role::Administrator, body }
}

async fn append(ledger: &MemoryLedger, entry: Entry, blobs: &[Blob]) {
    let head = ledger.head().await.expect("a head");
    ledger.append(head, &[entry], blobs).await.expect("a sound entry");
}

async fn first_key(ledger: &MemoryLedger, moment: i64) -> Result<bool, LogKeyError> {
    let (actor, clock) = (administrator(), StoppedClock(at(moment)));
    let desk = Desk { ledger, clock: &clock, actor: &actor };
    let command = CommandId("khoa-1".to_owned());
    record_first_key(desk, &command, &key(1).verifier()).await.map(|receipt| receipt.is_some())
}

/// Key, indicators (one internal), a document, a form of three figures, a correction.
async fn house() -> (MemoryLedger, Blob) {
    let ledger = MemoryLedger::new();
    assert!(first_key(&ledger, 1).await.expect("a first key"));
    let inner = Indicator { visibility: Visibility::Internal, ..indicator("noi-bo", "Nội bộ") };
    let defined = Act::IndicatorsDefined(vec![indicator("rung", "Rừng"), inner]);
    append(&ledger, entry("b", 2, defined), &[]).await;
    let blob = Blob::new(b"nghi quyet".to_vec());
    append(&ledger, entry("c", 3, received(&blob, "Nghị quyết")), std::slice::from_ref(&blob))
        .await;
    let year = Period::Year(2024);
    let form = vec![
        figure("rung", year, "11.5"),
        figure("noi-bo", year, "77.25"),
        figure("rung", Period::Year(2023), "33.5"),
    ];
    append(&ledger, entry("d", 4, reported(form)), &[]).await;
    append(&ledger, entry("e", 5, corrected(3, 0, figure("rung", year, "12.5"))), &[]).await;
    (ledger, blob)
}

fn trust() -> Trust {
    Trust::of(vec![key(1).verifier()]).expect("a key of a log")
}

async fn sign(
    ledger: &MemoryLedger,
    by: u8,
    moment: i64,
) -> Result<SignedCheckpoint, SignCheckpointError> {
    sign_checkpoint(ledger, ledger, &key(by), at(moment)).await
}

fn later() -> Timestamp {
    at(1000)
}

#[tokio::test]
async fn a_figure_is_proved_without_any_other_figure_or_name() {
    let (ledger, _) = house().await;
    let id = FigureId { entry: 3, row: 2 };
    let early = prove_figure(&ledger, &ledger, id, later()).await;
    assert!(matches!(early, Err(ProveError::NotCovered { seq: 3, size: 0 })), "{early:?}");
    sign(&ledger, 1, 10).await.expect("a checkpoint");
    let bundle = prove_figure(&ledger, &ledger, id, later()).await.expect("a public figure");
    let shown: String = bundle.opening.shown().iter().map(|(_, text)| *text).collect();
    assert!(shown.contains("33.5") && shown.contains("Sở Tài chính"), "{shown}");
    let file = bundle.to_text();
    let extra = bundle.opening.to_text();
    for hidden in ["11.5", "77.25", "noi-bo", "le.van.binh"] {
        assert!(!extra.contains(hidden), "{hidden} in {extra}");
    }
    let verified = quyet_proof::bundle::verify(&file, &trust()).expect("a good proof");
    assert_eq!((verified.seq, verified.checkpoint.head.size), (3, 5));
}

#[tokio::test]
async fn what_is_not_public_is_opened_to_an_auditor_only() {
    let (ledger, _) = house().await;
    sign(&ledger, 1, 10).await.expect("a checkpoint");
    let refused = prove_figure(&ledger, &ledger, FigureId { entry: 3, row: 1 }, later()).await;
    assert!(matches!(refused, Err(ProveError::NotPublic(_))), "{refused:?}");
    let refused = prove_entry(&ledger, &ledger, 3).await;
    assert!(matches!(refused, Err(ProveError::NotPublicKind(3))), "{refused:?}");
    let row = open_for_auditor(&ledger, &ledger, (3, Some(1))).await.expect("an opened row");
    let text = row.opening.to_text();
    assert!(
        text.contains("77.25") && text.contains("le.van.binh") && !text.contains("33.5"),
        "{text}"
    );
    row.verify(&trust()).expect("a good proof");
    let whole = open_for_auditor(&ledger, &ledger, (3, None)).await.expect("an opened entry");
    assert!(whole.opening.shows_all());
    whole.verify(&trust()).expect("a good proof");
    let beyond = open_for_auditor(&ledger, &ledger, (3, Some(3))).await;
    assert!(matches!(beyond, Err(ProveError::UnknownRow { seq: 3, row: 3 })), "{beyond:?}");
}

#[tokio::test]
async fn documents_keys_and_corrections_are_proved() {
    let (ledger, blob) = house().await;
    sign(&ledger, 1, 10).await.expect("a checkpoint");
    let document = prove_document(&ledger, &ledger, &blob.digest).await.expect("a document");
    assert!(document.opening.to_text().contains(&blob.digest.0));
    let key = prove_entry(&ledger, &ledger, 0).await.expect("the first key");
    let id = FigureId { entry: 4, row: 0 };
    let correction = prove_figure(&ledger, &ledger, id, later()).await.expect("a correction");
    for bundle in [&document, &key, &correction] {
        bundle.verify(&trust()).expect("a good proof");
        let text = bundle.opening.to_text();
        assert!(!text.contains("le.van.binh") && !text.contains("quan.tri"), "{text}");
    }
    let absent = prove_entry(&ledger, &ledger, 9).await;
    assert!(matches!(absent, Err(ProveError::UnknownEntry(9))), "{absent:?}");
}

#[tokio::test]
async fn one_checkpoint_is_signed_of_each_head_and_the_next_goes_on_from_it() {
    let (ledger, _) = house().await;
    let first = sign(&ledger, 1, 10).await.expect("a checkpoint");
    assert_eq!(sign(&ledger, 1, 11).await.expect("the same"), first);
    append(&ledger, entry("f", 6, reported(vec![figure("rung", Period::Year(2022), "1")])), &[])
        .await;
    let second = sign(&ledger, 1, 12).await.expect("another");
    let sizes: Vec<u64> =
        ledger.list(0, 9).await.expect("kept").iter().map(|kept| kept.size).collect();
    assert_eq!(sizes, [5, 6]);
    let request = prove_consistency(&ledger, &ledger, (5, 6)).await.expect("a proof");
    assert!(is_consistent(&request.proof, &first.checkpoint().head, &second.checkpoint().head));
    let backwards = prove_consistency(&ledger, &ledger, (6, 5)).await;
    assert!(matches!(backwards, Err(ProveError::Order { from: 6, to: 5 })), "{backwards:?}");
    let unsigned = prove_consistency(&ledger, &ledger, (2, 4)).await;
    assert!(matches!(unsigned, Err(ProveError::NoCheckpoint(4))), "{unsigned:?}");
}

#[tokio::test]
async fn nothing_is_signed_that_contradicts_what_was_signed() {
    let (ledger, _) = house().await;
    sign(&ledger, 1, 10).await.expect("a checkpoint");
    let shorter = MemoryLedger::new();
    first_key(&shorter, 1).await.expect("a first key");
    let refused = sign_checkpoint(&shorter, &ledger, &key(1), at(11)).await;
    assert!(matches!(refused, Err(SignCheckpointError::Rewritten { .. })), "{refused:?}");
    let refused =
        sign_checkpoint(&MemoryLedger::new(), &MemoryLedger::new(), &key(1), at(11)).await;
    assert!(matches!(refused, Err(SignCheckpointError::NoKey)), "{refused:?}");
}

#[tokio::test]
async fn a_rotation_is_recorded_and_signed_by_both_keys() {
    let (ledger, _) = house().await;
    let (actor, clock) = (administrator(), StoppedClock(at(20)));
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
    let command = CommandId("khoa-2".to_owned());
    let wish =
        RotateLogKey { command: &command, old: &key(1), new: &key(2), reason: "hằng năm" };
    let signed = rotate_log_key(desk, &ledger, wish).await.expect("a rotation");
    let both = [key(1).verifier(), key(2).verifier()];
    assert_eq!(signed.signers(&both), Ok(both.to_vec()));
    let again = rotate_log_key(desk, &ledger, wish).await.expect("the same once more");
    assert_eq!((again, ledger.head().await.expect("a head").size), (signed, 6));
    assert_eq!(log_keys(&ledger).await.expect("keys").len(), 2);
    append(&ledger, entry("f", 30, reported(vec![figure("rung", Period::Year(2022), "1")])), &[])
        .await;
    let stale = sign(&ledger, 1, 31).await;
    assert!(matches!(stale, Err(SignCheckpointError::NotInForce { .. })), "{stale:?}");
    sign(&ledger, 2, 31).await.expect("the new key signs");
    assert!(ledger.fsck(&|_, _| {}).await.expect("a check").is_clean());
}

/// What the hall answers: the ledger it reads, the checkpoints that are kept, the key at hand.
async fn answered(
    ledger: &MemoryLedger,
    kept: &Arc<MemoryLedger>,
    by: u8,
) -> Result<SignedCheckpoint, PublicLogError> {
    let checkpoints: Arc<dyn Checkpoints> = kept.clone();
    let log = PublicLog { checkpoints, signer: Some(Arc::new(key(by))) };
    checkpoint(ledger, &log, &Health::default(), at(40)).await
}

#[tokio::test]
async fn the_hall_signs_with_the_key_in_force_only() {
    let ledger = Arc::new(house().await.0);
    let refused = answered(&ledger, &ledger, 2).await;
    assert!(
        matches!(refused, Err(PublicLogError::Sign(SignCheckpointError::NotInForce { .. }))),
        "{refused:?}"
    );
    assert_eq!(ledger.latest().await, Ok(None), "nothing was kept");
    let signed = answered(&ledger, &ledger, 1).await.expect("the key in force signs");
    assert_eq!(signed.checkpoint().head, ledger.head().await.expect("a head"));
    let (actor, clock) = (administrator(), StoppedClock(at(20)));
    let desk = Desk { ledger: &*ledger, clock: &clock, actor: &actor };
    let command = CommandId("khoa-2".to_owned());
    let wish = RotateLogKey { command: &command, old: &key(1), new: &key(2), reason: "mỗi năm" };
    let led = rotate_log_key(desk, &*ledger, wish).await.expect("a rotation");
    assert_eq!(answered(&ledger, &ledger, 1).await.expect("what was signed stands"), led);
    append(&ledger, entry("f", 30, reported(vec![figure("rung", Period::Year(2022), "1")])), &[])
        .await;
    let replaced = answered(&ledger, &ledger, 1).await;
    assert!(
        matches!(replaced, Err(PublicLogError::Sign(SignCheckpointError::NotInForce { .. }))),
        "{replaced:?}"
    );
    assert_eq!(ledger.latest().await.expect("kept").map(|kept| kept.size), Some(6));
    answered(&ledger, &ledger, 2).await.expect("the new key signs");
}

#[tokio::test]
async fn the_hall_signs_neither_a_shortened_ledger_nor_one_that_was_written_anew() {
    let ledger = Arc::new(house().await.0);
    let signed = sign(&ledger, 1, 10).await.expect("a checkpoint");
    let shorter = MemoryLedger::new();
    first_key(&shorter, 1).await.expect("a first key");
    assert_eq!(answered(&shorter, &ledger, 1).await.expect("what was signed stands"), signed);
    for moment in 50..56 {
        let act = reported(vec![figure("rung", Period::Year(2022), "1")]);
        append(&shorter, entry(&format!("x{moment}"), moment, act), &[]).await;
    }
    let refused = answered(&shorter, &ledger, 1).await;
    assert!(
        matches!(refused, Err(PublicLogError::Sign(SignCheckpointError::Rewritten { .. }))),
        "{refused:?}"
    );
    let kept = ledger.list(0, 9).await.expect("kept");
    assert_eq!(kept.iter().map(|kept| kept.size).collect::<Vec<_>>(), [5]);
}

#[tokio::test]
async fn a_refused_key_leaves_nothing_behind() {
    let (ledger, _) = house().await;
    let head: Head = ledger.head().await.expect("a head");
    assert!(!first_key(&ledger, 9).await.expect("the same key again"));
    let (mut actor, clock) = (administrator(), StoppedClock(at(20)));
    let command = CommandId("khoa-2".to_owned());
    let other = SigningKey::generate("other", [2; 32]).expect("a good name");
    for (old, new, reason) in [
        (key(3), key(2), "vì sao"),
        (key(1), other, "vì sao"),
        (key(1), key(2), " "),
        (key(1), key(2).as_witness(), "vì sao"),
    ] {
        let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
        let wish = RotateLogKey { command: &command, old: &old, new: &new, reason };
        rotate_log_key(desk, &ledger, wish).await.expect_err("a refusal");
    }
    actor.role = Role::Planner;
    let desk = Desk { ledger: &ledger, clock: &clock, actor: &actor };
    let refused = record_first_key(desk, &command, &key(2).verifier()).await;
    assert!(matches!(refused, Err(LogKeyError::Forbidden(_))), "{refused:?}");
    assert_eq!(ledger.head().await, Ok(head));
}
