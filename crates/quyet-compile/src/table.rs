//! Targets in the rows of a table.
//!
//! A header row names the columns: the name, the unit, and the column of the plan. Without one, the first worded cell
//! is the name and the last cell with a number is the value. A table comes as rows with bars, or flattened to one
//! cell per line.

use std::ops::Range;

use quyet_model::condition::Condition;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::span::Span;
use quyet_model::unit::Unit;
use quyet_syntax::NodeId;

use crate::grammar::ItemContext;
use crate::phrase::{has_any, starting, years};
use crate::reading;
use crate::script::Script;
use crate::targets::{Built, diagnostic, placed};

pub(crate) mod flat;

/// What the rows gave.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) targets: Vec<Built>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// One cell: the node whose words hold it, and where in them. Empty for an empty cell.
pub(crate) type Cell = (NodeId, Range<usize>);

/// One row.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    /// Whether a dash opens it: it is a part of the row above.
    dashed: bool,
}

/// Columns of a table, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Columns {
    name: usize,
    unit: Option<usize>,
    value: usize,
    /// Another column that speaks for the plan as much as `value` does.
    rival: Option<usize>,
    /// How many there are.
    count: usize,
}

/// Reads consecutive rows of one table.
pub(crate) fn read(script: &Script<'_>, rows: &[NodeId]) -> Rows {
    read_rows(script, rows.iter().map(|id| Row { cells: cells(script, *id), dashed: false }))
}

fn read_rows(script: &Script<'_>, rows: impl Iterator<Item = Row>) -> Rows {
    let mut out = Rows::default();
    let mut columns: Option<Columns> = None;
    for row in rows {
        let keys: Vec<&str> =
            row.cells.iter().map(|(id, range)| &script.key(*id)[range.clone()]).collect();
        if let Some(found) = header(&keys) {
            out.diagnostics.extend(rival(script, &row, &found));
            columns = Some(found);
            continue;
        }
        read_row(script, &row, columns.as_ref(), &mut out);
    }
    drop_open(&mut out);
    out
}

/// A whole that found no part was a heading.
fn drop_open(out: &mut Rows) {
    let _heading = out.targets.pop_if(|last| is_open(last));
}

/// A row that only names what the dashed rows below it share, before any of them was read.
fn is_open(target: &Built) -> bool {
    target.condition == Condition::all_of_parts() && target.parts.is_empty()
}

