//! The thing measured, independent of any year.

use std::fmt;

use jiff::civil::Date;

use crate::unit::Unit;

/// Identity of an indicator: lower-case ASCII words joined by hyphens, for example `thu-ngan-sach`.
#[doc(alias = "mã chỉ tiêu thống kê")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(pub String);

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the numbers of an indicator behave.
#[doc(alias = "loại số đo")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Adds up over a year: hectares planted, money collected.
    Flow,
    /// Stands at a moment: communes that meet the standard.
    Stock,
    /// A share of something, in percent.
    Rate,
    /// Change against the same period of the year before, in percent.
    Growth,
    /// A score computed by somebody else.
    Index,
    /// A place in a ranking; 1 is best.
    Rank,
    /// Named members that are done or not.
    Roster,
    /// A statement judged by a person.
    Statement,
}

/// Which way is better.
#[doc(alias = "chiều tốt")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// Cao hơn là tốt.
    HigherIsBetter,
    /// Thấp hơn là tốt.
    LowerIsBetter,
    /// Trong khoảng là tốt.
    InsideRange,
}

/// When the figure of a year usually appears, for indicators published by somebody else.
#[doc(alias = "lịch công bố")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Years after the measured year, 0–3.
    pub years_after: i16,
    /// Month 1–12.
    pub month: i8,
    /// Day 1–31; clamped to the month's length.
    pub day: i8,
}

impl Publication {
    /// The usual publication day for figures of `year`.
    pub fn day_for(self, year: i16) -> Date {
        let first = Date::new(year.saturating_add(self.years_after), self.month.clamp(1, 12), 1)
            .unwrap_or(Date::MAX);
        let day = self.day.clamp(1, first.days_in_month());
        Date::new(first.year(), first.month(), day).unwrap_or(first)
    }
}

/// Who may see the value.
#[doc(alias = "mức công bố")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// Shown to everybody.
    Public,
    /// Row shown, value not: "không công khai theo quy định".
    Internal,
    /// Never held: "theo dõi theo chế độ mật" (Law on Protection of State Secrets 2018).
    Withheld,
}

/// A thing that is measured year after year.
#[doc(alias = "chỉ tiêu thống kê")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Identity.
    pub id: IndicatorId,
    /// Name in Vietnamese.
    pub name: String,
    /// Unit of its figures; `None` for statements.
    pub unit: Option<Unit>,
    /// How its numbers behave.
    pub measure: Measure,
    /// Which way is better.
    pub sense: Sense,
    /// Indicators that this one reports together ("công nghiệp - xây dựng"); empty for a plain one.
    pub covers: Vec<IndicatorId>,
    /// Usual publication day; `None` when the figure is due as soon as its period ends.
    pub publication: Option<Publication>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Field of work for grouping, in Vietnamese: "Kinh tế", "Xã hội"; never empty.
    pub field: String,
}
