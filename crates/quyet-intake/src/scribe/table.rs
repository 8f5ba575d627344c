//! A table: rows of words between bars, or the frame of a letterhead.

use super::{Mark, Piece};
use crate::legacy;

/// Columns that one cell may cover. Source: HTML, 4.9.11.
const COLUMNS_MAX: usize = 1000;

/// Rows that one cell may cover. Unit: rows; no table of a resolution is longer.
const ROWS_MAX: usize = 1000;

/// Longest words of a merged cell that are said again in every row it covers. Unit: bytes.
const REPEATED_BYTES: usize = 200;

/// How a column that a wide cell covers is written.
const EMPTY_CELL: &str = "  |";

/// Words that only stand in the frame around a document: its head and its signature.
const FRAME_WORDS: [&str; 5] =
    ["cộng hòa xã hội", "cộng hoà xã hội", "nơi nhận", "đảng cộng sản việt nam", "kt. chủ tịch"];

/// Rows of the longest frame.
const FRAME_ROWS: usize = 5;

/// Whether a cell has words of its own or goes on from the cell above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merge {
    Own,
    /// Covers this many rows from here on.
    Rows(usize),
    /// Goes on from above.
    Continues,
}

#[derive(Clone, Debug)]
struct Cell {
    piece: Piece,
    columns: usize,
    merge: Merge,
}

/// See the card of the file.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    /// Rows that a cell above still covers, and its words; one for every column it covers.
    above: Vec<(usize, String)>,
}

impl Table {
    /// Opens a cell of the open row.
    pub(crate) fn open_cell(&mut self, columns: usize, merge: Merge) {
        self.row.push(Cell {
            piece: Piece::default(),
            columns: columns.clamp(1, COLUMNS_MAX),
            merge,
        });
    }

    /// Says how many columns the last opened cell covers.
    pub(crate) fn widen(&mut self, columns: usize) {
        if let Some(cell) = self.row.last_mut() {
            cell.columns = columns.clamp(1, COLUMNS_MAX);
        }
    }

    /// Says how the last opened cell stands to the one above.
    pub(crate) fn merge(&mut self, merge: Merge) {
        if let Some(cell) = self.row.last_mut() {
            cell.merge = merge;
        }
    }

    /// Whether no cell was opened yet.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.row.is_empty()
    }

    /// Where the words of the open cell go; opens one when none is.
    pub(super) fn cell(&mut self) -> &mut Piece {
        if self.row.is_empty() {
            self.open_cell(1, Merge::Own);
        }
        let last = self.row.len() - 1;
        &mut self.row[last].piece
    }

    /// Closes the row and gives the bytes that merged cells added. A dropped row leaves only its marks.
    pub(super) fn close_row(&mut self, keep: bool) -> usize {
        let row = std::mem::take(&mut self.row);
        if !keep {
            let marks = row.iter().flat_map(|cell| &cell.piece.marks);
            let kept: Vec<(usize, Mark)> = marks
                .filter(|(_, m)| !matches!(m, Mark::Paragraph(_)))
                .map(|(_, m)| (0, *m))
                .collect();
            if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
                let end = cell.piece.text.len();
                cell.piece.marks.extend(kept.into_iter().map(|(_, mark)| (end, mark)));
            }
            return 0;
        }
        if row.is_empty() {
            return 0;
        }
        let (cells, grown) = self.settle(row);
        self.rows.push(cells);
        grown
    }

    /// Puts the cells on their columns: a column that a cell above covers says its words again.
    fn settle(&mut self, row: Vec<Cell>) -> (Vec<Cell>, usize) {
        let mut cells = Vec::with_capacity(row.len());
        let (mut column, mut grown) = (0, 0);
        for mut cell in row {
            grown += self.fill(&mut column, &mut cells);
            cell.piece = cell.piece.trimmed();
            if cell.merge == Merge::Continues && cell.piece.text.is_empty() {
                cell.piece.text =
                    self.above.get(column).map_or(String::new(), |(_, words)| words.clone());
                grown += cell.piece.text.len();
            }
            self.cover(column, &cell);
            column += cell.columns;
            grown += EMPTY_CELL.len() * (cell.columns - 1);
            cells.push(cell);
        }
        grown += self.fill(&mut column, &mut cells);
        (cells, grown)
    }

    /// Says again what the cells above put on the next columns; gives the bytes it added.
    fn fill(&mut self, column: &mut usize, cells: &mut Vec<Cell>) -> usize {
        let mut grown = 0;
        while let Some((left, words)) = self.above.get_mut(*column).filter(|(left, _)| 0 < *left) {
            *left -= 1;
            grown += words.len();
            let piece = Piece { text: words.clone(), marks: Vec::new() };
            cells.push(Cell { piece, columns: 1, merge: Merge::Continues });
            *column += 1;
        }
        grown
    }

    /// Remembers a cell's words for the rows below.
    fn cover(&mut self, column: usize, cell: &Cell) {
        if COLUMNS_MAX < column + cell.columns {
            return;
        }
        if self.above.len() < column + cell.columns {
            self.above.resize(column + cell.columns, (0, String::new()));
        }
        let repeated = cell.piece.text.len() <= REPEATED_BYTES && !is_mark(&cell.piece.text);
        let words = if repeated { cell.piece.text.as_str() } else { "" };
        let left = match cell.merge {
            Merge::Own | Merge::Continues => 0,
            Merge::Rows(rows) => rows.min(ROWS_MAX).saturating_sub(1),
        };
        for (i, slot) in self.above[column..column + cell.columns].iter_mut().enumerate() {
            *slot = (left, if i == 0 { words.to_owned() } else { String::new() });
        }
    }

    /// The table as lines.
    pub(super) fn write(self) -> Piece {
        let mut out = Piece::default();
        let frame = self.is_frame();
        for row in self.rows {
            if frame {
                push_column(&mut out, &row);
            } else {
                push_row(&mut out, row);
            }
        }
        out
    }

    /// Whether the table only holds a letterhead, a signature or one column of paragraphs.
    fn is_frame(&self) -> bool {
        let widest = self
            .rows
            .iter()
            .map(|row| row.iter().filter(|cell| !cell.piece.text.is_empty()).count())
            .max();
        if widest.unwrap_or(0) <= 1 {
            return true;
        }
        let says = |cell: &Cell| {
            cell.piece.text.len() < 2_000
                && legacy::readings(&cell.piece.text).any(|text| {
                    let text = text.to_lowercase();
                    FRAME_WORDS.iter().any(|words| text.contains(words))
                })
        };
        self.rows.len() <= FRAME_ROWS && self.rows.iter().flatten().any(says)
    }
}

