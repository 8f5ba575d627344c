//! Targets in the rows of a table.
//!
//! A header row names the columns: the name, the unit, and the column of the plan. Without one, the first worded cell
//! is the name and the last cell with a number is the value.

use std::ops::Range;

use quyet_model::diagnostic::Diagnostic;
use quyet_model::span::Span;
use quyet_model::unit::Unit;
use quyet_syntax::NodeId;

use crate::grammar::{ItemContext, read_item};
use crate::phrase::{has_any, starting, years};
use crate::script::Script;
use crate::targets::{Built, diagnostic, placed};

/// What the rows gave.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) targets: Vec<Built>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Columns of a table, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Columns {
    name: usize,
    unit: Option<usize>,
    value: usize,
}

/// Reads consecutive rows of one table.
pub(crate) fn read(script: &Script<'_>, rows: &[NodeId]) -> Rows {
    let mut out = Rows::default();
    let mut columns = None;
    for id in rows {
        let cells = cells(script.words(*id));
        if let Some(found) = header(script.key(*id), &cells) {
            columns = Some(found);
            continue;
        }
        row(script, *id, &cells, columns, &mut out);
    }
    out
}

/// Ranges of the cells without the spaces around, the empty ones before the first and behind the last bar left out.
fn cells(words: &str) -> Vec<Range<usize>> {
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

fn header(key: &str, cells: &[Range<usize>]) -> Option<Columns> {
    let cell = |i: usize| cells.get(i).map_or("", |range| &key[range.clone()]);
    let named = |cell: &str| has_any(cell, &["chỉ tiêu", "nội dung", "mục tiêu", "tên chỉ tiêu"]) && !has_any(cell, &["năm", "giao"]);
    let name = (0..cells.len()).find(|i| named(cell(*i)))?;
    let unit = (0..cells.len()).find(|i| has_any(cell(*i), &["đơn vị tính", "đvt", "đơn vị", "đv tính"]) && !has_any(cell(*i), &["chủ trì", "thực hiện", "phối hợp"]));
    let mut best: Option<(i32, usize)> = None;
    for i in (0..cells.len()).filter(|i| *i != name && Some(*i) != unit) {
        let score = plan_score(cell(i));
        if best.is_none_or(|(have, _)| have < score) && 0 < score {
            best = Some((score, i));
        }
    }
    best.map(|(_, value)| Columns { name, unit, value })
}

/// How much a column's heading speaks for the plan's value.
fn plan_score(cell: &str) -> i32 {
    if has_any(cell, &["thực hiện", "ước", "th", "so sánh", "ghi chú", "stt", "tt", "chủ trì", "phối hợp", "cơ quan", "thời gian", "sản phẩm", "tốc độ"]) {
        return 0;
    }
    let planned = has_any(cell, &["kế hoạch", "kh", "mục tiêu", "chỉ tiêu", "phấn đấu", "giao", "nghị quyết"]);
    let year = years(cell).into_iter().max().map_or(0, |year| i32::from(year) - 1900);
    i32::from(planned) * 1000 + year
}

fn row(script: &Script<'_>, id: NodeId, cells: &[Range<usize>], columns: Option<Columns>, out: &mut Rows) {
    let words = script.words(id);
    let Some(columns) = columns.filter(|c| c.value < cells.len()).or_else(|| guess(words, cells)) else { return };
    let (Some(name), Some(value)) = (cells.get(columns.name), cells.get(columns.value)) else { return };
    let unit = columns.unit.and_then(|at| cells.get(at)).and_then(|range| Unit::new(&words[range.clone()]));
    let dash = words[name.clone()].len() - words[name.clone()].trim_start_matches(['-', '+', '–', '•', ' ']).len();
    let inner = name.start + dash..name.end;
    if inner.is_empty() || value.is_empty() || !words[value.clone()].contains(char::is_alphanumeric) {
        return;
    }
    let joined = Joined { script, id, name: inner.clone(), value: value.clone() };
    let text = format!("{}: {}", &words[inner], &words[value.clone()]);
    let reading = read_item(&text, &ItemContext { unit, ..ItemContext::default() });
    out.diagnostics.extend(reading.findings.iter().map(|finding| diagnostic(script, finding, |range| joined.source(range))));
    for target in &reading.targets {
        let mut built = placed(target, id, &|range| text.get(range).unwrap_or("").to_owned(), &|range| joined.source(range));
        built.at = script.node(id).words;
        let order = cells.first().map_or("", |range| &words[range.clone()]);
        let counted = columns.name != 0 && !order.is_empty();
        built.label = if counted { order.to_owned() } else { String::new() };
        built.number = Some(order.trim_end_matches('.').to_owned()).filter(|n| counted && n.chars().all(|c| c.is_ascii_digit() || c == '.'));
        match out.targets.last_mut().filter(|_| 0 < dash || starting(&text, &["Trong đó"]).is_some()) {
            Some(whole) => join(whole, built),
            None => out.targets.push(built),
        }
    }
}

/// A row whose name opens with a dash is a part of the row above.
fn join(whole: &mut Built, mut part: Built) {
    part.label = String::new();
    part.number = None;
    if whole.parts.is_empty() {
        let head = Built { label: String::new(), number: None, ..whole.clone() };
        whole.parts.push(head);
        whole.headed = true;
        whole.condition = quyet_model::condition::Condition::all_of_parts();
        whole.condition_at = None;
    }
    whole.at = whole.at.cover(part.at);
    whole.parts.push(part);
}

/// Without a header: the first cell with words, the last with a number, a short one between as the unit.
fn guess(words: &str, cells: &[Range<usize>]) -> Option<Columns> {
    let cell = |i: &usize| &words[cells[*i].clone()];
    let name = (0..cells.len()).find(|i| cell(i).chars().filter(|c| c.is_alphabetic()).count() > 3)?;
    let value = (name + 1..cells.len()).rev().find(|i| cell(i).contains(|c: char| c.is_ascii_digit()))?;
    let unit = (name + 1..value).find(|i| !cell(i).is_empty() && cell(i).len() < 30 && !cell(i).contains(|c: char| c.is_ascii_digit()));
    Some(Columns { name, unit, value })
}

/// "name: value" put together from two cells, with the way back.
struct Joined<'a> {
    script: &'a Script<'a>,
    id: NodeId,
    name: Range<usize>,
    value: Range<usize>,
}

impl Joined<'_> {
    fn source(&self, range: Range<usize>) -> Span {
        let start = self.at(range.start);
        let end = self.at(range.end).max(start);
        self.script.source_span(self.id, start..end)
    }

    fn at(&self, at: usize) -> usize {
        let name = self.name.len();
        if at <= name {
            return self.name.start + at;
        }
        let behind = at.saturating_sub(name + 2);
        (self.value.start + behind).min(self.value.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_the_column_of_the_plan() {
        let key = "tt | chỉ tiêu | đơn vị tính | ước thực hiện năm 2023 | kế hoạch năm 2024 | ghi chú";
        assert_eq!(header(key, &cells(key)), Some(Columns { name: 1, unit: Some(2), value: 4 }));
        let key = "1 | thu ngân sách | tỉ đồng | 900 | 1.010";
        assert_eq!(header(key, &cells(key)), None);
        assert_eq!(guess(key, &cells(key)), Some(Columns { name: 1, unit: Some(2), value: 4 }));
    }
}
