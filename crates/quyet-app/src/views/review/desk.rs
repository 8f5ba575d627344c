//! The screen where a person works: the document's words beside one item.

use quyet_model::citation::Citation;
use quyet_model::diagnostic::Language;
use quyet_model::review::{Item, ItemId, ItemState, Reviewed, Subject};
use quyet_model::span::Span;
use quyet_model::task::Task;

use super::changes::change_rows;
use super::items::{ItemRow, ReviewCounts, item_row, item_rows, next_open, review_counts};
use super::notes::{Note, notes};
use super::source::{SourceView, source_view};
use super::words::{Word, Words};
use super::{item_label, state_words};
use crate::review::Review;
use crate::review::form::{HeadForm, TargetForm, TaskForm};
use crate::views::assignment::{Said, marked, said};

/// Items on one page of the list.
const LIST: usize = 100;

/// Most words that are numbered one by one.
const WORDS_MAX: usize = 240;

/// Words that are numbered before and behind those pointed at.
const AROUND: usize = 15;

/// What somebody wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeskAsked {
    /// The item; `None` for the first open one.
    pub item: Option<ItemId>,
    /// Where the shown stretch of the document begins, as an offset; `None` for around the item.
    pub from: Option<usize>,
    /// The words to read as a target that was missed, by their numbers; `None` to work on an item.
    pub missed: Option<(usize, usize)>,
    /// A task whose group is to be confirmed together.
    pub group: Option<ItemId>,
    /// Page of the list, from 0.
    pub list: usize,
}

/// The screen.
#[derive(Clone, Debug)]
pub struct ReviewDesk {
    /// How far the review is.
    pub counts: ReviewCounts,
    /// The next item that nobody has decided.
    pub next: Option<u32>,
    /// What an undo would take back; empty when there is nothing.
    pub undo: String,
    /// The current item; `None` beside a group and a missed target.
    pub current: Option<u32>,
    /// What stands on the right.
    pub panel: Panel,
    /// The document's words.
    pub source: SourceView,
    /// One page of the list.
    pub rows: Vec<ItemRow>,
    /// Pages of the list: number from 0 and whether it is shown.
    pub pages: Vec<(usize, bool)>,
}

/// What stands on the right.
#[derive(Clone, Debug)]
pub enum Panel {
    /// The document itself.
    Document(ItemCard, HeadForm),
    /// A target.
    Target(Box<TargetPanel>),
    /// A task.
    Task(Box<TaskPanel>),
    /// Words that were not understood.
    Unread(UnreadPanel),
    /// A group of tasks.
    Group(GroupPanel),
    /// A target that was missed.
    Missed(MissedPanel),
}

/// What every item shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemCard {
    /// Its number.
    pub id: u32,
    /// "Chỉ tiêu (6)".
    pub label: String,
    /// "chưa xác nhận".
    pub state: &'static str,
    /// Whether nobody has decided it.
    pub open: bool,
    /// Whether it was rejected.
    pub rejected: bool,
    /// Whether a person changed or made it.
    pub touched: bool,
    /// What was noticed in its words.
    pub notes: Vec<Note>,
    /// "trang 3, dòng 12"; empty for the document.
    pub place: String,
    /// "Điều 2 khoản 2 mục (6)"; empty for the document.
    pub breadcrumb: String,
}

/// A target.
#[derive(Clone, Debug)]
pub struct TargetPanel {
    /// What every item shows.
    pub card: ItemCard,
    /// Its fields.
    pub form: TargetForm,
    /// Its words.
    pub said: String,
    /// The whole it is a part of.
    pub whole: Option<ItemRow>,
    /// Its parts; it is decided through them when there are any.
    pub parts: Vec<ItemRow>,
    /// The next one, which it can be merged with.
    pub mergeable: Option<ItemRow>,
    /// Its words and those around, numbered; empty when there are too many.
    pub around: Vec<Word>,
    /// Its own words, numbered; empty when there are too many.
    pub own: Vec<Word>,
}

/// A task.
#[derive(Clone, Debug)]
pub struct TaskPanel {
    /// What every item shows.
    pub card: ItemCard,
    /// Its fields.
    pub form: TaskForm,
    /// Its words in the document.
    pub said: String,
    /// Who and when, as far as the text says so.
    pub assigned: Vec<Said>,
    /// Its group: code and title.
    pub group: (String, String),
    /// Open tasks of the group.
    pub group_open: usize,
}

/// Words that were not understood.
#[derive(Clone, Debug)]
pub struct UnreadPanel {
    /// What every item shows.
    pub card: ItemCard,
    /// The words.
    pub said: String,
    /// Why they were not understood.
    pub reason: String,
    /// Numbers of the first and last word.
    pub words: (usize, usize),
}

/// A group of tasks.
#[derive(Clone, Debug)]
pub struct GroupPanel {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Open tasks with their words.
    pub open: Vec<(ItemRow, Vec<String>)>,
}

/// A target that was missed.
#[derive(Clone, Debug)]
pub struct MissedPanel {
    /// Number of the first word.
    pub from: String,
    /// Number of the last word.
    pub to: String,
    /// The words around, numbered.
    pub around: Vec<Word>,
}

