//! One sentence to its assignment: who leads, who supports, by when, to what end, and what it names.
//!
//! A lead is a body that is ordered ("giao Sở A …"), that "chủ trì", that stands before a colon or a verb at the
//! sentence's start, or by whom something is done ("do Sở A thực hiện"). Supporting is whom the lead works with.
//! Words that say as much and name nobody readable become a [`Doubt`].

use std::ops::Range;

use quyet_model::assignment::{Assignment, Deadline, Link, LinkKind, Phrase, Recurrence};
use quyet_model::span::Span;
use quyet_syntax::NodeId;

use super::bodies;
use super::cues::{self, Cue, clause, skip, word_before};
use super::deadline::{self, Found, Scope};
use super::labels::{self, Field};
use super::links;
use super::when::{self, Named};
use crate::citations::CitedPlace;
use crate::phrase::starting;
use crate::script::Script;

/// Verbs that a body at the start of a sentence is followed by when the sentence charges it.
const DUTIES: [&str; 41] = [
    "đẩy nhanh",
    "giải ngân",
    "hoàn thiện",
    "tháo gỡ",
    "khắc phục",
    "chủ trì",
    "chịu trách nhiệm",
    "có trách nhiệm",
    "khẩn trương",
    "tham mưu",
    "xây dựng",
    "tổ chức",
    "chỉ đạo",
    "phối hợp",
    "rà soát",
    "hướng dẫn",
    "theo dõi",
    "đôn đốc",
    "tổng hợp",
    "báo cáo",
    "trình",
    "triển khai",
    "thực hiện",
    "hoàn thành",
    "ban hành",
    "cung cấp",
    "căn cứ",
    "thường xuyên",
    "tăng cường",
    "tiếp tục",
    "kiểm tra",
    "chủ động",
    "lập",
    "đề xuất",
    "bố trí",
    "cân đối",
    "đẩy mạnh",
    "nghiên cứu",
    "thẩm định",
    "tập trung",
    "quản lý",
];

/// Longest words of a time that are doubted when they cannot be read. Unit: bytes.
const TIME_MAX: usize = 120;

/// Longest words behind a label. Unit: bytes.
const VALUE_MAX: usize = 800;

/// Longest heading that only names bodies. Unit: bytes.
const NAMED_MAX: usize = 260;

/// What looks like a part of an assignment and cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DoubtKind {
    /// Words that charge somebody who is not readable.
    Body,
    /// A time that is in no calendar, or without a year.
    Time,
    /// A row of a table with fewer cells than its header.
    Row,
}

/// Words that could not be read, in the NFC text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt {
    pub(crate) kind: DoubtKind,
    pub(crate) at: Span,
}

/// What the readers of assignments know of the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    /// The plan's year.
    pub(crate) year: Option<i16>,
    /// Where papers are cited, in the text's order.
    pub(crate) cited: &'a [CitedPlace],
}

/// Reads the assignments of one document.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    script: &'a Script<'a>,
    known: Known<'a>,
    pub(crate) doubts: Vec<Doubt>,
}

