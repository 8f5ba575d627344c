//! Targets: every item of the parts that promise, read by the inline grammar and tied to its words.

use std::ops::Range;

use quyet_model::citation::ProvisionKind;
use quyet_model::condition::Condition;
use quyet_model::diagnostic::Diagnostic;
use quyet_model::document::DocumentHead;
use quyet_model::span::Span;
use quyet_syntax::NodeId;
use quyet_syntax::mark::MarkKind;

use crate::classify::{Role, Roles};
use crate::grammar::{Finding, ItemContext, ReadTarget, is_amount};
use crate::heading_time;
use crate::phrase::{find, has_any, starting};
use crate::reading;
use crate::rules::too_many_provisions::{TARGETS_MAX, targets_end};
use crate::script::Script;
use crate::sentences;
use crate::table::{self, flat};
use crate::topic;

/// A target with its place, before it has a code.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    /// The provision whose words these are.
    pub(crate) node: NodeId,
    /// Where the words stand in the NFC text.
    pub(crate) at: Span,
    pub(crate) label: String,
    /// Its own number as written; `None` for letters, dashes and words without a mark.
    pub(crate) number: Option<String>,
    pub(crate) text: String,
    pub(crate) name: String,
    pub(crate) condition: Condition,
    /// In the NFC text.
    pub(crate) condition_at: Option<Span>,
    pub(crate) horizon: Option<String>,
    /// The heading of the table's column that gives the value, where several do.
    pub(crate) column: Option<String>,
    /// The value that an amendment replaces, as written.
    pub(crate) replaces: Option<String>,
    /// Whether the first part is the whole's own value.
    pub(crate) headed: bool,
    pub(crate) parts: Vec<Built>,
}

/// What the pass found.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// In the text's order.
    pub(crate) targets: Vec<Built>,
    /// Spans of the NFC text that are in a target.
    pub(crate) claims: Vec<Span>,
    /// Findings of the grammar, in the given text.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Longest words that can be an amount and nothing else. Unit: bytes.
const AMOUNT_MAX: usize = 80;

/// Reads all targets. Linear in the text's length.
///
/// The head gives the plan's own year, which tells a table's columns ahead from those behind, and its period.
pub(crate) fn read(script: &Script<'_>, roles: &Roles, head: &DocumentHead) -> Reading {
    let title = head.title.as_deref().unwrap_or("");
    // A plan of one year bounds its targets by that year anyway.
    let time = heading_time::of(title, &crate::phrase::key(title)).filter(|time| {
        1 < crate::phrase::years(time).len() || has_any(&crate::phrase::key(time), &["đến"])
    });
    let year = head.year;
    let mut reader =
        Reader { script, roles, year, time, count: 0, full: false, out: Reading::default() };
    let targets = reader.list(script.tree().roots(), None);
    reader.out.claims.extend(targets.iter().map(|target| target.at));
    Reading { targets, ..reader.out }
}

struct Reader<'a> {
    script: &'a Script<'a>,
    roles: &'a Roles,
    year: Option<i16>,
    /// The time that the headings above say for all targets under them.
    time: Option<String>,
    /// How many targets were read, and whether that is as many as are read at all.
    count: usize,
    full: bool,
    out: Reading,
}

