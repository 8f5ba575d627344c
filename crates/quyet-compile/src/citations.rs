//! Every document that the text cites.
//!
//! A number with a symbol is a citation wherever it stands; so are a law, and a dated or (among the legal basis)
//! undated paper of a named body. Issuer and date are read on both sides, within the clause.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use quyet_model::document::{CitedDocument, DocumentKind};
use quyet_syntax::NodeId;

use crate::body_name;
use crate::date;
use crate::phrase::{find, is_word, starting};
use crate::script::Script;
use crate::symbol::{self, Symbol};

mod law;
#[cfg(test)]
mod tests;

/// Words that name a kind of document, longest first.
const KINDS: [(&str, DocumentKind); 17] = [
    ("báo cáo thẩm tra", DocumentKind::Report),
    ("báo cáo", DocumentKind::Report),
    ("nghị quyết", DocumentKind::Resolution),
    ("nghị định", DocumentKind::Decree),
    ("quyết định", DocumentKind::Decision),
    ("chỉ thị", DocumentKind::Directive),
    ("thông tư liên tịch", DocumentKind::Circular),
    ("thông tư", DocumentKind::Circular),
    ("tờ trình", DocumentKind::Submission),
    ("kế hoạch hành động", DocumentKind::PlanPaper),
    ("kế hoạch", DocumentKind::PlanPaper),
    ("kết luận", DocumentKind::Conclusion),
    ("thông báo", DocumentKind::Notice),
    ("công văn", DocumentKind::OfficialLetter),
    ("chương trình hành động", DocumentKind::Programme),
    ("chương trình", DocumentKind::Programme),
    ("bộ luật", DocumentKind::Law),
];

/// How many provisions a header spans at most.
const HEADER_MAX: usize = 12;

/// A citation inside one node's words.
#[derive(Clone, Debug)]
struct Found {
    range: Range<usize>,
    number: Option<String>,
    kind: DocumentKind,
    issuer: Option<String>,
    date: Option<Date>,
    subject: Option<String>,
}

/// Where a paper is cited: the provision, and the bytes of its words.
#[derive(Clone, Debug)]
pub(crate) struct CitedPlace {
    pub(crate) node: NodeId,
    pub(crate) range: Range<usize>,
}

/// All citations, in the text's order, and where each stands; the document's own number in its header is none.
/// Linear in the text's length.
pub(crate) fn read(
    script: &Script<'_>,
    own: Option<&str>,
) -> (Vec<CitedDocument>, Vec<CitedPlace>) {
    let mut out = Vec::new();
    let mut places = Vec::new();
    for id in script.tree().ids() {
        let mut found = in_words(script.words(id), script.key(id));
        let header = id.index() < HEADER_MAX;
        found.retain(|found| !(header && is_own(found, own, script.key(id))));
        places
            .extend(found.iter().map(|found| CitedPlace { node: id, range: found.range.clone() }));
        out.extend(found.into_iter().map(|found| cited(script, id, found)));
    }
    complete(&mut out);
    (out, places)
}

/// What all mentions of one number say together.
#[derive(Default)]
struct Paper {
    issuer: Option<String>,
    date: Option<Date>,
    subject: Option<String>,
    /// Whether two mentions name different days: then they may be different papers.
    several: bool,
}

impl Paper {
    fn hear(&mut self, one: &CitedDocument) {
        let shorter =
            |own: &&String| self.issuer.as_ref().is_none_or(|have| have.len() < own.len());
        if let Some(longer) = one.issuer.as_ref().filter(shorter) {
            self.issuer = Some(longer.clone());
        }
        self.several |= self.date.is_some_and(|have| one.date.is_some_and(|own| own != have));
        self.date = self.date.or(one.date);
        self.subject = self.subject.take().or_else(|| one.subject.clone());
    }

    /// Whether `issuer` is the paper's own, perhaps cut short.
    fn is_of(&self, issuer: Option<&str>) -> bool {
        issuer.is_none_or(|own| self.issuer.as_ref().is_some_and(|full| full.starts_with(own)))
    }
}

/// A number that is cited again in short stands for the same paper: what the fullest mention says holds for all.
fn complete(cited: &mut [CitedDocument]) {
    let mut papers: BTreeMap<String, Paper> = BTreeMap::new();
    for one in cited.iter() {
        if let Some(number) = &one.number {
            papers.entry(number.clone()).or_default().hear(one);
        }
    }
    for one in cited {
        let paper = one.number.as_ref().and_then(|number| papers.get(number));
        let Some(paper) =
            paper.filter(|paper| !paper.several && paper.is_of(one.issuer.as_deref()))
        else {
            continue;
        };
        one.issuer.clone_from(&paper.issuer);
        one.date = one.date.or(paper.date);
        one.subject = one.subject.take().or_else(|| paper.subject.clone());
    }
}

/// "Số: 179/KH-UBND" in the header.
fn is_own(found: &Found, own: Option<&str>, key: &str) -> bool {
    let before = key[..found.range.start].trim_end_matches([' ', '|', ':']);
    let labelled = key[found.range.start..].starts_with("số")
        || before.ends_with("số")
        || key.len() <= found.range.len() + 4;
    own.is_some() && found.number.as_deref() == own && labelled
}

