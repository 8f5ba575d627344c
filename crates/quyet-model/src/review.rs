//! A draft plan under review: what the compiler read, and what people said of it, one change at a time.
//!
//! A review is the compiler's draft and the list of changes. Everything else follows by folding them: see [`Reviewed`].
//! A personal draft is no act: until its plan is adopted it stands outside the ledger.

mod fold;

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

use crate::actor::Actor;
use crate::citation::Citation;
use crate::condition::Condition;
use crate::document::DocumentHead;
use crate::indicator::IndicatorId;
use crate::plan::Unread;
use crate::span::Span;
use crate::target::Target;
use crate::task::Task;

pub use fold::Reviewed;

/// Number of an item in its review, from 0, for ever: items that a change makes are numbered on.
///
/// Item 0 is the document itself; then come targets (whole before parts), tasks and unread passages, each in the
/// text's order.
#[doc(alias = "mục rà soát")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a person has said of an item so far.
#[doc(alias = "trạng thái rà soát")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemState {
    /// Chưa xác nhận: nobody has looked at it.
    #[default]
    Open,
    /// Đã xác nhận.
    Confirmed,
    /// Không phải chỉ tiêu, nhiệm vụ: the words are kept as background.
    Rejected,
}

/// What an item is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// What the document says of itself.
    Document(Box<DocumentHead>),
    /// A target or a part of one, without its parts: these are items of their own.
    Target(Box<Target>),
    /// A task.
    Task(Box<Task>),
    /// Words that the compiler did not understand.
    Unread(Unread),
}

/// Something that a person confirms or rejects.
#[doc(alias = "mục rà soát")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// What it is about, as it stands after all changes.
    pub subject: Subject,
    /// The whole that this target is a part of; `None` at the top.
    pub whole: Option<ItemId>,
    /// The parts of this target, in order; empty for what is decided itself.
    pub parts: Vec<ItemId>,
    /// What was said of it. A whole is not decided itself and stays [`ItemState::Open`].
    pub state: ItemState,
    /// Whether a person changed or made it.
    pub touched: bool,
}

impl Item {
    /// Whether a person has to decide it: everything but the wholes of parts.
    pub fn is_decided_itself(&self) -> bool {
        self.parts.is_empty()
    }

    /// The target, when it is one.
    pub fn target(&self) -> Option<&Target> {
        match &self.subject {
            Subject::Target(target) => Some(target),
            Subject::Document(_) | Subject::Task(_) | Subject::Unread(_) => None,
        }
    }

    /// Where its words stand; the document's are everywhere, so it has none.
    pub fn at(&self) -> Option<&Citation> {
        match &self.subject {
            Subject::Document(_) => None,
            Subject::Target(target) => Some(&target.at),
            Subject::Task(task) => Some(&task.at),
            Subject::Unread(unread) => Some(&unread.passage.at),
        }
    }
}

/// What a person writes about a target instead of what was read. The code and the parts stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetEdit {
    /// The name; never empty.
    pub name: String,
    /// What is promised. Ignored for a whole of parts.
    pub condition: Condition,
    /// Time words that bound the promise; `None` for the plan's own year.
    pub horizon: Option<String>,
    /// The indicator it is measured by; `None` while nobody linked it.
    pub indicator: Option<IndicatorId>,
    /// Its words in the given text.
    pub span: Span,
    /// Those words in NFC, line breaks folded to spaces.
    pub text: String,
    /// Where the words of the condition stand; `None` when not told.
    pub condition_at: Option<Span>,
}

/// One thing that a person said of a draft.
#[doc(alias = "thay đổi khi rà soát")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is right as it stands.
    Confirmed(ItemId),
    /// It is no target, no task: the words stay as background.
    Rejected(ItemId),
    /// Open again.
    Reopened(ItemId),
    /// What the document says of itself was put right. Open again until confirmed.
    DocumentEdited(Box<DocumentHead>),
    /// A target was put right. Open again until confirmed.
    TargetEdited {
        /// Which.
        item: ItemId,
        /// What is written instead.
        edit: Box<TargetEdit>,
    },
    /// The words of a task were put right. Open again until confirmed.
    TaskEdited {
        /// Which.
        item: ItemId,
        /// What is written instead; its code and group are kept.
        task: Box<Task>,
    },
    /// One target became the whole of several.
    TargetSplit {
        /// Which; it becomes the whole.
        item: ItemId,
        /// The parts in order, at least two; their codes are given when applied.
        into: Vec<Target>,
    },
    /// Neighbours became one.
    TargetsMerged {
        /// The first of them; the new target takes its place and code.
        first: ItemId,
        /// The next one of the same whole.
        second: ItemId,
        /// What they say together; without parts.
        into: Box<Target>,
    },
    /// A target that the compiler missed. Its code is given when applied.
    TargetAdded(Box<Target>),
}

/// A change with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Timestamp,
    /// What.
    pub change: Change,
}

/// Why a change does not fit the draft as it stands. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// There is no such item, or it is gone.
    #[error("không có mục {0} trong bản rà soát")]
    UnknownItem(ItemId),
    /// The item is not what the change is about.
    #[error("mục {0} không phải chỉ tiêu")]
    NotATarget(ItemId),
    /// The item is not a task.
    #[error("mục {0} không phải nhiệm vụ")]
    NotATask(ItemId),
    /// The item is decided through its parts.
    #[error("mục {0} gồm nhiều mục con; hãy xử lý từng mục con")]
    IsAWhole(ItemId),
    /// The document cannot be rejected.
    #[error("thông tin văn bản chỉ có thể sửa và xác nhận, không bỏ được")]
    DocumentStays,
    /// A target needs a name.
    #[error("chỉ tiêu phải có tên")]
    NoName,
    /// A split needs at least two parts.
    #[error("tách mục phải được ít nhất hai phần; hãy chọn chỗ tách nằm giữa hai phần có chữ")]
    NothingToSplit,
    /// Only neighbours under one whole can be merged.
    #[error("chỉ gộp được hai chỉ tiêu đứng liền nhau: mục {0} và mục {1} không liền nhau")]
    NotNeighbours(ItemId, ItemId),
}
