//! Tasks and duties.

use quyet_model::task::{Duty, Measure, Task, TaskGroup};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::names::DutyKindJson;
use crate::plan::assignment::AssignmentJson;
use crate::plan::passage::{PassageJson, StepJson, Whereabouts};
use crate::wire_error::{WireError, each};

/// The group that a task stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskGroupJson {
    /// Its number as written, without dot: "2".
    pub code: String,
    /// Its heading; empty when the group is one task without heading.
    pub title: String,
}

/// Một nhiệm vụ, giải pháp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskJson {
    /// Number in the plan: "2.a", or "1" for a group that is one task.
    pub code: String,
    /// The group it stands in.
    pub group: TaskGroupJson,
    /// The words without the mark.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// The way there, as a lawyer cites it.
    pub breadcrumb: String,
    /// Fragment of a link to it.
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
    /// Its sentences in order: what is to be done, one by one.
    pub measures: Vec<MeasureJson>,
    /// Who and when, for the task as a whole; left out when the text says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentJson>,
}

/// Việc cần làm: one sentence of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureJson {
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// The way there, as a lawyer cites it.
    pub breadcrumb: String,
    /// Fragment of a link to it.
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
    /// Who and when, as this sentence itself says; left out when the text says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentJson>,
}

/// Who has to do what with the resolution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyJson {
    /// Who, one entry per named body, as written.
    pub addressees: Vec<String>,
    /// What for.
    pub kind: DutyKindJson,
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// The way there, as a lawyer cites it.
    pub breadcrumb: String,
    /// Fragment of a link to it.
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
    /// Who and when beside the addressees; left out when the text says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentJson>,
}

impl From<&Task> for TaskJson {
    fn from(task: &Task) -> Self {
        let Whereabouts { span, breadcrumb, anchor, path } = (&task.at).into();
        let TaskGroup { code, title } = task.group.clone();
        Self {
            code: task.code.clone(),
            group: TaskGroupJson { code, title },
            text: task.text.clone(),
            span,
            breadcrumb,
            anchor,
            path,
            measures: task.measures.iter().map(Into::into).collect(),
            assignment: AssignmentJson::of(&task.assignment),
        }
    }
}

impl TryFrom<TaskJson> for Task {
    type Error = WireError;

    fn try_from(json: TaskJson) -> Result<Self, WireError> {
        let TaskJson { span, breadcrumb, anchor, path, .. } = json;
        let TaskGroupJson { code, title } = json.group;
        Ok(Self {
            code: json.code,
            group: TaskGroup { code, title },
            text: json.text,
            at: Whereabouts { span, breadcrumb, anchor, path }.try_into()?,
            measures: each(json.measures, "measures", TryInto::try_into)?,
            assignment: AssignmentJson::read(json.assignment)?,
        })
    }
}

impl From<&Measure> for MeasureJson {
    fn from(measure: &Measure) -> Self {
        let PassageJson { text, span, breadcrumb, anchor, path } = (&measure.passage).into();
        let assignment = AssignmentJson::of(&measure.assignment);
        Self { text, span, breadcrumb, anchor, path, assignment }
    }
}

impl TryFrom<MeasureJson> for Measure {
    type Error = WireError;

    fn try_from(json: MeasureJson) -> Result<Self, WireError> {
        let MeasureJson { text, span, breadcrumb, anchor, path, assignment } = json;
        let passage = PassageJson { text, span, breadcrumb, anchor, path }.try_into()?;
        Ok(Self { passage, assignment: AssignmentJson::read(assignment)? })
    }
}

impl From<&Duty> for DutyJson {
    fn from(duty: &Duty) -> Self {
        let PassageJson { text, span, breadcrumb, anchor, path } = (&duty.passage).into();
        let addressees = duty.addressees.clone();
        let assignment = AssignmentJson::of(&duty.assignment);
        Self {
            addressees,
            kind: duty.kind.into(),
            text,
            span,
            breadcrumb,
            anchor,
            path,
            assignment,
        }
    }
}

impl TryFrom<DutyJson> for Duty {
    type Error = WireError;

    fn try_from(json: DutyJson) -> Result<Self, WireError> {
        let DutyJson { addressees, kind, text, span, breadcrumb, anchor, path, assignment } = json;
        let passage = PassageJson { text, span, breadcrumb, anchor, path }.try_into()?;
        let assignment = AssignmentJson::read(assignment)?;
        Ok(Self { addressees, kind: kind.into(), passage, assignment })
    }
}
