//! What was touched, lost or forged is refused by name.

use quyet_backup::restore::Keys;
use quyet_backup::{BackupError, BackupName, FileFault, LogKey, MemoryShelf, Shelf, Trust, open};

use crate::scene::{OTHER, PRIVATE, READER, STRANGER, Scene, keys, keys_with, newest};

async fn shelf() -> (MemoryShelf, BackupName) {
    let (scene, shelf) = (Scene::with(4).await, MemoryShelf::new());
    scene.draft("tinh-2027", (0, 1), "một").await;
    let name = scene.create(&shelf, 10).await.expect("a shelf that works");
    (shelf, name)
}

fn check(shelf: &dyn Shelf, name: BackupName) -> Result<(), BackupError> {
    open(shelf, &name.to_string(), &keys().trust)?.check()
}

/// The file that an error names.
fn named(error: &BackupError) -> String {
    match error {
        BackupError::File { file, .. } => file.clone(),
        BackupError::Manifest { .. } | BackupError::Newer { .. } | BackupError::Renamed { .. } => {
            "manifest".to_owned()
        }
        other => panic!("no file is named: {other}"),
    }
}

#[tokio::test]
async fn every_flipped_byte_is_refused_naming_its_file() {
    let (shelf, name) = shelf().await;
    check(&shelf, name).expect("nothing was touched");
    let mut flipped = 0;
    for (file, _) in shelf.files(&name.to_string()).expect("a shelf") {
        let path = format!("{name}/{file}");
        let whole = shelf.read(&path).expect("a shelf").expect("a file");
        for at in 0..whole.len() {
            let mut wrong = whole.clone();
            wrong[at] ^= 1 << (at % 8);
            shelf.put(&path, &wrong).expect("a shelf");
            let error = check(&shelf, name).expect_err("a byte was flipped");
            assert_eq!(named(&error), file, "byte {at}: {error}");
            flipped += 1;
        }
        shelf.put(&path, &whole).expect("a shelf");
    }
    assert!(1000 < flipped, "{flipped}");
    check(&shelf, name).expect("everything was put back");
}

#[tokio::test]
async fn a_lost_half_or_foreign_file_is_refused_by_name() {
    let (shelf, name) = shelf().await;
    for (file, _) in shelf.files(&name.to_string()).expect("a shelf") {
        let path = format!("{name}/{file}");
        let whole = shelf.read(&path).expect("a shelf").expect("a file");
        for length in [0, whole.len() / 2, whole.len() - 1] {
            shelf.put(&path, &whole[..length]).expect("a shelf");
            let error = newest(&shelf, &keys()).await.expect_err("half a file");
            assert_eq!(named(&error), file);
        }
        shelf.remove(&path).expect("a shelf");
        let error = newest(&shelf, &keys()).await.expect_err("a file is gone");
        let missing = matches!(&error, BackupError::File { what: FileFault::Missing, .. });
        assert!(missing && named(&error) == file, "{error}");
        shelf.put(&path, &whole).expect("a shelf");
    }
    shelf.put(&format!("{name}/la"), b"x").expect("a shelf");
    let error = check(&shelf, name).expect_err("a foreign file");
    assert!(error.to_string().contains("tệp la: không có trong bản kê"), "{error}");
}

#[tokio::test]
async fn only_the_right_key_is_believed() {
    let (shelf, _) = shelf().await;
    let with = |trust| Keys { trust, identity: None };
    newest(&shelf, &with(Trust::Own)).await.expect("the key that it names");
    let wrong = with(Trust::Keys(vec![OTHER.to_owned()]));
    let error = newest(&shelf, &wrong).await.expect_err("signed by another");
    assert!(error.to_string().contains("không có chữ ký đúng của khóa EnochRoot"), "{error}");
    let none = with(Trust::Keys(vec!["abc".to_owned()]));
    let error = newest(&shelf, &none).await.expect_err("no key");
    assert!(error.to_string().contains("không đúng dạng"), "{error}");
    // After a rotation, both keys may be given.
    let both = Trust::Keys(vec![OTHER.to_owned(), crate::scene::VERIFIER.to_owned()]);
    newest(&shelf, &with(both)).await.expect("one of them signed");
    assert!(LogKey::read("PRIVATE+KEY+a+00000000+AA==").is_err());
    let key = LogKey::read(PRIVATE).expect("a key");
    assert_eq!((key.verifier(), key.origin()), (crate::scene::VERIFIER, "PeterNeumann"));
    assert!(!format!("{key:?}").contains("PRIVATE"));
}

#[tokio::test]
async fn a_newer_form_is_told_apart_from_damage() {
    let (shelf, name) = shelf().await;
    let path = format!("{name}/manifest");
    let note = shelf.read(&path).expect("a shelf").expect("a manifest");
    let newer = String::from_utf8(note).expect("text").replacen("backup 1", "backup 2", 1);
    shelf.put(&path, newer.as_bytes()).expect("a shelf");
    let error = check(&shelf, name).expect_err("a newer form");
    assert!(matches!(error, BackupError::Newer { found: 2, .. }), "{error}");
    assert!(error.to_string().contains("nâng cấp chương trình"));
}

#[tokio::test]
async fn an_encrypted_backup_needs_its_own_identity() {
    let (scene, shelf) = (Scene::with(4).await, MemoryShelf::new());
    scene.create_locked(&shelf, 10).await;
    let what = |error| match error {
        BackupError::File { what, .. } => what,
        other => panic!("no file is named: {other}"),
    };
    let error = newest(&shelf, &keys()).await.expect_err("no identity");
    assert_eq!(what(error), FileFault::Locked);
    let error = newest(&shelf, &keys_with(STRANGER)).await.expect_err("somebody else's");
    assert_eq!(what(error), FileFault::WrongIdentity);
    newest(&shelf, &keys_with(READER)).await.expect("the recipient's");
}

#[tokio::test]
async fn a_folder_under_another_name_is_refused() {
    let (shelf, name) = shelf().await;
    shelf.rename(&name.to_string(), "20261127T020011Z-000000004").expect("a shelf");
    let error = newest(&shelf, &keys()).await.expect_err("renamed");
    assert!(error.to_string().contains(&name.to_string()), "{error}");
}
