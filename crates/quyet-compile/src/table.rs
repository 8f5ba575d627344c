//! Targets in the rows of a table.
//!
//! Heading rows name the columns: the name, the unit, and the columns of the plan. Without them, the first worded
//! cell is the name and the last cell with a number is the value. A table comes as rows with bars, or flattened to
//! one cell per line. Where several columns speak for the plan, a row is a whole with one part for each.

use std::ops::Range;

use quyet_model::condition::Condition;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::span::Span;
use quyet_syntax::NodeId;

use crate::phrase::years;
use crate::rules::too_many_provisions::TARGETS_MAX;
use crate::script::Script;
use crate::targets::Built;

mod columns;
pub(crate) mod flat;
mod row;

use columns::{Columns, ValueColumn};

/// What the rows gave.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) targets: Vec<Built>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// What is known about a table from where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    /// The plan's own year.
    pub(crate) year: Option<i16>,
    /// The unit said above the table for all its numbers.
    pub(crate) unit: Option<String>,
}

/// One cell: the node whose words hold it, and where in them. Empty for an empty cell.
pub(crate) type Cell = (NodeId, Range<usize>);

/// One row.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    /// Whether a dash opens it: it is a part of the row above.
    dashed: bool,
    /// Whether its cells came one on each line.
    flat: bool,
}

impl Row {
    fn words<'s>(&self, script: &'s Script<'_>, at: usize) -> &'s str {
        let words = |(id, range): &Cell| script.words(*id).get(range.clone());
        self.cells.get(at).and_then(words).unwrap_or("")
    }

    fn keys<'s>(&self, script: &'s Script<'_>) -> Vec<&'s str> {
        let key = |(id, range): &Cell| script.key(*id).get(range.clone()).unwrap_or("");
        self.cells.iter().map(key).map(|key| key.trim_matches(['*', ' '])).collect()
    }

    /// From its first words to its last.
    fn extent(&self, script: &Script<'_>) -> Span {
        let span = |(id, range): &Cell| {
            if self.flat { script.source_span(*id, range.clone()) } else { script.node(*id).words }
        };
        let said = self.cells.iter().filter(|(_, range)| !self.flat || !range.is_empty());
        said.map(span).reduce(Span::cover).unwrap_or_default()
    }
}

/// Reads consecutive rows of one table.
pub(crate) fn read(script: &Script<'_>, rows: &[NodeId], place: &Place) -> Rows {
    let rows = rows.iter().map(|id| Row { cells: cells(script, *id), ..Row::default() });
    read_rows(script, &rows.collect::<Vec<_>>(), place)
}

/// Whether the rows are headed as a list of targets with values of the plan.
///
/// `announced` says that the words above do so; then columns of any heading may give the values.
pub(crate) fn lists_targets(script: &Script<'_>, rows: &[NodeId], announced: bool) -> bool {
    let rows: Vec<Row> = rows
        .iter()
        .take(HEADINGS_MAX)
        .map(|id| Row { cells: cells(script, *id), ..Row::default() })
        .collect();
    let Some(first) = rows.first() else { return false };
    let keys = first.keys(script);
    let named = columns::name_column(&keys)
        .is_some_and(|at| crate::phrase::has_any(keys[at], &["chỉ tiêu"]));
    named
        && headings(script, &rows, &Place::default()).is_some_and(|(columns, _)| {
            columns.values.iter().any(|column| column.planned || announced)
                && columns.charged.is_none()
        })
}

/// Most heading rows of a table.
const HEADINGS_MAX: usize = 4;

/// The columns that the first rows name, and how many rows that takes; `None` when they are data.
fn headings(script: &Script<'_>, rows: &[Row], place: &Place) -> Option<(Columns, usize)> {
    let first = rows.first()?;
    columns::name_column(&first.keys(script))?;
    let written = |row: &Row| -> Vec<String> {
        (0..row.cells.len())
            .map(|at| row.words(script, at).trim_matches(['*', ' ']).to_owned())
            .collect()
    };
    let mut heads = written(first);
    let mut taken = 1;
    for (at, row) in rows.iter().enumerate().take(HEADINGS_MAX).skip(1) {
        let keys = row.keys(script);
        if keys.iter().all(|key| !key.contains(char::is_alphanumeric)) {
            // The line below the headings in Markdown.
            continue;
        }
        if !columns::continues(&heads, &keys) {
            break;
        }
        heads = columns::merged(&heads, &written(row));
        taken = at + 1;
    }
    Some((columns::of(&heads, place.year)?, taken))
}

fn read_rows(script: &Script<'_>, rows: &[Row], place: &Place) -> Rows {
    let mut reader =
        Reader { script, place, columns: None, unit: None, opened: None, out: Rows::default() };
    let mut at = 0;
    while let Some(row) = rows.get(at).filter(|_| reader.out.targets.len() < TARGETS_MAX) {
        if let Some((columns, taken)) = headings(script, &rows[at..], place) {
            reader.columns = Some(columns);
            at += taken;
            continue;
        }
        if !columns::is_index(&row.keys(script)) {
            reader.row(row);
        }
        at += 1;
    }
    reader.drop_open();
    reader.out
}

