//! Edited file to wishes.

use std::collections::BTreeSet;

use quyet_model::indicator::Indicator;
use quyet_model::plan::PlanId;
use quyet_model::review::{Item, ItemId, ItemState, Reviewed};
use quyet_syntax::Source;

use super::fields::{self, ADD, CONDITION, MEASURE, MERGE, SPLIT, STATE, state_word};
use super::lines::{self, Line, Section, Sheet, folded};
use super::pieces::{self, Piece, is_piece};
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
    let mut reader = Reader {
        review,
        catalogue,
        said: vec![],
        changed: BTreeSet::new(),
        pieces: vec![],
        faults,
    };
    reader.sections(&sheet.sections);
    reader.finish()
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
    /// The items that these are about.
    changed: BTreeSet<ItemId>,
    pieces: Vec<Piece<'a>>,
    faults: Vec<TextFault>,
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
        if before < self.said.len() {
            self.changed.insert(item.id);
        }
        let pieces = section.lines.iter().filter(|line| is_piece(line));
        self.pieces.extend(pieces.map(|line| Piece { line, item }));
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
        let words = words.strip_prefix("đã ").unwrap_or(&words);
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

    fn finish(mut self) -> Result<Vec<Wish>, Vec<TextFault>> {
        let (wishes, wrong) = pieces::wishes(self.review, &self.pieces, &self.changed);
        self.faults.extend(wrong);
        if self.faults.is_empty() {
            self.said.extend(wishes);
            return Ok(self.said);
        }
        self.faults.sort();
        Err(self.faults)
    }
}

/// Whether a line still says what was written; blanks count in a condition only, where they may stand in quotation marks.
fn reads_as(line: &Line, written: &str) -> bool {
    line.value == written || (line.field != CONDITION && folded(&line.value) == written)
}

fn count_fault(section: &Section, field: &str, lines: &[&Line]) -> Option<TextFault> {
    match lines {
        [] => {
            let what = if field == MEASURE {
                "nhiệm vụ phải còn ít nhất một việc; muốn bỏ cả nhiệm vụ thì ghi trạng thái “không phải”"
            } else {
                "thiếu dòng này trong mục; hãy ghi lại, để trống sau dấu hai chấm nếu không có"
            };
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
