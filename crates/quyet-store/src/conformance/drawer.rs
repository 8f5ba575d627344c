//! What every drawer of drafts must do.

use quyet_model::plan::PlanId;

use super::samples::at;
use super::sure;
use crate::drafts::{DraftError, DraftRecord, Drafts};

/// Checks an empty drawer, from the first save to the last discard.
///
/// # Panics
/// When a requirement does not hold.
pub async fn check_drafts(drafts: &dyn Drafts) {
    let (id, other) = (PlanId("tinh-2027".to_owned()), PlanId("xa-02083-2027".to_owned()));
    assert_eq!(drafts.list().await, Ok(vec![]));
    assert_eq!(drafts.load(&id).await, Ok(None));

    // A version is saved over the one that was read, and over no other.
    assert_eq!(drafts.save(&id, 1, at(1), b"none").await, Err(DraftError::Stale));
    assert_eq!(drafts.save(&id, 0, at(1), b"one").await, Ok(1));
    assert_eq!(drafts.save(&id, 0, at(2), b"again").await, Err(DraftError::Stale));
    assert_eq!(drafts.save(&id, 1, at(2), b"two").await, Ok(2));
    let two = DraftRecord { id: id.clone(), version: 2, saved: at(2), body: b"two".to_vec() };
    assert_eq!(drafts.load(&id).await, Ok(Some(two)));

    // Files belong to their draft; a name holds one.
    sure(drafts.keep(&id, "goc", b"first").await);
    sure(drafts.keep(&id, "goc", &[0, 255]).await);
    sure(drafts.keep(&other, "goc", b"other").await);
    assert_eq!(drafts.file(&id, "goc").await, Ok(Some(vec![0, 255])));
    assert_eq!(drafts.file(&id, "khac").await, Ok(None));

    assert_eq!(drafts.names(&id).await, Ok(vec!["goc".to_owned()]));

    // What is thrown away is gone; the rest stays.
    assert_eq!(drafts.save(&other, 0, at(3), b"three").await, Ok(1));
    let names: Vec<_> = sure(drafts.list().await).into_iter().map(|record| record.id).collect();
    assert_eq!(names, [id.clone(), other.clone()]);
    sure(drafts.discard(&id).await);
    sure(drafts.discard(&id).await);
    assert_eq!(drafts.load(&id).await, Ok(None));
    assert_eq!(drafts.file(&id, "goc").await, Ok(None));
    assert_eq!(drafts.file(&other, "goc").await, Ok(Some(b"other".to_vec())));
    assert_eq!(drafts.save(&id, 2, at(4), b"late").await, Err(DraftError::Stale));
    assert_eq!(drafts.names(&id).await, Ok(vec![]));

    // A record of another drawer is put back as it was, and never over one that is here.
    let seven = DraftRecord { id: id.clone(), version: 7, saved: at(5), body: b"seven".to_vec() };
    assert_eq!(drafts.put_back(&seven).await, Ok(()));
    assert_eq!(drafts.put_back(&seven).await, Err(DraftError::Stale));
    assert_eq!(drafts.load(&id).await, Ok(Some(seven)));
    assert_eq!(drafts.save(&id, 7, at(6), b"eight").await, Ok(8));
    sure(drafts.discard(&id).await);
}
