//! A form of the review screen as wishes.

use quyet_app::review::Review;
use quyet_app::review::change::Wish;
use quyet_app::review::form::{ConditionForm, FieldError, HeadForm, TargetForm, TaskForm};
use quyet_app::views::review::item_label;
use quyet_app::views::review::words::Words;
use quyet_model::indicator::Indicator;
use quyet_model::review::{Item, ItemId, ItemState, Subject};
use quyet_model::span::Span;

use crate::at_desk::Filled;

/// What the pressed button says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Save,
    Confirm,
    Split,
    Merge,
    Reject,
    Reopen,
    Undo,
    Add,
    ConfirmAll,
}

impl Order {
    pub(super) fn of(form: &Filled) -> Option<Self> {
        Some(match form.at("viec").as_str() {
            "luu" => Self::Save,
            "xac-nhan" => Self::Confirm,
            "tach" => Self::Split,
            "gop" => Self::Merge,
            "bo" => Self::Reject,
            "mo-lai" => Self::Reopen,
            "hoan-tac" => Self::Undo,
            "them" => Self::Add,
            "xac-nhan-nhom" => Self::ConfirmAll,
            _ => return None,
        })
    }
}

/// What was typed, to stand in the fields again.
#[derive(Clone, Debug)]
pub(super) enum Kept {
    Head(HeadForm),
    Target(Box<TargetForm>),
    Task(TaskForm),
    Words(String, String),
    Nothing,
}

/// What was typed about the item.
pub(super) fn kept(form: &Filled, order: Order, item: Option<&Item>) -> Kept {
    match (order, item.map(|item| &item.subject)) {
        (Order::Add, _) => Kept::Words(form.at("tu-chu"), form.at("den-chu")),
        (Order::Save | Order::Confirm, Some(Subject::Document(_))) => Kept::Head(head(form)),
        (Order::Save | Order::Confirm, Some(Subject::Target(_))) => {
            Kept::Target(Box::new(target(form)))
        }
        (Order::Save | Order::Confirm, Some(Subject::Task(task))) => {
            let typed = (0..task.measures.len()).map(|n| form.at(&format!("noi-dung-{n}")));
            // What a page did not ask for stays as it is.
            let said = |field: &str, known: String| form.all(field).next().unwrap_or(known);
            let before = TaskForm::of(task);
            Kept::Task(TaskForm {
                measures: typed.collect(),
                lead: said("chu-tri", before.lead),
                supporting: said("phoi-hop", before.supporting),
                output: said("san-pham", before.output),
            })
        }
        _ => Kept::Nothing,
    }
}

fn head(form: &Filled) -> HeadForm {
    HeadForm {
        number: form.at("so-ky-hieu"),
        adopted: form.at("ngay"),
        issuer: form.at("co-quan"),
        title: form.at("trich-yeu"),
        year: form.at("nam"),
        term: form.at("khoa"),
        session: form.at("ky-hop"),
    }
}

fn target(form: &Filled) -> TargetForm {
    let condition = ConditionForm {
        kind: form.at("dang"),
        comparison: form.at("so-sanh"),
        number: form.at("so"),
        upper: form.at("den-so"),
        unit: form.at("don-vi"),
        reading: form.at("doc-la"),
        from: form.at("so-voi"),
        direction: form.at("chieu"),
        count: form.at("so-luong"),
        members: form.at("danh-sach"),
    };
    TargetForm {
        name: form.at("ten"),
        condition,
        horizon: form.at("thoi-han"),
        indicator: form.at("chi-tieu-thong-ke"),
        from: form.at("tu-chu"),
        to: form.at("den-chu"),
    }
}

/// What the form wishes of the draft as it stands.
///
/// # Errors
/// The fields that cannot be taken.
pub(super) fn wishes(
    review: &Review,
    form: &Filled,
    order: Order,
    catalogue: &[Indicator],
) -> Result<Vec<Wish>, Vec<FieldError>> {
    let gone =
        || vec![FieldError::new("muc", "mục này không còn trong bản rà soát; hãy chọn mục khác")];
    let item =
        || form.number("muc").map(ItemId).and_then(|id| review.reviewed.item(id)).ok_or_else(gone);
    Ok(match order {
        Order::Undo => vec![Wish::Undo],
        Order::Reject => vec![Wish::Reject(item()?.id)],
        Order::Reopen => vec![Wish::Reopen(item()?.id)],
        Order::Merge => vec![Wish::Merge(item()?.id)],
        Order::Split => vec![split(review, item()?, form)?],
        Order::Add => vec![Wish::Add(pointed(review, form)?)],
        Order::Save => edited(review, item()?, form, catalogue)?.into_iter().collect(),
        Order::Confirm => {
            let item = item()?;
            let edit = edited(review, item, form, catalogue)?;
            edit.into_iter().chain([Wish::Confirm(item.id)]).collect()
        }
        Order::ConfirmAll => {
            let named: Vec<u32> = form.all("muc").filter_map(|id| id.parse().ok()).collect();
            let known = |id: &ItemId| review.reviewed.item(*id).is_some();
            named.into_iter().map(ItemId).filter(known).map(Wish::Confirm).collect()
        }
    })
}