impl Reader<'_> {
    /// Targets of siblings and all below them.
    fn list(&mut self, children: &[NodeId], lead: Option<&str>) -> Vec<Built> {
        let mut out: Vec<Built> = Vec::new();
        let mut prose = true;
        let mut i = 0;
        while let Some(&id) = children.get(i).filter(|_| !self.full) {
            i += 1;
            let node = self.script.node(id);
            let role = self.roles.of(id);
            match role {
                Role::Targets if node.kind == ProvisionKind::Row => {
                    let rows = children[i - 1..]
                        .iter()
                        .take_while(|id| self.script.node(**id).kind == ProvisionKind::Row)
                        .count();
                    let place = self.place_of_table(&children[..i - 1], id);
                    let found = table::read(self.script, &children[i - 1..i - 1 + rows], &place);
                    out.extend(self.taken(id, found));
                    i += rows - 1;
                }
                Role::Targets if flat::is_corner(self.script, id) => {
                    i += self.flat_table(&children[..i - 1], &children[i - 1..], &mut out) - 1;
                }
                Role::Targets => {
                    let followers = self.followers(id, &children[i..]);
                    i += followers.len();
                    let kids: Vec<NodeId> =
                        node.children.iter().chain(followers).copied().collect();
                    out.extend(self.item(id, &kids, lead));
                }
                Role::Prose if prose => {
                    let found = self.prose(id);
                    prose = !found.is_empty() || self.script.introduces(id);
                    out.extend(found);
                }
                _ => {
                    prose |= role != Role::Prose;
                    let above = self.under(id);
                    out.extend(self.list(&node.children, None));
                    self.time = above;
                }
            }
        }
        out
    }

    /// The targets of a table, bounded and counted.
    fn taken(&mut self, id: NodeId, mut found: table::Rows) -> Vec<Built> {
        self.reckon(id, found.targets.len());
        self.bound(&mut found.targets);
        self.out.diagnostics.extend(found.diagnostics);
        found.targets
    }

    /// Lets the time of a heading hold for what stands under it; gives what held above it.
    fn under(&mut self, id: NodeId) -> Option<String> {
        let above = self.time.clone();
        let end = self.script.title_end(id);
        let (words, key) = (self.script.words(id), self.script.key(id));
        let lead = if self.script.introduces(id) { key.len() } else { end };
        if let Some(time) =
            words.get(..lead).zip(key.get(..lead)).and_then(|(w, k)| heading_time::of(w, k))
        {
            self.time = Some(time);
        }
        above
    }

    /// Gives the time of the headings above to targets that say none.
    fn bound(&self, targets: &mut [Built]) {
        for target in targets {
            bound_by(target, self.time.as_ref());
        }
    }

    /// Counts targets; behind the last that is read the text is left alone, and that is told.
    fn reckon(&mut self, id: NodeId, more: usize) {
        self.count += more;
        if TARGETS_MAX <= self.count && !self.full {
            self.full = true;
            let at = self.script.given(self.script.node(id).words);
            self.out.diagnostics.push(targets_end(at));
        }
    }

    /// What the lines above a table say of all its numbers.
    fn place_of_table(&self, before: &[NodeId], table: NodeId) -> table::Place {
        let parent = self.script.node(table).parent;
        let near = before.iter().rev().take(UNIT_LINES).copied();
        let unit = near
            .chain(parent)
            .find_map(|id| table::unit_above(self.script.words(id), self.script.key(id)));
        table::Place { year: self.year, unit }
    }

    /// A table without bars at the start of `siblings`; how many of them it takes, or one when it is none.
    fn flat_table(
        &mut self,
        before: &[NodeId],
        siblings: &[NodeId],
        out: &mut Vec<Built>,
    ) -> usize {
        let Some(table) = flat::at(self.script, siblings) else { return 1 };
        let len = table.len;
        let found = flat::read(self.script, &table, &self.place_of_table(before, siblings[0]));
        out.extend(self.taken(siblings[0], found));
        len
    }

    /// The marked siblings that a plain paragraph ending in a colon introduces.
    fn followers<'c>(&self, id: NodeId, rest: &'c [NodeId]) -> &'c [NodeId] {
        let leads = self.script.node(id).mark.is_none() && self.script.introduces(id);
        let listed = |id: &&NodeId| {
            self.script.node(**id).mark.is_some() && self.roles.of(**id) == Role::Targets
        };
        let count = if leads { rest.iter().take_while(listed).count() } else { 0 };
        &rest[..count]
    }

    /// One provision with what stands in it.
    fn item(&mut self, id: NodeId, kids: &[NodeId], lead: Option<&str>) -> Vec<Built> {
        let group = self.is_group(id, kids);
        let own = if group { Vec::new() } else { self.own(id, lead, kids.is_empty()) };
        let bare = !group && own.is_empty() && !kids.is_empty() && self.is_bare_parent(id, kids);
        let name = bare.then(|| self.script.words(id).trim_end_matches([':', '.', ' ']).to_owned());
        let above = if group || bare { self.under(id) } else { self.time.clone() };
        let below = self.list(kids, name.as_deref().or(lead));
        self.time = above;
        if let Some(name) = name.filter(|_| 1 < below.len()) {
            let whole = self.container(id, name, below);
            return vec![whole];
        }
        if own.is_empty() || below.is_empty() {
            return own.into_iter().chain(below).collect();
        }
        self.joined(own, below)
    }

    /// A parent with a value of its own and marked children: one composite, the head first.
    fn joined(&self, mut own: Vec<Built>, below: Vec<Built>) -> Vec<Built> {
        let marked = |part: &Built| self.script.node(part.node).mark.is_some();
        let (parts, apart): (Vec<Built>, Vec<Built>) = below.into_iter().partition(marked);
        if let Some(head) = own.pop_if(|_| !parts.is_empty()) {
            own.push(headed(head, parts));
        }
        own.into_iter().chain(apart).collect()
    }

    fn container(&self, id: NodeId, name: String, parts: Vec<Built>) -> Built {
        let at = parts.iter().fold(self.script.node(id).words, |at, part| at.cover(part.at));
        Built {
            node: id,
            at,
            label: label(self.script, id),
            number: number(self.script, id),
            text: self.script.words(id).to_owned(),
            name,
            condition: Condition::all_of_parts(),
            condition_at: None,
            horizon: None,
            column: None,
            replaces: None,
            headed: false,
            parts,
        }
    }

    /// The targets in the provision's own words.
    fn own(&mut self, id: NodeId, lead: Option<&str>, alone: bool) -> Vec<Built> {
        let words = self.script.words(id);
        let plain = self.script.node(id).mark.is_none();
        if words.is_empty() {
            return Vec::new();
        }
        let several = plain && alone && 1 < sentences::split(words).len();
        let context = ItemContext {
            lead: lead.map(str::to_owned),
            prose: several,
            listed: several,
            unit: None,
        };
        if lead.is_none()
            && words.len() <= AMOUNT_MAX
            && is_amount(words.trim_end_matches(['.', ';', ',', ' ']))
        {
            // A figure alone lost its name: it is listed as unread.
            return Vec::new();
        }
        let reading = reading::read(words, &context);
        self.reckon(id, reading.targets.len());
        self.note(id, &reading.findings);
        let mut found: Vec<Built> =
            reading.targets.iter().map(|target| built(self.script, id, target)).collect();
        if let [only] = found.as_mut_slice() {
            only.at = self.script.node(id).words;
            words.clone_into(&mut only.text);
        } else {
            self.close_gaps(id, &mut found);
        }
        self.bound(&mut found);
        for target in &mut found {
            target.label = label(self.script, id);
            target.number = number(self.script, id);
        }
        if 1 < found.len() && found.iter().all(|target| target.number.is_some()) {
            let name = found.first().map(|first| first.name.clone()).unwrap_or_default();
            for part in &mut found {
                part.label = String::new();
                part.number = None;
            }
            return vec![self.container(id, name, found)];
        }
        found
    }

    fn prose(&mut self, id: NodeId) -> Vec<Built> {
        let reading = reading::read(
            self.script.words(id),
            &ItemContext { prose: true, ..ItemContext::default() },
        );
        self.reckon(id, reading.targets.len());
        if !reading.targets.is_empty() {
            self.note(id, &reading.findings);
        }
        let mut found: Vec<Built> =
            reading.targets.iter().map(|target| built(self.script, id, target)).collect();
        self.close_gaps(id, &mut found);
        self.bound(&mut found);
        found
    }

    /// The signs behind a target's words belong to it.
    fn close_gaps(&self, id: NodeId, found: &mut [Built]) {
        let limit = self.script.node(id).words.end();
        for target in found {
            let rest = self.script.text().get(target.at.end()..limit).unwrap_or("");
            let signs = rest.len() - rest.trim_start_matches([' ', ';', '.', ',', '*', '|']).len();
            let kept = rest[..signs].trim_end().len();
            target.at = Span::new(target.at.start(), target.at.end() + kept);
        }
    }

    fn note(&mut self, id: NodeId, findings: &[Finding]) {
        let script = self.script;
        self.out.diagnostics.extend(
            findings
                .iter()
                .map(|finding| diagnostic(script, finding, |range| script.source_span(id, range))),
        );
    }

    /// Whether the provision only heads the items in it.
    fn is_group(&self, id: NodeId, kids: &[NodeId]) -> bool {
        let node = self.script.node(id);
        let key = self.script.key(id).trim_start_matches(['"', '“', '”', '\'', '‘', ' ']);
        // "“2. Mục tiêu cụ thể": a provision as it shall read bears its mark behind the quotation mark.
        let quoted = key.len() < self.script.key(id).len();
        let mark = quoted.then(|| quyet_syntax::mark::read(key)).flatten();
        let key = mark.map_or(key, |mark| key[mark.len..].trim_start());
        if self.is_numbered_aim(id, key, kids) {
            return true;
        }
        if has_value(key) {
            return false;
        }
        let opens = self.roles.opens(id) || topic::of_opening(key).is_some();
        let named = starting(key, &FIELDS).is_some();
        let below = !kids.is_empty();
        let numbered =
            kids.iter().any(|kid| self.script.node(*kid).mark.is_some_and(|mark| !mark.is_plain()));
        below && (named || opens || numbered || node.heading || key.ends_with('.'))
            || !below && (opens && node.heading)
    }

    /// "Mục tiêu 2: Nâng cao chất lượng điều trị" over its "Chỉ tiêu 3: …" or over items.
    fn is_numbered_aim(&self, id: NodeId, key: &str, kids: &[NodeId]) -> bool {
        let Some(rest) = key.strip_prefix("mục tiêu ") else { return false };
        let named = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered =
            named.len() < rest.len() && named.trim_start().starts_with([':', '.', '-', '–']);
        let siblings = self.script.tree().children(self.script.node(id).parent);
        let behind = siblings.partition_point(|sibling| *sibling <= id);
        let next = kids.first().or_else(|| siblings.get(behind));
        let lists = next
            .is_some_and(|next| !kids.is_empty() || self.script.key(*next).starts_with("chỉ tiêu"));
        numbered && lists && !has_value(named)
    }

    /// "(3) Cơ cấu kinh tế:" over dashes: the name that the parts share.
    fn is_bare_parent(&self, id: NodeId, kids: &[NodeId]) -> bool {
        let dashes = kids.iter().all(|kid| {
            self.script
                .node(*kid)
                .mark
                .is_some_and(|mark| mark.is_plain() || mark == MarkKind::Letter)
        });
        dashes && self.script.introduces(id) && !has_value(self.script.key(id))
    }
}