/// A sentence and what was found in it so far; ranges are those of the node's words.
struct Sentence<'a> {
    id: NodeId,
    text: &'a str,
    key: &'a str,
    within: Range<usize>,
    /// Whether a heading or lead-in above names who leads.
    led: bool,
    lead: Vec<Range<usize>>,
    supporting: Vec<Range<usize>>,
    /// Papers cited in it.
    papers: Vec<Range<usize>>,
    /// Up to where the times are read.
    timed: usize,
    /// Up to where names of programmes and projects are read.
    linked: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(script: &'a Script<'a>, known: Known<'a>) -> Self {
        Self { script, known, doubts: Vec::new() }
    }

    /// What the sentence at `within` says. `led`: a heading above names who leads. Linear.
    pub(crate) fn read(&mut self, id: NodeId, within: Range<usize>, led: bool) -> Assignment {
        let script = self.script;
        let (text, key) = (script.words(id), script.key(id));
        let mut out = Assignment::default();
        let mut sentence = Sentence {
            id,
            text,
            key,
            papers: self.papers(id, &within),
            timed: within.start,
            linked: within.start,
            within,
            led,
            lead: Vec::new(),
            supporting: Vec::new(),
        };
        self.labels(&mut sentence, &mut out);
        subject(&mut sentence);
        for (at, cue) in cues::scan(key, sentence.within.clone()) {
            match cue {
                Cue::Charges => charged(&mut sentence, at),
                Cue::By => done_by(&mut sentence, at),
                Cue::Leads => self.leads(&mut sentence, at),
                Cue::Supports => self.supports(&mut sentence, at),
                Cue::Link(kind) => self.link(&mut sentence, at, kind, &mut out.links),
                Cue::Time | Cue::Session | Cue::Recurs if sentence.timed <= at => {
                    self.time(&mut sentence, at, cue, &mut out);
                }
                Cue::Time | Cue::Session | Cue::Recurs => {}
            }
        }
        let paper = |range: &Range<usize>| Link {
            kind: LinkKind::Document,
            phrase: script.phrase(id, range.clone()),
        };
        out.links.extend(sentence.papers.iter().map(paper));
        out.links.sort_by_key(|link| link.phrase.span);
        self.bodies(sentence, &mut out);
        out
    }

    fn link(&self, sentence: &mut Sentence<'_>, at: usize, kind: LinkKind, out: &mut Vec<Link>) {
        if at < sentence.linked {
            return;
        }
        let Sentence { text, key, .. } = *sentence;
        let found = links::at(text, key, at, kind, &sentence.within);
        let Some((kind, range)) = found.filter(|(_, own)| !links::lies_in(&sentence.papers, own))
        else {
            return;
        };
        // "OCOP" alone stands for the programme that was named in full before.
        let short = &key[range.clone()] == "ocop";
        if short && out.iter().any(|link| link.phrase.text.contains("OCOP")) {
            return;
        }
        sentence.linked = range.end;
        out.push(Link { kind, phrase: self.script.phrase(sentence.id, range) });
    }

    /// The bodies that a heading or lead-in consists of ("1. Sở Tài chính"); empty for other words.
    pub(crate) fn named(&self, id: NodeId) -> Vec<Phrase> {
        let (text, key) = (self.script.words(id), self.script.key(id));
        let end = key.find(':').unwrap_or(key.len());
        if NAMED_MAX < end {
            return Vec::new();
        }
        let names = bodies::list(text, key, 0, end);
        // "Các sở: Tài chính, Xây dựng" names its bodies behind the colon.
        if bodies::list(text, key, 0, key.len()).first().is_some_and(|name| end < name.end) {
            return Vec::new();
        }
        let whole = names
            .last()
            .is_some_and(|last| key[last.end..end].trim_matches([' ', '.', '*', ',']).is_empty());
        if !whole {
            return Vec::new();
        }
        names.into_iter().map(|range| self.script.phrase(id, range)).collect()
    }

    /// Whether the sentence is nothing but a labelled field: "Thời gian hoàn thành: Quý II."
    pub(super) fn is_label(&self, id: NodeId, within: &Range<usize>) -> bool {
        let key = self.script.key(id);
        let start = skip_signs(key, within.start, within.end);
        labels::at(&key[start..within.end]).is_some()
    }

    /// The words as a phrase.
    pub(super) fn phrase(&self, id: NodeId, range: Range<usize>) -> Phrase {
        self.script.phrase(id, range)
    }

    /// Papers cited inside the sentence.
    fn papers(&self, id: NodeId, within: &Range<usize>) -> Vec<Range<usize>> {
        let cited = self.known.cited;
        let from = cited.partition_point(|place| place.node < id);
        let own = cited[from..].iter().take_while(|place| place.node == id);
        let inside = own.filter(|p| within.start <= p.range.start && p.range.end <= within.end);
        inside.map(|place| place.range.clone()).collect()
    }

    fn doubt(&mut self, kind: DoubtKind, id: NodeId, range: Range<usize>) {
        let at = self.script.source_span(id, range);
        self.doubts.push(Doubt { kind, at });
    }

    /// Keeps the bodies once each, in the text's order; who leads does not support.
    fn bodies(&self, mut sentence: Sentence<'_>, out: &mut Assignment) {
        let order = |names: &mut Vec<Range<usize>>| {
            names.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
            names.dedup_by(|later, earlier| later.start < earlier.end);
        };
        order(&mut sentence.lead);
        order(&mut sentence.supporting);
        let lead = &sentence.lead;
        sentence
            .supporting
            .retain(|own| lead.iter().all(|l| own.end <= l.start || l.end <= own.start));
        let phrase = |range: &Range<usize>| self.script.phrase(sentence.id, range.clone());
        out.lead = sentence.lead.iter().map(phrase).collect();
        out.supporting = sentence.supporting.iter().map(phrase).collect();
    }

    /// "Cơ quan chủ trì: Sở A; thời gian: Quý II." at the start of the sentence and of its clauses.
    fn labels(&mut self, sentence: &mut Sentence<'a>, out: &mut Assignment) {
        let within = sentence.within.clone();
        if !sentence.key[within.clone()].contains(':') {
            return;
        }
        let opens =
            |(at, c): (usize, char)| matches!(c, ';' | '(' | ',').then_some(within.start + at + 1);
        let starts: Vec<usize> = std::iter::once(within.start)
            .chain(sentence.text[within.clone()].char_indices().filter_map(opens))
            .collect();
        for start in starts {
            let start = skip_signs(sentence.key, start, within.end);
            let Some((field, len)) = labels::at(&sentence.key[start..within.end]) else { continue };
            let from = start + len;
            let value = from..label_end(sentence.key, from, within.end);
            match field {
                Field::Lead => {
                    sentence.lead.extend(bodies::pieces(sentence.text, sentence.key, value));
                }
                Field::Supporting => {
                    sentence.supporting.extend(bodies::pieces(sentence.text, sentence.key, value));
                }
                Field::Deadline => self.times_of(sentence, value, out),
                Field::Output => out.output = self.value(sentence, value),
                Field::Overseer => out.overseers.extend(self.value(sentence, value)),
                Field::Note => out.note = self.value(sentence, value),
                Field::Order | Field::Task => {}
            }
        }
    }

    fn value(&self, sentence: &Sentence<'_>, range: Range<usize>) -> Option<Phrase> {
        let range = trimmed(sentence.text, range);
        (!range.is_empty()).then(|| self.script.phrase(sentence.id, range))
    }

    fn times_of(&mut self, sentence: &mut Sentence<'_>, value: Range<usize>, out: &mut Assignment) {
        let end = value.end;
        if !self.times(sentence.id, value.clone(), out) {
            // "Hoàn thành: 05 công trình" is no label of a time.
            let (_, before) = word_before(sentence.key, value.start.saturating_sub(1));
            let value = trimmed(sentence.text, value);
            if !value.is_empty() && value.len() <= TIME_MAX && before != "thành" {
                self.doubt(DoubtKind::Time, sentence.id, value);
            }
        }
        sentence.timed = end;
    }

    /// The times of a cell, or of the words behind a label; whether one was found.
    pub(super) fn times(&mut self, id: NodeId, value: Range<usize>, out: &mut Assignment) -> bool {
        let (text, key) = (self.script.words(id), self.script.key(id));
        let value = trimmed(text, value);
        let scope = Scope { key, within: value.clone(), year: self.known.year };
        let mut at = value.start;
        let mut seen = false;
        while at < value.end {
            let found = cell_time(&scope, at);
            let Some((found, range)) = found else {
                let next =
                    key[at..value.end].find([' ', ';', ',']).map_or(value.end, |i| at + i + 1);
                at = skip(key, next.max(at + 1));
                continue;
            };
            at = skip_signs(key, range.end, value.end).max(at + 1);
            seen = true;
            self.keep(id, &found, range, out);
        }
        seen
    }

    fn keep(&mut self, id: NodeId, found: &Found, range: Range<usize>, out: &mut Assignment) {
        match *found {
            Found::Deadline { due, strict, year_inferred } => {
                let phrase = self.script.phrase(id, range);
                out.deadlines.push(Deadline { due, strict, year_inferred, phrase });
            }
            Found::Again { every, day, month } => {
                let phrase = self.script.phrase(id, range);
                out.recurrences.push(Recurrence { every, day, month, phrase });
            }
            Found::Doubt => self.doubt(DoubtKind::Time, id, trimmed(self.script.words(id), range)),
        }
    }

    fn time(&mut self, sentence: &mut Sentence<'_>, at: usize, cue: Cue, out: &mut Assignment) {
        let within = sentence.within.clone();
        let scope = Scope { key: sentence.key, within, year: self.known.year };
        let found = match cue {
            Cue::Session => deadline::session(&scope, at).into_iter().collect(),
            Cue::Recurs => deadline::again(&scope, at),
            _ => deadline::at(&scope, at).into_iter().collect(),
        };
        for (found, range) in found {
            sentence.timed = range.end;
            self.keep(sentence.id, &found, range, out);
        }
    }

    /// "… Sở A chủ trì"; without a body before it, the heading above must name one.
    fn leads(&mut self, sentence: &mut Sentence<'_>, at: usize) {
        let Sentence { text, key, .. } = *sentence;
        let around = clause(key, at, &sentence.within);
        let names = bodies::before(text, key, around.start, at);
        if !names.is_empty() {
            sentence.lead.extend(names);
            return;
        }
        let (_, before) = word_before(key, at);
        let noun = matches!(
            before,
            "quan" | "vị" | "người" | "trò" | "vụ" | "nhiệm" | "tục" | "được" | "và" | "đầu"
        );
        let known = sentence.led || !sentence.lead.is_empty();
        // "do cơ quan nhà nước chủ trì" tells how things are done and names nobody in particular.
        let near = crate::script::floor(key, at.saturating_sub(80)).max(around.start);
        let told = crate::phrase::find(&key[near..at], "do").is_some();
        if known || noun || told || behind_verb(before) {
            return;
        }
        let end = key[at..around.end].find([',', ';']).map_or(around.end, |sign| at + sign);
        self.doubt(DoubtKind::Body, sentence.id, trimmed(text, at..end.max(at + "chủ trì".len())));
    }

    /// "phối hợp với Sở B, UBND các huyện"; "Sở B phối hợp" beside who leads.
    fn supports(&mut self, sentence: &mut Sentence<'_>, at: usize) {
        let Sentence { text, key, .. } = *sentence;
        let end = sentence.within.end;
        if let Some(from) = partner(key, at, end) {
            let names = bodies::list(text, key, from, end);
            if names.is_empty() {
                self.unread_partner(sentence, at, from);
            }
            sentence.supporting.extend(names);
            return;
        }
        let around = clause(key, at, &sentence.within);
        let names = bodies::before(text, key, around.start, at);
        let beside = names.first().is_some_and(|first| sentence.within.start < first.start);
        if beside && !sentence.lead.is_empty() {
            let lead = sentence.lead.clone();
            sentence.supporting.extend(names.into_iter().filter(|name| !lead.contains(name)));
        }
    }

    /// "phối hợp với các …" where no body can be read.
    fn unread_partner(&mut self, sentence: &Sentence<'_>, at: usize, from: usize) {
        let Sentence { text, key, .. } = *sentence;
        let named = text[from..].starts_with(char::is_uppercase);
        if named {
            let around = clause(key, at, &sentence.within);
            let stop = around.end.max(from);
            let end = key[from..stop].find(',').map_or(stop, |sign| from + sign);
            self.doubt(DoubtKind::Body, sentence.id, trimmed(text, at..end));
        }
    }
}