/// A table being read.
struct Reader<'a> {
    script: &'a Script<'a>,
    place: &'a Place,
    columns: Option<Columns>,
    /// The unit of the row above.
    unit: Option<String>,
    /// The name that dashed rows share with the row that opened them.
    opened: Option<String>,
    out: Rows,
}

impl Reader<'_> {
    /// A whole that found no part was a heading.
    fn drop_open(&mut self) {
        let _heading = self.out.targets.pop_if(|last| is_open(last));
    }

    fn row(&mut self, row: &Row) {
        if let Some(whole) = self.columns.as_ref().and_then(|c| open_whole(self.script, row, c)) {
            self.drop_open();
            self.opened = Some(whole.name.clone());
            self.out.targets.push(whole);
            return;
        }
        let known = self.columns.clone();
        // A table whose columns are all of the past promises nothing.
        if known.as_ref().is_some_and(|columns| columns.values.is_empty()) {
            return;
        }
        let reached =
            |columns: &Columns| columns.values.iter().any(|column| column.at < row.cells.len());
        let fits = known.as_ref().filter(|columns| reached(columns));
        let missing =
            known.as_ref().map_or(0, |columns| columns.count.saturating_sub(row.cells.len()));
        let notes = known.as_ref().map_or(0, |columns| columns.notes);
        let short = 0 < missing
            && known.as_ref().is_some_and(|columns| 3 < columns.count)
            && (fits.is_none() || row.flat && notes < missing);
        let cells: Vec<&str> = (0..row.cells.len()).map(|at| row.words(self.script, at)).collect();
        let Some(columns) = fits.cloned().or_else(|| guess(&cells)) else { return };
        if let Some(found) = row::read(self, row, &columns) {
            if short {
                self.doubt(
                    &found,
                    [
                        "Hàng này thiếu ô so với tiêu đề của bảng",
                        "This row has fewer cells than the table's heading",
                    ],
                );
            }
            if columns.doubtful {
                self.doubt(
                    &found,
                    [
                        "Bảng còn một cột kế hoạch trước đó và văn bản không nêu năm kế hoạch",
                        "The table has a column of an earlier plan too, and the text does not give the plan's year",
                    ],
                );
            }
            self.place(row, found);
        }
    }

    /// Tells which value is read of a row whose columns are not certain, and why.
    fn doubt(&mut self, found: &Built, [why, why_en]: [&str; 2]) {
        let leaf = found.parts.first().unwrap_or(found);
        let Some(at) = leaf.condition_at else { return };
        let read = at.of(self.script.text());
        let message =
            [format!("{why}; đang đọc “{read}”."), format!("{why_en}; “{read}” is read.")];
        self.out.diagnostics.push(uncertain(message, self.script.given(at)));
    }

    /// A row that a dash opens is a part of the row above.
    fn place(&mut self, row: &Row, found: Built) {
        let part = row::is_part(self, row);
        if !part {
            self.drop_open();
            self.opened = None;
        }
        match self.out.targets.last_mut().filter(|_| part) {
            Some(whole) => join(whole, found),
            None => self.out.targets.push(found),
        }
    }
}

/// A row that only names what the dashed rows below it share, before any of them was read.
fn is_open(target: &Built) -> bool {
    target.condition == Condition::all_of_parts() && target.parts.is_empty()
}

/// "3 | Cơ cấu kinh tế | | |" with a number and no value: the dashed rows below are its parts.
fn open_whole(script: &Script<'_>, row: &Row, columns: &Columns) -> Option<Built> {
    let order = row.words(script, 0).trim_end_matches('.');
    let name = row.words(script, columns.name);
    let numbered = columns.name != 0
        && !order.is_empty()
        && order.chars().all(|c| c.is_ascii_digit() || c == '.');
    let empty = (columns.name + 1..row.cells.len())
        .all(|at| !row.words(script, at).contains(|c: char| c.is_ascii_digit()));
    let (id, range) = row
        .cells
        .get(columns.name)
        .filter(|_| numbered && empty && name.contains(char::is_alphabetic))?;
    Some(Built {
        label: row.words(script, 0).to_owned(),
        number: Some(order.to_owned()),
        ..whole(*id, script.source_span(*id, range.clone()), name)
    })
}

/// A whole without parts yet.
fn whole(node: NodeId, at: Span, name: &str) -> Built {
    Built {
        node,
        at,
        label: String::new(),
        number: None,
        text: name.to_owned(),
        name: name.trim_end_matches([':', ' ']).to_owned(),
        condition: Condition::all_of_parts(),
        condition_at: None,
        horizon: None,
        column: None,
        replaces: None,
        headed: false,
        parts: Vec::new(),
    }
}

