//! Pieces to targets: heads, parts, groups, and what they share.
//!
//! **Takes** the pieces of an item. **Gives** its targets.
//! **Never** loses a piece: one that promises nothing is told.

mod abreast;
pub(super) mod respective;

use std::ops::Range;

use quyet_model::condition::{Bound, Condition, Promise};
use rust_decimal::Decimal;

use super::leaf::{self, Inherited, Reader};
use super::segment::{self, Gap, Piece};
use super::token::{Kind, Line};
use super::value::Value;
use super::{ReadTarget, brackets, change, horizon, name, prose, rules};

/// A head and its parts.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The piece that says a value of the whole.
    head: Option<Piece>,
    /// Words before a colon that name the whole without a value.
    title: Option<Range<usize>>,
    /// The parts.
    parts: Vec<Piece>,
    /// Whether parts still follow over a semicolon.
    open: bool,
}

/// The targets of the whole line.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<ReadTarget> {
    let (line, values) = (reader.line, reader.values);
    let pieces = segment::pieces(line, values, 0..line.tokens.len(), 0);
    if reader.context.prose && !prose::promises(line, values, &pieces, reader.context.listed) {
        return Vec::new();
    }
    let shared = shared_horizon(line, &pieces);
    let mut targets = Vec::new();
    let first_piece = pieces.first().cloned();
    let mut inherited = Inherited {
        lead: reader.context.lead.clone(),
        direction: reader.context.lead.as_deref().and_then(lead_direction),
        horizon: shared.map(|h| line.slice(h).to_owned()),
        ..Inherited::default()
    };
    for group in groups(line, values, pieces) {
        let head = group.head.clone();
        targets.extend(read_group(reader, group, inherited.clone()));
        inherited.name = targets.last().map(|t: &ReadTarget| t.name.clone());
        inherited.verb =
            head.and_then(|h| change::opening_verb(line, values, &h)).or(inherited.verb);
    }
    if targets.is_empty() {
        // A heading or a sentence of background: the caller tells what was not read.
        reader.findings.clear();
    }
    if let (Some(piece), [first, _, ..]) = (first_piece, targets.as_mut_slice()) {
        strip_shared(line, &piece, first);
    }
    assemble(reader, targets)
}

/// One target stays as it is; several become one composite, or stay apart in prose.
fn assemble(reader: &Reader<'_>, mut targets: Vec<ReadTarget>) -> Vec<ReadTarget> {
    let whole = 0..reader.line.text.trim_end().len();
    if reader.context.prose || targets.is_empty() {
        return targets;
    }
    if let [only] = targets.as_mut_slice() {
        only.range = whole;
        return targets;
    }
    let name = targets.first().map(|t| t.name.clone()).unwrap_or_default();
    vec![composite(whole, name, None, targets)]
}

fn composite(
    range: Range<usize>,
    name: String,
    horizon: Option<String>,
    parts: Vec<ReadTarget>,
) -> ReadTarget {
    ReadTarget {
        range,
        name,
        condition: Condition::all_of_parts(),
        condition_range: None,
        horizon,
        said: None,
        replaces: None,
        parts,
    }
}

/// A time phrase that opens the line holds for every piece without one of its own.
fn shared_horizon(line: &Line<'_>, pieces: &[Piece]) -> Option<Range<usize>> {
    let first = pieces.first().filter(|_| pieces.len() > 1)?;
    horizon::opening(line, first.range.clone()).horizon
}

/// Gathers pieces under their heads.
fn groups(line: &Line<'_>, values: &[Value], pieces: Vec<Piece>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let before_parts = pieces.peek().is_some_and(|next| matches!(next.gap, Gap::Inside { .. }));
        let several = pieces.peek().is_some();
        let Some(group) = out.last_mut().filter(|g| belongs(line, g, &piece, before_parts)) else {
            out.push(open_group(line, values, piece, several));
            continue;
        };
        if let Gap::Inside { colon } = piece.gap {
            group.open |= colon;
        }
        group.parts.push(piece);
    }
    out
}

