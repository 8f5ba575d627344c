//! The payload of defined indicators.

use quyet_model::indicator::{Indicator, IndicatorId, Publication};
use quyet_model::unit::Unit;
use serde::{Deserialize, Serialize};

use crate::names::{MeasureJson, SenseJson, VisibilityJson};
use crate::wire_error::{WireError, each};

/// When the figure of a year usually appears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicationJson {
    /// Day of the month.
    pub day: i8,
    /// Month.
    pub month: i8,
    /// Years after the measured year.
    pub years_after: i16,
}

/// A thing that is measured year after year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorJson {
    /// Identities of the indicators that this one reports together.
    pub covers: Vec<String>,
    /// Field of work.
    pub field: String,
    /// Identity.
    pub id: String,
    /// How its numbers behave.
    pub measure: MeasureJson,
    /// Name in Vietnamese.
    pub name: String,
    /// Usual publication day; null when due as soon as the period ends.
    pub publication: Option<PublicationJson>,
    /// Which way is better.
    pub sense: SenseJson,
    /// Unit; null for statements.
    pub unit: Option<String>,
    /// Who may see it.
    pub visibility: VisibilityJson,
}

/// Indicators that were defined or redefined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorsDefinedJson {
    /// In the order given.
    pub indicators: Vec<IndicatorJson>,
}

impl From<&Indicator> for IndicatorJson {
    fn from(indicator: &Indicator) -> Self {
        let publication = indicator.publication.map(|usual| PublicationJson {
            day: usual.day,
            month: usual.month,
            years_after: usual.years_after,
        });
        Self {
            covers: indicator.covers.iter().map(|id| id.0.clone()).collect(),
            field: indicator.field.clone(),
            id: indicator.id.0.clone(),
            measure: indicator.measure.into(),
            name: indicator.name.clone(),
            publication,
            sense: indicator.sense.into(),
            unit: indicator.unit.as_ref().map(|unit| unit.as_str().to_owned()),
            visibility: indicator.visibility.into(),
        }
    }
}

impl TryFrom<IndicatorJson> for Indicator {
    type Error = WireError;

    fn try_from(json: IndicatorJson) -> Result<Self, WireError> {
        let unit = json.unit.as_deref().and_then(Unit::new);
        if unit.as_ref().map(Unit::as_str) != json.unit.as_deref() {
            return Err(WireError::new("đơn vị tính trống hoặc thừa dấu cách").inside("unit"));
        }
        let publication = json.publication.map(|usual| Publication {
            years_after: usual.years_after,
            month: usual.month,
            day: usual.day,
        });
        Ok(Self {
            id: IndicatorId(json.id),
            name: json.name,
            unit,
            measure: json.measure.into(),
            sense: json.sense.into(),
            covers: json.covers.into_iter().map(IndicatorId).collect(),
            publication,
            visibility: json.visibility.into(),
            field: json.field,
        })
    }
}

impl From<&[Indicator]> for IndicatorsDefinedJson {
    fn from(indicators: &[Indicator]) -> Self {
        Self { indicators: indicators.iter().map(Into::into).collect() }
    }
}

impl TryFrom<IndicatorsDefinedJson> for Vec<Indicator> {
    type Error = WireError;

    fn try_from(json: IndicatorsDefinedJson) -> Result<Self, WireError> {
        each(json.indicators, "indicators", TryInto::try_into)
    }
}
