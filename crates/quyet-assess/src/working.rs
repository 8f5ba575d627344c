//! How a verdict was found: the answer to "Vì sao?".

use quyet_model::figure::FigureId;

/// A rule of the bench. Each has one chapter in `spec/`.
#[doc(alias = "quy tắc")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// the choice of the figure among several versions, bases and windows.
    ChoiceOfFigure,
    /// a level against a bound.
    Level,
    /// a range.
    Range,
    /// a change against a baseline.
    Change,
    /// a change of rank.
    RankChange,
    /// a place within the first n.
    RankWithin,
    /// a roster of named members.
    Roster,
    /// all of, at least k of the parts.
    Parts,
    /// maintain.
    Maintain,
    /// stated in words.
    Stated,
    /// due days and publication.
    Due,
    /// reported only together with others.
    Operand,
}

impl Rule {
    /// The stable name shown to people and used in `spec/`.
    pub fn id(self) -> &'static str {
        match self {
            Self::ChoiceOfFigure => "R-01",
            Self::Level => "R-02",
            Self::Range => "R-03",
            Self::Change => "R-04",
            Self::RankChange => "R-05",
            Self::RankWithin => "R-06",
            Self::Roster => "R-07",
            Self::Parts => "R-08",
            Self::Maintain => "R-09",
            Self::Stated => "R-10",
            Self::Due => "R-11",
            Self::Operand => "R-12",
        }
    }
}

/// One number that went into a verdict.
#[doc(alias = "số liệu đầu vào")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is, in Vietnamese ("Thực hiện năm 2024").
    pub label: String,
    /// The number with its unit in Vietnamese form ("7,4 %").
    pub value: String,
    /// The figure behind it; `None` for a number of the plan itself.
    pub figure: Option<FigureId>,
}

/// How a verdict was found. Every sentence is Vietnamese and complete.
#[doc(alias = "diễn giải")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// The rule that decided.
    pub rule: Rule,
    /// The comparison made ("7,4 % < 8 %"); empty when none was made.
    pub formula: String,
    /// The reason in one sentence.
    pub because: String,
    /// The numbers used, in order.
    pub inputs: Vec<Input>,
    /// What a careful reader should know: a bare figure's reading, an unstated basis, words such as "gần",
    /// rounding that could decide.
    pub caveats: Vec<String>,
}
