//! Tasks and solutions: groups, items, and the measures of each item.
//!
//! A provision without sentences of its own is a heading: it opens a group when items stand in it.
//! What stands in an item belongs to it: its measures are the sentences of the item and of all below.

use quyet_model::assignment::{Assignment, Phrase};
use quyet_model::citation::Citation;
use quyet_model::span::Span;
use quyet_model::task::{Measure, Task, TaskGroup};
use quyet_syntax::NodeId;
use quyet_syntax::mark::MarkKind;

use crate::classify::{Role, Roles};
use crate::script::Script;
use crate::sentences;
use crate::tasks::annex::TaskTable;
use crate::tasks::assignment::{Doubt, Known};

pub(crate) mod annex;
pub(crate) mod assignment;
mod bodies;
mod cues;
mod deadline;
mod labels;
mod links;
mod when;

/// What the pass found.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Tasks of the text in its order, then those of its tables.
    pub(crate) tasks: Vec<Task>,
    /// Spans of the NFC text that are in a task.
    pub(crate) claims: Vec<Span>,
    /// Words that charge or limit and could not be read.
    pub(crate) doubts: Vec<Doubt>,
}

/// Reads all tasks. Linear.
pub(crate) fn read(
    script: &Script<'_>,
    roles: &Roles,
    tables: &[TaskTable],
    known: Known<'_>,
) -> Reading {
    let opens = |id: &NodeId| {
        let parent = script.node(*id).parent;
        roles.of(*id) == Role::Tasks && parent.is_none_or(|parent| roles.of(parent) != Role::Tasks)
    };
    let tops: Vec<NodeId> = script.tree().ids().filter(opens).collect();
    let sections = tops.iter().filter(|id| is_section(script, **id)).count();
    let mut reader = Reader {
        script,
        roles,
        several: 1 < sections,
        assign: assignment::Reader::new(script, known),
        led: Vec::new(),
        out: Vec::new(),
        claims: Vec::new(),
    };
    for id in tops {
        if is_section(script, id) {
            let label = &script.node(id).label;
            let prefix = if reader.several { format!("{label}.") } else { String::new() };
            let direct = TaskGroup {
                code: label.clone(),
                title: script.words(id).trim_end_matches([':', '.', ' ']).to_owned(),
            };
            reader.below(id, &prefix, &direct, true);
        } else {
            reader.loose(id);
        }
    }
    let Reader { mut out, mut claims, mut assign, .. } = reader;
    annex::read(script, tables, &mut assign, &mut out, &mut claims);
    make_unique(&mut out);
    Reading { tasks: out, claims, doubts: assign.doubts }
}

/// A heading over groups or items.
fn is_section(script: &Script<'_>, id: NodeId) -> bool {
    let node = script.node(id);
    node.mark.is_some_and(|mark| !mark.is_plain())
        && !node.children.is_empty()
        && is_heading(script, id)
}

/// Words without a sentence: "Về phát triển kinh tế", "Giải pháp về vốn ."
fn is_heading(script: &Script<'_>, id: NodeId) -> bool {
    let words = script.words(id).trim_end_matches([' ', '.', ':']);
    let short = words.chars().count() <= 60 && !words.contains(['.', ';']);
    let colon = script.introduces(id);
    script.node(id).heading
        || short && !colon
        || colon && words.chars().count() <= 160 && !words.contains(['.', ';'])
}

fn numbered(mark: Option<MarkKind>) -> bool {
    mark.is_some_and(|mark| !mark.is_plain())
}

/// A heading with items in it; over dashes alone, a lead-in with a colon is a task and they are its measures.
fn opens_group(script: &Script<'_>, id: NodeId, top: bool) -> bool {
    let node = script.node(id);
    let lettered = node.children.iter().any(|kid| numbered(script.node(*kid).mark));
    let fields = |kid: &NodeId| labels::at(script.key(*kid)).is_some();
    let labelled = !node.children.is_empty() && node.children.iter().all(fields);
    let measures = script.introduces(id) && !lettered && !top || labelled;
    node.mark.is_some() && !node.children.is_empty() && is_heading(script, id) && !measures
}

struct Reader<'a> {
    script: &'a Script<'a>,
    roles: &'a Roles,
    several: bool,
    assign: assignment::Reader<'a>,
    /// The bodies that the headings above name, outermost first.
    led: Vec<Vec<Phrase>>,
    out: Vec<Task>,
    claims: Vec<Span>,
}