/// A target without a time of its own takes that above it; parts take that of the whole they belong to.
fn bound_by(target: &mut Built, above: Option<&String>) {
    let own = target.horizon.clone().or_else(|| above.cloned());
    let shared = if target.headed { own.as_ref() } else { above };
    for part in &mut target.parts {
        bound_by(part, shared);
    }
    target.horizon = own;
}

/// The composite of a target with a value of its own and the parts listed below it.
fn headed(head: Built, parts: Vec<Built>) -> Built {
    let at = parts.iter().fold(head.at, |at, part| at.cover(part.at));
    let leaf = head.parts.is_empty();
    let mut all = head.parts.clone();
    if leaf {
        all.push(Built { label: String::new(), number: None, ..head.clone() });
    }
    all.extend(parts);
    let condition = Condition::all_of_parts();
    let headed = leaf || head.headed;
    Built { at, condition, condition_at: None, replaces: None, headed, parts: all, ..head }
}

/// How many lines above a table may say its unit.
const UNIT_LINES: usize = 2;

/// First words of headings that name a field of work rather than an indicator.
const FIELDS: [&str; 17] = [
    "về",
    "lĩnh vực",
    "chỉ tiêu",
    "các chỉ tiêu",
    "nhóm",
    "mục tiêu",
    "kinh tế",
    "xã hội",
    "văn hóa",
    "môi trường",
    "quốc phòng",
    "an ninh",
    "xây dựng đảng",
    "tài nguyên",
    "nông nghiệp",
    "đô thị",
    "phát triển",
];

