//! Tables of tasks: STT, nhiệm vụ, chủ trì, phối hợp, thời gian, sản phẩm, in whatever order the header names them.
//!
//! **Takes** rows with bars, or cells one on each line ([`flat`]). **Gives** a task for each row, in the groups that the
//! rows between name. **Never** reads a table without a header of tasks: those stay what they were.
//! A table often stands behind "Nơi nhận"; so it is found by its header alone, whatever part it stands in.

use std::ops::Range;

use quyet_model::assignment::{Assignment, Phrase};
use quyet_model::citation::{Citation, ProvisionKind};
use quyet_model::span::Span;
use quyet_model::task::{Measure, Task, TaskGroup};
use quyet_syntax::NodeId;

use super::assignment::{Doubt, DoubtKind, Reader, trimmed};
use super::labels::Field;
use super::{bodies, labels};
use crate::classify::{Role, Roles};
use crate::phrase::{find as find_phrase, has_any};
use crate::script::Script;
use crate::sentences;
use crate::table::{self, Cell};

mod columns;
mod flat;
mod groups;

use columns::Columns;
use groups::Groups;

/// A table of tasks as it was found.
#[derive(Debug)]
pub(crate) struct TaskTable {
    rows: Vec<Row>,
    /// Whether it stands in an annex or behind the signature.
    annexed: bool,
}

impl TaskTable {
    /// The node that it begins with.
    fn first(&self) -> Option<NodeId> {
        self.rows.first().and_then(|row| row.cells.first()).map(|cell| cell.0)
    }
}