/// The cells of a row with bars, those that are empty before the first words included.
pub(crate) fn cells(script: &Script<'_>, id: NodeId) -> Vec<Cell> {
    let node = script.node(id);
    let opening = script.text().get(node.words.start()..node.body.start()).unwrap_or("");
    let empty = opening.matches('|').count().saturating_sub(1);
    let before = std::iter::repeat_n((id, 0..0), empty);
    before.chain(split(script.words(id)).into_iter().map(|range| (id, range))).collect()
}

/// Ranges of the cells without the spaces around.
fn split(words: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in words.match_indices('|').map(|(at, _)| at).chain([words.len()]) {
        let cell = &words[start..end];
        let from = start + (cell.len() - cell.trim_start().len());
        out.push(from..from.max(start + cell.trim_end().len()));
        start = end + 1;
    }
    out
}

/// The page of QY0219.
pub(crate) const PAGE: Explained = Explained::new(
    "QY0219",
    "Các chỉ tiêu năm 2026:\n| TT | Chỉ tiêu | ĐVT | Ước thực hiện 2025 | Kế hoạch 2026 |\n| 1 | Thu ngân sách | Tỉ đồng | 900 | 950 |\n| 2 | Tỷ lệ hộ nghèo | % | 3 |",
    [
        "Không chắc cột nào là giá trị",
        "Một hàng thiếu ô so với tiêu đề, hoặc không rõ cột nào là của kế hoạch này.",
        "Giá trị có thể được lấy từ cột khác.",
        "Cảnh báo nêu giá trị đang đọc; bảng mà không hàng nào khớp tiêu đề thì không đọc.",
        "Đối chiếu bảng trong bản gốc.",
    ],
    [
        "Which column gives the value is not certain",
        "A row with too few cells, or a table that does not tell which column is this plan's.",
        "The value may come from another column.",
        "The finding gives the value that is read; a table whose rows fit no heading is not read.",
        "Compare with the table in the original.",
    ],
);

/// QY0219: which column of a table gives the value is not certain.
fn uncertain([message, message_en]: [String; 2], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0219",
        severity: Severity::Warning,
        message,
        message_en,
        span,
        hint: Some("Đối chiếu bảng trong bản gốc.".to_owned()),
        hint_en: Some("Compare with the table in the original.".to_owned()),
    }
}

/// A row whose name opens with a dash is a part of the row above.
fn join(whole: &mut Built, mut part: Built) {
    part.label = String::new();
    part.number = None;
    if whole.parts.is_empty() && !is_open(whole) {
        let head = Built { label: String::new(), number: None, ..whole.clone() };
        whole.parts.push(head);
        whole.headed = true;
        whole.condition = Condition::all_of_parts();
        whole.condition_at = None;
    }
    whole.at = whole.at.cover(part.at);
    whole.parts.push(part);
}

/// Without a heading: the first cell with words, the last with a number, a short one between as the unit.
fn guess(cells: &[&str]) -> Option<Columns> {
    let worded = |cell: &str| cell.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let digits = |cell: &str| cell.contains(|c: char| c.is_ascii_digit());
    let name = (0..cells.len()).find(|i| worded(cells[*i]))?;
    let at = (name + 1..cells.len()).rev().find(|i| digits(cells[*i]))?;
    let unit = (name + 1..at)
        .find(|i| !cells[*i].is_empty() && cells[*i].len() < 30 && !digits(cells[*i]));
    let value = ValueColumn { at, ..ValueColumn::default() };
    Some(Columns { name, unit, values: vec![value], count: cells.len(), ..Columns::default() })
}

/// "Đơn vị tính: triệu đồng" above a table.
pub(crate) fn unit_above(words: &str, key: &str) -> Option<String> {
    let said = ["đơn vị tính", "đvt", "đơn vị"].iter().find_map(|word| {
        let at = key.find(word)? + word.len();
        let rest = key[at..].trim_start();
        rest.starts_with(':').then(|| key.len() - rest.len() + 1)
    })?;
    let rest = words.get(said..)?;
    let unit =
        rest[..rest.find([')', ';', ':']).unwrap_or(rest.len())].trim_matches([' ', '.', '*', '_']);
    (!unit.is_empty() && unit.len() < 40 && years(unit).is_empty()).then(|| unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_headings_the_last_number_is_the_value() {
        let columns = guess(&["1", "Thu ngân sách", "tỉ đồng", "900", "1.010"]);
        let columns = columns.map(|c| (c.name, c.unit, c.values[0].at));
        assert_eq!(columns, Some((1, Some(2), 4)));
    }

    #[test]
    fn a_unit_above_a_table_is_read() {
        let read = |words: &str| unit_above(words, &crate::phrase::key(words));
        assert_eq!(read("(Đơn vị tính: Triệu đồng)").as_deref(), Some("Triệu đồng"));
        assert_eq!(read("Đơn vị chủ trì thực hiện"), None);
    }
}
