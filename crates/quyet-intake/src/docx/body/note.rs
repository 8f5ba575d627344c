//! Footnotes and endnotes: read aside, written behind the text in the order they are cited.

use super::super::xml::Element;
use super::{Body, Inside};
use crate::Refused;
use crate::scribe::{Mark, Piece};

/// What a note costs beside its words. Unit: bytes.
const NOTE_COST: usize = 128;

impl Body {
    /// Reads a part of notes, behind the main part.
    pub(crate) fn read_notes(&mut self, xml: &str) -> Result<(), Refused> {
        self.read(xml)
    }

    pub(super) fn open_note(&mut self, element: &Element<'_>) -> Inside {
        let kind = element.attribute("type").unwrap_or_default();
        if kind.contains("eparator") || kind == "continuationNotice" {
            return Inside::Dropped;
        }
        let letter = if element.name() == "footnote" { 'f' } else { 'e' };
        self.note = element.attribute("id").map(|id| format!("{letter}{id}"));
        Inside::Note
    }

    pub(super) fn close_note(&mut self) {
        let piece = self.scribe.take();
        self.scribe.charge(NOTE_COST);
        self.notes.extend(self.note.take().map(|id| (id, piece)));
    }

    /// A note's sign: nothing is written, so that it cannot stick to a number.
    pub(super) fn cite(&mut self, letter: char, element: &Element<'_>) {
        self.scribe.mark(Mark::Note);
        self.scribe.charge(NOTE_COST);
        self.cited.extend(element.attribute("id").map(|id| format!("{letter}{id}")));
    }

    /// The notes as lines "[1] …"; what was already read of each.
    pub(crate) fn cited_notes(&mut self) -> Piece {
        let mut out = Piece::default();
        for (number, id) in (1..).zip(&self.cited) {
            let Some(note) = self.notes.remove(id) else { continue };
            let mut line = Piece { text: format!("[{number}] "), marks: Vec::new() };
            line.push(&note.trimmed());
            out.push_line(None, &line);
        }
        out
    }
}
