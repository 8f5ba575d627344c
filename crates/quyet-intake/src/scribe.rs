//! Writes paragraphs and tables to one text, and remembers where each came from.
//!
//! **Takes** words, paragraph ends and table borders in the file's order. **Gives** the text with its marks.
//! **Never** grows beyond [`TEXT_BYTES_MAX`]: what would is not written, and [`Scribe::is_full`] says so.

mod piece;
mod table;

pub(crate) use piece::{Mark, Piece};
pub(crate) use table::Merge;

use crate::limits::TEXT_BYTES_MAX;
use table::Table;

/// Tables inside tables beyond this depth lose their borders, so that no file makes us copy words without end.
const TABLES_MAX: usize = 8;

/// What a cell and a mark cost beside their words. Unit: bytes.
const CELL_COST: usize = 64;
const MARK_COST: usize = 16;

/// Paragraphs inside paragraphs (text boxes) beyond this depth run together.
const PARAGRAPHS_MAX: usize = 32;

/// See the card of the file.
#[derive(Debug, Default)]
pub(crate) struct Scribe {
    out: Piece,
    /// Paragraphs being written; a text box stands inside another paragraph.
    open: Vec<Piece>,
    /// Words of a paragraph whose end was deleted: the next one goes on in them.
    held: Option<Piece>,
    /// Paragraphs opened beyond [`PARAGRAPHS_MAX`].
    folded: usize,
    tables: Vec<Table>,
    /// Tables opened beyond [`TABLES_MAX`].
    flattened: usize,
    /// Paragraphs so far.
    count: u32,
    /// Bytes written so far, copies included.
    size: usize,
}

impl Scribe {
    /// Whether the text was too long to be written to the end.
    pub(crate) fn is_full(&self) -> bool {
        TEXT_BYTES_MAX < self.size
    }

    /// Counts what is kept beside words, so that memory stays bounded too. Unit: bytes.
    pub(crate) fn charge(&mut self, bytes: usize) {
        self.size = self.size.saturating_add(bytes);
    }

    /// Words of the paragraph that is open; opens one when none is.
    pub(crate) fn words(&mut self, words: &str) {
        self.charge(words.len());
        if !self.is_full() {
            self.paragraph().text.push_str(words);
        }
    }

    /// Words above the line: the sign of a note is left out and marked, all else stands ("m2", "khoản 2bis").
    pub(crate) fn raised_words(&mut self, words: &str) {
        let sign = words.trim();
        let digits = !sign.is_empty()
            && sign.len() <= 4
            && sign.chars().all(|c| c.is_ascii_digit() || "[]()*".contains(c));
        let before = self.open_words().chars().next_back();
        let power = before.is_none_or(|c| c == 'm' || c.is_ascii_digit() || c.is_whitespace());
        if digits && !power { self.mark(Mark::Note) } else { self.words(words) }
    }

    /// A mark at the end of the words so far.
    pub(crate) fn mark(&mut self, mark: Mark) {
        self.charge(MARK_COST);
        if self.is_full() {
            return;
        }
        let page = if self.open.is_empty() { self.page() } else { self.paragraph() };
        page.marks.push((page.text.len(), mark));
    }

    /// Where closed paragraphs go: the open cell, else the text. Words behind a row are a row of their own, words
    /// before the first stand before the table.
    fn page(&mut self) -> &mut Piece {
        let begun = self.tables.iter_mut().rev().find(|table| !table.is_empty());
        begun.map_or(&mut self.out, Table::cell)
    }

    /// The words of the open paragraph so far.
    pub(crate) fn open_words(&self) -> &str {
        self.open.last().map_or("", |paragraph| paragraph.text.as_str())
    }

    /// Whether the words so far end with a blank, so that another says nothing.
    pub(crate) fn ends_blank(&self) -> bool {
        self.open
            .last()
            .is_none_or(|open| open.text.is_empty() || open.text.ends_with(char::is_whitespace))
    }