/// Whether `piece` is a part of the group before it.
fn belongs(line: &Line<'_>, group: &Group, piece: &Piece, before_parts: bool) -> bool {
    let has_parts = !group.parts.is_empty();
    match piece.gap {
        Gap::Start | Gap::Sentence => false,
        Gap::Dashed => group.open,
        Gap::Inside { .. } | Gap::Apart => true,
        Gap::Soft => has_parts && !(before_parts && group.parts.len() > 1),
        Gap::Semicolon if !has_parts => false,
        Gap::Semicolon => {
            let second_group = before_parts && group.parts.len() > 1;
            let apart = group.parts.iter().any(|p| p.gap == Gap::Apart);
            let small = !line.capital(piece.range.start);
            let listed = group.open || group.title.is_some();
            !second_group
                && (listed
                    || (small && !apart && group.head.is_some() && starts_large(line, group)))
        }
    }
}

fn starts_large(line: &Line<'_>, group: &Group) -> bool {
    group.head.as_ref().is_some_and(|h| line.capital(h.range.start))
}

/// A new group: a head with a value, or a title before its first part.
fn open_group(line: &Line<'_>, values: &[Value], piece: Piece, several: bool) -> Group {
    if piece.values.is_empty() {
        return if several && is_title(line, &piece) {
            Group { title: Some(piece.range), ..Group::default() }
        } else {
            Group { head: Some(piece), ..Group::default() }
        };
    }
    match title_colon(line, values, &piece) {
        Some(colon) => {
            let title = line.trim(piece.range.start..colon);
            let range = line.trim(colon + 1..piece.range.end);
            let part = Piece { range, gap: Gap::Inside { colon: true }, ..piece };
            Group { title: Some(title), parts: vec![part], open: true, head: None }
        }
        None => Group { head: Some(piece), ..Group::default() },
    }
}

/// A piece without a value that only names what follows.
fn is_title(line: &Line<'_>, piece: &Piece) -> bool {
    let colon = line.kind(piece.range.end) == Some(Kind::Colon);
    let marked = line
        .any_at(piece.range.end, &["trong đó", "gồm", "bao gồm", "cụ thể", "chia ra"])
        .is_some();
    let comma = line.kind(piece.range.end) == Some(Kind::Comma)
        && line.any_at(piece.range.end + 1, &["trong đó", "gồm", "bao gồm", "cụ thể"]).is_some();
    colon || marked || comma
}

/// A colon with a name between it and the value opens a list; one right before the value does not.
fn title_colon(line: &Line<'_>, values: &[Value], piece: &Piece) -> Option<usize> {
    let first = values[*piece.values.first()?].first;
    let colon = (piece.range.start..first)
        .find(|i| line.is_at(*i, Kind::Colon, line.tokens[piece.range.start].depth))?;
    let between = name::strip(line, colon + 1..first, None);
    let before = line.trim(piece.range.start..colon);
    (!between.is_empty() && !before.is_empty()).then_some(colon)
}

fn read_group(reader: &mut Reader<'_>, group: Group, inherited: Inherited) -> Vec<ReadTarget> {
    match (group.head, group.title) {
        (Some(head), _) => headed(reader, &head, &group.parts, &inherited),
        (None, Some(title)) => titled(reader, title, &group.parts, inherited),
        (None, None) => Vec::new(),
    }
}

fn lead_direction(lead: &str) -> Option<quyet_model::condition::Direction> {
    let line = Line::new(lead);
    change::leading(&line, 0, line.tokens.len().max(2))
}