/// The screen for what was asked; an item that does not exist gives the first open one.
pub fn review_desk(review: &Review, asked: &DeskAsked) -> ReviewDesk {
    let words = Words::of(&review.received.text);
    let reviewed = &review.reviewed;
    let first = || next_open(review, ItemId(0)).and_then(|id| reviewed.item(id));
    let head = reviewed.item(ItemId(0)).filter(|item| item.state == ItemState::Open);
    let item = asked.item.and_then(|id| reviewed.item(id)).or(head).or_else(first);
    let item = item.or_else(|| reviewed.item(ItemId(0)));
    let (panel, current, from) = if let Some((from, to)) = asked.missed {
        let start = words.start(from).map(|start| start.saturating_sub(300));
        (missed(&words, (from, to)), None, asked.from.or(start))
    } else if let Some(group) = group(review, asked.group) {
        let start = group.open.first().and_then(|(row, _)| reviewed.item(ItemId(row.id))?.at());
        let start = start.map(|at| at.span.start().saturating_sub(300));
        (Panel::Group(group), None, asked.from.or(start))
    } else {
        (item.map_or_else(nothing, |item| panel(review, &words, item)), item, asked.from)
    };
    let rows = item_rows(review);
    let list = asked.list.min(rows.len().saturating_sub(1) / LIST);
    let pages = (0..rows.len().div_ceil(LIST)).map(|page| (page, page == list)).collect();
    ReviewDesk {
        counts: review_counts(review),
        next: next_open(review, current.map_or(ItemId(0), |item| item.id)).map(|id| id.0),
        undo: undo(review),
        current: current.map(|item| item.id.0),
        panel,
        source: source_view(review, current, from, &words),
        rows: rows.into_iter().skip(list * LIST).take(LIST).collect(),
        pages,
    }
}

/// A review always has its document; this stands for one that has not.
fn nothing() -> Panel {
    Panel::Missed(MissedPanel { from: String::new(), to: String::new(), around: vec![] })
}

fn undo(review: &Review) -> String {
    let rows = change_rows(Reviewed::of(review.drafted.clone()), &review.changes);
    rows.last().map(|row| format!("{} {}", row.verb, row.item)).unwrap_or_default()
}

fn card(review: &Review, item: &Item) -> ItemCard {
    let place = |at: &Citation| review.received.place_words(at.span.start(), Language::Vietnamese);
    ItemCard {
        id: item.id.0,
        label: item_label(item),
        state: state_words(item.state),
        open: item.state == ItemState::Open,
        rejected: item.state == ItemState::Rejected,
        touched: item.touched,
        notes: notes(review, item),
        place: item.at().map(place).unwrap_or_default(),
        breadcrumb: item.at().map(|at| at.breadcrumb.to_string()).unwrap_or_default(),
    }
}

fn panel(review: &Review, words: &Words<'_>, item: &Item) -> Panel {
    let card = card(review, item);
    match &item.subject {
        Subject::Document(head) => Panel::Document(card, HeadForm::of(head)),
        Subject::Target(_) => Panel::Target(Box::new(target(review, words, item, card))),
        Subject::Task(task) => Panel::Task(Box::new(TaskPanel {
            card,
            form: TaskForm::of(task),
            said: task.text.clone(),
            assigned: said(&marked(task.assignment.clone(), task.at.span)),
            group: (task.group.code.clone(), task.group.title.clone()),
            group_open: open_tasks(review, &task.group.code).len(),
        })),
        Subject::Unread(unread) => Panel::Unread(UnreadPanel {
            card,
            said: unread.passage.text.clone(),
            reason: unread.reason.clone(),
            words: words.numbers(unread.passage.at.span).unwrap_or_default(),
        }),
    }
}

fn target(review: &Review, words: &Words<'_>, item: &Item, card: ItemCard) -> TargetPanel {
    let reviewed = &review.reviewed;
    let row = |id: &ItemId| reviewed.item(*id).map(|item| item_row(review, item));
    let leaf = |id: ItemId| reviewed.item(id).is_some_and(Item::is_decided_itself);
    let next = reviewed.next_of(item.id).filter(|next| leaf(next.id) && leaf(item.id));
    let (form, said, span) = item.target().map_or_else(Default::default, |target| {
        (TargetForm::of(target, words), target.text.clone(), target.at.span)
    });
    TargetPanel {
        card,
        form,
        said,
        whole: item.whole.as_ref().and_then(row),
        parts: item.parts.iter().filter_map(row).collect(),
        mergeable: next.map(|next| item_row(review, next)),
        around: around(words, span),
        own: few(words.list(span)),
    }
}

/// The words of the span with some before and behind; empty when there are too many.
fn around(words: &Words<'_>, span: Span) -> Vec<Word> {
    let (from, to) = words.numbers(span).unwrap_or_default();
    let near = words.span(from.saturating_sub(AROUND).max(1), (to + AROUND).min(words.count()));
    few(words.list(near.unwrap_or_default()))
}

fn few(list: Vec<Word>) -> Vec<Word> {
    if list.len() <= WORDS_MAX { list } else { Vec::new() }
}

fn missed(words: &Words<'_>, (from, to): (usize, usize)) -> Panel {
    let around = around(words, words.span(from, to).unwrap_or_default());
    Panel::Missed(MissedPanel { from: from.to_string(), to: to.to_string(), around })
}

fn open_tasks<'a>(review: &'a Review, code: &str) -> Vec<(&'a Item, &'a Task)> {
    let task = |item: &'a Item| match &item.subject {
        Subject::Task(task) if item.state == ItemState::Open => Some((item, &**task)),
        _ => None,
    };
    review.reviewed.items().filter_map(task).filter(|(_, task)| task.group.code == code).collect()
}

fn group(review: &Review, of: Option<ItemId>) -> Option<GroupPanel> {
    let Subject::Task(task) = &review.reviewed.item(of?)?.subject else { return None };
    let code = task.group.code.as_str();
    let open = open_tasks(review, code);
    let title = open.first()?.1.group.title.clone();
    let said = |task: &Task| task.measures.iter().map(|m| m.passage.text.clone()).collect();
    let open = open.into_iter().map(|(item, task)| (item_row(review, item), said(task)));
    Some(GroupPanel { code: code.to_owned(), title, open: open.collect() })
}
