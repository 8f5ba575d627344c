//! Who does a task, with whom, by when and to what end.
//!
//! Every field that the text does not name is left out, so that a task of which nothing is said is written as before
//! there were assignments.

use jiff::civil::Date;
use quyet_model::assignment::{Assignment, Deadline, Due, Link, Phrase, Recurrence};
use quyet_model::period::Period;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::names::{FrequencyJson, LinkKindJson};
use crate::plan::passage::{span_of, write_span};
use crate::wire_error::{Inside, WireError, each};

/// A few words of a provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhraseJson {
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
}

/// Phân công: who, with whom, by when, to what end. A field is left out where the text names nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentJson {
    /// Cơ quan chủ trì, one entry per body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<PhraseJson>,
    /// Cơ quan phối hợp, one entry per body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supporting: Vec<PhraseJson>,
    /// Lãnh đạo phụ trách.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overseers: Vec<PhraseJson>,
    /// Thời hạn, each one that is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DeadlineJson>,
    /// Định kỳ: what is due again and again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recurrences: Vec<RecurrenceJson>,
    /// Sản phẩm, kết quả.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<PhraseJson>,
    /// Ghi chú.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<PhraseJson>,
    /// Programmes, projects, schemes, plans and documents that the words name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkJson>,
}

/// Thời hạn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeadlineJson {
    /// A day "2026-06-30"; a window "2026-06", "2026-Q2", "2026-6T", "2026"; the second half of a year "2026-H2";
    /// a session of the Council "session-21", "2026-mid-year-session", "2026-year-end-session".
    pub due: String,
    /// Whether the named day or window is already too late ("trước …").
    pub strict: bool,
    /// Whether the year is not written and was taken from the plan.
    pub year_inferred: bool,
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
}

/// Định kỳ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecurrenceJson {
    /// How often.
    pub every: FrequencyJson,
    /// The day of the month by which, 1–31; left out when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<i8>,
    /// The month of the year by which, 1–12; left out when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<i8>,
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
}

/// Something that a task names and that has a life of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkJson {
    /// What kind of thing.
    pub kind: LinkKindJson,
    /// Its name as written, in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
}

/// Writes a due time as one word.
fn write_due(due: Due) -> String {
    match due {
        Due::Day(day) => day.to_string(),
        Due::Within(period) => period.to_string(),
        Due::SecondHalf(year) => format!("{year}-H2"),
        Due::Session(number) => format!("session-{number}"),
        Due::MidYearSession(year) => format!("{year}-mid-year-session"),
        Due::YearEndSession(year) => format!("{year}-year-end-session"),
    }
}

/// Reads a due time, which must be spelled as it would be written.
fn due(words: &str) -> Result<Due, WireError> {
    let year = |rest: &str| words.strip_suffix(rest).and_then(|year| year.parse::<i16>().ok());
    let number = || words.strip_prefix("session-").and_then(|number| number.parse::<u16>().ok());
    let read = words.parse::<Date>().ok().map(Due::Day);
    let read = read.or_else(|| words.parse::<Period>().ok().map(Due::Within));
    let read = read.or_else(|| year("-H2").map(Due::SecondHalf));
    let read = read.or_else(|| number().map(Due::Session));
    let read = read.or_else(|| year("-mid-year-session").map(Due::MidYearSession));
    let read = read.or_else(|| year("-year-end-session").map(Due::YearEndSession));
    read.filter(|due| write_due(*due) == words).ok_or_else(|| {
        WireError::new(format!(
            "“{words}” không phải là thời hạn; viết 2026-06-30, 2026-06, 2026-Q2, 2026-6T, 2026-H2, 2026 hoặc session-21"
        ))
    })
}

impl AssignmentJson {
    /// The written form; `None` when the text says nothing.
    pub(crate) fn of(assignment: &Assignment) -> Option<Self> {
        (!assignment.is_empty()).then(|| assignment.into())
    }

