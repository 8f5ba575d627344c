//! The payloads of reported and corrected figures.

use jiff::civil::Date;
use quyet_model::entry::{FigureCorrected, FiguresReported};
use quyet_model::figure::{Figure, FigureId, SourceRef, Value};
use quyet_model::indicator::IndicatorId;
use quyet_model::period::{Period, PeriodError};
use serde::{Deserialize, Serialize};

use crate::entry::place::PlaceIdJson;
use crate::names::BasisJson;
use crate::plan::condition::{FlatBound, FormJson, OpJson};
use crate::scalar::{date_or_none, decimal};
use crate::wire_error::{Inside, WireError, each};

/// A bound that a reported value is only known by, in the manner of a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundJson {
    /// Level or range.
    pub form: FormJson,
    /// Upper number.
    pub high: Option<String>,
    /// Lower number.
    pub low: Option<String>,
    /// How the number bounds; null for a plain range.
    pub op: Option<OpJson>,
}

/// A value as reported: `{"number":"57"}`, `{"bounded":…}`, `"nothing_arose"`, `{"not_collected":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueJson {
    /// A number in the scale it was reported in.
    Number(String),
    /// Only a bound is known.
    Bounded(BoundJson),
    /// Không phát sinh.
    NothingArose,
    /// Chưa thu thập được, with the reason.
    NotCollected(String),
}

/// Where a figure was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceJson {
    /// Document or page.
    pub title: String,
    /// Address; null when there is none.
    pub url: Option<String>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureJson {
    /// How firm it is.
    pub basis: BasisJson,
    /// Identity of what was measured.
    pub indicator: String,
    /// Day inside the period; null when the source names none.
    pub measured_on: Option<String>,
    /// Remark; null when there is none.
    pub note: Option<String>,
    /// The window, as [`Period`] writes it.
    pub period: String,
    /// Where.
    pub place: PlaceIdJson,
    /// Who says so.
    pub source: SourceJson,
    /// The value.
    pub value: ValueJson,
    /// The words of the source; null when they say no more than the number.
    pub words: Option<String>,
}

/// Identity of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureIdJson {
    /// Sequence number of the entry.
    pub entry: u64,
    /// Row inside it.
    pub row: u32,
}

/// Figures reported together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresReportedJson {
    /// Rows in the order given.
    pub figures: Vec<FigureJson>,
}

/// A figure replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureCorrectedJson {
    /// What stands instead.
    pub figure: FigureJson,
    /// Why.
    pub reason: String,
    /// What no longer stands.
    pub replaces: FigureIdJson,
}

impl From<&Value> for ValueJson {
    fn from(value: &Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(number.to_string()),
            Value::Bounded(bound) => {
                let FlatBound { range, op, low, high } = bound.into();
                let form = if range { FormJson::Range } else { FormJson::Level };
                Self::Bounded(BoundJson { form, high, low, op })
            }
            Value::NothingArose => Self::NothingArose,
            Value::NotCollected(reason) => Self::NotCollected(reason.clone()),
        }
    }
}

impl TryFrom<ValueJson> for Value {
    type Error = WireError;

    fn try_from(json: ValueJson) -> Result<Self, WireError> {
        Ok(match json {
            ValueJson::Number(words) => Self::Number(decimal(&words).inside("number")?),
            ValueJson::Bounded(BoundJson { form, high, low, op }) => {
                let range = match form {
                    FormJson::Level => false,
                    FormJson::Range => true,
                    _ => {
                        return Err(
                            WireError::new("chỉ dùng level hoặc range").inside("bounded.form")
                        );
                    }
                };
                Self::Bounded(FlatBound { range, op, low, high }.read().inside("bounded")?)
            }
            ValueJson::NothingArose => Self::NothingArose,
            ValueJson::NotCollected(reason) => Self::NotCollected(reason),
        })
    }
}

impl From<&Figure> for FigureJson {
    fn from(figure: &Figure) -> Self {
        let SourceRef { title, url } = figure.source.clone();
        Self {
            basis: figure.basis.into(),
            indicator: figure.indicator.0.clone(),
            measured_on: figure.measured_on.map(|day| day.to_string()),
            note: figure.note.clone(),
            period: figure.period.to_string(),
            place: (&figure.place).into(),
            source: SourceJson { title, url },
            value: (&figure.value).into(),
            words: figure.words.clone(),
        }
    }
}

