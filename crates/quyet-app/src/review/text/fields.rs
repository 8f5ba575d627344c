//! What a file says of an item: its editable fields with their values as written.
//!
//! Written once, for writing and for comparing: what reads like this was not edited.

use quyet_model::assignment::{Assignment, Phrase};
use quyet_model::document::DocumentHead;
use quyet_model::review::{Item, ItemState, Subject};
use quyet_model::target::Target;
use quyet_model::task::Task;
use quyet_report::vi;
use quyet_syntax::Source;
use quyet_wire::notation;

use super::lines::folded;

pub(super) const STATE: &str = "trạng thái";

pub(super) const NUMBER: &str = "số";
pub(super) const KIND: &str = "loại";
pub(super) const ADOPTED: &str = "ngày thông qua";
pub(super) const ISSUER: &str = "cơ quan";
pub(super) const TITLE: &str = "trích yếu";
pub(super) const YEAR: &str = "năm";
pub(super) const TERM: &str = "khóa";
pub(super) const SESSION: &str = "kỳ họp";

pub(super) const NAME: &str = "tên";
pub(super) const CONDITION: &str = "điều kiện";
pub(super) const HORIZON: &str = "mốc thời gian";
pub(super) const INDICATOR: &str = "chỉ tiêu thống kê";

/// Bodies, with a semicolon between.
pub(super) const LEAD: &str = "chủ trì";
/// Likewise.
pub(super) const SUPPORT: &str = "phối hợp";
pub(super) const OUTPUT: &str = "sản phẩm";
/// Stands once for each measure of a task; the words of the task are these together.
pub(super) const MEASURE: &str = "việc";

pub(super) const SPLIT: &str = "tách trước";
pub(super) const MERGE: &str = "gộp với mục sau";
pub(super) const ADD: &str = "thêm chỉ tiêu";

/// The state as a file says it.
pub(super) fn state_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Open => "chưa xác nhận",
        ItemState::Confirmed => "xác nhận",
        ItemState::Rejected => "không phải",
    }
}

/// The editable fields of an item in their order, in NFC; its state is told apart.
pub(super) fn of(item: &Item) -> Vec<(&'static str, String)> {
    let fields = match &item.subject {
        Subject::Document(head) => document(head),
        Subject::Target(whole) if !item.parts.is_empty() => {
            vec![(NAME, folded(&whole.name)), (HORIZON, optional(whole.horizon.as_deref()))]
        }
        Subject::Target(leaf) => target(leaf),
        Subject::Task(one) => task(one),
        Subject::Unread(_) => vec![],
    };
    let composed = |value: String| Source::new(&value).text().to_owned();
    fields.into_iter().map(|(field, value)| (field, composed(value))).collect()
}

fn document(head: &DocumentHead) -> Vec<(&'static str, String)> {
    vec![
        (NUMBER, optional(head.number.as_deref())),
        (KIND, head.kind.map(|kind| kind.word().to_owned()).unwrap_or_default()),
        (ADOPTED, head.adopted.map(vi::date).unwrap_or_default()),
        (ISSUER, optional(head.issuer.as_deref())),
        (TITLE, optional(head.title.as_deref())),
        (YEAR, head.year.map(|year| year.to_string()).unwrap_or_default()),
        (TERM, optional(head.term.as_deref())),
        (SESSION, head.session.map(|session| session.to_string()).unwrap_or_default()),
    ]
}

fn target(target: &Target) -> Vec<(&'static str, String)> {
    vec![
        (NAME, folded(&target.name)),
        (CONDITION, notation::write(&target.condition)),
        (HORIZON, optional(target.horizon.as_deref())),
        (INDICATOR, optional(target.indicator.as_ref().map(|id| id.0.as_str()))),
    ]
}

fn task(task: &Task) -> Vec<(&'static str, String)> {
    let Assignment { lead, supporting, output, .. } = &task.assignment;
    let names = |phrases: &[Phrase]| {
        let names: Vec<String> = phrases.iter().map(|phrase| folded(&phrase.text)).collect();
        names.join("; ")
    };
    let measures = task.measures.iter().map(|measure| (MEASURE, folded(&measure.passage.text)));
    measures
        .chain([
            (LEAD, names(lead)),
            (SUPPORT, names(supporting)),
            (OUTPUT, names(output.as_slice())),
        ])
        .collect()
}

fn optional(words: Option<&str>) -> String {
    words.map(folded).unwrap_or_default()
}