/// A row, with the columns that the header above it names.
#[derive(Debug)]
struct Row {
    cells: Vec<Cell>,
    kind: RowKind,
    columns: std::rc::Rc<Columns>,
    /// Whether every cell is there: a row with bars, or as many cells as the header.
    whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowKind {
    /// Names columns, numbers them, or only draws a line.
    Frame,
    Data,
}

/// Finds every table of tasks and gives its nodes the role of one. Linear.
pub(crate) fn find(script: &Script<'_>, roles: &mut Roles) -> Vec<TaskTable> {
    let mut out = Vec::new();
    let parents = std::iter::once(None).chain(script.tree().ids().map(Some));
    for parent in parents {
        let children = script.tree().children(parent);
        let mut at = 0;
        while at < children.len() {
            let run = rows_at(script, &children[at..]);
            let found = if 0 < run {
                with_bars(script, &children[at..at + run]).map(|rows| (rows, run))
            } else {
                flat::at(script, &children[at..])
            };
            if let Some((rows, len)) = found {
                let outside = matches!(roles.of(children[at]), Role::Appendix | Role::Closing);
                children[at..at + len].iter().for_each(|id| roles.give_to_tables(*id));
                out.push(TaskTable { rows, annexed: outside });
                at += len;
            } else {
                at += run.max(1);
            }
        }
    }
    out.sort_by_key(TaskTable::first);
    out
}

/// How many rows with bars stand at the start of some siblings.
fn rows_at(script: &Script<'_>, siblings: &[NodeId]) -> usize {
    siblings.iter().take_while(|id| script.node(**id).kind == ProvisionKind::Row).count()
}

/// Rows before a header that may be its title. More, and the run is no table of tasks.
const TITLE_ROWS: usize = 4;

/// The rows of a run with bars; `None` when no header of tasks opens it.
fn with_bars(script: &Script<'_>, nodes: &[NodeId]) -> Option<Vec<Row>> {
    let cells: Vec<Vec<Cell>> = nodes.iter().map(|id| table::cells(script, *id)).collect();
    let keys = |at: usize| columns::keys(script, &cells[at]);
    let mut current: Option<std::rc::Rc<Columns>> = None;
    let mut kinds: Vec<(RowKind, std::rc::Rc<Columns>)> = Vec::new();
    let mut frames = 0;
    for at in 0..cells.len() {
        if 0 < frames {
            frames -= 1;
            kinds.push((RowKind::Frame, current.clone().unwrap_or_default()));
            continue;
        }
        let next = if at + 1 < cells.len() { keys(at + 1) } else { Vec::new() };
        if let Some((found, taken)) = columns::header(&keys(at), &next) {
            let numbered = cells.get(at + taken).is_some_and(|cells| {
                columns::keys(script, cells).first().is_some_and(|cell| columns::is_counted(cell))
            });
            let found = match &current {
                Some(before) if numbered => found.behind_order_of(before),
                _ => found,
            };
            current = Some(std::rc::Rc::new(found));
            frames = taken - 1;
            kinds.push((RowKind::Frame, current.clone().unwrap_or_default()));
            continue;
        }
        if current.is_none() && TITLE_ROWS <= at {
            return None;
        }
        let drawn = current.is_none() || columns::is_frame(&keys(at));
        let kind = if drawn { RowKind::Frame } else { RowKind::Data };
        kinds.push((kind, current.clone().unwrap_or_default()));
    }
    current?;
    let rows = nodes.iter().zip(cells).zip(kinds).map(|((id, cells), (kind, columns))| {
        let extra =
            cells.iter().skip(columns.fields.len()).any(|cell| !words(script, cell).is_empty());
        // A row that lost cells may have lost them anywhere.
        let bars = script.node(*id).words.of(script.text()).matches('|').count();
        let drawn = bars.saturating_sub(1).max(cells.len());
        let whole = !extra && columns.fields.len() <= drawn;
        Row { cells, kind, columns, whole }
    });
    Some(rows.collect())
}

/// The words of a cell without emphasis and spaces.
fn words<'s>(script: &'s Script<'_>, cell: &Cell) -> &'s str {
    let words = script.words(cell.0).get(cell.1.clone()).unwrap_or("");
    words.trim_matches([' ', '*', '_'])
}

/// The range of a cell without emphasis and spaces.
fn clean(script: &Script<'_>, cell: &Cell) -> Cell {
    let words = script.words(cell.0).get(cell.1.clone()).unwrap_or("");
    let start = cell.1.start + (words.len() - words.trim_start_matches([' ', '*', '_']).len());
    (cell.0, start..start + words.trim_matches([' ', '*', '_']).len())
}

/// Reads the tasks of all tables behind those of the text.
pub(super) fn read<'a>(
    script: &'a Script<'a>,
    tables: &[TaskTable],
    assign: &mut Reader<'a>,
    out: &mut Vec<Task>,
    claims: &mut Vec<Span>,
) {
    let alone = out.is_empty() && tables.len() == 1;
    let annexed = tables.iter().filter(|table| table.annexed).count();
    let mut counts = [0_usize; 2];
    for table in tables {
        let count = &mut counts[usize::from(table.annexed)];
        *count += 1;
        let several = 1 < if table.annexed { annexed } else { tables.len() - annexed };
        let name = if table.annexed { "PL" } else { "B" };
        let prefix = match (alone, several) {
            (true, _) => String::new(),
            (false, true) => format!("{name}{count}."),
            (false, false) => format!("{name}."),
        };
        let repeats = groups::repeats(script, &table.rows);
        let groups = Groups::new(prefix, repeats);
        let mut rows = Rows { script, assign, groups, tasks: Vec::new(), last: Last::default() };
        for (at, row) in table.rows.iter().enumerate() {
            if row.kind == RowKind::Data && rows.row(row, table.rows.get(at + 1)) {
                claims.push(row.span(script));
            }
        }
        out.append(&mut rows.tasks);
    }
}

/// What the row before said, for rows that go on with it.
#[derive(Debug, Default)]
struct Last {
    task: String,
    lead: Vec<Phrase>,
    supporting: Vec<Phrase>,
    overseers: Vec<Phrase>,
}

struct Rows<'a, 'r> {
    script: &'a Script<'a>,
    assign: &'r mut Reader<'a>,
    groups: Groups,
    tasks: Vec<Task>,
    last: Last,
}

