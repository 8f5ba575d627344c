//! A sheet in reading order: lines, rows of tables, and where each stands.

use super::grid::{self, Edge, Row};
use super::line::{Line, lines};
use super::sheet::Sheet;

/// Letters that a stamp or a page number puts on a page that else is a picture.
const STAMP: usize = 20;

/// Painted shapes from which on a page without words is a drawing: perhaps of letters.
const DRAWING: usize = 200;
use super::zone::{self, Block, Column};

/// Where the words of a page come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// The file draws them.
    #[default]
    Drawn,
    /// They lie unseen under a picture: whoever scanned it had them recognised.
    Layered,
    /// They were recognised in a picture for us.
    Recognised,
}

/// What a page holds, in reading order.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its parts. A part that was removed as a running header or footer is gone.
    pub(super) parts: Vec<Part>,
    pub(super) height: i64,
    /// Pictures drawn on it.
    pub(super) pictures: usize,
    /// Letters left out because they do not run with the page.
    pub(super) slanted: usize,
    /// Whether it held more than was read.
    pub(super) cut: bool,
    /// Whether much is drawn on it, so that a page without words is no empty page.
    pub(super) drawn: bool,
    pub(super) origin: Origin,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Line on its page, counted from 1, top down, running headers counted too.
    pub(super) number: u32,
    /// Baseline of its first line.
    pub(super) base: i64,
    pub(super) kind: Kind,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line, and the column it stands in when there is one beside it.
    Words { line: Line, column: Option<Column> },
    /// A row of a table.
    Row { cells: Vec<String>, above: Edge, below: Edge },
}

impl Page {
    /// Reads a sheet.
    pub(super) fn of(mut sheet: Sheet) -> Self {
        let layered = 0 < sheet.pictures && sheet.glyphs.len() < sheet.hidden * 2;
        let rows = grid::take(&mut sheet);
        let lines = lines(&sheet.glyphs);
        let mut page = Self {
            height: sheet.height,
            pictures: sheet.pictures,
            slanted: sheet.slanted,
            cut: sheet.cut,
            origin: if layered { Origin::Layered } else { Origin::Drawn },
            drawn: DRAWING < sheet.shapes,
            ..Self::default()
        };
        let mut rest = lines.as_slice();
        for row in rows {
            let above = rest.iter().take_while(|line| line.base < row.bottom).count();
            let (before, after) = rest.split_at(above);
            rest = after;
            page.words(before);
            page.row(row);
        }
        page.words(rest);
        page
    }

    /// Whether it shows something and hardly says a word, so that only eyes can read it.
    pub(super) fn is_picture(&self) -> bool {
        self.origin != Origin::Recognised
            && (0 < self.pictures || self.drawn)
            && self.letters() < STAMP
    }

    /// Whether eyes would read it better than its own words do.
    pub(super) fn wants_eyes(&self) -> bool {
        self.is_picture() || self.is_illegible() || self.origin == Origin::Layered
    }

    /// Whether so many of its letters are drawn without saying which they are that nobody can read on.
    pub(super) fn is_illegible(&self) -> bool {
        let lost = self.count(&|c| c == '\u{FFFD}');
        20 < lost && self.letters() < lost.saturating_mul(20)
    }

    /// Letters and digits on it.
    pub(super) fn letters(&self) -> usize {
        self.count(&char::is_alphanumeric)
    }

    fn count(&self, wanted: &dyn Fn(char) -> bool) -> usize {
        let count = |text: &str| text.chars().filter(|c| wanted(*c)).count();
        let own = |part: &Part| match &part.kind {
            Kind::Words { line, .. } => line.pieces.iter().map(|piece| count(&piece.text)).sum(),
            Kind::Row { cells, .. } => cells.iter().map(|cell| count(cell)).sum::<usize>(),
        };
        self.parts.iter().map(own).sum()
    }

    fn words(&mut self, lines: &[Line]) {
        let mut within = false;
        let mut blocks = zone::blocks(lines).into_iter().peekable();
        while let Some(block) = blocks.next() {
            let row = matches!(block, Block::Row(..));
            let (base, kind) = match block {
                Block::Words(line) => (line.base, Kind::Words { line, column: None }),
                Block::Column(line, place) => {
                    (line.base, Kind::Words { line, column: Some(place) })
                }
                Block::Row(base, cells) => {
                    let below = Edge::beside(matches!(blocks.peek(), Some(Block::Row(..))));
                    (base, Kind::Row { cells, above: Edge::beside(within), below })
                }
            };
            within = row;
            self.push(base, kind);
        }
    }

    fn row(&mut self, row: Row) {
        let Row { bottom, cells, above, below, .. } = row;
        self.push(bottom, Kind::Row { cells, above, below });
    }

    fn push(&mut self, base: i64, kind: Kind) {
        let number = u32::try_from(self.parts.len() + 1).unwrap_or(u32::MAX);
        self.parts.push(Part { number, base, kind });
    }
}

impl Part {
    /// The line, when it is one.
    pub(super) fn line(&self) -> Option<&Line> {
        match &self.kind {
            Kind::Words { line, .. } => Some(line),
            Kind::Row { .. } => None,
        }
    }
}
