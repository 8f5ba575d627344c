//! What an append does and does not do.

use quyet_model::entry::{Act, Entry};
use quyet_model::figure::{Figure, FigureId};
use quyet_model::period::Period;
use quyet_wire::entry::encode;

use crate::conformance::samples::{
    adopted, at, corrected, entry, figure, history, published, received, reported,
};
use crate::conformance::{sure, view};
use crate::error::{AppendError, BatchFault};
use quyet_proof::Head;
use quyet_proof::leaf::seal;
use quyet_proof::merkle::Frontier;

use crate::ledger::{Blob, Ledger};

const YEAR: Period = Period::Year(2024);

/// Appends the whole sample history.
pub(super) async fn append_history(ledger: &dyn Ledger) {
    for (batch, blobs) in history() {
        let head = sure(ledger.head().await);
        sure(ledger.append(head, &batch, &blobs).await);
    }
}

/// Appends one entry to whatever is there.
pub(super) async fn append_one(ledger: &dyn Ledger, entry: Entry) -> Head {
    let head = sure(ledger.head().await);
    sure(ledger.append(head, &[entry], &[]).await).head
}

async fn refused(ledger: &dyn Ledger, batch: &[Entry], blobs: &[Blob]) -> AppendError {
    let head = sure(ledger.head().await);
    let before = view(ledger, at(1000)).await;
    let error = ledger.append(head, batch, blobs).await.expect_err("the append must be refused");
    assert_eq!(sure(ledger.head().await), head, "a refusal writes nothing");
    assert_eq!(view(ledger, at(1000)).await, before, "a refusal writes nothing");
    for blob in blobs {
        assert_eq!(sure(ledger.blob(&blob.digest).await), None, "a refusal writes no blob");
    }
    error
}

pub(super) async fn an_append_is_read_back_with_its_time_in_whole_microseconds(
    ledger: &dyn Ledger,
) {
    let fine = at(5).checked_add(jiff::SignedDuration::from_nanos(999));
    let given =
        Entry { recorded: sure(fine), ..entry("a", 5, reported(vec![figure("x", YEAR, "7.50")])) };
    let receipt = sure(ledger.append(Head::EMPTY, std::slice::from_ref(&given), &[]).await);
    assert_eq!((receipt.first, receipt.repeated, receipt.head.size), (0, false, 1));
    assert_eq!(sure(ledger.head().await), receipt.head);
    let read = sure(ledger.entry(0).await).expect("the entry was appended");
    assert_eq!(read.entry, Entry { recorded: at(5), ..given });
    assert_eq!(read.payload, encode(&read.entry));
    assert!(read.salt.is_some(), "a new entry is hidden by a salt");
    assert_eq!(read.leaf, seal(&read.payload, read.salt.as_ref()).leaf);
    assert_eq!(sure(ledger.entry(1).await), None);
    assert_eq!(sure(ledger.entry(u64::MAX).await), None);
}

pub(super) async fn the_head_is_the_root_over_the_seals(ledger: &dyn Ledger) {
    let mut frontier = Frontier::empty();
    for (batch, blobs) in history() {
        let receipt = sure(ledger.append(frontier.head(), &batch, &blobs).await);
        for read in sure(ledger.entries(receipt.first, 100).await) {
            frontier.push(seal(&read.payload, read.salt.as_ref()).leaf);
        }
        assert_eq!(receipt.head, frontier.head());
        assert_eq!(receipt.first + batch.len() as u64, receipt.head.size);
    }
}

pub(super) async fn a_stale_head_conflicts_and_writes_nothing(ledger: &dyn Ledger) {
    let now = append_one(ledger, entry("a", 1, reported(Vec::new()))).await;
    let late = [entry("b", 2, reported(Vec::new()))];
    for stale in [Head::EMPTY, Head { root: [1; 32], ..now }, Head { size: 9, ..now }] {
        let conflict = ledger.append(stale, &late, &[]).await;
        assert_eq!(conflict, Err(AppendError::Conflict(now)));
        assert_eq!(sure(ledger.head().await), now);
    }
    let receipt = sure(ledger.append(now, &late, &[]).await);
    assert_eq!((receipt.first, receipt.head.size), (1, 2));
}

