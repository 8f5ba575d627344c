//! Tables that lost their bars: one cell on each line.
//!
//! The corner ("STT") opens the table; the cells before the first order number are its header, and each order
//! number with a name behind it opens a row. A row never has more cells than the header.
//! A line in lower case may have been taken for the end of the line above: a unit or an amount is a cell again.

use std::ops::Range;

use quyet_model::citation::ProvisionKind;
use quyet_model::diagnostic::Diagnostic;
use quyet_model::span::Span;
use quyet_syntax::mark::MarkKind;
use quyet_syntax::{NodeId, letters};

use super::{Cell, Place, Row, Rows, read_rows, uncertain};
use crate::grammar::{is_amount, is_unit};
use crate::phrase::has_any;
use crate::script::Script;

/// Most columns of a table.
const WIDTH_MAX: usize = 24;

/// Longest cell. Unit: bytes.
const CELL_MAX: usize = 400;

/// A flattened table at the start of some siblings.
#[derive(Debug)]
pub(crate) struct FlatTable {
    rows: Vec<Row>,
    /// How many of the siblings it takes.
    pub(crate) len: usize,
    /// Whether its header names targets and columns of the plan.
    pub(crate) lists_targets: bool,
    /// Whether its header names targets alone.
    pub(crate) announced: bool,
    /// Whether a row has as many cells as the header.
    trusted: bool,
}

/// The table that begins at the first of `siblings`; `None` when none does.
pub(crate) fn at(script: &Script<'_>, siblings: &[NodeId]) -> Option<FlatTable> {
    if !is_corner(script, *siblings.first()?) {
        return None;
    }
    let near: Vec<Cell> = siblings
        .iter()
        .take(WIDTH_MAX)
        .take_while(|id| is_cell(script, **id))
        .flat_map(|id| cells(script, *id))
        .collect();
    let width = (1..near.len()).find(|at| opens_row(script, &near[*at..], 0)).filter(|w| 2 < *w)?;
    let mut found = Found::under(script, &near[..width]);
    let mut seen = 0;
    for (at, id) in siblings.iter().enumerate() {
        if !is_cell(script, *id) {
            break;
        }
        let behind = siblings.get(at + 1).copied();
        for cell in cells(script, *id) {
            seen += 1;
            if width < seen && !found.add(script, cell, behind) {
                return found.closed(script);
            }
        }
        found.len = at + 1;
    }
    found.closed(script)
}

/// A table while it is read.
#[derive(Default)]
struct Found {
    rows: Vec<Row>,
    /// How many of the rows are headings.
    heads: usize,
    columns: usize,
    /// The last order number.
    order: u32,
    /// How many siblings it takes so far.
    len: usize,
    lists_targets: bool,
    announced: bool,
    /// Whether a column gives units.
    united: bool,
}

impl Found {
    /// A table with nothing but its headings.
    fn under(script: &Script<'_>, heads: &[Cell]) -> Self {
        let keys: Vec<&str> = heads.iter().map(|cell| key(script, cell)).collect();
        let has = |words: &[&str]| keys.iter().any(|key| has_any(key, words));
        let announced = has(&["chỉ tiêu"]) && !has(&["chủ trì", "phối hợp", "sản phẩm"]);
        let lists_targets = announced && super::columns::any_plan(&keys);
        let united = has(&["đơn vị", "đvt", "đơn vị tính"]);
        let rows = headings(script, heads);
        let columns = rows.last().map_or(heads.len(), |last| last.cells.len());
        Self {
            heads: rows.len(),
            rows,
            columns,
            lists_targets,
            announced,
            united,
            ..Self::default()
        }
    }

