//! Tables that lost their bars: one cell on each line.
//!
//! The corner ("STT") opens the table; the cells before the first order number are its header, and each order
//! number with a name behind it opens a row. A row never has more cells than the header.
//! A line in lower case may have been taken for the end of the line above: a unit or an amount is a cell again.

use std::ops::Range;

use quyet_model::citation::ProvisionKind;
use quyet_syntax::mark::MarkKind;
use quyet_syntax::{NodeId, letters};

use super::{Cell, Place, Row, Rows, read_rows};
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
    /// Whether its header names targets.
    pub(crate) lists_targets: bool,
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
    let lists_targets = near[..width].iter().any(|cell| has_any(key(script, cell), &["chỉ tiêu"]));
    let mut rows = vec![row(near[..width].to_vec(), false)];
    let (mut order, mut len, mut seen) = (0, 0, 0);
    for (at, id) in siblings.iter().enumerate() {
        if !is_cell(script, *id) {
            break;
        }
        let dashed = script.node(*id).mark.is_some_and(MarkKind::is_plain);
        for (i, cell) in cells(script, *id).into_iter().enumerate() {
            seen += 1;
            if seen <= width {
                continue;
            }
            let next = siblings.get(at + 1).map(|id| (*id, 0..script.words(*id).len()));
            let ahead: Vec<Cell> = [Some(cell.clone()), next].into_iter().flatten().collect();
            if dashed && i == 0 {
                rows.push(row(vec![(*id, 0..0), cell], true));
            } else if opens_row(script, &ahead, order) {
                order = key(script, &cell).trim_matches([' ', '.']).parse().unwrap_or(order);
                rows.push(row(vec![cell], false));
            } else {
                let open = rows.last_mut().filter(|row| row.cells.len() < width);
                let Some(open) = open else { return table(rows, len, lists_targets) };
                open.cells.push(cell);
            }
        }
        len = at + 1;
    }
    table(rows, len, lists_targets)
}

fn table(rows: Vec<Row>, len: usize, lists_targets: bool) -> Option<FlatTable> {
    (1 < rows.len()).then_some(FlatTable { rows, len, lists_targets })
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
    read_rows(script, &table.rows, place)
}

fn key<'s>(script: &'s Script<'_>, (id, range): &Cell) -> &'s str {
    script.key(*id).get(range.clone()).unwrap_or("")
}

/// The cells in a node's words: one, unless a line inside is a unit or an amount by itself.
fn cells(script: &Script<'_>, id: NodeId) -> Vec<Cell> {
    let words = script.words(id);
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let breaks = words.match_indices(' ').map(|(at, _)| at).filter(|at| {
        script.source_span(id, *at..at + 1).of(script.text()).contains(['\n', '\r'])
    });
    for end in breaks.chain([words.len()]) {
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

/// A short line that is no provision and no sentence.
fn is_cell(script: &Script<'_>, id: NodeId) -> bool {
    let node = script.node(id);
    let plain = node.mark.is_none_or(MarkKind::is_plain) && node.kind != ProvisionKind::Row;
    let words = script.words(id);
    let said = words.contains(char::is_alphanumeric) || matches!(words.trim(), "%" | "‰" | "-");
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
