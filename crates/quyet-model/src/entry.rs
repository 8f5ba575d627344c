//! What people did: the acts of the ledger.

use jiff::Timestamp;

use crate::actor::Actor;
use crate::document::{Digest, ReceivedDocument};
use crate::figure::{Figure, FigureId};
use crate::indicator::Indicator;
use crate::place::{Place, PlaceId};
use crate::plan::{Plan, PlanId};
use crate::review::Changed;

/// Identity of a command, made by its sender: the same command sent twice is one act. 1–64 visible ASCII characters.
#[doc(alias = "mã lệnh")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub String);

/// A plan put in force.
#[doc(alias = "phê duyệt kế hoạch")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanAdopted {
    /// Identity.
    pub id: PlanId,
    /// Where the plan is carried out.
    pub place: PlaceId,
    /// SHA-256 of the document the plan was read from.
    pub document: Digest,
    /// Version of the compiler that read it.
    pub compiler: String,
    /// The plan with its confirmed readings and linked indicators.
    pub plan: Plan,
}

/// A draft as the compiler read it, kept when its plan is adopted after a review.
#[doc(alias = "bản máy đọc")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDrafted {
    /// Identity that the plan was to have.
    pub id: PlanId,
    /// SHA-256 of the text it was read from.
    pub document: Digest,
    /// Version of the compiler that read it.
    pub compiler: String,
    /// The plan before anybody changed it.
    pub plan: Plan,
}

/// One thing that a person said of a draft before its plan was adopted.
#[doc(alias = "thay đổi khi rà soát")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftChanged {
    /// The plan.
    pub id: PlanId,
    /// What was said, by whom and when.
    pub changed: Changed,
}

/// A form of figures reported together.
#[doc(alias = "báo cáo số liệu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresReported {
    /// Rows in the order they were given; row numbers are part of [`FigureId`].
    pub figures: Vec<Figure>,
}

/// A figure replaced by a better one.
#[doc(alias = "đính chính")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureCorrected {
    /// The figure that no longer stands.
    pub replaces: FigureId,
    /// What stands instead; same indicator, place and period.
    pub figure: Figure,
    /// Why; never empty.
    pub reason: String,
}

/// A report frozen and shown.
#[doc(alias = "công bố báo cáo")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPublished {
    /// The plan it reports on.
    pub plan: PlanId,
    /// Title.
    pub title: String,
    /// The day it judges from.
    pub valid: jiff::civil::Date,
    /// Number of ledger entries it was built on.
    pub head_size: u64,
    /// Digests of the frozen files with their media types, in order.
    pub files: Vec<(String, Digest)>,
}

/// A key of the public log, from which on checkpoints must bear its signature.
#[doc(alias = "ghi nhận khoá nhật ký")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogKeyRecorded {
    /// Name of the log as its checkpoints have it.
    pub origin: String,
    /// The key that checks, as C2SP signed notes write it: `name+hash+base64`.
    pub key: String,
    /// The key that this one replaces, in the same form; none for the first.
    pub replaces: Option<String>,
    /// Why; never empty.
    pub reason: String,
}

/// One act. Past participles, because they happened.
#[doc(alias = "hành vi")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Units of an official register became known.
    PlacesRegistered(Vec<Place>),
    /// Indicators were defined or redefined; the latest definition of an identity stands.
    IndicatorsDefined(Vec<Indicator>),
    /// A document came in.
    DocumentReceived(ReceivedDocument),
    /// A document was read into a draft that people then reviewed.
    PlanDrafted(Box<PlanDrafted>),
    /// A person said something of a draft.
    DraftChanged(Box<DraftChanged>),
    /// A plan was put in force.
    PlanAdopted(Box<PlanAdopted>),
    /// Figures were reported.
    FiguresReported(FiguresReported),
    /// A figure was corrected.
    FigureCorrected(Box<FigureCorrected>),
    /// A report was published.
    ReportPublished(ReportPublished),
    /// A key of the public log came into force.
    LogKeyRecorded(LogKeyRecorded),
}

impl Act {
    /// The stable name of the act's kind, as the ledger stores it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PlacesRegistered(_) => "places_registered",
            Self::IndicatorsDefined(_) => "indicators_defined",
            Self::DocumentReceived(_) => "document_received",
            Self::PlanDrafted(_) => "plan_drafted",
            Self::DraftChanged(_) => "draft_changed",
            Self::PlanAdopted(_) => "plan_adopted",
            Self::FiguresReported(_) => "figures_reported",
            Self::FigureCorrected(_) => "figure_corrected",
            Self::ReportPublished(_) => "report_published",
            Self::LogKeyRecorded(_) => "log_key_recorded",
        }
    }
}

/// One line of the ledger.
#[doc(alias = "mục nhật ký")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Identity of the command that caused it.
    pub command: CommandId,
    /// Who did it.
    pub actor: Actor,
    /// When the house recorded it; strictly later than the batch before.
    pub recorded: Timestamp,
    /// What was done.
    pub act: Act,
}
