//! What lies on a shelf: the backups, whether they hold, when one was last restored for a trial, and what may go.
//!
//! **Takes** a shelf, whom to trust, and now. **Gives** a [`Listing`]. **Never** removes anything, save in [`prune`].

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::create::UNFINISHED;
use crate::error::BackupError;
use crate::line::Line;
use crate::manifest::Manifest;
use crate::name::BackupName;
use crate::open::{Trust, open};
use crate::retention::keep;
use crate::shelf::Shelf;
use crate::verified::{Verified, forget_verified, read_verified};

/// Above this, the last verified restore is too long ago.
pub const VERIFIED_EVERY: SignedDuration = SignedDuration::from_hours(8 * 24);

/// One folder on the shelf.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: BackupName,
    /// What it says of itself, or why it cannot be used. Digests of files are not computed here.
    pub manifest: Result<Manifest, BackupError>,
    /// Its trial restore; `None` when there was none.
    pub verified: Option<Verified>,
    /// Retention lets it go.
    pub goes: bool,
}

/// What lies on a shelf.
#[derive(Debug)]
pub struct Listing {
    /// Whole backups and pieces, by time.
    pub folders: Vec<Listed>,
    /// Folders that were never finished.
    pub unfinished: Vec<String>,
    /// The newest state that can be restored; `None` without a whole backup.
    pub line: Option<Line>,
    /// The last trial restore of any of them; `None` when there never was one.
    pub last_verified: Option<Verified>,
    /// The last trial restore is older than [`VERIFIED_EVERY`], or there never was one.
    pub overdue: bool,
}

/// Lists a shelf.
///
/// # Errors
/// When the shelf cannot be read; a backup that does not hold is listed with the reason.
pub fn list(shelf: &dyn Shelf, trust: &Trust, now: Timestamp) -> Result<Listing, BackupError> {
    let names = names(shelf)?;
    let mut folders = Vec::new();
    for &name in &names {
        let manifest = match open(shelf, &name.to_string(), trust) {
            Err(BackupError::Shelf(error)) => return Err(error.into()),
            opened => opened.map(|opened| opened.manifest),
        };
        let verified = match &manifest {
            Ok(manifest) => read_verified(shelf, name, (&manifest.verifier, trust))?,
            Err(_) => None,
        };
        folders.push(Listed { name, manifest, verified, goes: false });
    }
    let going = going(&folders, now);
    for folder in &mut folders {
        folder.goes = going.contains(&folder.name);
    }
    let notes = folders.iter().filter_map(|folder| folder.verified.clone());
    let last_verified = notes.max_by_key(|verified| verified.at);
    let overdue = last_verified.as_ref().is_none_or(|last| is_overdue(last.at, now));
    let mut unfinished = shelf.folders()?;
    unfinished.retain(|folder| folder.starts_with(UNFINISHED));
    let line = Line::newest(&names);
    Ok(Listing { folders, unfinished, line, last_verified, overdue })
}

/// Whether a trial restore of then is too long ago.
pub fn is_overdue(verified: Timestamp, now: Timestamp) -> bool {
    VERIFIED_EVERY < now.duration_since(verified)
}

/// Names of the backups and pieces on a shelf, by time.
///
/// # Errors
/// When the shelf cannot be read.
pub fn names(shelf: &dyn Shelf) -> Result<Vec<BackupName>, BackupError> {
    let folders = shelf.folders()?;
    let mut names: Vec<BackupName> = folders.iter().filter_map(|name| name.parse().ok()).collect();
    names.sort();
    Ok(names)
}

/// What retention lets go: whole backups that [`keep`] does not name, and pieces that only older backups need. The newest
/// two sound backups and the one restored last stay, whatever their age; what does not hold is never taken away here.
fn going(folders: &[Listed], now: Timestamp) -> BTreeSet<BackupName> {
    let sound: Vec<&Listed> = folders.iter().filter(|folder| folder.manifest.is_ok()).collect();
    let wholes: Vec<&&Listed> = sound.iter().filter(|folder| folder.name.is_whole()).collect();
    let times: Vec<Timestamp> = wholes.iter().map(|folder| folder.name.taken).collect();
    let mut stay = keep(&times, now);
    let mut newest = times.clone();
    newest.sort();
    let spare = newest.iter().rev().nth(1).or(newest.last()).copied();
    stay.extend(newest.iter().rev().take(2));
    let proven = wholes.iter().filter(|folder| folder.verified.is_some());
    stay.extend(
        proven.max_by_key(|folder| folder.verified.as_ref().map(|v| v.at)).map(|f| f.name.taken),
    );
    let goes = |folder: &&&Listed| match folder.name.from {
        None => !stay.contains(&folder.name.taken),
        Some(_) => spare.is_some_and(|spare| folder.name.taken < spare),
    };
    sound.iter().filter(goes).map(|folder| folder.name).collect()
}

/// Takes away what retention lets go; gives the names.
///
/// # Errors
/// When the shelf cannot be written to: what was not taken away yet stays.
pub fn prune(shelf: &dyn Shelf, listing: &Listing) -> Result<Vec<BackupName>, BackupError> {
    let mut gone = Vec::new();
    for folder in listing.folders.iter().filter(|folder| folder.goes) {
        forget_verified(shelf, folder.name)?;
        // First it loses its name: a crash while its files go leaves no folder that looks like a backup.
        let aside = format!("{UNFINISHED}{}", folder.name);
        shelf.rename(&folder.name.to_string(), &aside)?;
        shelf.remove(&aside)?;
        gone.push(folder.name);
    }
    Ok(gone)
}