impl Rows<'_, '_> {
    /// Reads one row; whether it is a task or a part of one rather than the name of a group.
    fn row(&mut self, row: &Row, next: Option<&Row>) -> bool {
        let script = self.script;
        let order = row.order(script);
        let filled = row.filled(script);
        let Some(first) = filled.first().copied() else { return false };
        let said = words(script, &row.cells[first]);
        let only = filled.iter().all(|at| words(script, &row.cells[*at]) == said);
        // A numbered group may stand in any column, a merged row in all of them.
        let merged = 1 < filled.len() || !order.is_empty();
        let titled = merged || row.columns.field(first) == Some(Field::Task);
        let next = next.map(|row| row.order(script));
        if only && titled && groups::names_group(order, next) {
            self.groups.open(order, said);
            self.last.task.clear();
            return false;
        }
        let task = row.cell(Field::Task).map(|cell| words(script, cell)).unwrap_or_default();
        let goes_on = order.is_empty() && (task.is_empty() || task == self.last.task);
        let goes_on = goes_on && !self.last.task.is_empty();
        if goes_on && let Some(mut open) = self.tasks.pop() {
            let said = self.assignment(row);
            open.assignment.absorb(&said);
            open.at.span = open.at.span.cover(script.given(row.span(script)));
            self.tasks.push(open);
            return true;
        }
        let own = task.contains(char::is_alphanumeric);
        let cell = row.cell(Field::Task).filter(|_| own).unwrap_or(&row.cells[first]);
        words(script, cell).clone_into(&mut self.last.task);
        self.task(row, cell, order);
        true
    }

    fn task(&mut self, row: &Row, cell: &Cell, order: &str) {
        let script = self.script;
        let (id, range) = clean(script, cell);
        let mut whole = self.assignment(row);
        let text = script.words(id);
        let mut measures = Vec::new();
        for said in sentences::split(&text[range.clone()]) {
            let said = range.start + said.start..range.start + said.end;
            if text[said.clone()].contains(char::is_alphanumeric) {
                let assignment = self.assign.read(id, said.clone(), true);
                whole.absorb(&assignment);
                measures.push(Measure { passage: script.passage(id, said), assignment });
            }
        }
        let (code, group): (String, TaskGroup) = self.groups.place(order);
        let span = script.given(row.span(script));
        let at = Citation { span, breadcrumb: script.tree().breadcrumb(id) };
        let text = text[range].to_owned();
        self.tasks.push(Task { code, group, text, at, measures, assignment: whole });
    }

    /// What the columns beside the task say.
    fn assignment(&mut self, row: &Row) -> Assignment {
        let mut out = Assignment::default();
        if !row.whole {
            self.assign.doubts.push(Doubt { kind: DoubtKind::Row, at: row.span(self.script) });
            return out;
        }
        for (at, cell) in row.cells.iter().enumerate() {
            let (id, range) = clean(self.script, cell);
            if range.is_empty() {
                continue;
            }
            match row.columns.field(at) {
                Some(Field::Lead) => self.lead(id, range, &mut out),
                Some(Field::Supporting) => {
                    let names = self.names(id, range, |last| &last.supporting);
                    out.supporting.extend(names);
                }
                Some(Field::Deadline) => self.deadline(id, range, &mut out),
                Some(Field::Output) => out.output = self.value(id, range),
                Some(Field::Overseer) if self.is_ditto(id, &range) => {
                    out.overseers.clone_from(&self.last.overseers);
                }
                Some(Field::Overseer) => out.overseers.extend(self.value(id, range)),
                Some(Field::Note) => out.note = self.value(id, range),
                Some(Field::Order | Field::Task) | None => {}
            }
        }
        self.last.lead.clone_from(&out.lead);
        self.last.supporting.clone_from(&out.supporting);
        self.last.overseers.clone_from(&out.overseers);
        out
    }