fn cited(script: &Script<'_>, id: NodeId, found: Found) -> CitedDocument {
    let at = script.cite(id, script.source_span(id, found.range));
    let Found { number, kind, issuer, date, subject, .. } = found;
    CitedDocument { number, kind, issuer, date, subject, at }
}

fn in_words(text: &str, key: &str) -> Vec<Found> {
    let symbols = symbol::find_all(text);
    let mut out: Vec<Found> = Vec::new();
    for (i, symbol) in symbols.iter().enumerate() {
        let before = out.last().map_or(0, |found| found.range.end);
        let limit = symbols.get(i + 1).map_or(text.len(), |next| next.range.start);
        out.push(numbered(text, key, symbol, before..limit));
    }
    let laws = law::read(text, key, &mut out);
    out.extend(laws);
    out.sort_by_key(|found| found.range.start);
    let papers = unnumbered(text, key, &out);
    out.extend(papers);
    out.sort_by_key(|found| found.range.start);
    for i in 0..out.len() {
        let apart = |next: &&Found| {
            key[..next.range.start].trim_end().ends_with([',', ';', ':'])
                || key[..next.range.start].ends_with(" và ")
        };
        let limit = out.get(i + 1).filter(apart).map_or(text.len(), |next| next.range.start);
        let end = out[i].range.end;
        out[i].subject = out[i].subject.take().or_else(|| subject(text, key, end..limit));
    }
    out
}

/// A citation with number and symbol; what belongs to it stands inside `around`.
fn numbered(text: &str, key: &str, symbol: &Symbol, around: Range<usize>) -> Found {
    let (start, worded) = kind_before(key, around.start, symbol.range.start);
    let kind = if symbol.kind != DocumentKind::Other {
        symbol.kind
    } else if worded.is_none() && law_before(text, around.start, symbol.range.start) {
        DocumentKind::Law
    } else {
        worded.unwrap_or(DocumentKind::Other)
    };
    let tail = tail(text, key, symbol.range.end, around.end);
    let date = tail.date.or_else(|| day_before(key, around.start, start));
    let issuer = tail.issuer.or_else(|| symbol.issuer.map(str::to_owned));
    Found {
        range: start..tail.end,
        number: Some(symbol.number.clone()),
        kind,
        issuer,
        date,
        subject: None,
    }
}

/// The kind's word before a number ("Báo cáo thẩm tra: Số", "Quyết định"), with where it begins.
fn kind_before(key: &str, from: usize, at: usize) -> (usize, Option<DocumentKind>) {
    let mut head = key[from..at].trim_end();
    let mut start = at;
    for word in ["số:", "số"] {
        if let Some(rest) = head
            .strip_suffix(word)
            .filter(|rest| rest.is_empty() || rest.ends_with([' ', ':', '(', ',']))
        {
            start = from + rest.len();
            head = rest.trim_end();
            break;
        }
    }
    head = head.trim_end_matches(':').trim_end();
    let kind = KINDS.iter().find_map(|(word, kind)| {
        let rest = head.strip_suffix(word)?;
        (rest.is_empty() || !rest.ends_with(char::is_alphanumeric))
            .then_some((from + rest.len(), Some(*kind)))
    });
    kind.unwrap_or((start, None))
}

fn law_before(text: &str, from: usize, at: usize) -> bool {
    let head = &text[from..at];
    let last = head.rfind([';', '.']).map_or(head, |cut| &head[cut..]);
    last.contains("Luật ") || last.contains("Bộ luật ") || last.contains("Pháp lệnh ")
}

/// What follows a number: date and issuer in either order, with "thông qua", commas and the year between.
struct Tail {
    end: usize,
    date: Option<Date>,
    issuer: Option<String>,
}

fn tail(text: &str, key: &str, from: usize, limit: usize) -> Tail {
    let mut tail = Tail { end: from, date: None, issuer: None };
    let mut at = from;
    for _ in 0..6 {
        at += key[at..limit].len() - key[at..limit].trim_start_matches([' ', ',', '(']).len();
        let rest = &key[at..limit];
        if let Some((found, len)) = date::at_start(rest).filter(|_| tail.date.is_none()) {
            tail.date = Some(found);
            at += len;
            tail.end = at;
            continue;
        }
        if let Some(body) = starting(rest, &["của"]).filter(|_| tail.issuer.is_none()) {
            let start = at + body.len() + 1;
            let len = text
                .get(start..limit)
                .map_or(0, |rest| body_name::length(rest, &key[start..limit]));
            if len == 0 {
                break;
            }
            tail.issuer = Some(text[start..start + len].to_owned());
            at = start + len;
            tail.end = at;
            continue;
        }
        let skipped = starting(rest, &["thông qua", "được thông qua", "ký", "ban hành"])
            .filter(|_| tail.date.is_none());
        let year = starting(rest, &["năm"])
            .filter(|_| rest.get(6..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit())));
        match (skipped, year) {
            (Some(word), _) if key[at + word.len()..limit].trim_start().starts_with("ngày") => {
                at += word.len();
            }
            (None, Some(_)) => at = (at + "năm 2025".len()).min(limit),
            _ => break,
        }
    }
    tail
}

