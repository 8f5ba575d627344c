//! One row of a table to its target: a value, or one part for each column of the plan.
//!
//! **Takes** a row and its columns. **Gives** what it promises, with places in the text.
//! **Never** drops a column of the plan: a cell that says something is a value or a finding.

use std::ops::Range;

use quyet_model::span::Span;
use quyet_model::unit::Unit;
use quyet_syntax::NodeId;

use super::columns::{Columns, ValueColumn};
use super::{Cell, Reader, Row, whole};
use crate::grammar::{ItemContext, ItemReading};
use crate::phrase::starting;
use crate::reading;
use crate::script::Script;
use crate::targets::{Built, diagnostic, placed};

/// Signs that repeat the cell above.
const DITTO: [&str; 7] = ["\"", "”", "″", "''", "nt", "-nt-", "như trên"];

/// What the row promises; `None` when it has no name or no value.
pub(super) fn read(reader: &mut Reader<'_>, row: &Row, columns: &Columns) -> Option<Built> {
    let script = reader.script;
    let name = row.cells.get(columns.name)?;
    let words = row.words(script, columns.name);
    let dash = words.len() - words.trim_start_matches(DASHES).len();
    let name = (name.0, name.1.start + dash..name.1.end);
    if !script.words(name.0).get(name.1.clone()).is_some_and(|w| w.contains(char::is_alphabetic)) {
        return None;
    }
    let unit = unit(reader, row, columns);
    let said: Vec<&ValueColumn> = columns
        .values
        .iter()
        .filter(|column| says_value(row.words(script, column.at), column))
        .collect();
    let several = 1 < columns.values.len();
    let mut found = Vec::new();
    for column in said {
        let value = row.cells.get(column.at)?.clone();
        let unit = unit.clone().or_else(|| column.unit.clone());
        let cell = Said { row, name: &name, value, column, unit };
        found.extend(targets(reader, columns, &cell, several));
    }
    let order = row.words(script, 0);
    let counted = columns.name != 0 && !order.is_empty();
    let numbered = order.trim_end_matches('.');
    let number = Some(numbered.to_owned())
        .filter(|n| counted && n.chars().all(|c| c.is_ascii_digit() || c == '.'));
    let label = if counted { order.to_owned() } else { String::new() };
    let row_is_one = found.len() == 1;
    let only = found.pop_if(|_| row_is_one);
    if let Some(only) = only {
        return Some(Built { label, number, ..only });
    }
    let first = found.first()?.at;
    let text = told(script, row, columns);
    let named = script.words(name.0).get(name.1.clone()).unwrap_or("");
    let out = whole(name.0, first, named);
    Some(Built { label, number, text, parts: found, ..out })
}

const DASHES: [char; 5] = ['-', '+', '–', '•', ' '];

/// Whether the row is a part of the row above.
pub(super) fn is_part(reader: &Reader<'_>, row: &Row) -> bool {
    let script = reader.script;
    let name = (0..row.cells.len())
        .map(|at| row.words(script, at))
        .find(|words| words.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .unwrap_or("");
    let dashed = name.starts_with(DASHES);
    let named = starting(name, &["Trong đó"]).is_some();
    row.dashed || dashed || named || matches!(row.words(script, 0), "-" | "+" | "–" | "•")
}

/// A column that is not headed as the plan's holds remarks too: only a number is a value there.
fn says_value(words: &str, column: &ValueColumn) -> bool {
    let digits = words.contains(|c: char| c.is_ascii_digit());
    digits || column.planned && words.chars().filter(|c| c.is_alphanumeric()).count() > 1
}

/// The row's own unit, or that of the row above where a sign repeats it.
fn unit(reader: &mut Reader<'_>, row: &Row, columns: &Columns) -> Option<String> {
    let Some(at) = columns.unit else { return reader.place.unit.clone() };
    let own = row.words(reader.script, at);
    if DITTO.contains(&own.to_lowercase().as_str()) {
        return reader.unit.clone();
    }
    reader.unit = (!own.is_empty()).then(|| own.to_owned());
    reader.unit.clone()
}

/// Name, unit and values as written.
fn told(script: &Script<'_>, row: &Row, columns: &Columns) -> String {
    let values = columns.values.iter().map(|column| column.at);
    let cells = [Some(columns.name), columns.unit].into_iter().flatten().chain(values);
    let told = cells.map(|at| row.words(script, at).trim_start_matches(DASHES));
    told.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ")
}

/// One cell with a value.
struct Said<'a> {
    row: &'a Row,
    /// The name without its dash.
    name: &'a Cell,
    value: Cell,
    column: &'a ValueColumn,
    unit: Option<String>,
}