/// "Sở Tài chính: Chủ trì …", "Yêu cầu Sở Tài chính tham mưu …" at the start of the sentence.
fn subject(sentence: &mut Sentence<'_>) {
    let Sentence { text, key, .. } = *sentence;
    let within = sentence.within.clone();
    let asked = starting(&key[within.clone()], &["yêu cầu", "đề nghị"]).map_or(0, str::len);
    let names = bodies::list(text, key, within.start + asked, within.end);
    let Some(last) = names.last() else { return };
    let rest = key[last.end..within.end].trim_start_matches([' ', ',', '*']);
    if rest.starts_with(':') || starting(rest, &DUTIES).is_some() {
        sentence.lead.extend(names);
    }
}

/// Behind "phối hợp (chặt chẽ) với"; `None` when "phối hợp" names no partner.
fn partner(key: &str, at: usize, end: usize) -> Option<usize> {
    let hows = ["chặt chẽ", "thực hiện", "hiệu quả", "đồng bộ", "tốt", "triển khai"];
    let mut from = skip(key, skip(key, at + "phối".len()) + "hợp".len());
    loop {
        let rest = key.get(from..end)?;
        if let Some(word) = starting(rest, &["cùng với", "cùng", "với"]) {
            return Some(skip(key, from + word.len()));
        }
        from = skip(key, from + starting(rest, &hows)?.len());
    }
}

