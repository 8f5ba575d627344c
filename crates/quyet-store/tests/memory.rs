//! The oracle passes its own suite.

use quyet_store::attachments::MemoryAttachments;
use quyet_store::conformance::{CASES, check_attachments, check_checkpoints, check_drafts};
use quyet_store::drafts::MemoryDrafts;
use quyet_store::memory::MemoryLedger;

#[tokio::test]
async fn the_ledger_in_memory_conforms() {
    for case in CASES {
        println!("{}", case.name);
        (case.run)(&MemoryLedger::new()).await;
    }
}

#[tokio::test]
async fn the_checkpoints_in_memory_conform() {
    let ledger = MemoryLedger::new();
    check_checkpoints(&ledger, &ledger).await;
}

#[tokio::test]
async fn the_drawer_in_memory_conforms() {
    check_drafts(&MemoryDrafts::new()).await;
}

#[tokio::test]
async fn attachments_in_memory_conform() {
    check_attachments(&MemoryAttachments::default()).await;
}