    /// Takes a cell, whose node the node `behind` follows; whether it belongs to the table.
    fn add(&mut self, script: &Script<'_>, cell: Cell, behind: Option<NodeId>) -> bool {
        let id = cell.0;
        let next = behind.map(|id| (id, 0..script.words(id).len()));
        let worded = next.as_ref().is_some_and(|next| letters_in(script, next) > 3);
        let alone = matches!(script.words(id), "" | "-");
        let dashed = script.node(id).mark.is_some_and(MarkKind::is_plain) && cell.1.start == 0;
        let filled = self.rows.last().is_some_and(|row| 2 < row.cells.len());
        let ahead: Vec<Cell> = [Some(cell.clone()), next].into_iter().flatten().collect();
        if alone && worded && filled {
            // A dash in the column of order numbers: the cells of the part follow.
            self.rows.push(row(vec![cell], true));
        } else if dashed {
            self.rows.push(row(vec![(id, 0..0), cell], true));
        } else if opens_row(script, &ahead, self.order) {
            self.order = key(script, &cell).trim_matches([' ', '.']).parse().unwrap_or(self.order);
            self.rows.push(row(vec![cell], false));
        } else {
            let columns = self.columns;
            let open = self.rows.last_mut().filter(|row| row.cells.len() < columns);
            let Some(open) = open else { return false };
            open.cells.push(cell);
        }
        true
    }

    /// The table, when it has a row.
    fn closed(mut self, script: &Script<'_>) -> Option<FlatTable> {
        let columns = self.columns;
        if self.united {
            self.rows[self.heads..].iter_mut().for_each(|row| part_unit(script, row, columns));
        }
        let data = || self.rows[self.heads..].iter().filter(|row| 2 < row.cells.len());
        let trusted = data().count() < 3 || data().any(|row| columns <= row.cells.len() + 1);
        let Self { heads, rows, len, lists_targets, announced, .. } = self;
        (heads < rows.len()).then_some(FlatTable { rows, len, lists_targets, announced, trusted })
    }
}

fn letters_in(script: &Script<'_>, (id, range): &Cell) -> usize {
    let words = script.words(*id).get(range.clone()).unwrap_or("");
    words.chars().filter(|c| c.is_alphabetic()).count()
}

/// The heading rows in the cells before the first row: the row of column numbers tells how many columns there are,
/// and what is more than that stands below a heading over several columns.
fn headings(script: &Script<'_>, cells: &[Cell]) -> Vec<Row> {
    let numbers = |cell: &&Cell| {
        let key = key(script, cell);
        let formula = key.contains('=') || key.starts_with('(');
        let letters = key.chars().filter(|c| c.is_alphabetic()).count();
        key.chars().count() < 3 && letters < 2 && key != "%" || formula && letters == 0
    };
    let columns = cells.iter().rev().take_while(numbers).count();
    if columns < 3 || cells.len() < 2 * columns {
        return vec![row(cells.to_vec(), false)];
    }
    let said = &cells[..cells.len() - columns];
    let index = row(cells[cells.len() - columns..].to_vec(), false);
    // One heading over `n` columns adds `n` cells and leaves as many columns and one.
    let below =
        said.iter().rev().take_while(|cell| crate::phrase::years(key(script, cell)).is_empty());
    let below = below.count();
    if said.len() == columns + 1 && 1 < below && below + 3 < said.len() {
        let (upper, lower) = said.split_at(said.len() - below.min(2));
        return vec![row(upper.to_vec(), false), row(lower.to_vec(), false), index];
    }
    vec![row(said.to_vec(), false), index]
}

/// A row whose unit was taken for the end of its name: "Số cơ sở được chứng nhận" over "cơ sở".
fn part_unit(script: &Script<'_>, row: &mut Row, columns: usize) {
    let words = |cell: &Cell| script.words(cell.0).get(cell.1.clone()).unwrap_or("");
    let [_, name, figure, ..] = row.cells.as_slice() else { return };
    if row.cells.len() + 1 != columns || !is_amount(words(figure)) {
        return;
    }
    let (id, range) = name.clone();
    let own = words(name);
    let last =
        own.match_indices(' ').map(|(at, _)| range.start + at).rfind(|at| breaks(script, id, *at));
    if let Some(at) = last {
        row.cells[1] = (id, range.start..at);
        row.cells.insert(2, (id, at + 1..range.end));
    }
}

fn row(cells: Vec<Cell>, dashed: bool) -> Row {
    Row { cells, dashed, flat: true }
}

