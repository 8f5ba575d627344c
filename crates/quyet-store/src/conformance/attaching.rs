//! What every store of attachments must do.

use quyet_model::document::Digest;

use super::sure;
use crate::attachments::Attachments;
use crate::ledger::Blob;

/// Checks an empty store of attachments.
///
/// # Panics
/// When a requirement does not hold.
pub async fn check_attachments(store: &dyn Attachments) {
    let first = Blob::new(b"Bi\xe1\xbb\x83u 01".to_vec());
    assert_eq!(store.get(&first.digest).await, Ok(None));
    assert_eq!(store.has(&first.digest).await, Ok(false));
    assert_eq!(store.list(None, 10).await, Ok(vec![]));

    // What is put is there, byte for byte; the same bytes again are one.
    for _ in 0..2 {
        sure(store.put(&first).await);
        assert_eq!(store.get(&first.digest).await, Ok(Some(first.bytes.clone())));
        assert_eq!(store.has(&first.digest).await, Ok(true));
        assert_eq!(store.list(None, 10).await, Ok(vec![first.digest.clone()]));
    }

    // No bytes are bytes, too; and many.
    let mut blobs = vec![first, Blob::new(Vec::new()), Blob::new(vec![7; 3 * 1024 * 1024])];
    blobs.extend((0_u8..40).map(|byte| Blob::new(vec![byte])));
    for blob in &blobs {
        sure(store.put(blob).await);
    }
    blobs.sort_by(|a, b| a.digest.cmp(&b.digest));
    for blob in &blobs {
        assert_eq!(store.get(&blob.digest).await.as_ref(), Ok(&Some(blob.bytes.clone())));
    }
    check_pages(store, &blobs).await;

    // Words that are no digest name nothing, wherever they seem to point.
    for words in ["", "ab", "../../../etc/passwd", "/etc/passwd", &"Z".repeat(64)] {
        let digest = Digest(words.to_owned());
        assert_eq!(store.get(&digest).await, Ok(None), "{words}");
        assert_eq!(store.has(&digest).await, Ok(false), "{words}");
    }
}

/// The list is ascending, whole, and goes on after any digest, stored or not.
async fn check_pages(store: &dyn Attachments, blobs: &[Blob]) {
    let all: Vec<Digest> = blobs.iter().map(|blob| blob.digest.clone()).collect();
    assert_eq!(sure(store.list(None, 1000).await), all);
    assert_eq!(store.list(None, 0).await, Ok(vec![]));
    let (mut walked, mut after) = (Vec::new(), None);
    loop {
        let page = sure(store.list(after.as_ref(), 7).await);
        let Some(last) = page.last() else { break };
        assert!(page.len() <= 7, "a page holds what was asked");
        after = Some(last.clone());
        walked.extend(page);
    }
    assert_eq!(walked, all);
    let between = Digest(format!("7{}", "f".repeat(63)));
    let beyond: Vec<_> = all.into_iter().filter(|digest| between < *digest).collect();
    assert_eq!(store.list(Some(&between), 1000).await, Ok(beyond));
}