/// "3 | Cơ cấu kinh tế | | |" with a number and no value: the dashed rows below are its parts.
fn open_whole(script: &Script<'_>, row: &Row, columns: &Columns) -> Option<Built> {
    let words =
        |at: usize| row.cells.get(at).map_or("", |(id, range)| &script.words(*id)[range.clone()]);
    let order = words(0).trim_end_matches('.');
    let name = words(columns.name);
    let numbered = columns.name != 0
        && !order.is_empty()
        && order.chars().all(|c| c.is_ascii_digit() || c == '.');
    let empty = (columns.name + 1..row.cells.len())
        .all(|at| !words(at).contains(|c: char| c.is_ascii_digit()));
    let (id, range) = row
        .cells
        .get(columns.name)
        .filter(|_| numbered && empty && name.contains(char::is_alphabetic))?;
    Some(Built {
        node: *id,
        at: script.source_span(*id, range.clone()),
        label: words(0).to_owned(),
        number: Some(order.to_owned()),
        text: name.to_owned(),
        name: name.trim_end_matches([':', ' ']).to_owned(),
        condition: Condition::all_of_parts(),
        condition_at: None,
        horizon: None,
        headed: false,
        parts: Vec::new(),
    })
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

fn header(cells: &[&str]) -> Option<Columns> {
    let cell = |i: usize| cells.get(i).copied().unwrap_or("");
    let named = |cell: &str| {
        has_any(cell, &["chỉ tiêu", "nội dung", "mục tiêu", "tên chỉ tiêu"])
            && !has_any(cell, &["năm", "giao"])
    };
    let name = (0..cells.len()).find(|i| named(cell(*i)))?;
    let unit = (0..cells.len()).find(|i| {
        has_any(cell(*i), &["đơn vị tính", "đvt", "đơn vị", "đv tính"])
            && !has_any(cell(*i), &["chủ trì", "thực hiện", "phối hợp"])
    });
    let others = (0..cells.len()).filter(|i| *i != name && Some(*i) != unit);
    let mut scored: Vec<(i32, usize)> =
        others.map(|i| (plan_score(cell(i)), i)).filter(|(score, _)| 0 < *score).collect();
    scored.sort_by_key(|(score, i)| (-score, *i));
    let (best, value) = scored.first().copied()?;
    let rival = scored.get(1).filter(|(score, _)| *score == best).map(|(_, i)| *i);
    Some(Columns { name, unit, value, rival, count: cells.len() })
}

/// Two columns that both look like the plan's: one is read, and it is told which.
fn rival(script: &Script<'_>, row: &Row, columns: &Columns) -> Option<Diagnostic> {
    let words = |at: usize| row.cells.get(at).map(|(id, range)| &script.words(*id)[range.clone()]);
    let (read, other) = (words(columns.value)?, words(columns.rival?)?);
    let (id, range) = row.cells.get(columns.value)?;
    let message = [
        format!("Bảng có hai cột kế hoạch; đang đọc cột “{read}”, bỏ qua cột “{other}”."),
        format!(
            "The table has two columns for the plan; “{read}” is read, “{other}” is passed over."
        ),
    ];
    let at = script.given(script.source_span(*id, range.clone()));
    Some(uncertain(Severity::Warning, message, at))
}

/// The page of QY0219.
pub(crate) const PAGE: Explained = Explained::new(
    "QY0219",
    "Các chỉ tiêu năm 2026:\n| TT | Chỉ tiêu | ĐVT | Trung ương giao 2026 | Tỉnh giao 2026 |\n| 1 | Thu ngân sách | Tỉ đồng | 900 | 950 |",
    [
        "Không chắc cột nào là giá trị",
        "Bảng có hai cột giống cột kế hoạch, hoặc một hàng thiếu ô.",
        "Giá trị có thể được lấy từ cột khác.",
        "Một cột được đọc; cảnh báo nêu tên cột đó và cột bị bỏ qua.",
        "Đối chiếu bảng trong bản gốc.",
    ],
    [
        "Which column gives the value is not certain",
        "A table with two columns that look like the plan's, or a row with too few cells.",
        "The value may come from another column.",
        "One column is read; the finding names it and the one passed over.",
        "Compare with the table in the original.",
    ],
);

/// QY0219: which column of a table gives the value is not certain.
fn uncertain(severity: Severity, [message, message_en]: [String; 2], span: Span) -> Diagnostic {
    Diagnostic {
        code: "QY0219",
        severity,
        message,
        message_en,
        span,
        hint: Some("Đối chiếu bảng trong bản gốc.".to_owned()),
        hint_en: Some("Compare with the table in the original.".to_owned()),
    }
}

/// How much a column's heading speaks for the plan's value.
fn plan_score(cell: &str) -> i32 {
    if has_any(
        cell,
        &[
            "thực hiện",
            "ước",
            "th",
            "so sánh",
            "ghi chú",
            "stt",
            "tt",
            "chủ trì",
            "phối hợp",
            "cơ quan",
            "thời gian",
            "sản phẩm",
            "tốc độ",
        ],
    ) {
        return 0;
    }
    let planned = has_any(
        cell,
        &["kế hoạch", "kh", "mục tiêu", "chỉ tiêu", "phấn đấu", "giao", "nghị quyết"],
    );
    let year = years(cell).into_iter().max().map_or(0, |year| i32::from(year) - 1900);
    i32::from(planned) * 1000 + year
}

fn read_row(script: &Script<'_>, row: &Row, columns: Option<&Columns>, out: &mut Rows) {
    let words = |cell: &Cell| script.words(cell.0).get(cell.1.clone()).unwrap_or("");
    if let Some(whole) = columns.and_then(|columns| open_whole(script, row, columns)) {
        drop_open(out);
        out.targets.push(whole);
        return;
    }
    let fits = columns.filter(|columns| columns.value < row.cells.len());
    let short = columns.is_some_and(|columns| {
        fits.is_none() && 3 < columns.count && row.cells.len() < columns.count
    });
    let Some(columns) =
        fits.cloned().or_else(|| guess(&row.cells.iter().map(words).collect::<Vec<_>>()))
    else {
        return;
    };
    let (Some(name), Some(value)) = (row.cells.get(columns.name), row.cells.get(columns.value))
    else {
        return;
    };
    let unit =
        columns.unit.and_then(|at| row.cells.get(at)).and_then(|cell| Unit::new(words(cell)));
    let dash = words(name).len() - words(name).trim_start_matches(['-', '+', '–', '•', ' ']).len();
    let inner = (name.0, name.1.start + dash..name.1.end);
    if !words(&inner).contains(char::is_alphabetic) || !words(value).contains(char::is_alphanumeric)
    {
        return;
    }
    let read = Read { script, row, columns: &columns, name: inner, value: value.clone(), dash };
    if short {
        let read = words(value);
        let message = [
            format!("Hàng này thiếu ô so với tiêu đề của bảng; đang đọc “{read}”."),
            format!("This row has fewer cells than the table's heading; “{read}” is read."),
        ];
        let at = script.given(script.source_span(value.0, value.1.clone()));
        out.diagnostics.push(uncertain(Severity::Warning, message, at));
    }
    targets(&read, unit, out);
}

/// A row with its columns found.
struct Read<'a> {
    script: &'a Script<'a>,
    row: &'a Row,
    columns: &'a Columns,
    /// The name without its dash.
    name: Cell,
    value: Cell,
    /// Bytes of the dash before the name.
    dash: usize,
}