/// A head with a value of its own is the first part.
fn headed(
    reader: &mut Reader<'_>,
    head: &Piece,
    parts: &[Piece],
    inherited: &Inherited,
) -> Vec<ReadTarget> {
    let (line, values) = (reader.line, reader.values);
    if parts.is_empty()
        && let Some(whole) = respective::read(reader, head, inherited)
    {
        return vec![whole];
    }
    if parts.is_empty()
        && let Some(row) = abreast::read(reader, head, inherited)
    {
        let end = values[head.values[0]].first;
        let own = line
            .slice(name::strip(line, horizon::opening(line, head.range.start..end).body..end, None))
            .to_owned();
        let time = row.first().and_then(|part| part.horizon.clone());
        return vec![composite(line.bytes(head.range.clone()), own, time, row)];
    }
    let (head_piece, mut all_parts) = brackets::parts(line, values, head);
    let mark = reader.findings.len();
    let Some(mut first) = leaf::read(reader, &head_piece, inherited) else {
        unread(reader, head, !parts.is_empty());
        let mut found = Vec::new();
        read_parts(reader, parts, inherited, None, &mut found);
        return found;
    };
    if let [list] = parts
        && list.values.is_empty()
        && let Some(with_members) = with_roster(reader, head, list, inherited, mark)
    {
        return vec![with_members];
    }
    all_parts.extend(parts.iter().cloned());
    let name = first.name.clone();
    let mut found = Vec::new();
    read_parts(reader, &all_parts, inherited, Some(&name), &mut found);
    if found.is_empty() {
        first.range = line.bytes(head.range.clone());
        return vec![first];
    }
    strip_shared(line, head, &mut first);
    let end = found.iter().map(|p| p.range.end).max().unwrap_or(first.range.end);
    let range = line.bytes(head.range.clone()).start..end.max(line.bytes(head.range.clone()).end);
    let horizon = first.horizon.clone();
    found.insert(0, first);
    check_shares(reader, &name, &found, false);
    vec![composite(range, name, horizon, found)]
}

/// "12 xã, gồm: A, B": the list after the cut belongs to the count before it.
fn with_roster(
    reader: &mut Reader<'_>,
    head: &Piece,
    list: &Piece,
    inherited: &Inherited,
    mark: usize,
) -> Option<ReadTarget> {
    let whole = Piece { range: head.range.start..list.range.end, ..head.clone() };
    let told = reader.findings.split_off(mark);
    let target = leaf::read(reader, &whole, inherited);
    let listed = target.filter(|t| matches!(t.condition.promise, Promise::Roster { .. }));
    if listed.is_none() {
        reader.findings.truncate(mark);
        reader.findings.extend(told);
    }
    listed
}

/// The first part loses the time phrase that holds for all.
fn strip_shared(line: &Line<'_>, head: &Piece, first: &mut ReadTarget) {
    let opening = horizon::opening(line, head.range.clone());
    let condition_start = first.condition_range.as_ref().map_or(first.range.end, |c| c.start);
    let start =
        line.tokens.get(opening.body).map_or(first.range.start, |t| t.start).min(condition_start);
    if first.parts.is_empty() && opening.horizon.is_some() && start < first.range.end {
        first.range.start = start;
    }
}

fn titled(
    reader: &mut Reader<'_>,
    title: Range<usize>,
    parts: &[Piece],
    inherited: Inherited,
) -> Vec<ReadTarget> {
    let line = reader.line;
    let opening = horizon::opening(line, title.clone());
    let words = name::strip(line, title.clone(), opening.horizon.as_ref());
    let (words, closing) = without_time_behind(line, words);
    let lead_in = is_lead_in(line, &title, &words);
    let own = line.slice(words.clone()).to_owned();
    let direction = change::leading(line, opening.body, title.end.max(opening.body + 2))
        .or(inherited.direction);
    let time = opening.horizon.or(closing).map(|h| line.slice(h).to_owned());
    let lead = if lead_in {
        inherited.lead
    } else {
        Some(name::under(inherited.lead.as_deref().unwrap_or(""), &own))
    };
    let shared =
        Inherited { lead, direction, horizon: time.or(inherited.horizon), ..Inherited::default() };
    let mut found = Vec::new();
    read_parts(reader, parts, &shared, None, &mut found);
    if lead_in || found.is_empty() {
        return found;
    }
    let several = parts.len() > 1 || found.len() > 2;
    if !several || found.len() == 1 {
        for target in &mut found {
            target.range.start = line.bytes(title.clone()).start;
        }
        return found;
    }
    let start = line.bytes(title).start;
    let end = found.iter().map(|p| p.range.end).max().unwrap_or(start);
    check_shares(reader, &own, &found, true);
    vec![composite(start..end, own, shared.horizon, found)]
}