/// A figure as it is written, borrowed: the fields of [`FigureJson`], without a copy of each.
#[derive(Serialize)]
struct FigureOut<'a> {
    basis: BasisJson,
    indicator: &'a str,
    measured_on: Option<String>,
    note: Option<&'a str>,
    period: &'a str,
    place: PlaceIdOut<'a>,
    source: SourceOut<'a>,
    value: ValueJson,
    words: Option<&'a str>,
}

#[derive(Serialize)]
struct PlaceIdOut<'a> {
    code: &'a str,
    valid_from: Option<&'a str>,
}

#[derive(Serialize)]
struct SourceOut<'a> {
    title: &'a str,
    url: Option<&'a str>,
}

/// Writes the figures of a form one after the other. Neighbours mostly share period and place, whose words are kept.
#[derive(Default)]
pub(crate) struct FigureWriter {
    period: Option<(Period, String)>,
    valid_from: Option<(Date, String)>,
}

impl FigureWriter {
    /// Appends the canonical form of a figure.
    pub(crate) fn write(&mut self, figure: &Figure, out: &mut Vec<u8>) {
        let period = words_of(&mut self.period, figure.period);
        let valid_from = figure.place.valid_from.map(|day| words_of(&mut self.valid_from, day));
        let form = FigureOut {
            basis: figure.basis.into(),
            indicator: &figure.indicator.0,
            measured_on: figure.measured_on.map(|day| day.to_string()),
            note: figure.note.as_deref(),
            period,
            place: PlaceIdOut { code: &figure.place.code, valid_from },
            source: SourceOut { title: &figure.source.title, url: figure.source.url.as_deref() },
            value: (&figure.value).into(),
            words: figure.words.as_deref(),
        };
        serde_json::to_writer(out, &form)
            .expect("our forms have string keys, and a vector takes every byte");
    }
}

/// The words of a value, made anew when it is another one than before.
fn words_of<T: Copy + PartialEq + ToString>(known: &mut Option<(T, String)>, value: T) -> &str {
    if known.as_ref().is_none_or(|(before, _)| *before != value) {
        *known = None;
    }
    &known.get_or_insert_with(|| (value, value.to_string())).1
}

impl TryFrom<FigureJson> for Figure {
    type Error = WireError;

    fn try_from(json: FigureJson) -> Result<Self, WireError> {
        let period: Result<Period, _> = json.period.parse();
        let period = period.ok().filter(|period| period.to_string() == json.period);
        let wrong = || WireError::new(PeriodError(json.period.clone()).to_string());
        let SourceJson { title, url } = json.source;
        Ok(Self {
            period: period.ok_or_else(wrong).inside("period")?,
            indicator: IndicatorId(json.indicator),
            place: json.place.try_into().inside("place")?,
            value: json.value.try_into().inside("value")?,
            basis: json.basis.into(),
            words: json.words,
            measured_on: date_or_none(json.measured_on.as_deref()).inside("measured_on")?,
            source: SourceRef { title, url },
            note: json.note,
        })
    }
}

impl From<&FiguresReported> for FiguresReportedJson {
    fn from(reported: &FiguresReported) -> Self {
        Self { figures: reported.figures.iter().map(Into::into).collect() }
    }
}

impl TryFrom<FiguresReportedJson> for FiguresReported {
    type Error = WireError;

    fn try_from(json: FiguresReportedJson) -> Result<Self, WireError> {
        Ok(Self { figures: each(json.figures, "figures", TryInto::try_into)? })
    }
}

impl From<&FigureCorrected> for FigureCorrectedJson {
    fn from(corrected: &FigureCorrected) -> Self {
        let FigureId { entry, row } = corrected.replaces;
        Self {
            figure: (&corrected.figure).into(),
            reason: corrected.reason.clone(),
            replaces: FigureIdJson { entry, row },
        }
    }
}

impl TryFrom<FigureCorrectedJson> for FigureCorrected {
    type Error = WireError;

    fn try_from(json: FigureCorrectedJson) -> Result<Self, WireError> {
        let FigureIdJson { entry, row } = json.replaces;
        Ok(Self {
            replaces: FigureId { entry, row },
            figure: json.figure.try_into().inside("figure")?,
            reason: json.reason,
        })
    }
}
