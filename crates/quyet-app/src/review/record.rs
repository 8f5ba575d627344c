//! A draft as it lies in the drawer: the counter's own form, not a public one.

use jiff::civil::Date;
use quyet_model::place::PlaceId;
use quyet_wire::PlanJson;
use quyet_wire::review::ChangedJson;
use serde::{Deserialize, Serialize};

/// Name and version of the form. A draft of another version is refused, not guessed at.
const FORM: &str = "quyet/draft/1";

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    pub(crate) form: String,
    pub(crate) place_code: String,
    pub(crate) place_from: Option<String>,
    pub(crate) title: String,
    pub(crate) origin: Option<String>,
    pub(crate) original: String,
    pub(crate) number: Option<String>,
    pub(crate) adopted: Option<String>,
    pub(crate) stage: Stage,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    Received,
    Refused { why: String },
    Read(Box<Reading>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reading {
    pub(crate) compiler: String,
    pub(crate) draft: PlanJson,
    pub(crate) changes: Vec<ChangedJson>,
}

impl Record {
    pub(crate) fn new(place: &PlaceId, title: String, original: String) -> Self {
        Self {
            form: FORM.to_owned(),
            place_code: place.code.clone(),
            place_from: place.valid_from.map(|day| day.to_string()),
            title,
            origin: None,
            original,
            number: None,
            adopted: None,
            stage: Stage::Received,
        }
    }

    pub(crate) fn place(&self) -> PlaceId {
        let from = self.place_from.as_deref().and_then(|day| day.parse::<Date>().ok());
        PlaceId { code: self.place_code.clone(), valid_from: from }
    }

    pub(crate) fn read(body: &[u8]) -> Result<Self, String> {
        let record: Self = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        if record.form == FORM { Ok(record) } else { Err(record.form) }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("the form has string keys and no failing Serialize")
    }
}
