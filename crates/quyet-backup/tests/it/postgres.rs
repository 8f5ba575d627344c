//! From memory to PostgreSQL and back, where there is one.

use quyet_backup::line::Line;
use quyet_backup::{BackupError, MemoryShelf, Source, Target, create, restore};
use quyet_store::conformance::samples::at;
use quyet_store::conformance::view;
use quyet_store::drafts::Drafts;
use quyet_store::{Fittings, Ledger};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, migrate};
use quyet_testkit::postgres::database;

use crate::scene::{Scene, keys, newest, order};

#[tokio::test]
async fn a_backup_goes_from_memory_to_postgresql_and_back() {
    let Some(db) = database().await else { return };
    migrate(&db.owner).await.expect("an empty database");
    let ledger = PostgresLedger::open(&PostgresSettings::new(&db.app), Fittings::seeded(1)).await;
    let ledger = ledger.expect("a database just laid out");
    let drafts = ledger.drafts();
    let (scene, shelf) = (Scene::with(8).await, MemoryShelf::new());
    scene.draft("tinh-2027", (0, 1), "một").await;
    scene.record_key().await;
    scene.sign(scene.head().await).await;
    let name = scene.create(&shelf, 10).await.expect("a shelf that works");

    let target = Target { ledger: &ledger, checkpoints: Some(&ledger), drafts: Some(&drafts) };
    let line = Line::ending_at(&[name], name).expect("a whole backup");
    let restored = restore(&shelf, &line, &keys(), &target, &|_, _| {}).await;
    let restored = restored.expect("a whole backup");
    assert_eq!(restored.head, scene.head().await);
    assert!(restored.key_in_log);
    let report = ledger.fsck(&|_, _| {}).await.expect("a ledger to read");
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(view(&ledger, at(99)).await, view(&scene.ledger, at(99)).await);
    assert_eq!(drafts.list().await, scene.drafts.list().await);
    let twice = restore(&shelf, &line, &keys(), &target, &|_, _| {}).await;
    assert!(matches!(twice, Err(BackupError::NotEmpty(10))), "{twice:?}");

    let source = Source { ledger: &ledger, checkpoints: Some(&ledger), ..scene.source() };
    create(&shelf, &source, &order(20, None)).await.expect("the same history");
    let (again, _, _) = newest(&shelf, &keys()).await.expect("a whole backup");
    assert_eq!(again.entries(0, 99).await, scene.ledger.entries(0, 99).await);
    ledger.close().await;
}
