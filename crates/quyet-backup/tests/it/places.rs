//! The directory that is restored into, and the shelf on disk.

use std::fs;
use std::path::Path;

use quyet_backup::site::{RESTORING, Site, SiteError};
use quyet_backup::{DirectoryShelf, Shelf};

use crate::scene::second;

fn entries(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("a directory")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_directory_appears_only_when_it_is_whole() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let data = dir.path().join("sau/data");
    let site = Site::prepare(&data, None, second(0)).expect("a new directory");
    assert!(!data.exists() && site.fresh().join(RESTORING).exists());
    fs::write(site.fresh().join("quyet.db"), b"x").expect("a directory");
    assert_eq!(site.finish(), Ok(None));
    assert_eq!(entries(&data), ["quyet.db"]);
    assert_eq!(entries(&dir.path().join("sau")), ["data"]);
}

#[test]
fn what_is_there_is_moved_aside_only_by_its_typed_name() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let data = dir.path().join("data");
    fs::create_dir(&data).expect("a directory");
    fs::write(data.join("cu"), b"cu").expect("a directory");
    let refused = Site::prepare(&data, None, second(0)).expect_err("it is not empty");
    assert!(refused.to_string().contains("--replace data"), "{refused}");
    let other = Site::prepare(&data, Some("date"), second(0)).expect_err("another name");
    assert!(matches!(other, SiteError::OtherName { .. }), "{other}");
    assert_eq!(entries(dir.path()), ["data"]);

    let given_up = Site::prepare(&data, Some("data"), second(0)).expect("its name was typed");
    given_up.abandon().expect("a directory");
    assert_eq!(
        (entries(dir.path()), entries(&data)),
        (vec!["data".to_owned()], vec!["cu".to_owned()])
    );

    let site = Site::prepare(&data, Some("data"), second(0)).expect("its name was typed");
    fs::write(site.fresh().join("moi"), b"moi").expect("a directory");
    assert_eq!(entries(&data), ["cu"]);
    let aside = site.finish().expect("a disk that works").expect("the old one stands aside");
    assert_eq!((entries(&data), entries(&aside)), (vec!["moi".to_owned()], vec!["cu".to_owned()]));
    let root = Site::prepare(Path::new("/"), None, second(0)).expect_err("no name");
    assert!(matches!(root, SiteError::NoName(_)));
}

#[test]
fn a_shelf_on_disk_does_what_a_shelf_does() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let shelf = DirectoryShelf::new(&dir.path().join("chua/co"));
    assert_eq!(shelf.folders(), Ok(vec![]));
    assert_eq!(shelf.files("a"), Ok(vec![]));
    assert_eq!(shelf.read("a/b"), Ok(None));
    shelf.put("a/c/d", b"mot").expect("a disk that works");
    shelf.put("a/b", b"cu").expect("a disk that works");
    shelf.put("a/b", b"moi").expect("a disk that works");
    shelf.put("ben", b"x").expect("a disk that works");
    assert_eq!(shelf.folders(), Ok(vec!["a".to_owned()]));
    let files = [("b".to_owned(), 3), ("c/d".to_owned(), 3)];
    assert_eq!(shelf.files("a"), Ok(files.to_vec()));
    assert_eq!(shelf.read("a/b"), Ok(Some(b"moi".to_vec())));
    shelf.rename("a", "z").expect("a disk that works");
    shelf.put("a/b", b"x").expect("a disk that works");
    let taken = shelf.rename("a", "z").expect_err("there is one");
    assert!(taken.to_string().contains("hãy kiểm tra ổ đĩa"), "{taken}");
    shelf.remove("z").expect("a disk that works");
    shelf.remove("ben").expect("a disk that works");
    shelf.remove("ben").expect("nothing to take away");
    assert_eq!((shelf.folders(), shelf.read("ben")), (Ok(vec!["a".to_owned()]), Ok(None)));
}