/// Whether the words are the heading of the column of order numbers.
pub(crate) fn is_corner(script: &Script<'_>, id: NodeId) -> bool {
    let corner = script.key(id).trim_matches([' ', '.']);
    matches!(corner, "stt" | "tt" | "số tt" | "số thứ tự")
}

/// The targets in the rows of a flattened table.
pub(crate) fn read(script: &Script<'_>, table: &FlatTable, place: &Place) -> Rows {
    if !table.trusted {
        // No row fits the headings: every reading would be a guess.
        let whole = table.rows.iter().map(|row| row.extent(script)).reduce(Span::cover);
        let at = script.given(whole.unwrap_or_default());
        return Rows { targets: Vec::new(), diagnostics: vec![misfit(at)] };
    }
    read_rows(script, &table.rows, place)
}

/// QY0219 for a whole table: its rows do not fit its headings.
fn misfit(span: Span) -> Diagnostic {
    Diagnostic {
        hint: Some("Đối chiếu bảng trong bản gốc và nhập các chỉ tiêu của bảng.".to_owned()),
        hint_en: Some("Compare with the original and enter the table's targets.".to_owned()),
        ..uncertain(
            [
                "Số ô của các hàng không khớp tiêu đề bảng; chưa đọc chỉ tiêu nào của bảng này."
                    .to_owned(),
                "The rows do not fit the table's headings; no target of this table was read."
                    .to_owned(),
            ],
            span,
        )
    }
}

fn key<'s>(script: &'s Script<'_>, (id, range): &Cell) -> &'s str {
    script.key(*id).get(range.clone()).unwrap_or("")
}

/// The cells in a node's words: one, unless a line inside is a unit or an amount by itself.
fn cells(script: &Script<'_>, id: NodeId) -> Vec<Cell> {
    let words = script.words(id);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let ends = words.match_indices(' ').map(|(at, _)| at).filter(|at| breaks(script, id, *at));
    for end in ends.chain([words.len()]) {
        let line = start..end;
        let said = &words[line.clone()];
        let closed = out.last().is_some_and(|cell| {
            let above = &words[cell.clone()];
            is_unit(above) || is_amount(above)
        });
        match out.last_mut() {
            Some(cell) if !(closed || is_unit(said) || is_amount(said)) => cell.end = end,
            _ => out.push(line),
        }
        start = (end + 1).min(words.len());
    }
    out.into_iter().map(|range| (id, range)).collect()
}

/// Whether the space at `at` of a node's words was the end of a line.
fn breaks(script: &Script<'_>, id: NodeId, at: usize) -> bool {
    script.source_span(id, at..at + 1).of(script.text()).contains(['\n', '\r'])
}

/// A short line that is no provision and no sentence.
fn is_cell(script: &Script<'_>, id: NodeId) -> bool {
    let node = script.node(id);
    let plain = node.mark.is_none_or(MarkKind::is_plain) && node.kind != ProvisionKind::Row;
    let words = script.words(id);
    let said = words.contains(char::is_alphanumeric)
        || matches!(words.trim(), "%" | "‰" | "-")
        || words.is_empty() && node.mark.is_some_and(MarkKind::is_plain);
    plain
        && said
        && node.children.is_empty()
        && words.len() <= CELL_MAX
        && !words.ends_with(['.', ';', ':'])
}

/// An order number that follows `last`, or the number of a group, with a name behind it.
fn opens_row(script: &Script<'_>, cells: &[Cell], last: u32) -> bool {
    let [order, name, ..] = cells else { return false };
    let own = |cell: &Cell| script.words(cell.0).get(cell.1.clone()).unwrap_or("");
    let words = own(order).trim().trim_end_matches('.');
    let named = own(name).chars().filter(|c| c.is_alphabetic()).count() > 3;
    let counted = words.parse::<u32>().is_ok_and(|number| number == last + 1 || number == 1);
    let grouped = words.chars().all(char::is_uppercase)
        && (letters::roman(&words.to_lowercase()).is_some() || words.len() == 1);
    named && !words.is_empty() && (counted || grouped)
}
