//! Tables of tasks that lost their bars: one cell on each line.
//!
//! The corner ("STT") opens the header, an order number with words behind it a row. A row with fewer cells than the
//! header is whole only when the one that is missing can be told: an empty note at its end.

use std::rc::Rc;

use quyet_model::citation::ProvisionKind;
use quyet_syntax::NodeId;
use quyet_syntax::mark::MarkKind;

use super::columns::{self, Columns};
use super::groups::names_group;
use super::{Row, RowKind, reads_as_body, words};
use crate::phrase::starting;
use crate::script::Script;
use crate::table::{Cell, flat};
use crate::tasks::labels::Field;

/// Most columns of a table.
const WIDTH_MAX: usize = 16;

/// Longest cell. Unit: bytes.
const CELL_MAX: usize = 2_000;

/// The rows of the table that begins at the first of `siblings`, and how many of them it takes.
pub(super) fn at(script: &Script<'_>, siblings: &[NodeId]) -> Option<(Vec<Row>, usize)> {
    if !flat::is_corner(script, *siblings.first()?) {
        return None;
    }
    let near = siblings.iter().take(WIDTH_MAX).take_while(|id| is_cell(script, **id)).count();
    let width = (2..near).find(|at| opens_row(script, &siblings[*at..], None))?;
    let keys: Vec<&str> = siblings[..width].iter().map(|id| script.key(*id)).collect();
    let (columns, _) = columns::header(&keys, &[])?;
    let columns = Rc::new(columns);
    let cell = |id: NodeId| -> Cell { (id, 0..script.words(id).len()) };
    let frame = siblings[..width].iter().map(|id| cell(*id)).collect();
    let mut rows = vec![row(frame, RowKind::Frame, &columns)];
    let mut len = width;
    for (at, id) in siblings.iter().enumerate().skip(width) {
        if !is_cell(script, *id) || ends_table(script, *id) {
            break;
        }
        let last = rows.last().filter(|row| row.kind == RowKind::Data);
        let order = last.map(|row| row.order(script));
        let cells = last.map_or(width, |row| row.cells.len());
        let group = cells == 2 && order.is_some_and(|order| names_group(order, None));
        let ready = width <= cells + 1 || group || 2 < cells && follows(script, *id, order);
        if ready && opens_row(script, &siblings[at..], order) {
            rows.push(row(vec![cell(*id)], RowKind::Data, &columns));
        } else if cells < width
            && let Some(open) = rows.last_mut()
        {
            open.cells.push(cell(*id));
        } else {
            break;
        }
        len = at + 1;
    }
    for row in rows.iter_mut().filter(|row| row.kind == RowKind::Data) {
        row.whole = is_whole(script, row);
    }
    Some((rows, len))
}

fn row(cells: Vec<Cell>, kind: RowKind, columns: &Rc<Columns>) -> Row {
    Row { cells, kind, columns: Rc::clone(columns), whole: true }
}

/// Whether it can be told which cell stands in which column.
fn is_whole(script: &Script<'_>, row: &Row) -> bool {
    let width = row.columns.fields.len();
    let missing = width.saturating_sub(row.cells.len());
    let noted = missing == 1 && row.columns.field(width - 1) == Some(Field::Note);
    let body = |at: usize| {
        let cell = &row.cells[at];
        reads_as_body(words(script, cell), script.key(cell.0))
    };
    let fits = (0..row.cells.len()).all(|at| match row.columns.field(at) {
        Some(Field::Lead) => body(at),
        Some(Field::Deadline) => !body(at),
        _ => true,
    });
    missing == 0 || noted && fits
}

/// A line that is no provision, and no row with bars.
fn is_cell(script: &Script<'_>, id: NodeId) -> bool {
    let node = script.node(id);
    node.mark.is_none_or(MarkKind::is_plain)
        && node.kind != ProvisionKind::Row
        && node.children.is_empty()
        && !node.words.is_empty()
        && script.words(id).len() <= CELL_MAX
}

/// Recipients and signatures behind the table.
fn ends_table(script: &Script<'_>, id: NodeId) -> bool {
    starting(script.key(id), &["nơi nhận", "tm.", "kt.", "t/m", "chủ tịch", "ghi chú:"]).is_some()
}

/// Whether a cell is exactly the number behind `last`: then a row is short rather than the cell its own.
fn follows(script: &Script<'_>, id: NodeId, last: Option<&str>) -> bool {
    let own = script.words(id).trim_matches([' ', '.']).parse::<u32>().ok();
    let last = last.and_then(|last| last.parse::<u32>().ok());
    own.is_some() && own == last.map(|last| last + 1)
}

/// An order number that can follow `last`, with words behind it.
fn opens_row(script: &Script<'_>, cells: &[NodeId], last: Option<&str>) -> bool {
    let [order, name, ..] = cells else { return false };
    let words = script.words(*order).trim_matches([' ', '*', '.']);
    let named = script.words(*name).chars().filter(|c| c.is_alphabetic()).count() > 3;
    let number = words.rsplit('.').next().and_then(|own| own.parse::<u32>().ok());
    let before =
        last.and_then(|last| last.rsplit('.').next()).and_then(|own| own.parse::<u32>().ok());
    let counted = number
        .is_some_and(|own| own == 1 || before.is_none_or(|before| own == before + 1) && own < 1000);
    let upper = !words.is_empty()
        && words.chars().all(char::is_uppercase)
        && columns::is_counted(&words.to_lowercase());
    named && script.words(*order).len() <= 12 && (counted || upper)
}
