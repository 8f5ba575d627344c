//! Edited fields of one item to what they mean.

use std::str::FromStr;

use jiff::civil::Date;
use quyet_model::assignment::Assignment;
use quyet_model::citation::Passage;
use quyet_model::condition::{Bound, Condition, Promise};
use quyet_model::document::{DocumentHead, DocumentKind};
use quyet_model::indicator::{Indicator, IndicatorId};
use quyet_model::review::{Item, Subject};
use quyet_model::target::Target;
use quyet_model::task::{Measure, Task};
use quyet_wire::names::DocumentKindJson;
use quyet_wire::notation::{self, NotationError};

use super::TextFault;
use super::fields::{
    ADOPTED, CONDITION, HORIZON, INDICATOR, ISSUER, KIND, LEAD, MEASURE, NAME, NUMBER, OUTPUT,
    SESSION, SUPPORT, TERM, TITLE, YEAR,
};
use super::lines::{Line, folded};
use crate::review::change::{EditTarget, Wish};
use crate::review::form::{named, phrase};

/// The wish that edited lines of an item come to. `edited` are those that read differently; `all` are all of them.
pub(super) fn wish(
    item: &Item,
    edited: &[&Line],
    all: &[Line],
    catalogue: &[Indicator],
) -> Result<Wish, Vec<TextFault>> {
    match &item.subject {
        Subject::Document(head) => {
            let mut head = (**head).clone();
            each(edited, |line| document(&mut head, line))?;
            Ok(Wish::EditDocument(Box::new(head)))
        }
        Subject::Target(known) => {
            let mut edit = unchanged(item, known);
            each(edited, |line| target(&mut edit, line, catalogue))?;
            Ok(Wish::EditTarget(Box::new(edit)))
        }
        Subject::Task(known) => {
            let measures = measures(known, all);
            if measures.is_empty() {
                let first = edited.first().copied().or(all.first());
                let what = "nhiệm vụ phải còn ít nhất một việc; muốn bỏ cả nhiệm vụ thì ghi trạng thái “không phải”";
                return Err(first.map(|line| line.fault(what)).into_iter().collect());
            }
            let mut task = (**known).clone();
            if measures != task.measures {
                let words: Vec<&str> =
                    measures.iter().map(|measure| measure.passage.text.as_str()).collect();
                task.text = words.join(" ");
                task.measures = measures;
            }
            for line in edited {
                assignment(&mut task, line);
            }
            Ok(Wish::EditTask { item: item.id, task: Box::new(task) })
        }
        Subject::Unread(_) => Ok(Wish::Reopen(item.id)),
    }
}

