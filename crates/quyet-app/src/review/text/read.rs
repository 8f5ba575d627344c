//! Edited file to wishes.

use std::collections::BTreeSet;

use quyet_model::indicator::Indicator;
use quyet_model::plan::PlanId;
use quyet_model::review::{Item, ItemId, ItemState, Reviewed};
use quyet_model::span::Span;
use quyet_syntax::Source;

use super::fields::{self, ADD, CONDITION, MEASURE, MERGE, SPLIT, STATE, state_word};
use super::lines::{self, Line, Section, Sheet, folded};
use super::pointing::Text;
use super::sheet::in_order;
use super::{FORM, Review, TextFault, TextHead, edit};
use crate::review::change::Wish;

pub(super) fn head(sheet: &Sheet) -> Result<TextHead, Vec<TextFault>> {
    let of = |field: &str| sheet.head.iter().find(|line| line.field == field);
    let fault = |field: &str, what: &str| TextFault {
        line: of(field).map_or(1, |line| line.number),
        field: field.to_owned(),
        what: what.to_owned(),
    };
    let value = |field: &str| of(field).map(|line| line.value.as_str()).filter(|v| !v.is_empty());
    let mut faults = Vec::new();
    if value("dạng") != Some(FORM) {
        let what =
            format!("tệp không ở dạng {FORM}; hãy lấy tệp mới bằng “quyet plan show … --text”");
        faults.push(fault("dạng", &what));
    }
    let plan = value("kế hoạch").map(|id| PlanId(id.to_owned()));
    if plan.is_none() {
        faults.push(fault("kế hoạch", "thiếu mã kế hoạch; hãy ghi như trong tệp gốc"));
    }
    let version = value("bản").and_then(|number| number.parse().ok());
    if version.is_none() {
        faults.push(fault("bản", "thiếu số bản; hãy ghi như trong tệp gốc"));
    }
    match (plan, version) {
        (Some(plan), Some(version)) if faults.is_empty() => Ok(TextHead { plan, version }),
        _ => Err(faults),
    }
}

pub(super) fn wishes(
    text: &str,
    review: &Review,
    catalogue: &[Indicator],
) -> Result<Vec<Wish>, Vec<TextFault>> {
    let source = Source::new(text);
    let (sheet, mut faults) = lines::parse(source.text());
    match head(&sheet) {
        Ok(head) => faults.extend(stale(&sheet, &head, review)),
        Err(wrong) => faults.extend(wrong),
    }
    if !faults.is_empty() && sheet.sections.is_empty() {
        return Err(faults);
    }
    let known = ["dạng", "kế hoạch", "bản"];
    faults.extend(unknown(&sheet.head, &known));
    let mut reader = Reader { review, catalogue, said: vec![], pieces: vec![], faults };
    reader.sections(&sheet.sections);
    reader.finish(&sheet.sections)
}

/// Why the file is not of this draft as it stands.
fn stale(sheet: &Sheet, head: &TextHead, review: &Review) -> Option<TextFault> {
    let card = &review.card;
    let line = |field: &str| sheet.head.iter().find(|line| line.field == field);
    if head.plan != card.id {
        return line("kế hoạch")
            .map(|line| line.fault(format!("tệp này không phải của {}", card.id)));
    }
    let what = || {
        format!(
            "tệp lập từ bản {} nhưng bản rà soát nay là bản {}; hãy lấy tệp mới bằng “quyet plan show {} --text” rồi chuyển phần sửa sang",
            head.version, card.version, card.id
        )
    };
    line("bản").filter(|_| head.version != card.version).map(|line| line.fault(what()))
}

fn unknown(lines: &[Line], known: &[&str]) -> Vec<TextFault> {
    let strange = lines.iter().filter(|line| !known.contains(&line.field.as_str()));
    let what = || format!("không có trường này ở đây; có: {}", known.join(", "));
    strange.map(|line| line.fault(what())).collect()
}

/// One file being read.
struct Reader<'a> {
    review: &'a Review,
    catalogue: &'a [Indicator],
    /// Edits and states, in the file's order.
    said: Vec<Wish>,
    /// Splits, merges and additions: they come last, since they change what stands where.
    pieces: Vec<Piece<'a>>,
    faults: Vec<TextFault>,
}

/// A line that splits, merges or adds, and where it stands.
struct Piece<'a> {
    line: &'a Line,
    item: &'a Item,
    /// Whether the same item was changed in another way too.
    mixed: bool,
}

