//! The words of a part, element by element.
//!
//! **Takes** XML. **Gives** the scribe paragraphs, cells and marks. Tracked changes are taken as accepted.
//! Elements that are not named here are transparent: their words are read.

mod note;
mod paragraph;

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::styles::Styles;
use super::symbol;
use super::xml::{Element, Reader, Step};
use crate::Refused;
use crate::docx::body::paragraph::Paragraph;
use crate::scribe::{Mark, Merge, Piece, Scribe};

/// Elements whose words Word does not show: codes of fields, deleted words, drawings for older programs, properties.
const DROPPED: [&str; 13] = [
    "instrText",
    "delText",
    "delInstrText",
    "Fallback",
    "sectPr",
    "tblGrid",
    "sdtPr",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
];

/// What an open element is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    RowProperties,
    Words,
    Table,
    Row,
    Cell,
    Note,
    /// Nothing inside is read.
    Dropped,
    Other,
}

/// Reads parts, one after the other; lists go on counting through all of them.
#[derive(Debug)]
pub(crate) struct Body {
    scribe: Scribe,
    styles: Styles,
    numbering: Numbering,
    inside: Vec<Inside>,
    /// How many of the open elements drop what is inside.
    dropped: usize,
    paragraphs: Vec<Paragraph>,
    /// Whether the open run is hidden.
    hidden: bool,
    /// Whether the open run stands above the line.
    raised: bool,
    /// The font of the open run; empty when it names none.
    font: String,
    /// Whether the open row was deleted; innermost last.
    rows: Vec<bool>,
    /// Footnotes by identity ("f1", "e1").
    notes: BTreeMap<String, Piece>,
    /// Notes in the order in which the main part cites them.
    cited: Vec<String>,
    /// The note that is open.
    note: Option<String>,
}

impl Body {
    pub(crate) fn new(styles: Styles, numbering: Numbering) -> Self {
        Self {
            scribe: Scribe::default(),
            styles,
            numbering,
            inside: Vec::new(),
            dropped: 0,
            paragraphs: Vec::new(),
            hidden: false,
            raised: false,
            font: String::new(),
            rows: Vec::new(),
            notes: BTreeMap::new(),
            cited: Vec::new(),
            note: None,
        }
    }

    /// Reads the main part.
    pub(crate) fn read_main(&mut self, xml: &str) -> Result<Piece, Refused> {
        self.read(xml)?;
        Ok(self.scribe.take())
    }

    /// Whether some part was too long to be read to its end.
    pub(crate) fn is_full(&self) -> bool {
        self.scribe.is_full()
    }

    fn read(&mut self, xml: &str) -> Result<(), Refused> {
        let mut reader = Reader::new(xml);
        while let Some(step) = reader.step()? {
            match step {
                Step::Open(element) => self.open(&element),
                Step::Close(_) => self.close(),
                Step::Words(words) if self.inside.last() == Some(&Inside::Words) => {
                    self.words(&words);
                }
                Step::Words(_) => {}
            }
            if self.scribe.is_full() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) {
        let inside = if 0 < self.dropped { Inside::Other } else { self.enter(element) };
        self.dropped += usize::from(inside == Inside::Dropped || 0 < self.dropped);
        self.inside.push(inside);
    }

    fn close(&mut self) {
        let inside = self.inside.pop();
        if 0 < self.dropped {
            self.dropped -= 1;
            return;
        }
        match inside {
            Some(Inside::Paragraph) => self.close_paragraph(),
            Some(Inside::Run) => {
                (self.hidden, self.raised) = (false, false);
                self.font.clear();
            }
            Some(Inside::Row) => {
                let deleted = self.rows.pop().unwrap_or(false);
                self.scribe.close_row(!deleted);
            }
            Some(Inside::Table) => self.scribe.close_table(),
            Some(Inside::Note) => self.close_note(),
            _ => {}
        }
    }

    fn enter(&mut self, element: &Element<'_>) -> Inside {
        let parent = self.inside.last().copied().unwrap_or(Inside::Other);
        match element.name() {
            "p" if parent != Inside::Words => self.open_paragraph(),
            "pPr" => Inside::ParagraphProperties,
            "r" if parent != Inside::RunProperties => Inside::Run,
            "rPr" => Inside::RunProperties,
            "t" => Inside::Words,
            "tbl" => {
                self.scribe.open_table();
                Inside::Table
            }
            "tr" => {
                self.rows.push(false);
                Inside::Row
            }
            "trPr" => Inside::RowProperties,
            "tc" => {
                self.scribe.open_cell(1, Merge::Own);
                Inside::Cell
            }
            "footnote" | "endnote" => self.open_note(element),
            name if DROPPED.contains(&name) => Inside::Dropped,
            "del" | "ins" | "moveFrom" | "moveTo" => self.change(element, parent),
            _ => {
                self.property(element, parent);
                self.sign(element, parent);
                Inside::Other
            }
        }
    }

    /// A tracked change: of words, of the end of a paragraph, or of a whole row.
    fn change(&mut self, element: &Element<'_>, parent: Inside) -> Inside {
        self.scribe.mark(Mark::Change);
        let deletes = matches!(element.name(), "del" | "moveFrom");
        match parent {
            Inside::RunProperties => {
                let ends = deletes && self.is_near(Inside::ParagraphProperties);
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| ends) {
                    paragraph.runs_on = true;
                }
                Inside::Other
            }
            Inside::RowProperties => {
                if let Some(row) = self.rows.last_mut().filter(|_| deletes) {
                    *row = true;
                }
                Inside::Other
            }
            _ if deletes => Inside::Dropped,
            _ => Inside::Other,
        }
    }

