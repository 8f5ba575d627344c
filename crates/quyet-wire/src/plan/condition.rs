//! What was promised, as one flat object.
//!
//! | promise | form | op | low | high | else |
//! |---|---|---|---|---|---|
//! | level at least, more than | level | at_least, more_than | x | – | |
//! | level at most, less than | level | at_most, less_than | – | x | |
//! | level exactly, about | level | exactly, about | x | x | |
//! | level between | range | – (about) | x | y | |
//! | change by a bound | change, or range | like a level | | | direction, from |
//! | change alone | change | – | – | – | direction, from |
//! | maintain | maintain | – | – | – | |
//! | roster | roster | – | n | n | members |
//! | all of | all_of | – | n or – | n or – | direction |
//! | at least k | at_least_k | – | k | – | |
//! | rank within n | stated | – | – | n | rank_within |
//! | stated | stated | – | – | – | |
//!
//! Reading is strict: an object that the noun would not be written as is refused.

use quyet_model::Decimal;
use quyet_model::condition::{Bound, Condition, Direction, Promise};
use quyet_model::unit::Unit;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::names::{DirectionJson, ReadingJson};
use crate::scalar::{count, decimal_or_none};
use crate::wire_error::{Inside, WireError};

/// What kind of promise it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FormJson {
    /// The indicator itself stands in a bound of one number.
    Level,
    /// Between two numbers: of the level, or of the change when `direction` is given.
    Range,
    /// The indicator moves against a baseline.
    Change,
    /// What stands must stand.
    Maintain,
    /// Named members must each get there.
    Roster,
    /// All parts, or all of a number of unnamed criteria.
    AllOf,
    /// At least `low` of the parts.
    AtLeastK,
    /// Said in words, judged by a person; with `rank_within`, a rank to be reached.
    Stated,
}

/// How a number bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OpJson {
    /// Từ … trở lên.
    AtLeast,
    /// Trên, hơn.
    MoreThan,
    /// Không quá.
    AtMost,
    /// Dưới.
    LessThan,
    /// A bare figure; `reading` says how it is meant.
    Exactly,
    /// Khoảng.
    About,
}

/// What was promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionJson {
    /// What kind of promise it is.
    pub form: FormJson,
    /// How the number bounds; null for a plain range and where nothing is bounded.
    pub op: Option<OpJson>,
    /// Lower number as a decimal string in its written scale ("7.50"); the count of a roster or of criteria.
    pub low: Option<String>,
    /// Upper number, likewise; equal to `low` for exactly and about.
    pub high: Option<String>,
    /// Unit of the numbers as written; null when the text gives none.
    pub unit: Option<String>,
    /// Baseline of a change as written; null for the previous year.
    pub from: Option<String>,
    /// Which way a change goes; null when there is no change.
    pub direction: Option<DirectionJson>,
    /// Names of a roster as written; empty when the text names none.
    pub members: Vec<String>,
    /// How a bare figure is read.
    pub reading: ReadingJson,
    /// Rank 1 to this number is promised; null for any other promise.
    pub rank_within: Option<u32>,
}

impl From<&Condition> for ConditionJson {
    fn from(condition: &Condition) -> Self {
        Self {
            unit: condition.unit.as_ref().map(|unit| unit.as_str().to_owned()),
            reading: condition.reading.into(),
            ..write_promise(&condition.promise)
        }
    }
}

impl TryFrom<ConditionJson> for Condition {
    type Error = WireError;

    fn try_from(json: ConditionJson) -> Result<Self, WireError> {
        let promise = read_promise(&json)?;
        let unit = json.unit.as_deref().and_then(Unit::new);
        let condition = Self { promise, unit, reading: json.reading.into() };
        // At this point every field that the form needs was used. A field that the form does not have, or a
        // unit in another spelling, shows in the way back.
        if ConditionJson::from(&condition) == json {
            Ok(condition)
        } else {
            Err(WireError::new("có trường thừa hoặc mâu thuẫn với “form” và “op”"))
        }
    }
}

/// A bound in the four fields that conditions and reported values share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlatBound {
    pub(crate) range: bool,
    pub(crate) op: Option<OpJson>,
    pub(crate) low: Option<String>,
    pub(crate) high: Option<String>,
}

impl From<&Bound> for FlatBound {
    fn from(bound: &Bound) -> Self {
        let (range, op) = match bound {
            Bound::AtLeast(_) => (false, Some(OpJson::AtLeast)),
            Bound::MoreThan(_) => (false, Some(OpJson::MoreThan)),
            Bound::AtMost(_) => (false, Some(OpJson::AtMost)),
            Bound::LessThan(_) => (false, Some(OpJson::LessThan)),
            Bound::Exactly(_) => (false, Some(OpJson::Exactly)),
            Bound::About(_) => (false, Some(OpJson::About)),
            Bound::Between(..) => (true, None),
            Bound::AboutBetween(..) => (true, Some(OpJson::About)),
        };
        let write = |number: Decimal| number.to_string();
        Self { range, op, low: bound.low().map(write), high: bound.high().map(write) }
    }
}