/// Whether the words only number a row.
fn is_mark(words: &str) -> bool {
    words.chars().count() <= 6 && !words.contains(char::is_lowercase)
}

/// The cells of a frame one below the other, a blank line between them.
fn push_column(out: &mut Piece, row: &[Cell]) {
    for cell in row.iter().map(|cell| &cell.piece) {
        if cell.text.is_empty() {
            out.push(cell);
            continue;
        }
        if !out.text.is_empty() {
            out.push_line(None, &Piece::default());
        }
        out.push_line(None, cell);
    }
}

/// "| a | b |": breaks and bars inside a cell give way, byte for byte.
fn push_row(out: &mut Piece, row: Vec<Cell>) {
    if row.iter().all(|cell| cell.piece.text.is_empty() && cell.piece.marks.is_empty()) {
        return;
    }
    out.text.push('|');
    for mut cell in row {
        cell.piece.text =
            cell.piece.text.replace(['\n', '\r', '\t', '\u{b}', '\u{c}'], " ").replace('|', "/");
        out.text.push(' ');
        out.push(&cell.piece);
        out.text.push_str(" |");
        for _ in 1..cell.columns {
            out.text.push_str(EMPTY_CELL);
        }
    }
    out.text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&[(&str, usize, Merge)]], expect: &str) {
        let mut table = Table::default();
        for row in rows {
            for (words, columns, merge) in *row {
                table.open_cell(*columns, *merge);
                table.cell().text.push_str(words);
            }
            table.close_row(true);
        }
        assert_eq!(table.write().text, expect);
    }

    #[test]
    fn merged_cells_keep_the_columns_in_line() {
        use Merge::{Continues, Own, Rows};
        check(
            &[
                &[("Chỉ tiêu", 1, Own), ("Năm 2024", 2, Own)],
                &[("Chỉ tiêu", 1, Own), ("TH", 1, Own), ("KH", 1, Own)],
            ],
            "| Chỉ tiêu | Năm 2024 |  |\n| Chỉ tiêu | TH | KH |\n",
        );
        check(
            &[&[("Tỷ lệ hộ nghèo", 1, Own), ("a", 1, Own)], &[("", 1, Continues), ("b", 1, Own)]],
            "| Tỷ lệ hộ nghèo | a |\n| Tỷ lệ hộ nghèo | b |\n",
        );
        check(
            &[
                &[("Sở Tài chính", 1, Rows(2)), ("a", 1, Own)],
                &[("b", 1, Own)],
                &[("x", 1, Own), ("c", 1, Own)],
            ],
            "| Sở Tài chính | a |\n| Sở Tài chính | b |\n| x | c |\n",
        );
        check(
            &[&[("1", 1, Own), ("a", 1, Own)], &[("", 1, Continues), ("b", 1, Own)]],
            "| 1 | a |\n|  | b |\n",
        );
    }

    #[test]
    fn a_column_of_paragraphs_is_no_table() {
        check(
            &[&[("Điều 1.", 1, Merge::Own)], &[("Điều 2.", 1, Merge::Own)]],
            "Điều 1.\n\nĐiều 2.\n",
        );
    }
}
