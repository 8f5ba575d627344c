//! The tables of a report for machines.
//!
//! **Takes** a report. **Gives** RFC 4180: commas, CRLF, quotes where needed, UTF-8 with a byte order mark
//! so that spreadsheets read Vietnamese letters.
//! A column of numbers becomes two: the words shown, with a decimal comma as Vietnamese readers expect, and beside it
//! "(số)", the canonical decimal with a point and without grouping, empty where there is no number.
//! With more than one table each row opens with its table's caption, and each table brings its own header row.
//! A cell that a spreadsheet would run as a formula is led by an apostrophe.

use crate::block::{Block, Cell, ColumnKind, Report, Table};
use crate::render::RenderError;

/// The bytes.
///
/// # Errors
/// [`RenderError::Csv`] when the writer gives up, which it does not in memory.
pub fn csv(report: &Report) -> Result<Vec<u8>, RenderError> {
    let tables: Vec<&Table> = report
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let mut writer = ::csv::WriterBuilder::new()
        .flexible(true)
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    for table in &tables {
        let named = (1 < tables.len()).then_some(table.caption.as_str());
        for record in records(table, named) {
            writer.write_record(record).map_err(|error| RenderError::Csv(error.to_string()))?;
        }
    }
    writer.into_inner().map_err(|error| RenderError::Csv(error.to_string()))
}

fn records<'a>(table: &'a Table, named: Option<&'a str>) -> impl Iterator<Item = Vec<String>> + 'a {
    let lead = move || named.map(plain);
    let header = lead().into_iter().chain(table.columns.iter().flat_map(|column| {
        let shown = plain(&column.header());
        let exact = (column.kind == ColumnKind::Number).then(|| format!("{shown} (số)"));
        std::iter::once(shown).chain(exact)
    }));
    let rows = table.rows.iter().map(move |row| {
        let cells = table.columns.iter().enumerate().flat_map(|(at, column)| {
            let cell = row.cell(at);
            let exact = (column.kind == ColumnKind::Number).then(|| exact(cell));
            std::iter::once(plain(&cell.text)).chain(exact)
        });
        lead().into_iter().chain(cells).collect()
    });
    std::iter::once(header.collect()).chain(rows)
}

fn exact(cell: &Cell) -> String {
    cell.number.map(|number| number.value.to_string()).unwrap_or_default()
}

/// Words that no spreadsheet runs as a formula. Single signs such as the "-" of a part stay as they are.
fn plain(words: &str) -> String {
    let risky = words.starts_with(['=', '+', '-', '@', '\t', '\r']) && 1 < words.chars().count();
    if risky { format!("'{words}") } else { words.to_owned() }
}