/// "giao Sở A", "giao cho Sở A", "phân công Sở A".
fn charged(sentence: &mut Sentence<'_>, at: usize) {
    let Sentence { text, key, .. } = *sentence;
    let (_, before) = word_before(key, at);
    if matches!(before, "được" | "bàn" | "chuyển" | "đã" | "khoán" | "phủ" | "ương" | "thủ")
    {
        return;
    }
    let end = sentence.within.end;
    let mut from = skip(key, at + "giao".len());
    if key[at..].starts_with("phân") {
        from = skip(key, skip(key, at + "phân".len()) + "công".len());
    }
    while let Some(word) =
        starting(key.get(from..end).unwrap_or(""), &["cho", "nhiệm vụ cho", "trách nhiệm cho"])
    {
        from = skip(key, from + word.len());
    }
    let names = bodies::list(text, key, from, end);
    // "giao đất cho các tổ chức", "giao nhiệm vụ cho các doanh nghiệp" inside a sentence only tell of a way of doing.
    let group = names.first().is_some_and(|first| key[first.clone()].starts_with("các"));
    let opens =
        key[sentence.within.start..at].trim_end().ends_with(';') || at == sentence.within.start;
    let council = matches!(before, "tỉnh" | "hđnd" | "dân" | "ubnd" | "xã");
    if !group || opens || council {
        sentence.lead.extend(names);
    }
}

