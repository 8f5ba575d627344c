//! The items of a review as a list, and their counts.

use quyet_model::review::{Item, ItemId, ItemState, Subject};

use super::notes::doubts;
use super::{item_label, item_name, shortened, state_words};
use crate::review::Review;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemRow {
    /// Its number.
    pub id: u32,
    /// "Chỉ tiêu (6)".
    pub label: String,
    /// What it says, cut.
    pub name: String,
    /// "chưa xác nhận".
    pub state: &'static str,
    /// Whether nobody has decided it.
    pub open: bool,
    /// Whether something in its words needs a look.
    pub doubtful: bool,
    /// Whether a person changed or made it.
    pub touched: bool,
}

/// How many of a kind are decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindCount {
    /// "chỉ tiêu".
    pub words: &'static str,
    /// Decided.
    pub decided: usize,
    /// All.
    pub all: usize,
}

/// How far a review is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewCounts {
    /// Decided items.
    pub decided: usize,
    /// All items.
    pub all: usize,
    /// By kind, kinds without items left out.
    pub kinds: Vec<KindCount>,
}

impl ReviewCounts {
    /// Items that nobody has decided.
    pub fn open(&self) -> usize {
        self.all - self.decided
    }
}

/// Longest name in a list. Unit: characters.
const NAME_MAX: usize = 90;

/// One line for an item.
pub fn item_row(review: &Review, item: &Item) -> ItemRow {
    ItemRow {
        id: item.id.0,
        label: item_label(item),
        name: shortened(&item_name(item), NAME_MAX),
        state: state_words(item.state),
        open: item.state == ItemState::Open,
        doubtful: doubts(review, item),
        touched: item.touched,
    }
}

/// All that has to be decided, what nobody has decided first, each in reading order.
pub fn item_rows(review: &Review) -> Vec<ItemRow> {
    let agenda = review.reviewed.agenda();
    let (open, rest): (Vec<&Item>, Vec<&Item>) =
        agenda.into_iter().partition(|item| item.state == ItemState::Open);
    open.into_iter().chain(rest).map(|item| item_row(review, item)).collect()
}

/// How far the review is.
pub fn review_counts(review: &Review) -> ReviewCounts {
    let agenda = review.reviewed.agenda();
    let kinds = [("thông tin văn bản", 0), ("chỉ tiêu", 1), ("nhiệm vụ", 2), ("phần chưa đọc", 3)];
    let count = |(words, kind)| {
        let of: Vec<_> = agenda.iter().filter(|item| kind_of(item) == kind).collect();
        let decided = of.iter().filter(|item| item.state != ItemState::Open).count();
        KindCount { words, decided, all: of.len() }
    };
    let kinds: Vec<KindCount> = kinds.into_iter().map(count).filter(|kind| 0 < kind.all).collect();
    let decided = kinds.iter().map(|kind| kind.decided).sum();
    ReviewCounts { decided, all: agenda.len(), kinds }
}

fn kind_of(item: &Item) -> u8 {
    match item.subject {
        Subject::Document(_) => 0,
        Subject::Target(_) => 1,
        Subject::Task(_) => 2,
        Subject::Unread(_) => 3,
    }
}

/// The next open item behind `current` in reading order, or the first one; `None` when nothing is open.
pub fn next_open(review: &Review, current: ItemId) -> Option<ItemId> {
    let agenda = review.reviewed.agenda();
    let open = |item: &&&Item| item.state == ItemState::Open && item.id != current;
    let at = agenda.iter().position(|item| item.id == current).unwrap_or(0);
    let behind = agenda.get(at..).unwrap_or_default().iter().find(open);
    let next = behind.or_else(|| agenda.iter().find(open)).map(|item| item.id);
    let still = || agenda.iter().find(|item| item.state == ItemState::Open).map(|item| item.id);
    next.or_else(still)
}