/// "Cơ cấu kinh tế đến năm 2025:": the time that closes a title holds for its parts.
fn without_time_behind(
    line: &Line<'_>,
    words: Range<usize>,
) -> (Range<usize>, Option<Range<usize>>) {
    let near = words.start + 1..words.end;
    match near.rev().take(8).find(|i| horizon::at(line, *i) == Some(words.end)) {
        Some(mut at) => {
            // The longest phrase: "đến năm 2025" rather than "năm 2025".
            while at > words.start + 1 && horizon::at(line, at - 1) == Some(words.end) {
                at -= 1;
            }
            (line.trim(words.start..at), Some(at..words.end))
        }
        None => (words, None),
    }
}

/// "Về kinh tế", "Các chỉ tiêu chủ yếu": a heading, not the name of an indicator.
fn is_lead_in(line: &Line<'_>, title: &Range<usize>, words: &Range<usize>) -> bool {
    let heading = [
        "về",
        "các chỉ tiêu",
        "một số chỉ tiêu",
        "chỉ tiêu",
        "mục tiêu",
        "các mục tiêu",
        "lĩnh vực",
        "nhiệm vụ",
        "trong lĩnh vực",
        "phấn đấu nâng cao",
        "những chỉ tiêu",
        "phấn đấu đạt",
        "các tiêu chí",
    ];
    let worded = line.any_at(title.start, &heading).is_some();
    worded
        || words.is_empty()
        || line.find(title.clone(), &["chỉ tiêu", "mục tiêu cụ thể"]).is_some()
}

fn read_parts(
    reader: &mut Reader<'_>,
    parts: &[Piece],
    inherited: &Inherited,
    head: Option<&str>,
    out: &mut Vec<ReadTarget>,
) {
    let mut previous = head.map(str::to_owned);
    for part in parts {
        let (values, line) = (reader.values, reader.line);
        let (piece, inner) = brackets::parts(line, values, part);
        let own = Inherited { name: previous.clone(), ..inherited.clone() };
        if let Some(whole) = respective::read(reader, &piece, &own) {
            out.push(whole);
            continue;
        }
        if let Some(row) = abreast::read(reader, &piece, &own) {
            out.extend(row);
            continue;
        }
        match leaf::read(reader, &piece, &own) {
            Some(target) => {
                previous = Some(target.name.clone());
                out.push(target);
            }
            None => unread(reader, part, true),
        }
        if !inner.is_empty() {
            read_parts(reader, &inner, inherited, previous.clone().as_deref(), out);
        }
    }
}

/// Words inside an item that promise nothing are told, unless they are the whole item.
fn unread(reader: &mut Reader<'_>, piece: &Piece, has_more: bool) {
    let line = reader.line;
    let whole = piece.range.start == 0 && piece.range.end + 1 >= line.tokens.len();
    if (has_more || !whole) && !reader.context.prose {
        reader.findings.push(rules::unread(line.bytes(piece.range.clone())));
    }
}

/// Shares of one structure add up to 100%.
fn check_shares(reader: &mut Reader<'_>, name: &str, parts: &[ReadTarget], exact: bool) {
    if !exact || !name.to_lowercase().contains("cơ cấu") {
        return;
    }
    let share = |part: &ReadTarget| match (&part.condition.promise, &part.condition.unit) {
        (Promise::Level(Bound::Exactly(v) | Bound::About(v)), Some(unit))
            if unit.as_str() == "%" =>
        {
            Some(*v)
        }
        _ => None,
    };
    let Some(shares) = parts.iter().map(share).collect::<Option<Vec<_>>>().filter(|s| s.len() > 1)
    else {
        return;
    };
    let sum: Decimal = shares.iter().copied().fold(Decimal::ZERO, Decimal::saturating_add);
    let half = Decimal::new(5, 1);
    if (sum - Decimal::ONE_HUNDRED).abs() > half {
        let (start, end) = (parts[0].range.start, parts[parts.len() - 1].range.end);
        reader.findings.push(rules::shares(start..end, sum));
    }
}