fn targets(
    reader: &mut Reader<'_>,
    columns: &Columns,
    cell: &Said<'_>,
    several: bool,
) -> Vec<Built> {
    let script = reader.script;
    let words = |cell: &Cell| script.words(cell.0).get(cell.1.clone()).unwrap_or("");
    let (name, value) = (words(cell.name), words(&cell.value));
    let lead = reader.opened.clone().filter(|_| is_part(reader, cell.row));
    let joined = Joined { script, name: cell.name.clone(), value: cell.value.clone() };
    let text = format!("{name}: {value}");
    let unit = cell.unit.as_deref().and_then(Unit::new);
    let reading: ItemReading =
        reading::read(&text, &ItemContext { lead, unit, ..ItemContext::default() });
    let found = reading.findings.iter();
    let noted = found.map(|finding| diagnostic(script, finding, |range| joined.source(range)));
    reader.out.diagnostics.extend(noted);
    let only = reading.targets.len() == 1;
    let column = several.then(|| cell.column.heading.clone()).filter(|heading| !heading.is_empty());
    let old = columns.old.map(|at| cell.row.words(script, at));
    let old = old.filter(|old| old.contains(|c: char| c.is_ascii_digit())).map(str::to_owned);
    let mut out = Vec::new();
    for target in &reading.targets {
        let words = |range: Range<usize>| text.get(range).unwrap_or("").to_owned();
        let mut built = placed(target, cell.name.0, &words, &|range| joined.source(range));
        built.at = cell.row.extent(script);
        if only {
            let heading = column.as_ref().map_or(String::new(), |heading| format!("{heading}: "));
            let unit = columns.unit.map_or("", |at| cell.row.words(script, at));
            let told = [name, unit, &format!("{heading}{value}")];
            built.text = told.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" | ");
        }
        under_column(&mut built, cell.column, column.as_ref());
        built.replaces.clone_from(&old);
        out.push(built);
    }
    out
}

/// A value bears the time and the name of its column.
fn under_column(built: &mut Built, column: &ValueColumn, heading: Option<&String>) {
    built.horizon = built.horizon.take().or_else(|| column.time.clone());
    if let Some(heading) = heading.filter(|_| column.named) {
        built.name = format!("{} ({heading})", built.name);
    }
    built.column = heading.cloned();
    for part in &mut built.parts {
        under_column(part, column, heading);
    }
}

/// "name: value" put together from two cells, with the way back.
struct Joined<'a> {
    script: &'a Script<'a>,
    name: Cell,
    value: Cell,
}

impl Joined<'_> {
    fn source(&self, range: Range<usize>) -> Span {
        let ((from, start), (to, end)) = (self.at(range.start), self.at(range.end));
        let name = self.name.1.len();
        if range.start <= name && range.end <= name {
            return self.script.source_span(from, start..end.max(start));
        }
        if name < range.start {
            return self.script.source_span(to, start..end.max(start));
        }
        let start = self.script.source_span(from, start..start).start();
        let end =
            self.script.source_span(to, self.value.1.start..end.max(self.value.1.start)).end();
        Span::new(start, end.max(start))
    }

    fn at(&self, at: usize) -> (NodeId, usize) {
        let name = self.name.1.len();
        if at <= name {
            return (self.name.0, self.name.1.start + at);
        }
        let behind = at.saturating_sub(name + 2);
        (self.value.0, (self.value.1.start + behind).min(self.value.1.end))
    }
}