/// What the fields change of the item; `None` when they say what stands already.
fn edited(
    review: &Review,
    item: &Item,
    form: &Filled,
    catalogue: &[Indicator],
) -> Result<Option<Wish>, Vec<FieldError>> {
    let order = Order::Save;
    match (&item.subject, kept(form, order, Some(item))) {
        (Subject::Document(known), Kept::Head(typed)) => {
            let head = typed.read(known)?;
            Ok((head != **known).then(|| Wish::EditDocument(Box::new(head))))
        }
        (Subject::Target(known), Kept::Target(typed)) => {
            let words = Words::of(&review.received.text);
            let whole = !item.parts.is_empty();
            let edit = typed.read((item.id, known), whole, &words, catalogue)?;
            Ok(edit.map(|edit| Wish::EditTarget(Box::new(edit))))
        }
        (Subject::Task(known), Kept::Task(typed)) => {
            let task = typed.read(known)?;
            Ok(task.map(|task| Wish::EditTask { item: item.id, task: Box::new(task) }))
        }
        _ => Ok(None),
    }
}

/// Where the pieces begin: ticked words, or the number of one.
fn split(review: &Review, item: &Item, form: &Filled) -> Result<Wish, Vec<FieldError>> {
    let words = Words::of(&review.received.text);
    let mut numbers: Vec<usize> =
        form.all("cho").filter_map(|number| number.trim().parse().ok()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let at: Vec<usize> = numbers.into_iter().filter_map(|number| words.start(number)).collect();
    let span = item.at().map(|at| at.span).unwrap_or_default();
    let inside = at.iter().all(|at| span.start() < *at && *at < span.end());
    if at.is_empty() || !inside {
        let message = "hãy đánh dấu ít nhất một chữ mở đầu phần sau, nằm trong mục này";
        return Err(vec![FieldError::new("cho", message)]);
    }
    Ok(Wish::Split { item: item.id, at })
}

/// The words pointed at. Pointing twice at the same words, as after going back, makes no second target.
fn pointed(review: &Review, form: &Filled) -> Result<Span, Vec<FieldError>> {
    let words = Words::of(&review.received.text);
    let wrong = |message: String| vec![FieldError::new("tu-chu", message)];
    let span = words.pointed(&form.at("tu-chu"), &form.at("den-chu"));
    let span = span.map_err(|error| vec![error])?;
    let none = || wrong("hãy ghi số thứ tự của chữ đầu và chữ cuối".to_owned());
    let span = span.ok_or_else(none)?;
    let count = |span: Span| words.numbers(span).map_or(0, |(from, to)| to - from + 1);
    // A mark in front ("(6)") is not part of a target's own words.
    let same = |at: Span| span.contains(at) && count(span) <= count(at) + 1;
    let known = review.reviewed.items().find(|item| {
        let stands = item.target().is_some() && item.state != ItemState::Rejected;
        stands && item.at().is_some_and(|at| same(at.span))
    });
    match known {
        Some(item) => Err(wrong(format!("vùng chữ này đã là {}", item_label(item)))),
        None => Ok(span),
    }
}

/// Whether the draft says already what is wished, as after a button pressed twice.
pub(super) fn stand_already(review: &Review, wishes: &[Wish]) -> bool {
    let state = |id: ItemId| review.reviewed.item(id).map(|item| item.state);
    wishes.iter().all(|wish| match wish {
        Wish::Confirm(id) => state(*id) == Some(ItemState::Confirmed),
        Wish::Reject(id) => state(*id) == Some(ItemState::Rejected),
        Wish::Reopen(id) => state(*id) == Some(ItemState::Open),
        _ => false,
    })
}
