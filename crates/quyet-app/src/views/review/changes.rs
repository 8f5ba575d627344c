//! What people changed, in words: before and after.

use quyet_model::document::DocumentHead;
use quyet_model::review::{Change, Changed, Item, ItemId, Reviewed, Subject, TargetEdit};
use quyet_model::target::Target;
use quyet_model::task::{Measure, Task};
use quyet_report::vi;

use super::{item_label, item_name, shortened};
use crate::policy::role_words;
use crate::review::form::{HeadForm, READINGS, TaskForm};

/// One thing that a person said of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRow {
    /// When: "09:41 ngày 20/01/2025".
    pub when: String,
    /// Body and role, never the name: "Sở Tài chính (người lập kế hoạch)".
    pub who: String,
    /// What was done: "Sửa".
    pub verb: &'static str,
    /// To what: "Chỉ tiêu (6) Số xã …".
    pub item: String,
    /// Fields that differ.
    pub fields: Vec<FieldChange>,
    /// Whether something is written otherwise than before; not so for a mere confirmation.
    pub alters: bool,
}

/// A field that a person wrote otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name.
    pub name: &'static str,
    /// What stood before; empty for nothing.
    pub before: String,
    /// What stands now; empty for nothing.
    pub after: String,
}

/// Every change in order, with what stood before it.
pub fn change_rows(drafted: Reviewed, changes: &[Changed]) -> Vec<ChangeRow> {
    let mut reviewed = drafted;
    let mut rows = Vec::new();
    for changed in changes {
        rows.push(row(&reviewed, changed));
        // A change that does not fit changes nothing, here as when it was made.
        let _unchanged = reviewed.apply(&changed.change);
    }
    rows
}

fn row(before: &Reviewed, changed: &Changed) -> ChangeRow {
    let (verb, item, fields) = said(before, &changed.change);
    let actor = &changed.by;
    let role = role_words(actor.role);
    let who =
        if actor.body.is_empty() { role.to_owned() } else { format!("{} ({role})", actor.body) };
    ChangeRow {
        when: vi::moment(changed.at),
        who,
        verb,
        item,
        fields,
        alters: !matches!(changed.change, Change::Confirmed(_) | Change::Reopened(_)),
    }
}

fn said(before: &Reviewed, change: &Change) -> (&'static str, String, Vec<FieldChange>) {
    let name = |id: &ItemId| before.item(*id).map(named).unwrap_or_default();
    match change {
        Change::Confirmed(id) => ("Xác nhận", name(id), vec![]),
        Change::Rejected(id) => ("Bỏ", name(id), vec![]),
        Change::Reopened(id) => ("Mở lại", name(id), vec![]),
        Change::DocumentEdited(head) => {
            let fields = match before.item(ItemId(0)).map(|item| &item.subject) {
                Some(Subject::Document(known)) => head_fields(known, head),
                _ => vec![],
            };
            ("Sửa", "Thông tin văn bản".to_owned(), fields)
        }
        Change::TargetEdited { item, edit } => {
            let known = before.item(*item);
            let whole = known.is_some_and(|item| !item.parts.is_empty());
            let fields =
                known.and_then(Item::target).map(|known| target_fields(known, edit, whole));
            ("Sửa", name(item), fields.unwrap_or_default())
        }
        Change::TaskEdited { item, task } => {
            let fields = match before.item(*item).map(|item| &item.subject) {
                Some(Subject::Task(known)) => task_fields(known, task),
                _ => vec![],
            };
            ("Sửa", name(item), fields)
        }
        Change::TargetSplit { item, into } => {
            let parts = into.iter().map(|part| field("Phần", String::new(), words(part)));
            ("Tách", name(item), parts.collect())
        }
        Change::TargetsMerged { first, second, into } => {
            let both = format!("{} + {}", name(first), name(second));
            ("Gộp", both, vec![field("Thành", String::new(), words(into))])
        }
        Change::TargetAdded(target) => (
            "Thêm",
            "Chỉ tiêu máy bỏ sót".to_owned(),
            vec![field("Nội dung", String::new(), words(target))],
        ),
    }
}

fn named(item: &Item) -> String {
    format!("{} {}", item_label(item), shortened(&item_name(item), 90))
}

fn words(target: &Target) -> String {
    format!("{}: {}", target.name, vi::condition_words(&target.condition))
}

fn field(name: &'static str, before: String, after: String) -> FieldChange {
    FieldChange { name, before, after }
}

fn differing(fields: Vec<FieldChange>) -> Vec<FieldChange> {
    fields.into_iter().filter(|field| field.before != field.after).collect()
}

fn head_fields(known: &DocumentHead, head: &DocumentHead) -> Vec<FieldChange> {
    let (known, head) = (HeadForm::of(known), HeadForm::of(head));
    differing(vec![
        field("Số ký hiệu", known.number, head.number),
        field("Ngày thông qua", known.adopted, head.adopted),
        field("Cơ quan ban hành", known.issuer, head.issuer),
        field("Trích yếu", known.title, head.title),
        field("Năm kế hoạch", known.year, head.year),
        field("Khóa", known.term, head.term),
        field("Kỳ họp", known.session, head.session),
    ])
}

fn target_fields(known: &Target, edit: &TargetEdit, whole: bool) -> Vec<FieldChange> {
    let optional = |words: &Option<String>| words.clone().unwrap_or_default();
    let mut fields = vec![
        field("Tên", known.name.clone(), edit.name.clone()),
        field("Mốc thời gian", optional(&known.horizon), optional(&edit.horizon)),
        field("Vùng chữ", known.text.clone(), edit.text.clone()),
    ];
    if !whole {
        let id = |id: Option<&quyet_model::indicator::IndicatorId>| {
            id.map(ToString::to_string).unwrap_or_default()
        };
        let promised = vi::condition_words;
        fields.insert(1, field("Mục tiêu", promised(&known.condition), promised(&edit.condition)));
        let reading = |condition| {
            let form = crate::review::form::ConditionForm::of(condition);
            let known = READINGS.into_iter().find(|(value, _)| *value == form.reading);
            known.map(|(_, words)| words.to_owned()).unwrap_or_default()
        };
        fields.insert(2, field("Cách đọc", reading(&known.condition), reading(&edit.condition)));
        let (before, after) = (id(known.indicator.as_ref()), id(edit.indicator.as_ref()));
        fields.push(field("Chỉ tiêu thống kê", before, after));
    }
    differing(fields)
}

fn task_fields(known: &Task, task: &Task) -> Vec<FieldChange> {
    let joined = |measures: &[Measure]| {
        measures.iter().map(|measure| measure.passage.text.as_str()).collect::<Vec<_>>().join(" / ")
    };
    let (before, after) = (TaskForm::of(known), TaskForm::of(task));
    differing(vec![
        field("Nội dung", joined(&known.measures), joined(&task.measures)),
        field("Chủ trì", before.lead, after.lead),
        field("Phối hợp", before.supporting, after.supporting),
        field("Sản phẩm", before.output, after.output),
    ])
}
