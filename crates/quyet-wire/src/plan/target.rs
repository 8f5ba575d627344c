//! Targets and their parts.

use quyet_model::indicator::IndicatorId;
use quyet_model::target::{Target, TargetCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::plan::condition::ConditionJson;
use crate::plan::passage::{StepJson, Whereabouts, span_of, write_span};
use crate::wire_error::{Inside, WireError, each};

/// Một chỉ tiêu: one target, or a container of parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetJson {
    /// Number in the plan: "6", "19.1" for the first part of 19.
    pub code: String,
    /// The mark as written: "(6)", "-"; empty when the text has none.
    pub label: String,
    /// The words in NFC, spaces folded, without the mark.
    pub text: String,
    /// The name without value, verb of reaching and comparison.
    pub name: String,
    /// Bytes of the given text, mark included: [start, end).
    pub span: [u32; 2],
    /// The way there, as a lawyer cites it: "Điều 2 khoản 2 mục (6)".
    pub breadcrumb: String,
    /// Fragment of a link to it: "d2.k2.m6".
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
    /// What is promised.
    pub condition: ConditionJson,
    /// Where the condition's words stand: [start, end); null for a container.
    pub condition_span: Option<[u32; 2]>,
    /// Time words that bound the promise ("đến năm 2030"); null for the plan's own year.
    pub horizon: Option<String>,
    /// Identity of the indicator it is measured by; null until somebody linked it.
    pub indicator: Option<String>,
    /// Heading of the table's column that gives the value, where several do; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The earlier value that an amendment replaces, as written; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// Parts of the same shape; a head with a value of its own comes first. Empty for a leaf.
    pub parts: Vec<TargetJson>,
}

impl From<&Target> for TargetJson {
    fn from(target: &Target) -> Self {
        let Whereabouts { span, breadcrumb, anchor, path } = (&target.at).into();
        Self {
            code: target.code.0.clone(),
            label: target.label.clone(),
            text: target.text.clone(),
            name: target.name.clone(),
            span,
            breadcrumb,
            anchor,
            path,
            condition: (&target.condition).into(),
            condition_span: target.condition_at.map(write_span),
            horizon: target.horizon.clone(),
            indicator: target.indicator.as_ref().map(|id| id.0.clone()),
            column: target.column.clone(),
            replaces: target.replaces.clone(),
            parts: target.parts.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<TargetJson> for Target {
    type Error = WireError;

    fn try_from(json: TargetJson) -> Result<Self, WireError> {
        let TargetJson { span, breadcrumb, anchor, path, .. } = json;
        Ok(Self {
            code: TargetCode(json.code),
            label: json.label,
            text: json.text,
            name: json.name,
            at: Whereabouts { span, breadcrumb, anchor, path }.try_into()?,
            condition_at: json.condition_span.map(span_of).transpose().inside("condition_span")?,
            condition: json.condition.try_into().inside("condition")?,
            horizon: json.horizon,
            indicator: json.indicator.map(IndicatorId),
            column: json.column,
            replaces: json.replaces,
            parts: each(json.parts, "parts", TryInto::try_into)?,
        })
    }
}