impl<'a> Reader<'a> {
    fn reviewed(&self) -> &'a Reviewed {
        &self.review.reviewed
    }

    fn sections(&mut self, sections: &'a [Section]) {
        let mut seen = BTreeSet::new();
        for section in sections {
            let fault =
                |what: String| TextFault { line: section.number, field: String::new(), what };
            if !seen.insert(section.item) {
                self.faults.push(fault(format!("mục {} có hai lần trong tệp", section.item)));
                continue;
            }
            match self.reviewed().item(section.item) {
                Some(item) => self.section(section, item),
                None => self.faults.push(fault(format!(
                    "không có mục {} trong bản rà soát; hãy giữ số mục như trong tệp gốc",
                    section.item
                ))),
            }
        }
        let end =
            sections.last().map_or(1, |s| s.lines.last().map_or(s.number, |line| line.number));
        for item in in_order(self.reviewed()).iter().filter(|item| !seen.contains(&item.id)) {
            let what = format!(
                "thiếu mục {}; không xóa mục: hãy chép lại từ tệp gốc, muốn bỏ thì ghi trạng thái “không phải”",
                item.id
            );
            self.faults.push(TextFault { line: end, field: String::new(), what });
        }
    }

    fn section(&mut self, section: &'a Section, item: &'a Item) {
        let written = fields::of(item);
        let edited = self.edited(section, item, &written);
        let before = self.said.len();
        let state = self.state(section, item);
        if !edited.is_empty() {
            match edit::wish(item, &edited, &section.lines, self.catalogue) {
                Ok(wish) => self.said.push(wish),
                Err(wrong) => self.faults.extend(wrong),
            }
        }
        if let Some(state) = state {
            // Changed words are open again, so the file's state is said anew.
            let now = if edited.is_empty() { item.state } else { ItemState::Open };
            self.said.extend(decided(item.id, now, state));
        }
        let mixed = before < self.said.len();
        let asks = |line: &&Line| matches!(line.field.as_str(), SPLIT | MERGE | ADD);
        let asked = section.lines.iter().filter(asks);
        self.pieces.extend(asked.map(|line| Piece { line, item, mixed }));
    }

    /// The lines that read differently from what was written.
    fn edited(
        &mut self,
        section: &'a Section,
        item: &Item,
        written: &[(&'static str, String)],
    ) -> Vec<&'a Line> {
        let mut known: Vec<&str> = written.iter().map(|(field, _)| *field).collect();
        known.dedup();
        let mut allowed = known.clone();
        if item.is_decided_itself() {
            allowed.insert(0, STATE);
            allowed.extend(item.target().iter().flat_map(|_| [SPLIT, MERGE]));
        }
        allowed.push(ADD);
        self.faults.extend(unknown(&section.lines, &allowed));
        let mut edited = Vec::new();
        for field in known {
            let now: Vec<&Line> = section.lines.iter().filter(|line| line.field == field).collect();
            let then: Vec<&String> =
                written.iter().filter(|(own, _)| *own == field).map(|(_, value)| value).collect();
            self.faults.extend(count_fault(section, field, &now));
            let same = now.len() == then.len()
                && now.iter().zip(&then).all(|(line, value)| reads_as(line, value));
            if !same {
                edited.extend(now);
            }
        }
        edited
    }

    fn state(&mut self, section: &'a Section, item: &Item) -> Option<ItemState> {
        if !item.is_decided_itself() {
            return None;
        }
        let lines: Vec<&Line> = section.lines.iter().filter(|line| line.field == STATE).collect();
        self.faults.extend(count_fault(section, STATE, &lines));
        let line = lines.first()?;
        let words = folded(&line.value.to_lowercase());
        let states = [ItemState::Open, ItemState::Confirmed, ItemState::Rejected];
        let found = states.into_iter().find(|state| words == state_word(*state));
        if found.is_none() {
            let known = states.map(state_word).join("”, “");
            self.faults.push(line.fault(format!("trạng thái phải là “{known}”")));
        }
        if found == Some(ItemState::Rejected) && item.id == ItemId(0) {
            self.faults
                .push(line.fault("thông tin văn bản chỉ có thể sửa và xác nhận, không bỏ được"));
            return None;
        }
        found
    }

    fn finish(mut self, sections: &[Section]) -> Result<Vec<Wish>, Vec<TextFault>> {
        let pieces = std::mem::take(&mut self.pieces);
        let text = if pieces.is_empty() { None } else { Some(Text::of(self.review)) };
        let (mut splits, mut merges, mut adds) = (Vec::new(), Vec::new(), Vec::new());
        for piece in &pieces {
            let read = match (piece.line.field.as_str(), &text) {
                (ADD, Some(text)) => text.pointed(&piece.line.value).map(|span| adds.push(span)),
                (SPLIT, Some(text)) => {
                    split(piece, text).map(|at| splits.push((piece.item.id, at)))
                }
                _ => self.merge(piece, &pieces, sections).map(|first| merges.push(first)),
            };
            self.faults.extend(read.err().map(|what| piece.line.fault(what)));
        }
        if !self.faults.is_empty() {
            self.faults.sort();
            return Err(self.faults);
        }
        let mut wishes = self.said;
        wishes.extend(split_wishes(splits));
        wishes.extend(merges.into_iter().flatten().map(Wish::Merge));
        wishes.extend(adds.into_iter().map(Wish::Add));
        Ok(wishes)
    }

    /// The first target of the row that this one joins; `None` when the line says no.
    fn merge(
        &self,
        piece: &Piece<'_>,
        pieces: &[Piece<'_>],
        sections: &[Section],
    ) -> Result<Option<ItemId>, String> {
        match folded(&piece.line.value.to_lowercase()).as_str() {
            "có" => {}
            "" | "không" => return Ok(None),
            _ => return Err("hãy ghi “có” hoặc “không”".to_owned()),
        }
        let next = self.reviewed().next_of(piece.item.id);
        let next = next.ok_or("không có chỉ tiêu nào liền sau trong cùng nhóm để gộp")?;
        if !next.is_decided_itself() {
            return Err(format!("mục {} liền sau gồm nhiều mục con nên không gộp được", next.id));
        }
        let changed = |id: ItemId| self.said.iter().any(|wish| about(wish) == Some(id));
        let split = |id: ItemId| pieces.iter().any(|p| p.item.id == id && p.line.field == SPLIT);
        if [piece.item.id, next.id].into_iter().any(|id| changed(id) || split(id)) {
            return Err(format!(
                "gộp thì không sửa, không tách và không xác nhận mục {} và mục {} trong cùng lần nạp; hãy gộp trước, rồi làm tiếp trên tệp mới",
                piece.item.id, next.id
            ));
        }
        Ok(Some(self.first_of(piece.item.id, sections)))
    }

    /// The head of a chain of merges: each link is joined to what the head has become.
    fn first_of(&self, id: ItemId, sections: &[Section]) -> ItemId {
        let joins = |id: ItemId| {
            let lines = sections.iter().find(|s| s.item == id).map(|s| &s.lines[..]);
            let asks =
                |line: &Line| line.field == MERGE && folded(&line.value.to_lowercase()) == "có";
            lines.unwrap_or_default().iter().any(asks)
        };
        let reviewed = self.reviewed();
        let before = |id: ItemId| {
            let beside =
                reviewed.items().find(|item| reviewed.next_of(item.id).is_some_and(|n| n.id == id));
            beside.map(|item| item.id).filter(|id| joins(*id))
        };
        let mut first = id;
        while let Some(earlier) = before(first) {
            first = earlier;
        }
        first
    }
}

fn split(piece: &Piece<'_>, text: &Text<'_>) -> Result<usize, String> {
    if piece.mixed {
        return Err("tách thì không sửa và không xác nhận mục này trong cùng lần nạp; hãy tách trước, rồi làm tiếp trên tệp mới".to_owned());
    }
    let span = piece.item.at().map_or(Span::default(), |at| at.span);
    text.piece(&piece.line.value, span)
}

/// Whether a line still says what was written; blanks count in a condition only, where they may stand in quotation marks.
fn reads_as(line: &Line, written: &str) -> bool {
    line.value == written || (line.field != CONDITION && folded(&line.value) == written)
}

fn count_fault(section: &Section, field: &str, lines: &[&Line]) -> Option<TextFault> {
    match lines {
        [] => {
            let what =
                "thiếu dòng này trong mục; hãy ghi lại, để trống sau dấu hai chấm nếu không có";
            Some(TextFault { line: section.number, field: field.to_owned(), what: what.to_owned() })
        }
        [_, second, ..] if field != MEASURE => {
            Some(second.fault("dòng này có hai lần trong mục; hãy giữ một"))
        }
        _ => None,
    }
}

fn decided(id: ItemId, now: ItemState, said: ItemState) -> Option<Wish> {
    let wish = match said {
        ItemState::Open => Wish::Reopen(id),
        ItemState::Confirmed => Wish::Confirm(id),
        ItemState::Rejected => Wish::Reject(id),
    };
    (now != said).then_some(wish)
}

/// Which item an edit or a state is about.
fn about(wish: &Wish) -> Option<ItemId> {
    match wish {
        Wish::Confirm(id) | Wish::Reject(id) | Wish::Reopen(id) => Some(*id),
        Wish::EditTarget(edit) => Some(edit.item),
        Wish::EditTask { item, .. } => Some(*item),
        _ => None,
    }
}

/// One split for each item, its places rising.
fn split_wishes(mut splits: Vec<(ItemId, usize)>) -> Vec<Wish> {
    splits.sort_unstable();
    splits.dedup();
    let rows = splits.chunk_by(|(a, _), (b, _)| a == b);
    rows.map(|row| Wish::Split { item: row[0].0, at: row.iter().map(|(_, at)| *at).collect() })
        .collect()
}