impl Read<'_> {
    fn words(&self, cell: &Cell) -> &str {
        self.script.words(cell.0).get(cell.1.clone()).unwrap_or("")
    }

    fn order(&self) -> &str {
        self.row.cells.first().map_or("", |cell| self.words(cell))
    }

    /// Whether it is a part of the row above.
    fn is_part(&self) -> bool {
        let named = starting(self.words(&self.name), &["Trong đó"]).is_some();
        self.row.dashed || 0 < self.dash || named || matches!(self.order(), "-" | "+" | "–" | "•")
    }

    /// Name, unit and value as written.
    fn told(&self) -> String {
        let unit = self.columns.unit.and_then(|at| self.row.cells.get(at));
        let cells = [Some(&self.name), unit, Some(&self.value)];
        let told = cells.into_iter().flatten().map(|cell| self.words(cell));
        told.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ")
    }
}

fn targets(read: &Read<'_>, unit: Option<Unit>, out: &mut Rows) {
    let part = read.is_part();
    if !part {
        drop_open(out);
    }
    let whole = out.targets.last().filter(|whole| part && !whole.headed);
    let lead = whole
        .filter(|whole| whole.condition == Condition::all_of_parts())
        .map(|whole| whole.name.clone());
    let joined = Joined { script: read.script, name: read.name.clone(), value: read.value.clone() };
    let text = format!("{}: {}", read.words(&read.name), read.words(&read.value));
    let reading = reading::read(&text, &ItemContext { lead, unit, ..ItemContext::default() });
    let found = reading.findings.iter();
    out.diagnostics.extend(
        found.map(|finding| diagnostic(read.script, finding, |range| joined.source(range))),
    );
    let order = read.order();
    let counted = read.columns.name != 0 && !order.is_empty();
    let only = reading.targets.len() == 1;
    for target in &reading.targets {
        let words = |range: Range<usize>| text.get(range).unwrap_or("").to_owned();
        let mut built = placed(target, read.name.0, &words, &|range| joined.source(range));
        built.at = extent(read.script, read.row);
        if only {
            built.text = read.told();
        }
        built.label = if counted { order.to_owned() } else { String::new() };
        built.number = Some(order.trim_end_matches('.').to_owned())
            .filter(|n| counted && n.chars().all(|c| c.is_ascii_digit() || c == '.'));
        match out.targets.last_mut().filter(|_| part) {
            Some(whole) => join(whole, built),
            None => out.targets.push(built),
        }
    }
}

/// From the first node of the row to the last.
fn extent(script: &Script<'_>, row: &Row) -> Span {
    let spans = row.cells.iter().map(|(id, _)| script.node(*id).words);
    spans.reduce(Span::cover).unwrap_or(Span::new(0, 0))
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

/// Without a header: the first cell with words, the last with a number, a short one between as the unit.
fn guess(cells: &[&str]) -> Option<Columns> {
    let worded = |cell: &str| cell.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let digits = |cell: &str| cell.contains(|c: char| c.is_ascii_digit());
    let name = (0..cells.len()).find(|i| worded(cells[*i]))?;
    let value = (name + 1..cells.len()).rev().find(|i| digits(cells[*i]))?;
    let unit = (name + 1..value)
        .find(|i| !cells[*i].is_empty() && cells[*i].len() < 30 && !digits(cells[*i]));
    Some(Columns { name, unit, value, rival: None, count: cells.len() })
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
        if from == to {
            return self.script.source_span(from, start..end.max(start));
        }
        let start = self.script.source_span(from, start..start).start();
        let end = self.script.source_span(to, self.value.1.start..end).end();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(name: usize, unit: usize, value: usize, count: usize) -> Columns {
        Columns { name, unit: Some(unit), value, rival: None, count }
    }

    #[test]
    fn a_header_names_the_column_of_the_plan() {
        let key = [
            "tt",
            "chỉ tiêu",
            "đơn vị tính",
            "ước thực hiện năm 2023",
            "kế hoạch năm 2024",
            "ghi chú",
        ];
        assert_eq!(header(&key), Some(columns(1, 2, 4, 6)));
        let key = ["1", "thu ngân sách", "tỉ đồng", "900", "1.010"];
        assert_eq!(header(&key), None);
        assert_eq!(guess(&key), Some(columns(1, 2, 4, 5)));
    }

    #[test]
    fn two_columns_of_the_plan_are_rivals() {
        let key = ["tt", "chỉ tiêu", "đvt", "trung ương giao 2026", "tỉnh giao 2026"];
        assert_eq!(header(&key).and_then(|columns| columns.rival), Some(4));
        let key = ["tt", "chỉ tiêu", "đvt", "kh 2025", "kh 2026"];
        assert_eq!(header(&key), Some(columns(1, 2, 4, 5)));
    }
}
