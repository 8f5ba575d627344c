//! A paragraph: its list, its number, and whether it runs on into the next.

use super::super::numbering::Reference;
use super::super::xml::Element;
use super::{Body, Inside};

/// A paragraph that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    style: Option<String>,
    /// Identity of the list that the paragraph itself names; 0 takes it out of every list.
    list: Option<u32>,
    level: Option<u32>,
    /// Whether its number was drawn, or it has none.
    numbered: bool,
    /// Whether its end was deleted, so that the next paragraph goes on in it.
    pub(super) runs_on: bool,
}

impl Body {
    pub(super) fn open_paragraph(&mut self) -> Inside {
        self.scribe.open_paragraph();
        // Behind a deleted end the words before have drawn their number already.
        let numbered = !self.scribe.open_words().trim().is_empty();
        self.paragraphs.push(Paragraph { numbered, ..Paragraph::default() });
        Inside::Paragraph
    }

    pub(super) fn close_paragraph(&mut self) {
        match self.paragraphs.pop() {
            Some(paragraph) if paragraph.runs_on => self.scribe.hold_paragraph(),
            _ => self.scribe.close_paragraph(true),
        }
    }

    pub(super) fn describe_paragraph(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match element.name() {
            "pStyle" => paragraph.style = element.attribute("val"),
            "numId" => paragraph.list = element.number(),
            _ => paragraph.level = element.number(),
        }
    }

    /// Writes the number of the open paragraph before its first words.
    pub(super) fn draw_number(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| !paragraph.numbered)
        else {
            return;
        };
        paragraph.numbered = true;
        let own = |list| Reference { list, level: paragraph.level, style: None };
        let reference = match paragraph.list {
            Some(0) => None,
            Some(list) => Some(own(list)),
            None => self.styles.list(paragraph.style.as_deref()),
        };
        if let Some(mark) = reference.and_then(|reference| self.numbering.next(&reference)) {
            self.scribe.words(&mark);
            self.scribe.words(" ");
        }
    }
}