    fn paragraph(&mut self) -> &mut Piece {
        if self.open.is_empty() {
            self.open.push(Piece::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Opens a paragraph, inside the open one when there is one.
    pub(crate) fn open_paragraph(&mut self) {
        if self.open.len() < PARAGRAPHS_MAX {
            let before = self.held.take().unwrap_or_default();
            self.open.push(before);
        } else {
            self.folded += 1;
        }
    }

    /// Closes the innermost paragraph and writes it; a blank one leaves a blank line when `keep_blank`.
    pub(crate) fn close_paragraph(&mut self, keep_blank: bool) {
        if 0 < self.folded {
            self.folded -= 1;
            self.words("\n");
            return;
        }
        self.count = self.count.saturating_add(1);
        let Some(paragraph) = self.open.pop().map(Piece::trimmed) else { return };
        let number = self.count;
        if paragraph.text.is_empty() && !keep_blank {
            self.page().push(&paragraph);
        } else {
            self.page().push_line(Some(number), &paragraph);
        }
    }

    /// Closes the innermost paragraph without its end: the next one goes on in it.
    pub(crate) fn hold_paragraph(&mut self) {
        if 0 < self.folded {
            self.folded -= 1;
        } else {
            self.held = self.open.pop();
        }
    }

    /// Writes what is held where nothing can go on in it.
    fn release(&mut self) {
        if let Some(held) = self.held.take() {
            self.open.push(held);
            self.close_paragraph(false);
        }
    }

    /// Ends the paragraph without an end of its own (HTML); nothing when none is open.
    pub(crate) fn end_paragraph(&mut self) {
        if !self.open.is_empty() {
            self.close_paragraph(false);
        }
    }

    /// Opens a table, inside the open cell when there is one.
    pub(crate) fn open_table(&mut self) {
        self.release();
        if self.tables.len() < TABLES_MAX {
            self.tables.push(Table::default());
        } else {
            self.flattened += 1;
        }
    }

    /// Opens a cell of the innermost table.
    pub(crate) fn open_cell(&mut self, columns: usize, merge: Merge) {
        self.release();
        self.charge(CELL_COST);
        let full = self.is_full();
        if let Some(table) = self.table().filter(|_| !full) {
            table.open_cell(columns, merge);
        }
    }

    /// The innermost table; `None` without one, and inside tables whose borders are not kept.
    pub(crate) fn table(&mut self) -> Option<&mut Table> {
        if 0 < self.flattened { None } else { self.tables.last_mut() }
    }

    /// Closes the row; `keep` is false for a row that was deleted.
    pub(crate) fn close_row(&mut self, keep: bool) {
        self.release();
        let full = self.is_full();
        if let Some(table) = self.table() {
            let grown = table.close_row(keep && !full);
            self.charge(grown);
        }
    }

    /// Closes the table and writes it: a frame's cells one below the other, any other table row by row.
    pub(crate) fn close_table(&mut self) {
        if 0 < self.flattened {
            self.flattened -= 1;
            return;
        }
        self.close_row(true);
        let Some(table) = self.tables.pop() else { return };
        let written = table.write();
        self.charge(written.text.len());
        if !self.is_full() {
            self.page().push_line(None, &written);
        }
    }

    /// The text so far, with everything that is open closed.
    pub(crate) fn take(&mut self) -> Piece {
        self.folded = 0;
        self.release();
        while !self.open.is_empty() {
            self.close_paragraph(false);
        }
        self.flattened = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        std::mem::take(&mut self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(scribe: &mut Scribe, words: &str) {
        scribe.open_cell(1, Merge::Own);
        scribe.open_paragraph();
        scribe.words(words);
        scribe.close_paragraph(false);
    }

    #[test]
    fn paragraphs_are_lines_and_rows_stand_between_bars() {
        let mut scribe = Scribe::default();
        scribe.open_paragraph();
        scribe.words(" Một ");
        scribe.close_paragraph(false);
        scribe.open_table();
        for row in [["Chỉ tiêu", "Kế hoạch"], ["Thu | chi", "5 tỷ"]] {
            for words in row {
                cell(&mut scribe, words);
            }
            scribe.close_row(true);
        }
        scribe.close_table();
        let piece = scribe.take();
        assert_eq!(piece.text, "Một\n| Chỉ tiêu | Kế hoạch |\n| Thu / chi | 5 tỷ |\n");
        let at = piece.text.find("5 tỷ").expect("there");
        assert!(piece.marks.contains(&(at, Mark::Paragraph(5))), "{:?}", piece.marks);
    }

    #[test]
    fn the_sign_of_a_note_does_not_stick_to_a_number() {
        let check = |before: &str, raised: &str, expect: &str| {
            let mut scribe = Scribe::default();
            scribe.words(before);
            scribe.raised_words(raised);
            assert_eq!(scribe.take().text.trim_end(), expect);
        };
        check("Tăng 8%", "1", "Tăng 8%");
        check("Tăng 8%", "[12]", "Tăng 8%");
        check("5.000 m", "2", "5.000 m2");
        check("khoản 2", "bis", "khoản 2bis");
    }

    #[test]
    fn a_letterhead_is_no_table() {
        let mut scribe = Scribe::default();
        scribe.open_table();
        cell(&mut scribe, "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN");
        cell(&mut scribe, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        scribe.close_row(true);
        cell(&mut scribe, "Số: 1/NQ-HĐND");
        scribe.close_table();
        let text = scribe.take().text;
        assert_eq!(
            text,
            "HỘI ĐỒNG NHÂN DÂN\nTỈNH BẮC KẠN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 1/NQ-HĐND\n"
        );
    }

    #[test]
    fn tables_without_end_are_flattened() {
        let mut scribe = Scribe::default();
        for _ in 0..10_000 {
            scribe.open_table();
            scribe.open_cell(1, Merge::Own);
        }
        scribe.words("đáy");
        assert_eq!(scribe.take().text.trim(), "đáy");
    }
}