pub(super) async fn a_repeated_command_is_answered_and_not_written(ledger: &dyn Ledger) {
    let twice = |time| {
        let first = entry("a", time, reported(vec![figure("x", YEAR, "1")]));
        [first, entry("a", time, reported(Vec::new()))]
    };
    append_one(ledger, entry("before", 1, reported(Vec::new()))).await;
    let head = sure(ledger.head().await);
    sure(ledger.append(head, &twice(2), &[]).await);
    let now = append_one(ledger, entry("after", 3, reported(Vec::new()))).await;
    for (expected, time) in [(head, 2), (now, 9), (Head::EMPTY, 1)] {
        let receipt = sure(ledger.append(expected, &twice(time), &[]).await);
        assert_eq!((receipt.head, receipt.first, receipt.repeated), (now, 1, true));
    }
    assert_eq!(sure(ledger.head().await), now);
}

pub(super) async fn a_command_used_for_another_act_is_refused(ledger: &dyn Ledger) {
    let one = |value: &str| entry("a", 9, reported(vec![figure("x", YEAR, value)]));
    append_one(ledger, entry("a", 1, reported(vec![figure("x", YEAR, "1")]))).await;
    let other_person = {
        let mut entry = one("1");
        "Sở khác".clone_into(&mut entry.actor.body);
        entry
    };
    let longer = [one("1"), one("1")];
    for batch in [&[one("2")][..], &[other_person], &longer] {
        assert_eq!(refused(ledger, batch, &[]).await, AppendError::CommandReused);
    }
}

pub(super) async fn a_clock_that_does_not_advance_is_refused(ledger: &dyn Ledger) {
    append_one(ledger, entry("a", 5, reported(Vec::new()))).await;
    let last = at(5);
    for time in [5, 4, -1_000_000] {
        let late = entry("b", time, reported(Vec::new()));
        assert_eq!(refused(ledger, &[late], &[]).await, AppendError::ClockBack { last });
    }
    let same_microsecond = at(5).checked_add(jiff::SignedDuration::from_nanos(7));
    let late = Entry { recorded: sure(same_microsecond), ..entry("b", 0, reported(Vec::new())) };
    assert_eq!(refused(ledger, &[late], &[]).await, AppendError::ClockBack { last });
}

pub(super) async fn a_faulty_batch_is_refused_whole(ledger: &dyn Ledger) {
    let good = || entry("a", 1, reported(vec![figure("x", YEAR, "1")]));
    let fault = |fault: BatchFault| AppendError::Malformed(fault);
    let mixed = fault(BatchFault::Mixed);
    assert_eq!(refused(ledger, &[], &[]).await, fault(BatchFault::Empty));
    let other_command = entry("b", 1, reported(Vec::new()));
    assert_eq!(refused(ledger, &[good(), other_command], &[]).await, mixed);
    let other_time = entry("a", 2, reported(Vec::new()));
    assert_eq!(refused(ledger, &[good(), other_time], &[]).await, mixed);
    for command in ["", "có dấu", "a b", &"x".repeat(65)] {
        let wrong = entry(command, 1, reported(Vec::new()));
        let form = BatchFault::CommandForm(command.to_owned());
        assert_eq!(refused(ledger, &[wrong], &[]).await, fault(form));
    }
    let month = |month| entry("a", 1, reported(vec![figure("x", Period::Month(2024, month), "1")]));
    let form = BatchFault::PeriodForm("2024-13".to_owned());
    assert_eq!(refused(ledger, &[good(), month(13)], &[]).await, fault(form));
    let liar = Blob { bytes: b"khac".to_vec(), ..Blob::new(b"mot".to_vec()) };
    let wrong = fault(BatchFault::BlobDigest(liar.digest.clone()));
    assert_eq!(refused(ledger, &[good()], &[liar]).await, wrong);
    let deep = entry("a", 1, deep_plan());
    assert!(matches!(
        refused(ledger, &[good(), deep], &[]).await,
        AppendError::Malformed(BatchFault::Unreadable(_))
    ));
}

/// A plan whose parts nest deeper than JSON may.
fn deep_plan() -> Act {
    use quyet_model::condition::Condition;
    use quyet_model::target::{Target, TargetCode};
    let mut act = adopted("sau", "sâu", &Blob::new(Vec::new()).digest);
    if let Act::PlanAdopted(adopted) = &mut act {
        let shell = |parts| Target {
            code: TargetCode("1".to_owned()),
            label: String::new(),
            text: String::new(),
            name: String::new(),
            at: quyet_model::citation::Citation::default(),
            condition_at: None,
            condition: Condition::stated(),
            horizon: None,
            indicator: None,
            column: None,
            replaces: None,
            parts,
        };
        adopted.plan.targets = (0..200).fold(Vec::new(), |parts, _| vec![shell(parts)]);
    }
    act
}

