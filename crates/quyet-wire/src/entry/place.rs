//! The payload of registered places.

use quyet_model::place::{Place, PlaceId};
use serde::{Deserialize, Serialize};

use crate::names::PlaceLevelJson;
use crate::scalar::date_or_none;
use crate::wire_error::{Inside, WireError, each};

/// Identity of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceIdJson {
    /// Code of the statistics office.
    pub code: String,
    /// First day of validity; null when the register does not say.
    pub valid_from: Option<String>,
}

/// An administrative unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceJson {
    /// Identity.
    pub id: PlaceIdJson,
    /// Level.
    pub level: PlaceLevelJson,
    /// Official name with its kind.
    pub name: String,
    /// Code of the parent; null for a province.
    pub parent: Option<String>,
    /// Where the register's row comes from.
    pub source: String,
    /// Last day of validity; null while it stands.
    pub valid_to: Option<String>,
}

/// Units that became known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacesRegisteredJson {
    /// In the order given.
    pub places: Vec<PlaceJson>,
}

impl From<&PlaceId> for PlaceIdJson {
    fn from(id: &PlaceId) -> Self {
        Self { code: id.code.clone(), valid_from: id.valid_from.map(|day| day.to_string()) }
    }
}

impl TryFrom<PlaceIdJson> for PlaceId {
    type Error = WireError;

    fn try_from(json: PlaceIdJson) -> Result<Self, WireError> {
        let valid_from = date_or_none(json.valid_from.as_deref()).inside("valid_from")?;
        Ok(Self { code: json.code, valid_from })
    }
}

impl From<&Place> for PlaceJson {
    fn from(place: &Place) -> Self {
        Self {
            id: (&place.id).into(),
            level: place.level.into(),
            name: place.name.clone(),
            parent: place.parent.clone(),
            source: place.source.clone(),
            valid_to: place.valid_to.map(|day| day.to_string()),
        }
    }
}

impl TryFrom<PlaceJson> for Place {
    type Error = WireError;

    fn try_from(json: PlaceJson) -> Result<Self, WireError> {
        Ok(Self {
            id: json.id.try_into().inside("id")?,
            name: json.name,
            level: json.level.into(),
            parent: json.parent,
            valid_to: date_or_none(json.valid_to.as_deref()).inside("valid_to")?,
            source: json.source,
        })
    }
}

impl From<&[Place]> for PlacesRegisteredJson {
    fn from(places: &[Place]) -> Self {
        Self { places: places.iter().map(Into::into).collect() }
    }
}

impl TryFrom<PlacesRegisteredJson> for Vec<Place> {
    type Error = WireError;

    fn try_from(json: PlacesRegisteredJson) -> Result<Self, WireError> {
        each(json.places, "places", TryInto::try_into)
    }
}
