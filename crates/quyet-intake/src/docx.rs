//! A Word document: the words of its main part as Word shows them.
//!
//! **Takes** the package's bytes. **Gives** paragraphs, rows, generated numbers and footnotes as text.
//! **Never** reads headers and footers, comments or deleted words, and never unpacks more than the limits allow.
//! Start reading at [`read`].

mod body;
mod numbering;
mod package;
mod styles;
mod symbol;
mod xml;

use crate::docx::body::Body;
use crate::docx::numbering::Numbering;
use crate::docx::package::Package;
use crate::docx::styles::Styles;
use crate::foreign;
use crate::recognised::{Lack, OldForm};
use crate::scribe::Piece;
use crate::{Form, Reading, Received, Refused, written};

/// What refusals call the file.
const WHAT: &str = "tệp Word";

/// Reads a package: a Word document, or a refusal that names what else it is.
pub(crate) fn read(bytes: &[u8]) -> Reading {
    let mut lack = None;
    let given = read_package(bytes, &mut lack);
    Reading { given, lack }
}

fn read_package(bytes: &[u8], lack: &mut Option<Lack>) -> Result<Received, Refused> {
    let mut package = Package::open(bytes)?;
    let Some(main) = package.main_part()? else {
        let archive = foreign::archive(&package.declared_type());
        *lack = archive.is_none().then_some(Lack::Conversion(OldForm::Odt));
        return Err(archive.unwrap_or_else(|| foreign::old(OldForm::Odt)));
    };
    if !main.starts_with("word/") {
        return Err(foreign::package(&main));
    }
    let body = package.part(&main)?.ok_or(Refused::Truncated { what: WHAT })?;
    let related = package.related(&main)?;
    let mut part = |kind: &str| -> Result<String, Refused> {
        let name = related.get(kind).cloned();
        let found = name.map(|name| package.small_part(&name)).transpose()?;
        Ok(found.flatten().unwrap_or_default())
    };
    let styles = Styles::read(&part("styles")?)?;
    let numbering = Numbering::read(&part("numbering")?)?;
    let mut reader = Body::new(styles, numbering);
    let mut text = reader.read_main(&body)?;
    for kind in ["footnotes", "endnotes"] {
        reader.read_notes(&part(kind)?)?;
    }
    let notes = reader.cited_notes();
    if !notes.text.is_empty() {
        text.push_line(None, &Piece::default());
        text.push_line(None, &notes);
    }
    written::received(Form::Docx, text, reader.is_full(), Vec::new())
}
