//! What a report consists of, before it takes a format.
//!
//! **Takes** words and exact numbers. **Gives** one set of blocks that every renderer reads.
//! Invariant: a number is never naked: a [`Cell`] carries its exact decimal and the words shown for it.

mod cell;

use jiff::Timestamp;

use crate::chart::Svg;

pub use cell::{Cell, Number, PercentOf};

/// A report: what stands on top, then blocks in reading order.
#[doc(alias = "báo cáo")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Who issues it; `None` for a page or file that is nobody's official paper.
    pub letterhead: Option<Letterhead>,
    /// Title: "Kết quả thực hiện các chỉ tiêu … năm 2024".
    pub title: String,
    /// Line under the title; empty when there is none.
    pub subtitle: String,
    /// The plan it reports on, as cited: "Nghị quyết số … ngày 08/12/2023 của …".
    pub plan: String,
    /// The two clocks in words, one line each.
    pub as_of: Vec<String>,
    /// Contents in reading order.
    pub blocks: Vec<Block>,
    /// Closing line on where the figures come from; empty when there is none.
    pub source_note: String,
    /// Whether pages lie on the long side.
    pub landscape: bool,
    /// The moment written into the files' properties. Chosen by the caller: the same report gives the same bytes.
    pub created: Timestamp,
}

/// The block over an official paper, left and right.
///
/// Source: Nghị định 30/2020/NĐ-CP, Phụ lục I; the right side's national title is fixed text.
#[doc(alias = "thể thức đầu văn bản")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// Body above the issuer, in capitals; `None` for a People's Committee or Council.
    pub parent: Option<String>,
    /// Issuer in capitals, one line per element.
    pub issuer: Vec<String>,
    /// "Số:      /BC-UBND", with room for the number.
    pub number: String,
    /// "Bắc Kạn, ngày     tháng     năm 2025", with room for the day.
    pub place_and_date: String,
}

/// First line of the national title.
pub const NATIONAL_TITLE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Second line of the national title.
pub const NATIONAL_MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// One piece of a report.
#[doc(alias = "khối nội dung")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 stands directly under the report's title.
    Heading {
        /// 1–3.
        level: u8,
        /// Words.
        text: String,
    },
    /// Running text.
    Paragraph(Vec<Phrase>),
    /// A table.
    Table(Table),
    /// A drawing with the sentence that replaces it where it cannot be drawn.
    Chart {
        /// The drawing.
        svg: Svg,
        /// What it shows, in one sentence.
        alt: String,
    },
    /// A list.
    List {
        /// What stands before each item.
        marker: Marker,
        /// Items in order.
        items: Vec<Vec<Phrase>>,
    },
}

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// "- ".
    Dash,
    /// `[1]`, counted from 1, so that cells can cite it.
    Bracket,
}

impl Marker {
    /// The mark of the item at `index`, counted from 0.
    pub fn of(self, index: usize) -> String {
        match self {
            Self::Dash => "-".to_owned(),
            Self::Bracket => format!("[{}]", index.saturating_add(1)),
        }
    }
}

/// Words that may lead somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Where they lead; `None` for plain words. Renderers drop links they cannot follow safely.
    pub link: Option<String>,
}

impl Phrase {
    /// Plain words.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None }
    }
}

/// The words of phrases, one after another.
pub fn plain_words(phrases: &[Phrase]) -> String {
    phrases.iter().map(|phrase| phrase.text.as_str()).collect()
}

/// A table of official shape.
///
/// Invariant kept by whoever builds one: every row has as many cells as there are columns;
/// renderers fill missing cells as empty and pass over surplus ones.
#[doc(alias = "biểu")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the table is.
    pub caption: String,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows from top to bottom.
    pub rows: Vec<Row>,
    /// Remarks under the table, one line each.
    pub notes: Vec<String>,
}

impl Table {
    /// Sum of the columns' shares of width; at least 1.
    pub(crate) fn width_total(&self) -> u32 {
        self.columns.iter().map(|column| u32::from(column.width)).sum::<u32>().max(1)
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Header words.
    pub words: String,
    /// Unit of measure of the whole column; empty when its cells differ or have none.
    pub unit: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Share of the table's width, against the sum over all columns.
    pub width: u16,
}

impl Column {
    /// The header with its unit: "So kế hoạch (%)".
    pub fn header(&self) -> String {
        match self.unit.as_str() {
            "" => self.words.clone(),
            unit => format!("{} ({unit})", self.words),
        }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A running number or dash; centred.
    Ordinal,
    /// The name of the row: its header for screen readers.
    Name,
    /// Words.
    Text,
    /// Numbers, with words where there is none.
    Number,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Depth: 0 numbered target, 1 part, 2 part of a part.
    pub level: u8,
    /// Cells from left to right.
    pub cells: Vec<Cell>,
}

/// What stands where a row is too short.
pub(crate) static NO_CELL: Cell = Cell::EMPTY;

impl Row {
    /// The cell of a column, empty where the row is too short.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&NO_CELL)
    }
}