pub(super) async fn a_correction_is_held_against_what_it_corrects(ledger: &dyn Ledger) {
    append_one(ledger, entry("a", 1, reported(vec![figure("x", YEAR, "1")]))).await;
    append_one(ledger, entry("b", 2, corrected(0, 0, figure("x", YEAR, "2")))).await;
    let check = async |row, figure: Figure, fault| {
        let entry = entry("c", 3, corrected(0, row, figure));
        let blob = Blob::new(b"kem theo".to_vec());
        assert_eq!(refused(ledger, &[entry], &[blob]).await, AppendError::Malformed(fault));
    };
    let id = |entry, row| FigureId { entry, row };
    let twice = BatchFault::FigureReplaced { figure: id(0, 0), by: id(1, 0) };
    check(0, figure("x", YEAR, "3"), twice).await;
    check(1, figure("x", YEAR, "3"), BatchFault::FigureMissing(id(0, 1))).await;
    for other in [figure("y", YEAR, "3"), figure("x", Period::Year(2023), "3")] {
        let entry = entry("c", 3, corrected(1, 0, other));
        let fault = AppendError::Malformed(BatchFault::FigureDiffers(id(1, 0)));
        assert_eq!(refused(ledger, &[entry], &[]).await, fault);
    }
    let far = entry("c", 3, corrected(u64::MAX, 0, figure("x", YEAR, "3")));
    let fault = AppendError::Malformed(BatchFault::FigureMissing(id(u64::MAX, 0)));
    assert_eq!(refused(ledger, &[far], &[]).await, fault);
}

pub(super) async fn a_batch_may_correct_what_it_reports(ledger: &dyn Ledger) {
    let rows = vec![figure("x", YEAR, "1"), figure("y", YEAR, "1")];
    let batch = [
        entry("a", 1, reported(rows)),
        entry("a", 1, corrected(0, 1, figure("y", YEAR, "2"))),
        entry("a", 1, corrected(1, 0, figure("y", YEAR, "3"))),
    ];
    sure(ledger.append(Head::EMPTY, &batch, &[]).await);
    let replaced = async |entry, row| {
        let figure = sure(ledger.figure(FigureId { entry, row }, at(1)).await);
        figure.expect("the figure was reported").replaced_by
    };
    assert_eq!(replaced(0, 0).await, None);
    assert_eq!(replaced(0, 1).await, Some(FigureId { entry: 1, row: 0 }));
    assert_eq!(replaced(1, 0).await, Some(FigureId { entry: 2, row: 0 }));
    assert_eq!(replaced(2, 0).await, None);
    // A correction cannot name what comes after it.
    let early = [
        entry("b", 2, corrected(4, 0, figure("x", YEAR, "2"))),
        entry("b", 2, reported(vec![figure("x", YEAR, "1")])),
    ];
    let missing = BatchFault::FigureMissing(FigureId { entry: 4, row: 0 });
    assert_eq!(refused(ledger, &early, &[]).await, AppendError::Malformed(missing));
}

pub(super) async fn blobs_are_stored_once_and_must_be_there(ledger: &dyn Ledger) {
    let (text, page) = (Blob::new(b"van ban".to_vec()), Blob::new(Vec::new()));
    let missing =
        |blob: &Blob| AppendError::Malformed(BatchFault::BlobMissing(blob.digest.clone()));
    let document = entry("a", 1, received(&text, "NQ"));
    assert_eq!(refused(ledger, std::slice::from_ref(&document), &[]).await, missing(&text));
    let both = [text.clone(), text.clone()];
    let head = sure(ledger.append(Head::EMPTY, &[document], &both).await).head;
    assert_eq!(sure(ledger.blob(&text.digest).await), Some(text.bytes.clone()));
    let again = [entry("b", 2, received(&text, "NQ lần 2"))];
    let head = sure(ledger.append(head, &again, &[]).await).head;
    let report = entry("c", 3, published("p", 2, &page));
    assert_eq!(refused(ledger, std::slice::from_ref(&report), &[]).await, missing(&page));
    sure(ledger.append(head, &[report], &[text, page.clone()]).await);
    assert_eq!(sure(ledger.blob(&page.digest).await), Some(Vec::new()));
}
