//! Tables that lost their bars: one cell on each line.
//!
//! The corner ("STT") opens the table; the cells before the first order number are its header, and each order
//! number with a name behind it opens a row. A row never has more cells than the header.

use quyet_model::citation::ProvisionKind;
use quyet_syntax::mark::MarkKind;
use quyet_syntax::{NodeId, letters};

use super::{Row, Rows, read_rows};
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
    let near = siblings.iter().take(WIDTH_MAX).take_while(|id| is_cell(script, **id)).count();
    let width =
        (1..near).find(|at| opens_row(script, &siblings[*at..], 0)).filter(|width| 2 < *width)?;
    let mut rows = vec![Row {
        cells: siblings[..width].iter().map(|id| cell(script, *id)).collect(),
        dashed: false,
    }];
    let mut order = 0;
    let mut len = width;
    for (at, id) in siblings.iter().enumerate().skip(width) {
        if !is_cell(script, *id) {
            break;
        }
        let dashed = script.node(*id).mark.is_some_and(MarkKind::is_plain);
        if dashed {
            rows.push(Row { cells: vec![(*id, 0..0), cell(script, *id)], dashed });
        } else if opens_row(script, &siblings[at..], order) {
            order = script.key(*id).trim_matches([' ', '.']).parse().unwrap_or(order);
            rows.push(Row { cells: vec![cell(script, *id)], dashed });
        } else {
            let row = rows.last_mut().filter(|row| row.cells.len() < width);
            let Some(row) = row else { break };
            row.cells.push(cell(script, *id));
        }
        len = at + 1;
    }
    let lists_targets = siblings[..width].iter().any(|id| has_any(script.key(*id), &["chỉ tiêu"]));
    Some(FlatTable { rows, len, lists_targets })
}

/// Whether the words are the heading of the column of order numbers.
pub(crate) fn is_corner(script: &Script<'_>, id: NodeId) -> bool {
    let corner = script.key(id).trim_matches([' ', '.']);
    matches!(corner, "stt" | "tt" | "số tt" | "số thứ tự")
}

/// The targets in the rows of a flattened table.
pub(crate) fn read(script: &Script<'_>, table: FlatTable) -> Rows {
    read_rows(script, table.rows.into_iter())
}

fn cell(script: &Script<'_>, id: NodeId) -> super::Cell {
    (id, 0..script.words(id).len())
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
fn opens_row(script: &Script<'_>, cells: &[NodeId], last: u32) -> bool {
    let [order, name, ..] = cells else { return false };
    let words = script.words(*order).trim().trim_end_matches('.');
    let named = script.words(*name).chars().filter(|c| c.is_alphabetic()).count() > 3;
    let counted = words.parse::<u32>().is_ok_and(|number| number == last + 1 || number == 1);
    let grouped = words.chars().all(char::is_uppercase)
        && (letters::roman(&words.to_lowercase()).is_some() || words.len() == 1);
    named && !words.is_empty() && (counted || grouped)
}
