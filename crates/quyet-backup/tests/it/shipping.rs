//! What is new goes out piece by piece, and comes back without a gap.

use quyet_backup::list::names;
use quyet_backup::verified::keep_verified;
use quyet_backup::{BackupError, MemoryShelf, Shelf, list, prune};
use quyet_store::Ledger;
use quyet_store::drafts::Drafts;

use crate::scene::{Scene, keys, newest, second};

#[tokio::test]
async fn pieces_continue_the_backup_and_are_restored_with_it() {
    let (scene, shelf) = (Scene::with(2).await, MemoryShelf::new());
    scene.draft("tinh-2027", (0, 1), "một").await;
    scene.create(&shelf, 10).await.expect("a shelf that works");
    assert_eq!(scene.ship(&shelf, 11).await.expect("a shelf"), None);
    scene.append(2, 5).await;
    scene.draft("tinh-2027", (1, 30), "hai").await;
    let piece = scene.ship(&shelf, 60).await.expect("a shelf").expect("there is news");
    assert_eq!((piece.from, piece.size), (Some(3), 6));
    scene.append(5, 8).await;
    scene.ship(&shelf, 120).await.expect("a shelf").expect("there is news");
    let (ledger, drafts, restored) = newest(&shelf, &keys()).await.expect("a line");
    assert_eq!(restored.head, scene.head().await);
    assert_eq!(ledger.entries(0, 99).await, scene.ledger.entries(0, 99).await);
    assert_eq!(drafts.list().await, scene.drafts.list().await);
}

#[tokio::test]
async fn a_changed_draft_is_shipped_alone() {
    let (scene, shelf) = (Scene::with(2).await, MemoryShelf::new());
    scene.create(&shelf, 10).await.expect("a shelf that works");
    scene.draft("tinh-2027", (0, 30), "một").await;
    scene.ship(&shelf, 60).await.expect("a shelf").expect("there is news");
    assert_eq!(scene.ship(&shelf, 61).await.expect("a shelf"), None);
    let (_, drafts, _) = newest(&shelf, &keys()).await.expect("a line");
    assert_eq!(drafts.list().await, scene.drafts.list().await);
}

#[tokio::test]
async fn a_piece_across_the_next_backup_is_read_from_where_that_one_ends() {
    let (early, scene, shelf) = (Scene::with(2).await, Scene::with(4).await, MemoryShelf::new());
    early.create(&shelf, 10).await.expect("a shelf that works");
    // The backup was made while the piece was on its way.
    early.append(2, 3).await;
    let late = MemoryShelf::new();
    early.create(&late, 15).await.expect("a shelf that works");
    scene.ship(&shelf, 20).await.expect("a shelf").expect("there is news");
    for name in names(&late).expect("a shelf") {
        for (file, _) in late.files(&name.to_string()).expect("a shelf") {
            let path = format!("{name}/{file}");
            let bytes = late.read(&path).expect("a shelf").expect("a file");
            shelf.put(&path, &bytes).expect("a shelf");
        }
    }
    let (_, _, restored) = newest(&shelf, &keys()).await.expect("a line");
    assert_eq!(restored.head, scene.head().await);
}

#[tokio::test]
async fn a_lost_piece_is_said_and_shipped_again() {
    let (scene, shelf) = (Scene::with(2).await, MemoryShelf::new());
    let none = scene.ship(&shelf, 5).await.expect_err("there is nothing to continue");
    assert!(matches!(none, BackupError::NoWhole));
    scene.create(&shelf, 10).await.expect("a shelf that works");
    scene.append(2, 4).await;
    let lost = scene.ship(&shelf, 60).await.expect("a shelf").expect("there is news");
    scene.append(4, 6).await;
    scene.ship(&shelf, 120).await.expect("a shelf").expect("there is news");
    shelf.remove(&lost.to_string()).expect("a shelf");
    let gap = newest(&shelf, &keys()).await.expect_err("a piece is lost");
    assert!(matches!(gap, BackupError::Gap { from: 3, to: 5 }), "{gap}");
    let again = scene.ship(&shelf, 180).await.expect("a shelf").expect("the gap is news");
    assert_eq!((again.from, again.size), (Some(3), 7));
    let (_, _, restored) = newest(&shelf, &keys()).await.expect("a line");
    assert_eq!(restored.head, scene.head().await);
}

#[tokio::test]
async fn another_history_is_not_put_on_the_same_shelf() {
    let (scene, shelf) = (Scene::with(4).await, MemoryShelf::new());
    scene.create(&shelf, 10).await.expect("a shelf that works");
    let shorter = Scene::with(3).await;
    let other = Scene::with(0).await;
    other.append(0, 1).await;
    other.append(3, 4).await;
    other.append(5, 6).await;
    other.append(7, 8).await;
    for wrong in [shorter, other] {
        let create = wrong.create(&shelf, 20).await.expect_err("another history");
        let ship = wrong.ship(&shelf, 20).await.expect_err("another history");
        for error in [create, ship] {
            assert!(matches!(error, BackupError::Diverged { .. }), "{error}");
        }
    }
    assert_eq!(names(&shelf).expect("a shelf").len(), 1);
}

#[tokio::test]
async fn the_listing_says_when_a_restore_was_last_tried_and_what_may_go() {
    let (scene, shelf) = (Scene::with(3).await, MemoryShelf::new());
    let day = 86_400;
    for at in [0, 1, 2, 40 * day, 40 * day + 1] {
        scene.create(&shelf, at).await.expect("a shelf that works");
    }
    let trust = keys().trust;
    let listing = list(&shelf, &trust, second(40 * day + 2)).expect("a shelf");
    assert!(listing.overdue && listing.last_verified.is_none());
    let line = listing.line.clone().expect("a whole backup");
    let done = (second(40 * day + 3), 1500);
    let kept = keep_verified(&shelf, &line, scene.head().await, done, &scene.key);
    let kept = kept.expect("a shelf that works");

    let listing = list(&shelf, &trust, second(41 * day)).expect("a shelf");
    assert_eq!((listing.last_verified.as_ref(), listing.overdue), (Some(&kept), false));
    assert!(list(&shelf, &trust, second(49 * day)).expect("a shelf").overdue);
    let going: Vec<i64> = listing
        .folders
        .iter()
        .filter(|folder| folder.goes)
        .map(|folder| folder.name.taken.duration_since(second(0)).as_secs())
        .collect();
    assert_eq!(going, [0, 1]);
    assert_eq!(prune(&shelf, &listing).expect("a shelf").len(), 2);
    assert_eq!(names(&shelf).expect("a shelf").len(), 3);
    // A note that somebody else wrote is no note.
    let path = format!("{}.verified", kept.name);
    shelf.put(&path, b"quyet verified 1\n").expect("a shelf");
    assert!(list(&shelf, &trust, second(41 * day)).expect("a shelf").last_verified.is_none());
}