/// Reads every line, and gathers what is wrong with any.
fn each(
    edited: &[&Line],
    mut read: impl FnMut(&Line) -> Result<(), String>,
) -> Result<(), Vec<TextFault>> {
    let wrong = |line: &&Line| read(line).err().map(|what| line.fault(what));
    let faults: Vec<TextFault> = edited.iter().filter_map(wrong).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn unchanged(item: &Item, known: &Target) -> EditTarget {
    EditTarget {
        item: item.id,
        name: known.name.clone(),
        condition: known.condition.clone(),
        horizon: known.horizon.clone(),
        indicator: known.indicator.clone(),
        span: None,
    }
}

fn target(edit: &mut EditTarget, line: &Line, catalogue: &[Indicator]) -> Result<(), String> {
    match line.field.as_str() {
        NAME => edit.name = words(line, "tên chỉ tiêu")?,
        CONDITION => edit.condition = condition(line)?,
        HORIZON => edit.horizon = optional(line),
        INDICATOR => edit.indicator = indicator(line, catalogue)?,
        // Fields were sorted before, so there is no other.
        _ => {}
    }
    Ok(())
}

fn condition(line: &Line) -> Result<Condition, String> {
    let in_line = |error: NotationError| {
        let column = line.before + error.column;
        NotationError { column, ..error }.to_string()
    };
    let condition = notation::read(&line.value).map_err(in_line)?;
    let bound = match &condition.promise {
        Promise::Level(bound) | Promise::Change { by: Some(bound), .. } => Some(bound),
        _ => None,
    };
    match bound {
        Some(Bound::Between(low, high) | Bound::AboutBetween(low, high)) if high < low => {
            Err("khoảng phải viết số nhỏ trước, số lớn sau".to_owned())
        }
        _ => Ok(condition),
    }
}

fn indicator(line: &Line, catalogue: &[Indicator]) -> Result<Option<IndicatorId>, String> {
    let Some(wanted) = optional(line) else { return Ok(None) };
    let named = |known: &&Indicator| {
        known.id.0 == wanted || known.name.to_lowercase() == wanted.to_lowercase()
    };
    if let Some(known) = catalogue.iter().find(named) {
        return Ok(Some(known.id.clone()));
    }
    Err(format!(
        "chỉ tiêu thống kê “{wanted}” chưa được khai báo; hãy ghi đúng mã hoặc tên, để trống, hoặc khai báo bằng “quyet indicator import”"
    ))
}

fn document(head: &mut DocumentHead, line: &Line) -> Result<(), String> {
    match line.field.as_str() {
        NUMBER => head.number = optional(line),
        KIND => head.kind = optional(line).map(|words| kind(&words)).transpose()?,
        ADOPTED => head.adopted = optional(line).map(|words| day(&words)).transpose()?,
        ISSUER => head.issuer = optional(line),
        TITLE => head.title = optional(line),
        YEAR => {
            let year = optional(line).map(|words| number::<i16>(&words)).transpose()?;
            if year.is_some_and(|year| !(1900..=2999).contains(&year)) {
                return Err("năm phải từ 1900 đến 2999".to_owned());
            }
            head.year = year;
        }
        TERM => head.term = optional(line),
        SESSION => head.session = optional(line).map(|words| number(&words)).transpose()?,
        _ => {}
    }
    Ok(())
}

fn kind(words: &str) -> Result<DocumentKind, String> {
    let all = || DocumentKindJson::ALL.iter().copied().map(DocumentKind::from);
    let found = all().find(|kind| kind.word().to_lowercase() == words.to_lowercase());
    found.ok_or_else(|| {
        let known: Vec<&str> = all().map(DocumentKind::word).collect();
        format!("loại văn bản phải là một trong: {}", known.join(", "))
    })
}

/// "08/12/2023".
fn day(words: &str) -> Result<Date, String> {
    let parts: Vec<&str> = words.split('/').map(str::trim).collect();
    let read = || {
        let [day, month, year] = &parts[..] else { return None };
        let four = Some(year).filter(|year| year.len() == 4);
        Date::new(four?.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    read().ok_or_else(|| format!("“{words}” không phải là ngày; hãy viết dạng 08/12/2023"))
}

fn number<T: FromStr>(words: &str) -> Result<T, String> {
    words.parse().map_err(|_| format!("“{words}” không phải là số nguyên, ví dụ 2027"))
}

fn optional(line: &Line) -> Option<String> {
    Some(folded(&line.value)).filter(|words| !words.is_empty())
}

fn words(line: &Line, what: &str) -> Result<String, String> {
    optional(line).ok_or_else(|| format!("{what} không được để trống"))
}

/// Who and to what end, for the task as a whole.
fn assignment(task: &mut Task, line: &Line) {
    match line.field.as_str() {
        LEAD => task.assignment.lead = named(task, &line.value),
        SUPPORT => task.assignment.supporting = named(task, &line.value),
        OUTPUT => task.assignment.output = phrase(task, &line.value),
        _ => {}
    }
}

/// The measures as written now: what was there keeps its place in the text, what is new stands where the task stands.
fn measures(known: &Task, all: &[Line]) -> Vec<Measure> {
    let lines = all.iter().filter(|line| line.field == MEASURE);
    let now: Vec<String> =
        lines.map(|line| folded(&line.value)).filter(|words| !words.is_empty()).collect();
    let same_number = now.len() == known.measures.len();
    let before = |at: usize, text: &str| {
        let same = known.measures.iter().find(|measure| folded(&measure.passage.text) == text);
        same.or_else(|| known.measures.get(at).filter(|_| same_number))
    };
    // Who and when belonged to the words that stood there before.
    let said =
        |text, at| Measure { passage: Passage { text, at }, assignment: Assignment::default() };
    let place = |(at, text): (usize, String)| match before(at, &text) {
        Some(measure) if folded(&measure.passage.text) == text => measure.clone(),
        Some(measure) => said(text, measure.passage.at.clone()),
        None => said(text, known.at.clone()),
    };
    now.into_iter().enumerate().map(place).collect()
}
