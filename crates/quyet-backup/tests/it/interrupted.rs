//! A copy that is cut off at any step leaves nothing that looks like a backup.

use std::sync::Mutex;

use quyet_backup::list::names;
use quyet_backup::{BackupError, MemoryShelf, Shelf, ShelfError, Trust, list, open, prune};

use crate::scene::{Scene, keys, newest, second};

/// A shelf on which only so many steps are done: the next one is done by half, and then nothing is.
#[derive(Debug)]
struct CutOff<'a> {
    shelf: &'a MemoryShelf,
    left: Mutex<u32>,
}

impl<'a> CutOff<'a> {
    fn after(shelf: &'a MemoryShelf, steps: u32) -> Self {
        Self { shelf, left: Mutex::new(steps) }
    }

    fn step(&self) -> Result<(), ShelfError> {
        let mut left = self.left.lock().expect("nobody panics");
        let cut = ShelfError { at: String::new(), cause: "mất điện".to_owned() };
        *left = left.checked_sub(1).ok_or(cut)?;
        Ok(())
    }
}

impl Shelf for CutOff<'_> {
    fn folders(&self) -> Result<Vec<String>, ShelfError> {
        self.shelf.folders()
    }

    fn files(&self, folder: &str) -> Result<Vec<(String, u64)>, ShelfError> {
        self.shelf.files(folder)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        self.shelf.read(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        if let Err(cut) = self.step() {
            // A disk may keep half of what was under way.
            self.shelf.put(&format!("{path}.tam"), &bytes[..bytes.len() / 2])?;
            return Err(cut);
        }
        self.shelf.put(path, bytes)
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), ShelfError> {
        self.step()?;
        self.shelf.rename(from, to)
    }

    fn remove(&self, path: &str) -> Result<(), ShelfError> {
        if let Err(cut) = self.step() {
            // Half of the files are gone.
            let files = self.shelf.files(path)?;
            for (file, _) in &files[..files.len() / 2] {
                self.shelf.remove(&format!("{path}/{file}"))?;
            }
            return Err(cut);
        }
        self.shelf.remove(path)
    }
}

/// Every folder that bears the name of a backup is one.
fn only_whole_ones(shelf: &MemoryShelf) -> usize {
    let names = names(shelf).expect("a shelf");
    for name in &names {
        let opened = open(shelf, &name.to_string(), &keys().trust);
        opened.and_then(|opened| opened.check()).expect("a named folder is whole");
    }
    names.len()
}

#[tokio::test]
async fn a_backup_that_is_cut_off_at_any_step_is_none() {
    let scene = Scene::with(8).await;
    scene.draft("tinh-2027", (0, 1), "một").await;
    let mut steps = 0;
    loop {
        let shelf = MemoryShelf::new();
        let made = scene.create(&CutOff::after(&shelf, steps), 10).await;
        if made.is_ok() {
            break;
        }
        assert_eq!(only_whole_ones(&shelf), 0, "after {steps} steps");
        let listing = list(&shelf, &Trust::Own, second(20)).expect("a shelf");
        assert!(listing.folders.is_empty() && listing.unfinished.len() == 1, "after {steps} steps");
        let none = newest(&shelf, &keys()).await.expect_err("there is no backup");
        assert!(matches!(none, BackupError::NoWhole));
        // The next one is made beside it, and after a day it is cleared away.
        scene.create(&shelf, 11).await.expect("the power is back");
        assert_eq!(only_whole_ones(&shelf), 1);
        scene.create(&shelf, 2 * 86_400).await.expect("the power is back");
        assert_eq!(list(&shelf, &Trust::Own, second(20)).expect("a shelf").unfinished, [""; 0]);
        steps += 1;
    }
    assert!(6 < steps, "{steps}");
}

#[tokio::test]
async fn shipping_that_is_cut_off_at_any_step_is_done_again() {
    let scene = Scene::with(2).await;
    for steps in 0..4 {
        let (scene_after, shelf) = (Scene::with(2).await, MemoryShelf::new());
        scene.create(&shelf, 10).await.expect("a shelf that works");
        scene_after.append(2, 8).await;
        scene_after.ship(&CutOff::after(&shelf, steps), 20).await.expect_err("cut off");
        assert_eq!(only_whole_ones(&shelf), 1, "after {steps} steps");
        let (_, _, before) = newest(&shelf, &keys()).await.expect("the backup before");
        assert_eq!(before.head, scene.head().await);
        scene_after.ship(&shelf, 30).await.expect("the power is back").expect("there is news");
        let (_, _, after) = newest(&shelf, &keys()).await.expect("a backup and a piece");
        assert_eq!(after.head, scene_after.head().await);
    }
}

#[tokio::test]
async fn pruning_that_is_cut_off_at_any_step_leaves_whole_ones() {
    let scene = Scene::with(3).await;
    for steps in 0..3 {
        let shelf = MemoryShelf::new();
        for at in [0, 1, 2, 3] {
            scene.create(&shelf, at).await.expect("a shelf that works");
        }
        let cut = CutOff::after(&shelf, steps);
        let listing = list(&cut, &keys().trust, second(10)).expect("a shelf");
        prune(&cut, &listing).expect_err("cut off");
        assert!((2..=4).contains(&only_whole_ones(&shelf)), "after {steps} steps");
        newest(&shelf, &keys()).await.expect("the newest is whole");
    }
}