impl FlatBound {
    /// The bound that is written like this.
    pub(crate) fn read(&self) -> Result<Bound, WireError> {
        let low = decimal_or_none(self.low.as_deref()).inside("low")?;
        let high = decimal_or_none(self.high.as_deref()).inside("high")?;
        let same = low.filter(|_| self.low == self.high);
        let bound = match (self.range, self.op) {
            (false, Some(OpJson::AtLeast)) => low.map(Bound::AtLeast),
            (false, Some(OpJson::MoreThan)) => low.map(Bound::MoreThan),
            (false, Some(OpJson::AtMost)) => high.map(Bound::AtMost),
            (false, Some(OpJson::LessThan)) => high.map(Bound::LessThan),
            (false, Some(OpJson::Exactly)) => same.map(Bound::Exactly),
            (false, Some(OpJson::About)) => same.map(Bound::About),
            (true, None) => low.zip(high).map(|(low, high)| Bound::Between(low, high)),
            (true, Some(OpJson::About)) => low.zip(high).map(|(l, h)| Bound::AboutBetween(l, h)),
            (false, None) | (true, Some(_)) => None,
        };
        // The way back shows a number too many ("at_least" with "high").
        let bound = bound.filter(|bound| FlatBound::from(bound) == *self);
        bound.ok_or_else(|| WireError::new("“op”, “low” và “high” không khớp nhau"))
    }
}

fn blank(form: FormJson) -> ConditionJson {
    ConditionJson {
        form,
        op: None,
        low: None,
        high: None,
        unit: None,
        from: None,
        direction: None,
        members: Vec::new(),
        reading: ReadingJson::AsWritten,
        rank_within: None,
    }
}

fn bounded(form: FormJson, bound: &Bound) -> ConditionJson {
    let FlatBound { range, op, low, high } = bound.into();
    let form = if range { FormJson::Range } else { form };
    ConditionJson { op, low, high, ..blank(form) }
}

fn counted(form: FormJson, low: Option<u32>, high: Option<u32>) -> ConditionJson {
    let write = |number: u32| number.to_string();
    ConditionJson { low: low.map(write), high: high.map(write), ..blank(form) }
}

fn write_promise(promise: &Promise) -> ConditionJson {
    match promise {
        Promise::Level(bound) => bounded(FormJson::Level, bound),
        Promise::Change { direction, by, from } => {
            let change = by.as_ref().map(|by| bounded(FormJson::Change, by));
            ConditionJson {
                direction: Some((*direction).into()),
                from: from.clone(),
                ..change.unwrap_or_else(|| blank(FormJson::Change))
            }
        }
        Promise::Maintain => blank(FormJson::Maintain),
        Promise::Roster { count, members } => ConditionJson {
            members: members.clone(),
            ..counted(FormJson::Roster, Some(*count), Some(*count))
        },
        Promise::AllOf { count, direction } => ConditionJson {
            direction: direction.map(Into::into),
            ..counted(FormJson::AllOf, *count, *count)
        },
        Promise::AtLeastK(k) => counted(FormJson::AtLeastK, Some(*k), None),
        Promise::RankWithin(rank) => ConditionJson {
            rank_within: Some(*rank),
            ..counted(FormJson::Stated, None, Some(*rank))
        },
        Promise::Stated => blank(FormJson::Stated),
    }
}

fn read_promise(json: &ConditionJson) -> Result<Promise, WireError> {
    let direction: Option<Direction> = json.direction.map(Into::into);
    let bound = |range| {
        let (low, high) = (json.low.clone(), json.high.clone());
        FlatBound { range, op: json.op, low, high }.read()
    };
    let low = || json.low.as_deref().map(count).transpose().inside("low");
    let needed =
        |number: Option<u32>| number.ok_or_else(|| WireError::new("thiếu số lượng").inside("low"));
    let change = |direction, by| Promise::Change { direction, by, from: json.from.clone() };
    Ok(match (json.form, direction) {
        (FormJson::Level, _) => Promise::Level(bound(false)?),
        (FormJson::Range, None) => Promise::Level(bound(true)?),
        (FormJson::Range, Some(way)) => change(way, Some(bound(true)?)),
        (FormJson::Change, Some(way)) if json.op.is_none() => change(way, None),
        (FormJson::Change, Some(way)) => change(way, Some(bound(false)?)),
        (FormJson::Change, None) => {
            return Err(WireError::new("thiếu chiều thay đổi rise hoặc fall").inside("direction"));
        }
        (FormJson::Maintain, _) => Promise::Maintain,
        (FormJson::Roster, _) => {
            Promise::Roster { count: needed(low()?)?, members: json.members.clone() }
        }
        (FormJson::AllOf, direction) => Promise::AllOf { count: low()?, direction },
        (FormJson::AtLeastK, _) => Promise::AtLeastK(needed(low()?)?),
        (FormJson::Stated, _) => json.rank_within.map_or(Promise::Stated, Promise::RankWithin),
    })
}