/// "do Sở A thực hiện"; "do cơ quan nhà nước chủ trì" names nobody in particular.
fn done_by(sentence: &mut Sentence<'_>, at: usize) {
    let Sentence { text, key, .. } = *sentence;
    let names = bodies::list(text, key, at + "do".len(), sentence.within.end);
    let Some(last) = names.last() else { return };
    let rest = key[last.end..sentence.within.end].trim_start();
    let does = ["chủ trì", "thực hiện", "đảm nhiệm", "chịu trách nhiệm", "tham mưu"];
    if starting(rest, &does).is_some() {
        sentence.lead.extend(names);
    }
}

/// Verbs before "chủ trì" that make it a thing one does rather than an order: "phát huy vai trò chủ trì".
fn behind_verb(before: &str) -> bool {
    matches!(before, "huy" | "phân" | "công" | "cử" | "tham" | "gia" | "hoặc")
}

/// A time in a cell: with a word that limits, or bare.
fn cell_time(scope: &Scope<'_>, at: usize) -> Option<(Found, Range<usize>)> {
    let key = scope.key;
    let rest = &key[at..scope.within.end];
    let limits = ["trước", "chậm nhất", "muộn nhất"];
    if starting(rest, &limits).is_some() {
        return deadline::at(scope, at).or_else(|| {
            let (named, end) = when::read(key, at + "trước".len(), scope.year)?;
            rest.starts_with("trước").then_some(())?;
            Some((deadline::found(scope, named, true)?, at..end))
        });
    }
    if starting(rest, &["định kỳ", "định kì"]).is_some() {
        return deadline::again(scope, at).into_iter().next();
    }
    let regular = ["hằng", "hàng", "thường xuyên", "mỗi"];
    if starting(rest, &regular).is_some() {
        let (every, end) = when::frequency(key, at)?;
        return Some((Found::Again { every, day: None, month: None }, at..end));
    }
    let leads = ["trong", "vào", "đến", "xong", "hoàn thành", "từ"];
    let mut from = at;
    // "Xong trong …", "hoàn thành đến …": no more than three of them.
    for _ in 0..3 {
        let word = key.get(from..scope.within.end).and_then(|rest| starting(rest, &leads));
        from = word.map_or(from, |word| skip(key, from + word.len()));
    }
    let (named, end) =
        when::read(key, from, scope.year).filter(|(_, end)| *end <= scope.within.end)?;
    if let Named::Time { .. } = named {
        // "Từ tháng 3 đến tháng 6": the last one is due.
        let after = skip(key, end);
        let until =
            starting(key.get(after..scope.within.end).unwrap_or(""), &["đến", "tới", "-", "–"]);
        let later = until.and_then(|word| when::read(key, after + word.len(), scope.year));
        if let Some((later, end)) = later.filter(|(_, end)| *end <= scope.within.end) {
            return Some((deadline::found(scope, later, false)?, at..end));
        }
    }
    Some((deadline::found(scope, named, false)?, at..end))
}

/// Behind spaces, dashes and stars.
fn skip_signs(key: &str, at: usize, limit: usize) -> usize {
    let rest = key.get(at..limit).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches([' ', '-', '–', '+', '*', '.', ',', ';', '(']).len())
}

/// The end of the words behind a label: a semicolon, a closing bracket, or the next label.
fn label_end(key: &str, from: usize, limit: usize) -> usize {
    let limit = crate::script::floor(key, limit.min(from + VALUE_MAX));
    let closing = key[from..limit].find(')').filter(|close| !key[from..from + close].contains('('));
    let stop = closing.map_or(limit, |at| from + at);
    let next = key[from..stop].match_indices([';', ',', '.']).find(|(at, _)| {
        let next = skip_signs(key, from + at + 1, stop);
        labels::at(&key[next..stop]).is_some()
    });
    next.map_or(stop, |(at, _)| from + at)
}

/// Without signs and spaces at the ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let ends = [' ', '.', ',', ';', ':', '*', '-', '–', '+'];
    let words = text.get(range.clone()).unwrap_or("");
    let start = range.start + (words.len() - words.trim_start_matches(ends).len());
    start..start + words.trim_matches(ends).len()
}
