//! The ZIP package, within limits.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::WHAT;
use super::xml::{Reader, Step};
use crate::Refused;
use crate::limits::{PARTS_MAX, RATIO_FROM, RATIO_MAX, SIDE_BYTES_MAX, UNPACKED_BYTES_MAX};

const PACKAGE: &str = "tệp nén";

/// An open package.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the package and measures what its directory declares.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refused> {
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Truncated { what: WHAT })?;
        if PARTS_MAX < archive.len() {
            return Err(Refused::Swollen { what: PACKAGE });
        }
        let mut total: u64 = 0;
        for at in 0..archive.len() {
            let part =
                archive.by_index_raw(at).map_err(|_| Refused::Truncated { what: PACKAGE })?;
            if part.encrypted() {
                return Err(Refused::Protected { what: PACKAGE });
            }
            let grows = RATIO_MAX < part.size() / part.compressed_size().max(1);
            total = total.saturating_add(part.size());
            if (RATIO_FROM < part.size() && grows) || UNPACKED_BYTES_MAX < total {
                return Err(Refused::Swollen { what: PACKAGE });
            }
        }
        Ok(Self { archive, left: UNPACKED_BYTES_MAX })
    }

    /// A part's text; `None` when the package has none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Refused> {
        self.part_up_to(name, UNPACKED_BYTES_MAX)
    }

    /// A part that says something about the main one.
    pub(crate) fn small_part(&mut self, name: &str) -> Result<Option<String>, Refused> {
        self.part_up_to(name, SIDE_BYTES_MAX)
    }

    fn part_up_to(&mut self, name: &str, most: u64) -> Result<Option<String>, Refused> {
        let mut part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Refused::Truncated { what: WHAT }),
        };
        // The directory may lie about sizes, so what really comes out is counted too.
        let packed = part.compressed_size().max(1);
        let most = self.left.min(most).min(RATIO_FROM.max(packed.saturating_mul(RATIO_MAX)));
        let mut bytes = Vec::new();
        let read = part.by_ref().take(most + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| Refused::Truncated { what: WHAT })? as u64;
        if most < read {
            return Err(Refused::Swollen { what: PACKAGE });
        }
        self.left -= read;
        text(bytes).map(Some)
    }

    /// The part that the package is about; `None` when it is no Office package.
    pub(crate) fn main_part(&mut self) -> Result<Option<String>, Refused> {
        let Some(relations) = self.small_part("_rels/.rels")? else { return Ok(None) };
        Ok(relations_of(&relations, "")?.remove("officeDocument"))
    }

    /// Parts that a part speaks of, by the last word of the relation's type.
    pub(crate) fn related(&mut self, name: &str) -> Result<BTreeMap<String, String>, Refused> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let relations = self.small_part(&format!("{folder}/_rels/{file}.rels"))?;
        relations.map_or(Ok(BTreeMap::new()), |xml| relations_of(&xml, folder))
    }

    /// The type that OpenDocument and EPUB declare; empty for others.
    pub(crate) fn declared_type(&mut self) -> String {
        let mut bytes = Vec::new();
        let part = self.archive.by_name("mimetype");
        let _what_was_read_stays = part.map(|part| part.take(100).read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn relations_of(xml: &str, folder: &str) -> Result<BTreeMap<String, String>, Refused> {
    let mut out = BTreeMap::new();
    let mut reader = Reader::new(xml);
    while let Some(step) = reader.step()? {
        let Step::Open(element) = step else { continue };
        if element.name() != "Relationship" {
            continue;
        }
        let kind = element.attribute("Type").unwrap_or_default();
        let target = element.attribute("Target").unwrap_or_default();
        let external = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let name = match target.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None if folder.is_empty() => target,
            None => format!("{folder}/{target}"),
        };
        if !external {
            out.entry(kind).or_insert(name);
        }
    }
    Ok(out)
}

/// XML parts are UTF-8; some writers use UTF-16 with its mark.
fn text(bytes: Vec<u8>) -> Result<String, Refused> {
    let damaged = Refused::Truncated { what: WHAT };
    match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => {
            let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
            Ok(text.ok_or(damaged)?.into_owned())
        }
        None => String::from_utf8(bytes).map_err(|_| damaged),
    }
}
