use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use quyet_model::period::Period;
use quyet_store::conformance::samples::{entry, figure, reported};
use quyet_store::{Fittings, Ledger};
use quyet_store_sqlite::SqliteLedger;

use super::*;
use crate::log_key;

const DAY: i64 = 86_400;
const PRIVATE: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

/// A clock that is set.
#[derive(Debug, Default)]
struct SetClock(AtomicI64);

impl SetClock {
    fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        let seconds = 1_795_744_800 + self.0.load(Ordering::SeqCst);
        Timestamp::from_second(seconds).expect("a time")
    }
}

async fn report(data: &Path, n: i64) {
    let ledger = SqliteLedger::open_or_create(data, Fittings::seeded(1)).await.expect("a folder");
    let head = ledger.head().await.expect("a sound ledger");
    let rows = vec![figure("x", Period::Year(2024), &n.to_string())];
    let form = entry(&format!("lenh-{n}"), n, reported(rows));
    ledger.append(head, &[form], &[]).await.expect("a sound form");
    ledger.close().await;
}

/// A keeper of a house with one entry, and the clock it looks at.
fn keeper(dir: &Path) -> (Keeper, Arc<SetClock>) {
    let data = dir.join("data");
    house::wait(async {
        report(&data, 1).await;
        Ok(())
    })
    .expect("a folder");
    if log_key::read(&data).expect("a folder").is_none() {
        log_key::write(&data, PRIVATE).expect("a folder");
    }
    let archive = Archive::at(&data, Some(&dir.join("kho")), None).expect("a house with a key");
    let clock = Arc::new(SetClock::default());
    (looked(archive, clock.clone()), clock)
}

fn looked(archive: Archive, clock: Arc<SetClock>) -> Keeper {
    house::wait(async { Ok(Keeper::new(archive, clock).await) }).expect("a runtime")
}

fn round(keeper: &Keeper) {
    for duty in Duty::ALL {
        keeper.do_when_due(duty);
    }
}

fn later(dir: &Path, n: i64) {
    let reported = async {
        report(&dir.join("data"), n).await;
        Ok(())
    };
    house::wait(reported).expect("a folder");
}

#[test]
fn a_day_a_week_and_a_minute_pass() {
    let dir = tempfile::tempdir().expect("a folder");
    let (keeper, clock) = keeper(dir.path());
    assert_eq!(keeper.status().covered, None);
    round(&keeper);
    let status = keeper.status();
    assert_eq!((status.covered, status.create.failed, status.verify.failed), (Some(1), None, None));
    assert!(!keeper.status().is_overdue(clock.now()));

    later(dir.path(), 2);
    clock.set(30);
    round(&keeper);
    assert_eq!(keeper.status().covered, Some(1), "half a minute has passed");
    clock.set(61);
    round(&keeper);
    assert_eq!(keeper.status().covered, Some(2));
    let lag = keeper.status().lag(clock.now()).expect("something was saved");
    assert!(lag <= quyet_backup::schedule::LAG_MAX);

    clock.set(DAY + 1);
    round(&keeper);
    clock.set(7 * DAY + 2);
    round(&keeper);
    let status = keeper.status();
    assert_eq!(status.create.done, Some(clock.now()));
    assert_eq!(status.verify.done, Some(clock.now()));
    let listing = house::wait(keeper.archive.listing(clock.now())).expect("a shelf");
    assert_eq!(listing.folders.iter().filter(|folder| folder.name.is_whole()).count(), 3);
}

#[test]
fn what_lies_on_the_shelf_is_known_after_a_restart() {
    let dir = tempfile::tempdir().expect("a folder");
    let (first, _) = keeper(dir.path());
    round(&first);
    let before = first.status();
    let archive = Archive::at(&dir.path().join("data"), Some(&dir.path().join("kho")), None);
    let archive = archive.expect("a house with a key");
    let clock = Arc::new(SetClock::default());
    let again = looked(archive, clock).status();
    assert_eq!((again.create, again.verify), (before.create, before.verify));
    assert_eq!((again.covered, again.newest), (before.covered, before.newest));
    assert_eq!(again.verified, before.verified);
}

#[test]
fn a_failure_is_noted_and_tried_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let (keeper, clock) = keeper(dir.path());
    // Where the shelf is to be, there is a file.
    std::fs::write(dir.path().join("kho"), b"x").expect("a folder");
    round(&keeper);
    let (_, why) = keeper.status().create.failed.expect("nothing can be put there");
    assert!(why.contains("không dùng được nơi lưu bản sao"), "{why}");
    let shown = keeper.state();
    assert_eq!((shown.last, shown.verified, shown.lag), (None, None, None));
    assert_eq!(shown.failed.map(|(_, shown)| shown), Some(why));
    assert_eq!(keeper.status().ship.failed, None, "nothing was shipped before there is a backup");
    std::fs::remove_file(dir.path().join("kho")).expect("a folder");
    round(&keeper);
    assert!(keeper.status().create.failed.is_some(), "not at once");
    clock.set(15 * 60);
    round(&keeper);
    assert_eq!(keeper.status().create.failed, None);
    assert_eq!(keeper.status().covered, Some(1));
    let shown = keeper.state();
    assert!(shown.last.is_some() && shown.verified.is_some() && shown.failed.is_none());
}

#[test]
fn a_shelf_that_cannot_be_read_is_said_and_closes_no_hall() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("kho"), b"x").expect("a folder");
    let (keeper, _) = keeper(dir.path());
    assert!(keeper.state().failed.is_some());
}
