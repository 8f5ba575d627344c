//! What can be said of a target.

use jiff::civil::Date;

use quyet_model::Decimal;
use quyet_model::as_of::AsOf;
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_model::indicator::IndicatorId;
use quyet_model::target::TargetCode;

use crate::working::Working;

/// A verdict after the period has closed.
#[doc(alias = "kết quả cuối kỳ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FinalVerdict {
    /// Vượt: strictly beyond the bound, in the better direction.
    Exceeded,
    /// Đạt.
    Met,
    /// Không đạt.
    NotMet,
}

/// A verdict while the period runs. Never the same thing as a final one.
#[doc(alias = "tiến độ trong kỳ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InYearVerdict {
    /// Đúng tiến độ.
    OnTrack,
    /// Có nguy cơ.
    AtRisk,
    /// Khó đạt.
    OffTrack,
}

/// Why nothing can be said.
#[doc(alias = "lý do chưa đánh giá được")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Due, and nobody reported it.
    NoFigure,
    /// The period is not over and there is no expected path to compare with.
    NotDue {
        /// First day on which a final verdict can be expected.
        due: Date,
    },
    /// The period is over; the owner usually publishes on this day, which has not come.
    AwaitingPublication {
        /// Usual publication day.
        usual: Date,
    },
    /// A change is promised and the value it starts from is not known.
    NoBaseline,
    /// Reported only together with others, so the target's own number cannot be told.
    OperandMissing {
        /// The indicator that was reported instead.
        reported_as: IndicatorId,
        /// Its figure.
        figure: FigureId,
    },
    /// A part of a container cannot be assessed and no part failed.
    PartsMissing {
        /// The parts without verdict, in order.
        parts: Vec<TargetCode>,
    },
    /// The reported value is a bound or a text that does not decide the question.
    Undecided,
    /// Said in words: a person must judge with evidence.
    NeedsPerson,
    /// No indicator is linked to the target.
    NotLinked,
    /// Not held by law.
    Withheld,
    /// The figures are for other boundaries and cannot be restated.
    CannotRestate,
}

/// What can be said of a target as of a moment.
#[doc(alias = "kết luận")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The period has closed.
    Final(FinalVerdict),
    /// The period runs.
    InYear(InYearVerdict),
    /// Nothing can be said, for a named reason.
    NotAssessable(Gap),
}

/// One target or part with its verdict; mirrors the tree of the plan.
#[doc(alias = "đánh giá chỉ tiêu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    /// The target's number. A head inside its container bears the same number.
    pub code: TargetCode,
    /// What can be said.
    pub verdict: Verdict,
    /// How it was found.
    pub working: Working,
    /// The figure shown for the plan's year: the one judged, or the latest one while the year runs.
    /// `None` for containers and when nobody reported.
    pub figure: Option<FigureVersion>,
    /// Figure against the plan's number, in percent, two decimals; only for flows, stocks and rates
    /// with a single positive bound. `None` otherwise (ratios of growth rates and ranks say nothing).
    pub share_of_plan: Option<Decimal>,
    /// Parts in the plan's order.
    pub parts: Vec<Assessed>,
}

/// How many of each verdict.
#[doc(alias = "đếm kết quả")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Vượt.
    pub exceeded: usize,
    /// Đạt.
    pub met: usize,
    /// Không đạt.
    pub not_met: usize,
    /// Đúng tiến độ.
    pub on_track: usize,
    /// Có nguy cơ.
    pub at_risk: usize,
    /// Khó đạt.
    pub off_track: usize,
    /// Chưa đến kỳ, kể cả chờ công bố.
    pub not_due: usize,
    /// Chưa đánh giá được vì mọi lý do khác.
    pub not_assessable: usize,
}

/// A whole plan as of a moment.
#[doc(alias = "đánh giá kế hoạch")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanAssessment {
    /// The moment.
    pub at: AsOf,
    /// One entry per target, in the plan's order.
    pub targets: Vec<Assessed>,
    /// Counts over the numbered targets (containers count once).
    pub by_target: Counts,
    /// Counts over the judged leaves.
    pub by_leaf: Counts,
}
