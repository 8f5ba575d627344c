//! Rebuilding and checking.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;

use crate::conformance::appending::append_history;
use crate::conformance::samples::at;
use crate::conformance::{sure, view};
use crate::ledger::Ledger;

pub(super) async fn rebuilding_changes_no_answer(ledger: &dyn Ledger) {
    append_history(ledger).await;
    let head = sure(ledger.head().await);
    let moments = [at(0), at(45), at(55), at(75), Timestamp::MAX];
    let mut before = Vec::new();
    for moment in moments {
        before.push(view(ledger, moment).await);
    }
    let last = AtomicU64::new(0);
    let note = |done: u64, all: u64| {
        assert!(done <= all && last.swap(done, Ordering::Relaxed) <= done, "progress only grows");
    };
    assert_eq!(sure(ledger.rebuild(&note).await), head.size);
    assert_eq!(last.load(Ordering::Relaxed), head.size, "progress reaches the end");
    for (moment, before) in moments.into_iter().zip(before) {
        assert_eq!(view(ledger, moment).await, before, "as of {moment}");
    }
    assert_eq!(sure(ledger.head().await), head);
    assert!(sure(ledger.fsck(&|_, _| {}).await).is_clean());
}

pub(super) async fn a_sound_ledger_is_clean(ledger: &dyn Ledger) {
    append_history(ledger).await;
    let report = sure(ledger.fsck(&|_, _| {}).await);
    assert_eq!(report.findings, Vec::new());
    assert_eq!(report.head, sure(ledger.head().await));
    assert_eq!(report.entries, report.head.size);
}
