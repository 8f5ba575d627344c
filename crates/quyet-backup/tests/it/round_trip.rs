//! What is copied comes back as it was.

use quyet_backup::line::Line;
use quyet_backup::{BackupError, DirectoryShelf, MemoryShelf, Shelf, Target, create, restore};
use quyet_model::plan::PlanId;
use quyet_store::checkpoints::Checkpoints;
use quyet_store::conformance::samples::{at, history};
use quyet_store::conformance::view;
use quyet_store::drafts::Drafts;
use quyet_store::{Fittings, Head, Ledger};
use quyet_store_sqlite::{SqliteDrafts, SqliteLedger};

use crate::scene::{PRIVATE, READER, Scene, keys, keys_with, newest, order};

#[tokio::test]
async fn a_backup_restores_entries_blobs_drafts_and_settings() {
    let (scene, shelf) = (Scene::with(8).await, MemoryShelf::new());
    scene.draft("tinh-2027", (0, 1), "một").await;
    scene.draft("tinh-2027", (1, 2), "hai").await;
    let name = scene.create(&shelf, 10).await.expect("a shelf that works");
    assert_eq!(name.to_string(), "20261127T020010Z-000000009");

    let (ledger, drafts, restored) = newest(&shelf, &keys()).await.expect("a whole backup");
    assert_eq!(restored.head, scene.head().await);
    for moment in [15, 45, 55, 99] {
        let (copy, own) = (view(&ledger, at(moment)).await, view(&scene.ledger, at(moment)).await);
        assert_eq!(copy, own, "at {moment}");
    }
    let entries = |ledger| async move { Ledger::entries(ledger, 0, 99).await };
    assert_eq!(entries(&ledger).await, entries(&scene.ledger).await);
    for (_, blobs) in history() {
        for blob in blobs {
            assert_eq!(ledger.blob(&blob.digest).await, Ok(Some(blob.bytes)));
        }
    }
    assert_eq!(drafts.list().await, scene.drafts.list().await);
    let id = PlanId("tinh-2027".to_owned());
    assert_eq!(drafts.file(&id, "goc").await, Ok(Some("HAI".as_bytes().to_vec())));
    let settings = restored.settings.expect("settings were kept");
    assert!(settings.contains("quyet@host1") && !settings.contains("bi-mat"), "{settings}");
    assert_eq!((restored.key, restored.drafts), (None, 1));
}

#[tokio::test]
async fn an_empty_house_is_backed_up_too() {
    let (scene, shelf) = (Scene::with(0).await, MemoryShelf::new());
    scene.create(&shelf, 10).await.expect("a shelf that works");
    let (_, _, restored) = newest(&shelf, &keys()).await.expect("a whole backup");
    assert_eq!(restored.head, Head::EMPTY);
}

#[tokio::test]
async fn an_encrypted_backup_shows_nothing_and_holds_the_key() {
    let (scene, shelf) = (Scene::with(8).await, MemoryShelf::new());
    scene.draft("tinh-2027", (0, 1), "bản nháp").await;
    let name = scene.create_locked(&shelf, 10).await;
    for (file, _) in shelf.files(&name.to_string()).expect("a shelf") {
        let bytes = shelf.read(&format!("{name}/{file}")).expect("a shelf").expect("a file");
        let plain = matches!(file.as_str(), "manifest" | "files");
        assert_eq!(bytes.starts_with(b"age-encryption.org/v1"), !plain, "{file}");
        assert!(!bytes.windows(9).any(|window| window == b"tinh-2027"), "{file}");
    }
    let (ledger, _, restored) = newest(&shelf, &keys_with(READER)).await.expect("a whole backup");
    assert_eq!(ledger.head().await, Ok(scene.head().await));
    assert_eq!(restored.key.as_deref(), Some(PRIVATE));
}

