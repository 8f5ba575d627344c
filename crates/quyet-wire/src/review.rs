//! The written form of what people said of a draft.
//!
//! **Takes** a [`Change`] or [`Changed`]. **Gives** its JSON, and back. Used by the ledger's entries and by drafts
//! that are not adopted yet.

use quyet_model::indicator::IndicatorId;
use quyet_model::review::{Change, Changed, ItemId, TargetEdit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::entry::ActorJson;
use crate::plan::DocumentJson;
use crate::plan::condition::ConditionJson;
use crate::plan::passage::{span_of, write_span};
use crate::plan::target::TargetJson;
use crate::plan::task::TaskJson;
use crate::scalar::{instant, write_instant};
use crate::wire_error::{Inside, WireError, each};

/// What a person writes about a target instead of what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetEditJson {
    /// What is promised.
    pub condition: ConditionJson,
    /// Where the condition's words stand: [start, end); null when not told.
    pub condition_span: Option<[u32; 2]>,
    /// Time words that bound the promise; null for the plan's own year.
    pub horizon: Option<String>,
    /// Identity of the indicator it is measured by; null while nobody linked it.
    pub indicator: Option<String>,
    /// The name.
    pub name: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// Those words in NFC, spaces folded.
    pub text: String,
}

/// Một thay đổi khi rà soát: one thing that a person said of a draft. Items are numbered as in a review, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ChangeJson {
    /// It is right as it stands.
    Confirmed {
        /// Which.
        item: u32,
    },
    /// It is no target, no task.
    Rejected {
        /// Which.
        item: u32,
    },
    /// Open again.
    Reopened {
        /// Which.
        item: u32,
    },
    /// What the document says of itself was put right.
    DocumentEdited {
        /// What it says.
        document: DocumentJson,
    },
    /// A target was put right.
    TargetEdited {
        /// What is written instead.
        edit: TargetEditJson,
        /// Which.
        item: u32,
    },
    /// A task was put right.
    TaskEdited {
        /// Which.
        item: u32,
        /// What is written instead.
        task: Box<TaskJson>,
    },
    /// One target became the whole of several.
    TargetSplit {
        /// The parts in order.
        into: Vec<TargetJson>,
        /// Which.
        item: u32,
    },
    /// Neighbours became one.
    TargetsMerged {
        /// The first of them.
        first: u32,
        /// What they say together.
        into: Box<TargetJson>,
        /// The second of them.
        second: u32,
    },
    /// A target that the compiler missed.
    TargetAdded {
        /// The target.
        target: Box<TargetJson>,
    },
}

/// A change with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedJson {
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub by: ActorJson,
    /// What.
    pub change: ChangeJson,
}

impl From<&Changed> for ChangedJson {
    fn from(changed: &Changed) -> Self {
        Self {
            at: write_instant(changed.at),
            by: (&changed.by).into(),
            change: (&changed.change).into(),
        }
    }
}

impl TryFrom<ChangedJson> for Changed {
    type Error = WireError;

    fn try_from(json: ChangedJson) -> Result<Self, WireError> {
        let at = instant(&json.at).inside("at")?;
        Ok(Self { by: json.by.into(), at, change: json.change.try_into().inside("change")? })
    }
}

impl From<&TargetEdit> for TargetEditJson {
    fn from(edit: &TargetEdit) -> Self {
        Self {
            condition: (&edit.condition).into(),
            condition_span: edit.condition_at.map(write_span),
            horizon: edit.horizon.clone(),
            indicator: edit.indicator.as_ref().map(|id| id.0.clone()),
            name: edit.name.clone(),
            span: write_span(edit.span),
            text: edit.text.clone(),
        }
    }
}

impl TryFrom<TargetEditJson> for TargetEdit {
    type Error = WireError;

    fn try_from(json: TargetEditJson) -> Result<Self, WireError> {
        Ok(Self {
            name: json.name,
            condition: json.condition.try_into().inside("condition")?,
            horizon: json.horizon,
            indicator: json.indicator.map(IndicatorId),
            span: span_of(json.span).inside("span")?,
            text: json.text,
            condition_at: json.condition_span.map(span_of).transpose().inside("condition_span")?,
        })
    }
}

impl From<&Change> for ChangeJson {
    fn from(change: &Change) -> Self {
        match change {
            Change::Confirmed(item) => Self::Confirmed { item: item.0 },
            Change::Rejected(item) => Self::Rejected { item: item.0 },
            Change::Reopened(item) => Self::Reopened { item: item.0 },
            Change::DocumentEdited(head) => Self::DocumentEdited { document: (&**head).into() },
            Change::TargetEdited { item, edit } => {
                Self::TargetEdited { item: item.0, edit: (&**edit).into() }
            }
            Change::TaskEdited { item, task } => {
                Self::TaskEdited { item: item.0, task: Box::new((&**task).into()) }
            }
            Change::TargetSplit { item, into } => {
                Self::TargetSplit { item: item.0, into: into.iter().map(Into::into).collect() }
            }
            Change::TargetsMerged { first, second, into } => Self::TargetsMerged {
                first: first.0,
                second: second.0,
                into: Box::new((&**into).into()),
            },
            Change::TargetAdded(target) => {
                Self::TargetAdded { target: Box::new((&**target).into()) }
            }
        }
    }
}

impl TryFrom<ChangeJson> for Change {
    type Error = WireError;

    fn try_from(json: ChangeJson) -> Result<Self, WireError> {
        Ok(match json {
            ChangeJson::Confirmed { item } => Self::Confirmed(ItemId(item)),
            ChangeJson::Rejected { item } => Self::Rejected(ItemId(item)),
            ChangeJson::Reopened { item } => Self::Reopened(ItemId(item)),
            ChangeJson::DocumentEdited { document } => {
                Self::DocumentEdited(Box::new(document.try_into().inside("document")?))
            }
            ChangeJson::TargetEdited { edit, item } => {
                let edit = Box::new(edit.try_into().inside("edit")?);
                Self::TargetEdited { item: ItemId(item), edit }
            }
            ChangeJson::TaskEdited { item, task } => {
                let task = Box::new((*task).try_into().inside("task")?);
                Self::TaskEdited { item: ItemId(item), task }
            }
            ChangeJson::TargetSplit { into, item } => {
                let into = each(into, "into", TryInto::try_into)?;
                Self::TargetSplit { item: ItemId(item), into }
            }
            ChangeJson::TargetsMerged { first, into, second } => {
                let into = Box::new((*into).try_into().inside("into")?);
                Self::TargetsMerged { first: ItemId(first), second: ItemId(second), into }
            }
            ChangeJson::TargetAdded { target } => {
                Self::TargetAdded(Box::new((*target).try_into().inside("target")?))
            }
        })
    }
}