/// Whether the words carry a number that is neither a year nor an announced count.
pub(crate) fn has_value(key: &str) -> bool {
    let counted = topic::announced(key).map(|(_, range)| range);
    let mut at = 0;
    while let Some(start) = key[at..].find(|c: char| c.is_ascii_digit()).map(|i| at + i) {
        let len = key[start..].len()
            - key[start..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let year = len == 4 && (key[start..].starts_with("19") || key[start..].starts_with("20"));
        let inside = counted.as_ref().is_some_and(|range| range.contains(&start));
        let pinned = ["điều", "khoản", "mục", "số", "vùng", "lần thứ"]
            .iter()
            .any(|word| key[..start].trim_end().ends_with(word));
        if !(year || inside || pinned) {
            return true;
        }
        at = start + len;
    }
    key.contains('%')
}

/// The mark as written: "(6)", "1.", "-".
pub(crate) fn label(script: &Script<'_>, id: NodeId) -> String {
    let node = script.node(id);
    if node.mark.is_none() {
        return String::new();
    }
    let mark = Span::new(node.words.start(), node.body.start().max(node.words.start()));
    let mark = if node.body.is_empty() { node.words } else { mark };
    mark.of(script.text())
        .chars()
        .filter(|c| !matches!(c, '*' | '#' | '|' | '\\') && !c.is_whitespace())
        .collect()
}

/// The number of a numbered provision; `None` for letters, dashes and plain words.
fn number(script: &Script<'_>, id: NodeId) -> Option<String> {
    let node = script.node(id);
    let numbered = matches!(
        node.mark,
        Some(
            MarkKind::Number
                | MarkKind::Decimal
                | MarkKind::DeepDecimal
                | MarkKind::Bracket
                | MarkKind::Paren
        )
    );
    numbered.then(|| node.label.clone())
}

/// A target of the grammar with its place in the text.
pub(crate) fn built(script: &Script<'_>, id: NodeId, read: &ReadTarget) -> Built {
    let words = script.words(id);
    placed(read, id, &|range: Range<usize>| words.get(range).unwrap_or("").to_owned(), &|range| {
        script.source_span(id, range)
    })
}

/// The same for words that were put together from several places.
pub(crate) fn placed(
    read: &ReadTarget,
    id: NodeId,
    words: &dyn Fn(Range<usize>) -> String,
    source: &dyn Fn(Range<usize>) -> Span,
) -> Built {
    let parts: Vec<Built> = read.parts.iter().map(|part| placed(part, id, words, source)).collect();
    Built {
        node: id,
        at: source(read.range.clone()),
        label: String::new(),
        number: None,
        text: read.said.clone().unwrap_or_else(|| words(read.range.clone())),
        name: read.name.clone(),
        condition: read.condition.clone(),
        condition_at: read.condition_range.clone().map(source),
        horizon: read.horizon.clone(),
        column: None,
        replaces: read.replaces.clone(),
        headed: is_headed(read, words),
        parts,
    }
}

/// Whether the first part is the value of the whole ("… 8%, trong đó: …") and not one of equals ("A 8%; B 5%").
fn is_headed(read: &ReadTarget, words: &dyn Fn(Range<usize>) -> String) -> bool {
    let [first, second, ..] = read.parts.as_slice() else { return false };
    if first.name != read.name {
        return false;
    }
    let between = words(first.range.end.min(second.range.start)..second.range.start);
    let opening = words(second.range.clone());
    let key = crate::phrase::key(&format!("{between} {opening}"));
    let near = &key[..crate::script::floor(&key, between.len() + 40)];
    has_any(near, &["trong đó", "riêng", "gồm", "bao gồm", "cụ thể", "chia ra", "trong số đó"])
        || between.contains('(')
        || find(near, "gồm").is_some()
}

/// A finding of the grammar in the given text.
pub(crate) fn diagnostic(
    script: &Script<'_>,
    finding: &Finding,
    source: impl Fn(Range<usize>) -> Span,
) -> Diagnostic {
    Diagnostic {
        code: finding.code,
        severity: finding.severity,
        message: finding.message.clone(),
        message_en: finding.message_en.clone(),
        span: script.given(source(finding.range.clone())),
        hint: finding.hint.clone(),
        hint_en: finding.hint_en.clone(),
    }
}
