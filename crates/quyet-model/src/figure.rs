//! What was reported.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use thiserror::Error;

use crate::actor::Actor;
use crate::condition::Bound;
use crate::indicator::IndicatorId;
use crate::period::Period;
use crate::place::PlaceId;

/// Identity of one reported figure for ever: the ledger entry that holds it and its row there.
///
/// Written `18.3`: entry 18, fourth row (rows count from 0).
#[doc(alias = "mã số liệu")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId {
    /// Sequence number of the entry in the ledger, from 0.
    pub entry: u64,
    /// Row inside the entry, from 0.
    pub row: u32,
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.row)
    }
}

/// The words are not the number of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” không phải mã số liệu; mã có dạng 18.3")]
pub struct FigureIdError(pub String);

impl FromStr for FigureId {
    type Err = FigureIdError;

    fn from_str(words: &str) -> Result<Self, FigureIdError> {
        let parts = words.split_once('.').and_then(|(entry, row)| {
            Some(Self { entry: entry.parse().ok()?, row: row.parse().ok()? })
        });
        parts.ok_or_else(|| FigureIdError(words.to_owned()))
    }
}

/// A value as reported. The four kinds of empty are different things; "not entered" is the absence of a figure.
#[doc(alias = "giá trị")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number with the precision it was reported in; zero is a number.
    Number(Decimal),
    /// Only a bound is known (">30").
    Bounded(Bound),
    /// "-": không phát sinh.
    NothingArose,
    /// "…": có phát sinh, chưa thu thập được, with the reason.
    NotCollected(String),
}

impl Value {
    /// The number, when there is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(value) => Some(*value),
            Self::NothingArose => Some(Decimal::ZERO),
            Self::Bounded(_) | Self::NotCollected(_) => None,
        }
    }
}

/// How firm a figure is.
///
/// Source: Nghị định 62/2024/NĐ-CP (ước tính, sơ bộ, chính thức). Later in the order is firmer;
/// `Unstated` and `Derived` come first.
#[doc(alias = "trạng thái số liệu")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Suy ra: computed by us from other reported figures.
    Derived,
    /// Nguồn không nêu: the source states no status.
    Unstated,
    /// Lũy kế đến ngày: a running total of a session report.
    RunningTotal,
    /// Ước tính, which of the two estimates is not said.
    Estimate,
    /// Ước tính lần 1 (mid-year).
    FirstEstimate,
    /// Ước tính lần 2 (early next year).
    SecondEstimate,
    /// Sơ bộ.
    Preliminary,
    /// Chính thức, also an index or a decision published by its owner.
    Official,
}

/// Where a figure was said.
#[doc(alias = "nguồn số liệu")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRef {
    /// Document or page, as people call it.
    pub title: String,
    /// Address; `None` for a paper that has none.
    pub url: Option<String>,
}

/// One reported figure.
#[doc(alias = "số liệu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was measured.
    pub indicator: IndicatorId,
    /// Where.
    pub place: PlaceId,
    /// For which window.
    pub period: Period,
    /// The value, in the indicator's unit.
    pub value: Value,
    /// How firm it is.
    pub basis: Basis,
    /// The value as the source words it, when the words say more than the number ("gần 2,5%"); `None` otherwise.
    pub words: Option<String>,
    /// Day the figure speaks of inside its period, when the source names one.
    pub measured_on: Option<Date>,
    /// Who says so.
    pub source: SourceRef,
    /// A remark for readers; `None` when there is none.
    pub note: Option<String>,
}

/// A figure with its history, as known at some moment.
#[doc(alias = "phiên bản số liệu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureVersion {
    /// Identity.
    pub id: FigureId,
    /// What was said.
    pub figure: Figure,
    /// Who put it in.
    pub actor: Actor,
    /// When it became known to the house.
    pub recorded: Timestamp,
    /// The figure that this one corrects; `None` for a first report.
    pub replaces: Option<FigureId>,
    /// Why it was corrected; `None` for a first report.
    pub reason: Option<String>,
    /// The correction that replaced it by the moment asked for; `None` while it stands.
    pub replaced_by: Option<FigureId>,
}