impl Reader<'_> {
    /// Reads what stands below a heading, which may be the name of the body that leads.
    fn below(&mut self, id: NodeId, prefix: &str, group: &TaskGroup, top: bool) {
        self.led.push(self.assign.named(id));
        self.children(id, prefix, group, top);
        self.led.pop();
    }

    /// Reads what stands in a section or group. `prefix` ends in a dot or is empty.
    fn children(&mut self, id: NodeId, prefix: &str, group: &TaskGroup, top: bool) {
        let script = self.script;
        let mut dashes = 0;
        for child in script
            .node(id)
            .children
            .iter()
            .copied()
            .filter(|child| self.roles.of(*child) == Role::Tasks)
        {
            let node = script.node(child);
            if node.mark.is_none() && (node.heading || script.introduces(child)) {
                continue;
            }
            let code = if numbered(node.mark) {
                format!("{prefix}{}", node.label)
            } else {
                dashes += 1;
                format!("{prefix}{dashes}")
            };
            if opens_group(script, child, top) {
                let title = script.words(child).trim_end_matches([':', '.', ' ']).to_owned();
                self.below(
                    child,
                    &format!("{code}."),
                    &TaskGroup { code: code.clone(), title },
                    false,
                );
                continue;
            }
            let alone = top && node.mark.is_some_and(|mark| mark.rank() <= MarkKind::Number.rank());
            let own = TaskGroup { code: code.clone(), title: String::new() };
            self.task(child, code, if alone { own } else { group.clone() });
        }
    }

    /// A provision in the tasks' part that is no heading: a task by itself.
    fn loose(&mut self, id: NodeId) {
        let node = self.script.node(id);
        let heading = node.heading || self.script.introduces(id) && node.children.is_empty();
        if heading || self.script.words(id).is_empty() {
            return;
        }
        let count = self.out.len() + 1;
        let label = if node.mark.is_some_and(|mark| !mark.is_plain()) {
            node.label.clone()
        } else {
            count.to_string()
        };
        let group = TaskGroup { code: label.clone(), title: String::new() };
        self.task(id, label, group);
    }

    fn task(&mut self, id: NodeId, code: String, group: TaskGroup) {
        let script = self.script;
        let named = self.assign.named(id);
        let above = || self.led.iter().rev().find(|led| !led.is_empty()).cloned();
        let lead = if named.is_empty() { above().unwrap_or_default() } else { named };
        let mut whole = Assignment { lead, ..Assignment::default() };
        let claimed = self.claims.len();
        let mut said = Vec::new();
        for below in script.tree().within(id).filter(|below| self.roles.of(*below) == Role::Tasks) {
            self.claims.push(script.node(below).words);
            said.extend(self.measures(below, !whole.lead.is_empty()));
        }
        let (fields, measures): (Vec<_>, Vec<_>) = said.into_iter().partition(|(_, field)| *field);
        let bare = |said: Vec<(Measure, bool)>| said.into_iter().map(|(one, _)| one).collect();
        let (mut fields, mut measures): (Vec<Measure>, Vec<Measure>) =
            (bare(fields), bare(measures));
        // "Đơn vị chủ trì: …" is a field of the task; without anything else to do it is all there is.
        if measures.is_empty() {
            std::mem::swap(&mut measures, &mut fields);
        }
        if measures.is_empty() {
            self.claims.truncate(claimed);
            return;
        }
        for said in fields.iter().chain(&measures) {
            whole.absorb(&said.assignment);
        }
        let span = script.given(script.tree().extent(id));
        let at = Citation { span, breadcrumb: script.tree().breadcrumb(id) };
        let said: Vec<&str> =
            measures.iter().map(|measure| measure.passage.text.as_str()).collect();
        let text = said.join(" ");
        self.out.push(Task { code, group, text, at, measures, assignment: whole });
    }

    /// The sentences of a provision, and whether each only names a field of the task.
    fn measures(&mut self, id: NodeId, led: bool) -> Vec<(Measure, bool)> {
        let words = self.script.words(id);
        let said = sentences::split(words).into_iter();
        let said = said.filter(|range| words[range.clone()].contains(char::is_alphanumeric));
        let mut out = Vec::new();
        for range in said {
            let assignment = self.assign.read(id, range.clone(), led);
            let field = self.assign.is_label(id, &range) && !assignment.is_empty();
            out.push((Measure { passage: self.script.passage(id, range), assignment }, field));
        }
        out
    }
}

/// Codes that repeat (a list that restarts) get a count behind: "2.a-2".
fn make_unique(tasks: &mut [Task]) {
    let mut seen: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
    for task in tasks {
        let count = seen.entry(task.code.clone()).or_default();
        *count += 1;
        if 1 < *count {
            task.code = format!("{}-{count}", task.code);
        }
    }
}