#[tokio::test]
async fn a_backup_goes_from_memory_to_disk_to_sqlite_and_back() {
    let scene = Scene::with(8).await;
    scene.draft("tinh-2027", (0, 1), "một").await;
    let dir = tempfile::tempdir().expect("a temporary directory");
    let shelf = DirectoryShelf::new(&dir.path().join("kho"));
    let name = scene.create(&shelf, 10).await.expect("a directory to write to");

    let data = dir.path().join("data");
    let ledger = SqliteLedger::create(&data, Fittings::seeded(1)).await.expect("a new directory");
    let drafts = SqliteDrafts::open(&data).await.expect("a directory");
    let target = Target { ledger: &ledger, checkpoints: Some(&ledger), drafts: Some(&drafts) };
    let line = Line::ending_at(&[name], name).expect("a whole backup");
    let restored = restore(&shelf, &line, &keys(), &target, &|_, _| {}).await;
    assert_eq!(restored.expect("a whole backup").head, scene.head().await);
    assert!(ledger.fsck(&|_, _| {}).await.expect("a ledger to read").is_clean());
    assert_eq!(view(&ledger, at(99)).await, view(&scene.ledger, at(99)).await);
    assert_eq!(drafts.list().await, scene.drafts.list().await);

    // The restored house is backed up on the same shelf, which it continues.
    let source = quyet_backup::Source { ledger: &ledger, ..scene.source() };
    create(&shelf, &source, &order(20, None)).await.expect("the same history");
    let (again, _, _) = newest(&shelf, &keys()).await.expect("a whole backup");
    assert_eq!(again.head().await, Ok(scene.head().await));
}

#[tokio::test]
async fn writers_go_on_while_a_backup_is_made() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let ledger =
        SqliteLedger::create(dir.path(), Fittings::seeded(1)).await.expect("a new directory");
    let form = |n: i64| {
        use quyet_model::period::Period;
        use quyet_store::conformance::samples::{entry, figure, reported};
        let rows = vec![figure("x", Period::Year(2024), &n.to_string()); 50];
        [entry(&format!("lenh-{n}"), n, reported(rows))]
    };
    let append = async |from: i64, to: i64| {
        for n in from..to {
            let head = ledger.head().await.expect("a sound ledger");
            ledger.append(head, &form(n), &[]).await.expect("one writer");
        }
    };
    append(1, 40).await;
    let (scene, shelf) = (Scene::with(0).await, MemoryShelf::new());
    let source = quyet_backup::Source { ledger: &ledger, ..scene.source() };
    let order = order(10, None);
    let (made, ()) = tokio::join!(create(&shelf, &source, &order), append(40, 80));
    let made = made.expect("a shelf that works");
    assert!((39..=79).contains(&made.head.size), "{}", made.head.size);
    assert_eq!(ledger.head().await.expect("a sound ledger").size, 79);
    let (copy, _, restored) = newest(&shelf, &keys()).await.expect("a whole backup");
    assert_eq!(restored.head, made.head);
    let first = copy.entries(0, 100).await.expect("a sound ledger");
    let size = u32::try_from(made.head.size).expect("a small ledger");
    assert_eq!(Ok(first), ledger.entries(0, size).await);
}

#[tokio::test]
async fn checkpoints_travel_and_every_one_is_compared() {
    let (scene, shelf) = (Scene::with(2).await, MemoryShelf::new());
    scene.sign(scene.head().await).await;
    scene.append(2, 4).await;
    scene.sign(scene.head().await).await;
    scene.create(&shelf, 10).await.expect("a shelf that works");
    scene.append(4, 8).await;
    scene.sign(scene.head().await).await;
    scene.ship(&shelf, 70).await.expect("a shelf").expect("there is news");
    let (ledger, _, restored) = newest(&shelf, &keys()).await.expect("a line");
    assert_eq!(restored.checkpoints, 3);
    assert_eq!(ledger.list(0, 9).await, scene.ledger.list(0, 9).await);
    for size in [3, 5, 9] {
        assert_eq!(ledger.attestations(size).await, scene.ledger.attestations(size).await);
        assert_eq!(ledger.attestations(size).await.map(|said| said.len()), Ok(1));
    }
}

#[tokio::test]
async fn a_checkpoint_of_another_history_is_found() {
    let (scene, shelf) = (Scene::with(4).await, MemoryShelf::new());
    let head = scene.head().await;
    scene.sign(Head { root: [7; 32], ..head }).await;
    scene.create(&shelf, 10).await.expect("a shelf that works");
    let error = newest(&shelf, &keys()).await.expect_err("another root was signed");
    assert!(matches!(error, BackupError::Root { size: 5, .. }), "{error}");
}