/// "ngày 13/11/2025, Quốc hội … đã thông qua Nghị quyết …": the day before, in the same sentence.
fn day_before(key: &str, from: usize, start: usize) -> Option<Date> {
    let head = &key[from..start];
    let sentence =
        head.rfind(['.', ';']).filter(|at| head[at + 1..].starts_with(' ')).map_or(0, |at| at + 1);
    let said = ["thông qua", "ban hành", "ký"].iter().any(|verb| head.trim_end().ends_with(verb));
    let near = crate::script::floor(head, head.len().saturating_sub(160)).max(sentence);
    let found = find(&head[near..], "ngày").map(|at| near + at).filter(|_| said);
    found.and_then(|at| date::at_start(&head[at..])).map(|(date, _)| date)
}

/// Papers without a number: dated anywhere, or of a named body where the legal basis lists them.
/// `known` holds the other citations in the text's order.
fn unnumbered(text: &str, key: &str, known: &[Found]) -> Vec<Found> {
    let basis = starting(
        key,
        &["căn cứ", "xét", "theo đề nghị", "sau khi xem xét", "sau khi nghe", "trên cơ sở"],
    )
    .is_some();
    let mut out: Vec<Found> = Vec::new();
    for at in capitals(text) {
        let kinds = KINDS.iter().filter(|(word, kind)| {
            *kind != DocumentKind::Law && key.get(at..).is_some_and(|rest| rest.starts_with(word))
        });
        for (word, kind) in kinds {
            let next = known.partition_point(|found| found.range.start <= at);
            let taken = next.checked_sub(1).is_some_and(|before| at <= known[before].range.end);
            let limit = known.get(next).map_or(text.len(), |found| found.range.start);
            let end = at + word.len();
            if taken || limit <= end || !key[end..].starts_with(' ') {
                continue;
            }
            let tail = tail(text, key, end, limit);
            if tail.end != end && (tail.date.is_some() || basis && tail.issuer.is_some()) {
                let range = at..tail.end;
                out.push(Found {
                    range,
                    number: None,
                    kind: *kind,
                    issuer: tail.issuer,
                    date: tail.date,
                    subject: None,
                });
            }
        }
    }
    out.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    out.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    out
}

/// Where words begin with a capital that a kind of paper begins with; all these letters are ASCII.
fn capitals(text: &str) -> impl Iterator<Item = usize> {
    let opens = |at: usize| text[..at].chars().next_back().is_none_or(|c| !is_word(c));
    let letters = text.bytes().enumerate();
    letters.filter_map(move |(at, byte)| {
        (matches!(byte, b'B' | b'C' | b'K' | b'N' | b'Q' | b'T') && opens(at)).then_some(at)
    })
}

/// Words behind the subject of a paper that speak of something else.
const RUNS_ON: [&str; 16] = [
    "báo cáo thẩm tra",
    "ý kiến thảo luận",
    "và ý kiến",
    "sau đây gọi",
    "như sau",
    "với các nội dung",
    "với những nội dung",
    "trên cơ sở",
    "và báo cáo",
    "và tờ trình",
    "kèm theo",
    "cụ thể",
    "đã được",
    "hội đồng nhân dân tỉnh quyết",
    "ủy ban nhân dân tỉnh ban hành",
    "ban hành kế hoạch",
];

/// A full stop that is no part of a number or an abbreviation.
fn ends_sentence(key: &str, at: usize) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let inside = digit(key[..at].chars().next_back()) && digit(key[at + 1..].chars().next());
    let short = key[..at].ends_with("tp") || key[..at].ends_with("tx");
    !inside && !short
}

/// The words behind "về": up to the end of the clause. At most 300 bytes.
fn subject(text: &str, key: &str, within: Range<usize>) -> Option<String> {
    let rest = key.get(within.clone())?;
    let skipped = rest.trim_start_matches([' ', ',']);
    let about = starting(skipped, &["về việc", "về", "v/v", "phê duyệt", "ban hành", "quy định"])?;
    let verb = matches!(about, "phê duyệt" | "ban hành" | "quy định");
    let from = within.end - skipped.len() + if verb { 0 } else { about.len() };
    let end = text[from..within.end].find([';', ')']).map_or(within.end, |at| from + at);
    let stop = key[from..end].match_indices('.').map(|(at, _)| from + at);
    let end = stop.filter(|at| ends_sentence(key, *at)).min().unwrap_or(end);
    let end = RUNS_ON
        .iter()
        .filter_map(|words| find(&key[from..end], words))
        .min()
        .map_or(end, |at| from + at);
    let end = crate::script::floor(text, end.min(from + 300));
    let words = text[from..end].trim().trim_end_matches(|c: char| c == ',' || c.is_whitespace());
    let words = words.strip_suffix(" và").unwrap_or(words).trim_end_matches(" số").trim();
    (!words.is_empty()).then(|| words.to_owned())
}
