//! The draft and what people said of it, as the ledger keeps them.

use quyet_model::document::Digest;
use quyet_model::entry::{DraftChanged, PlanDrafted};
use quyet_model::plan::PlanId;
use serde::{Deserialize, Serialize};

use crate::plan::PlanJson;
use crate::review::ChangedJson;
use crate::wire_error::{Inside, WireError};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanDraftedJson {
    compiler: String,
    document: String,
    id: String,
    #[serde(serialize_with = "crate::canonical::sorted")]
    plan: PlanJson,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftChangedJson {
    #[serde(serialize_with = "crate::canonical::sorted")]
    changed: ChangedJson,
    id: String,
}

impl From<&PlanDrafted> for PlanDraftedJson {
    fn from(drafted: &PlanDrafted) -> Self {
        Self {
            compiler: drafted.compiler.clone(),
            document: drafted.document.0.clone(),
            id: drafted.id.0.clone(),
            plan: (&drafted.plan).into(),
        }
    }
}

impl TryFrom<PlanDraftedJson> for PlanDrafted {
    type Error = WireError;

    fn try_from(json: PlanDraftedJson) -> Result<Self, WireError> {
        Ok(Self {
            id: PlanId(json.id),
            document: Digest(json.document),
            compiler: json.compiler,
            plan: json.plan.try_into().inside("plan")?,
        })
    }
}

impl From<&DraftChanged> for DraftChangedJson {
    fn from(act: &DraftChanged) -> Self {
        Self { changed: (&act.changed).into(), id: act.id.0.clone() }
    }
}

impl TryFrom<DraftChangedJson> for DraftChanged {
    type Error = WireError;

    fn try_from(json: DraftChangedJson) -> Result<Self, WireError> {
        Ok(Self { id: PlanId(json.id), changed: json.changed.try_into().inside("changed")? })
    }
}