    /// The assignment of a form that may leave it out.
    pub(crate) fn read(json: Option<Self>) -> Result<Assignment, WireError> {
        json.map_or_else(|| Ok(Assignment::default()), TryInto::try_into).inside("assignment")
    }
}

impl From<&Assignment> for AssignmentJson {
    fn from(said: &Assignment) -> Self {
        let phrases = |all: &[Phrase]| all.iter().map(Into::into).collect();
        Self {
            lead: phrases(&said.lead),
            supporting: phrases(&said.supporting),
            overseers: phrases(&said.overseers),
            deadlines: said.deadlines.iter().map(Into::into).collect(),
            recurrences: said.recurrences.iter().map(Into::into).collect(),
            output: said.output.as_ref().map(Into::into),
            note: said.note.as_ref().map(Into::into),
            links: said.links.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<AssignmentJson> for Assignment {
    type Error = WireError;

    fn try_from(json: AssignmentJson) -> Result<Self, WireError> {
        Ok(Self {
            lead: each(json.lead, "lead", TryInto::try_into)?,
            supporting: each(json.supporting, "supporting", TryInto::try_into)?,
            overseers: each(json.overseers, "overseers", TryInto::try_into)?,
            deadlines: each(json.deadlines, "deadlines", TryInto::try_into)?,
            recurrences: each(json.recurrences, "recurrences", TryInto::try_into)?,
            output: json.output.map(TryInto::try_into).transpose().inside("output")?,
            note: json.note.map(TryInto::try_into).transpose().inside("note")?,
            links: each(json.links, "links", TryInto::try_into)?,
        })
    }
}

impl From<&Phrase> for PhraseJson {
    fn from(phrase: &Phrase) -> Self {
        Self { text: phrase.text.clone(), span: write_span(phrase.span) }
    }
}

impl TryFrom<PhraseJson> for Phrase {
    type Error = WireError;

    fn try_from(json: PhraseJson) -> Result<Self, WireError> {
        Ok(Self { text: json.text, span: span_of(json.span).inside("span")? })
    }
}

impl From<&Deadline> for DeadlineJson {
    fn from(deadline: &Deadline) -> Self {
        let Deadline { due, strict, year_inferred, .. } = *deadline;
        let PhraseJson { text, span } = (&deadline.phrase).into();
        Self { due: write_due(due), strict, year_inferred, text, span }
    }
}

impl TryFrom<DeadlineJson> for Deadline {
    type Error = WireError;

    fn try_from(json: DeadlineJson) -> Result<Self, WireError> {
        let DeadlineJson { strict, year_inferred, text, span, .. } = json;
        let phrase = PhraseJson { text, span }.try_into()?;
        Ok(Self { due: due(&json.due).inside("due")?, strict, year_inferred, phrase })
    }
}

impl From<&Recurrence> for RecurrenceJson {
    fn from(recurrence: &Recurrence) -> Self {
        let Recurrence { every, day, month, .. } = *recurrence;
        let PhraseJson { text, span } = (&recurrence.phrase).into();
        Self { every: every.into(), day, month, text, span }
    }
}

impl TryFrom<RecurrenceJson> for Recurrence {
    type Error = WireError;

    fn try_from(json: RecurrenceJson) -> Result<Self, WireError> {
        let RecurrenceJson { every, day, month, text, span } = json;
        Ok(Self { every: every.into(), day, month, phrase: PhraseJson { text, span }.try_into()? })
    }
}

impl From<&Link> for LinkJson {
    fn from(link: &Link) -> Self {
        let PhraseJson { text, span } = (&link.phrase).into();
        Self { kind: link.kind.into(), text, span }
    }
}

impl TryFrom<LinkJson> for Link {
    type Error = WireError;

    fn try_from(json: LinkJson) -> Result<Self, WireError> {
        let LinkJson { kind, text, span } = json;
        Ok(Self { kind: kind.into(), phrase: PhraseJson { text, span }.try_into()? })
    }
}