    /// What properties say about the paragraph, run or cell that is open.
    fn property(&mut self, element: &Element<'_>, parent: Inside) {
        let in_paragraph = self.is_near(Inside::ParagraphProperties);
        match element.name() {
            "gridSpan" => {
                let columns = element.number().unwrap_or(1);
                if let Some(table) = self.scribe.table() {
                    table.widen(usize::try_from(columns).unwrap_or(1));
                }
            }
            "vMerge" if element.attribute("val").as_deref() != Some("restart") => {
                if let Some(table) = self.scribe.table() {
                    table.merge(Merge::Continues);
                }
            }
            "pStyle" | "numId" | "ilvl" if in_paragraph => self.describe_paragraph(element),
            "vanish" if parent == Inside::RunProperties && !in_paragraph => {
                self.hide(element.is_on());
            }
            "vertAlign" if parent == Inside::RunProperties && !in_paragraph => {
                self.raised = element.attribute("val").as_deref() == Some("superscript");
            }
            "rFonts" if parent == Inside::RunProperties && !in_paragraph => {
                self.font = element.attribute("ascii").unwrap_or_default();
            }
            "gridBefore" if parent == Inside::RowProperties => {
                let columns = element.number().and_then(|columns| usize::try_from(columns).ok());
                self.scribe.open_cell(columns.unwrap_or(1), Merge::Own);
            }
            "rStyle" if parent == Inside::RunProperties && !in_paragraph => {
                let hidden =
                    element.attribute("val").is_some_and(|style| self.styles.is_hidden(&style));
                self.hide(hidden || self.hidden);
            }
            _ => {}
        }
    }

    fn hide(&mut self, hidden: bool) {
        if hidden && !self.hidden {
            self.scribe.mark(Mark::Hidden);
        }
        self.hidden = hidden;
    }

    /// Signs that stand for words, and things that are no words.
    fn sign(&mut self, element: &Element<'_>, parent: Inside) {
        let in_run = parent == Inside::Run;
        match element.name() {
            "tab" | "ptab" if in_run => self.words("\t"),
            "br" | "cr" if in_run => self.words("\n"),
            "noBreakHyphen" if in_run => self.words("-"),
            "softHyphen" if in_run => self.words("\u{ad}"),
            "sym" if in_run => {
                let code =
                    element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let sign = symbol::symbol(
                    &element.attribute("font").unwrap_or_default(),
                    code.unwrap_or(0),
                );
                self.words(sign.encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.cite('f', element),
            "endnoteReference" => self.cite('e', element),
            "commentReference" => self.scribe.mark(Mark::Comment),
            "pic" | "imagedata" | "chart" | "OLEObject" | "altChunk" => {
                self.scribe.mark(Mark::Picture);
            }
            _ => {}
        }
    }

    /// Whether one of the two innermost open elements is of this kind.
    fn is_near(&self, kind: Inside) -> bool {
        self.inside.iter().rev().take(2).any(|inside| *inside == kind)
    }

    fn words(&mut self, words: &str) {
        if self.hidden {
            return;
        }
        if !words.trim().is_empty() {
            self.draw_number();
        }
        let words = symbol::of_private(&self.font, words);
        if self.raised { self.scribe.raised_words(&words) } else { self.scribe.words(&words) }
    }
}

#[cfg(test)]
mod tests;