    /// The column of who leads; where it says "phối hợp" too, what follows supports.
    fn lead(&mut self, id: NodeId, range: Range<usize>, out: &mut Assignment) {
        let key = self.script.key(id);
        let cut =
            find_phrase(&key[range.clone()], "phối hợp").map_or(range.end, |at| range.start + at);
        let start =
            labels::at(&key[range.clone()]).map_or(range.start, |(_, len)| range.start + len);
        let lead = start.min(cut)..cut;
        let lead = lead.start..lead.end - closing_verb(&key[lead]);
        let names = self.names(id, lead, |last| &last.lead);
        out.lead.extend(names);
        if cut < range.end {
            let mut from = cut + "phối hợp".len();
            let rest = &key[from..range.end];
            from += rest.len() - rest.trim_start_matches([' ', ':', ',']).len();
            from += key[from..range.end].strip_prefix("với ").map_or(0, |_| "với ".len());
            let names = self.names(id, from..range.end, |last| &last.supporting);
            out.supporting.extend(names);
        }
    }

    fn names(
        &self,
        id: NodeId,
        range: Range<usize>,
        last: impl Fn(&Last) -> &Vec<Phrase>,
    ) -> Vec<Phrase> {
        let (text, key) = (self.script.words(id), self.script.key(id));
        if self.is_ditto(id, &range) {
            return last(&self.last).clone();
        }
        let pieces = bodies::pieces(text, key, range);
        pieces.into_iter().map(|range| self.assign.phrase(id, range)).collect()
    }

    /// "nt", "như trên": what the row above says.
    fn is_ditto(&self, id: NodeId, range: &Range<usize>) -> bool {
        let said = self.script.key(id)[range.clone()].trim_matches([' ', '-', '.', '(', ')']);
        matches!(said, "nt" | "như trên" | "\"" | "”" | "''")
    }

    fn value(&self, id: NodeId, range: Range<usize>) -> Option<Phrase> {
        let range = trimmed(self.script.words(id), range);
        (!range.is_empty()).then(|| self.assign.phrase(id, range))
    }

    fn deadline(&mut self, id: NodeId, range: Range<usize>, out: &mut Assignment) {
        let read = self.assign.times(id, range.clone(), out);
        let range = trimmed(self.script.words(id), range);
        if !read && self.script.words(id)[range.clone()].contains(char::is_alphanumeric) {
            let at = self.script.source_span(id, range);
            self.assign.doubts.push(Doubt { kind: DoubtKind::Time, at });
        }
    }
}

/// The bytes of "chủ trì" and the like at the end of a cell.
fn closing_verb(key: &str) -> usize {
    let bare = key.trim_end_matches([' ', ',', ';', '.', '(']);
    let verb = ["chủ trì", "thực hiện"].into_iter().find(|verb| bare.ends_with(verb));
    verb.map_or(key.len() - bare.len(), |verb| key.len() - bare.len() + verb.len())
}

impl Row {
    fn cell(&self, field: Field) -> Option<&Cell> {
        let at = self.columns.fields.iter().position(|own| *own == Some(field))?;
        self.cells.get(at)
    }

    fn order<'s>(&self, script: &'s Script<'_>) -> &'s str {
        let cell = self.cell(Field::Order);
        cell.map_or("", |cell| {
            words(script, cell).trim_end_matches(['.', ')']).trim_start_matches('(')
        })
    }

    /// Columns with words in them, the order number's aside.
    fn filled(&self, script: &Script<'_>) -> Vec<usize> {
        let worded = |at: &usize| {
            self.columns.field(*at) != Some(Field::Order)
                && words(script, &self.cells[*at]).contains(char::is_alphanumeric)
        };
        (0..self.cells.len()).filter(worded).collect()
    }

    /// From the first cell's node to the last one's, in the NFC text.
    fn span(&self, script: &Script<'_>) -> Span {
        let spans = self.cells.iter().map(|cell| script.node(cell.0).words);
        spans.reduce(Span::cover).unwrap_or_default()
    }
}

/// Whether words look like a place for a name of a body rather than a time.
fn reads_as_body(text: &str, key: &str) -> bool {
    bodies::begins(text, key) || has_any(key, &["các sở", "các ngành"])
}
