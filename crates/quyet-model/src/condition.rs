//! The algebra of what was promised.

use rust_decimal::Decimal;

use crate::unit::Unit;

/// A bound on a number. Bounds of a range are inclusive.
#[doc(alias = "ngưỡng")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// "từ 10% trở lên", "≥", "tối thiểu", "ít nhất".
    AtLeast(Decimal),
    /// "trên", "hơn", ">".
    MoreThan(Decimal),
    /// "≤", "không quá", "tối đa".
    AtMost(Decimal),
    /// "dưới", "<".
    LessThan(Decimal),
    /// A bare figure; how it is read is [`Condition::reading`].
    Exactly(Decimal),
    /// "khoảng", "dự ước".
    About(Decimal),
    /// "02 - 2,5%". Invariant: low ≤ high in a plan that was adopted.
    Between(Decimal, Decimal),
    /// "khoảng 33-34%".
    AboutBetween(Decimal, Decimal),
}

impl Bound {
    /// The lower number, when there is one.
    pub fn low(&self) -> Option<Decimal> {
        match self {
            Self::AtLeast(v) | Self::MoreThan(v) | Self::Exactly(v) | Self::About(v) => Some(*v),
            Self::Between(low, _) | Self::AboutBetween(low, _) => Some(*low),
            Self::AtMost(_) | Self::LessThan(_) => None,
        }
    }

    /// The upper number, when there is one.
    pub fn high(&self) -> Option<Decimal> {
        match self {
            Self::AtMost(v) | Self::LessThan(v) | Self::Exactly(v) | Self::About(v) => Some(*v),
            Self::Between(_, high) | Self::AboutBetween(_, high) => Some(*high),
            Self::AtLeast(_) | Self::MoreThan(_) => None,
        }
    }
}

/// Which way a change goes.
#[doc(alias = "chiều thay đổi")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// "tăng".
    Rise,
    /// "giảm".
    Fall,
}

/// What the words ask for.
#[doc(alias = "điều kiện")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The indicator itself stands in this bound.
    Level(Bound),
    /// The indicator moves against a baseline.
    Change {
        /// Which way.
        direction: Direction,
        /// By how much, as a positive number in the condition's unit; `None` for "tăng"/"giảm" alone.
        by: Option<Bound>,
        /// The baseline as written ("năm trước", "TH năm 2014"); `None` means the previous year.
        from: Option<String>,
    },
    /// "Duy trì …": what stands must stand.
    Maintain,
    /// A list of named members that must each get there.
    Roster {
        /// How many are promised.
        count: u32,
        /// Their names as written, in the text's order; empty when the text names none.
        members: Vec<String>,
    },
    /// Every one of the parts (or of `count` unnamed criteria) must hold.
    AllOf {
        /// The announced number of criteria; `None` when the parts are listed instead.
        count: Option<u32>,
        /// What each must do, when said once for all ("Giảm cả 03 tiêu chí").
        direction: Option<Direction>,
    },
    /// At least `k` of the parts must hold.
    AtLeastK(u32),
    /// "vào nhóm 20 tỉnh dẫn đầu": rank 1 to this number, 1 is best.
    RankWithin(u32),
    /// Said in words and judged by a person with evidence.
    Stated,
}

/// How a bare figure is meant. Recorded, shown, and changed only by the planner.
#[doc(alias = "cách hiểu")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// The words say it themselves; nothing was assumed.
    AsWritten,
    /// A bare figure of an indicator where higher is better.
    AtLeast,
    /// A bare figure of an indicator where lower is better.
    AtMost,
}

/// What was promised, in what unit, and how a bare figure is read.
#[doc(alias = "điều kiện chỉ tiêu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What the words ask for.
    pub promise: Promise,
    /// The unit of its numbers; `None` when the text gives none.
    pub unit: Option<Unit>,
    /// How a bare figure is read.
    pub reading: Reading,
}

impl Condition {
    /// A condition said in words only.
    pub fn stated() -> Self {
        Self { promise: Promise::Stated, unit: None, reading: Reading::AsWritten }
    }

    /// The container of parts that must all hold.
    pub fn all_of_parts() -> Self {
        let promise = Promise::AllOf { count: None, direction: None };
        Self { promise, unit: None, reading: Reading::AsWritten }
    }
}
