//! A table of administrative units, as official registers give them.

use quyet_model::place::{Place, PlaceId, PlaceLevel};

use super::reader::{TableError, read};
use super::words::{choice, optional_day, required};

const LEVELS: [(&str, PlaceLevel); 8] = [
    ("tinh", PlaceLevel::Province),
    ("thanh_pho_tw", PlaceLevel::Province),
    ("thanh_pho", PlaceLevel::District),
    ("huyen", PlaceLevel::District),
    ("xa", PlaceLevel::Commune),
    ("phuong", PlaceLevel::Commune),
    ("thi_tran", PlaceLevel::Commune),
    ("dac_khu", PlaceLevel::Commune),
];

/// Reads a register.
///
/// # Errors
/// [`TableError`] naming every faulty cell.
pub fn read_places(text: &str) -> Result<Vec<Place>, TableError> {
    let columns = ["code", "name", "level", "parent", "valid_from", "valid_to", "source"];
    read(text, &columns, |row| {
        Ok(Place {
            id: PlaceId {
                code: row.decode("code", required)?,
                valid_from: row.decode("valid_from", optional_day)?,
            },
            name: row.decode("name", required)?,
            level: row.decode("level", |words| choice(words, &LEVELS))?,
            parent: row.optional("parent"),
            valid_to: row.decode("valid_to", optional_day)?,
            source: row.words("source").to_owned(),
        })
    })
}
