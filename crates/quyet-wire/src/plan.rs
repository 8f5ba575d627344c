//! The plan's public JSON, one form for the command line, the API and the ledger.
//!
//! **Takes** a [`Plan`] or [`Draft`]. **Gives** a [`PlanJson`], and back. **Never** drops a word: every passage
//! keeps its text, its span and the way to it. Decimals are strings in the scale they were written in.
//!
//! `breadcrumb` and `anchor` follow from `path`; reading checks that they agree.

pub mod assignment;
pub mod condition;
pub mod passage;
pub mod stream;
pub mod target;
pub mod task;

use quyet_model::diagnostic::Diagnostic;
use quyet_model::document::{CitedDocument, DocumentHead};
use quyet_model::plan::{Background, Draft, PastAssessment, Plan, Unread};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::names::{BackgroundRoleJson, DocumentKindJson, SeverityJson};
use crate::plan::passage::{PassageJson, StepJson, Whereabouts, span_of, write_span};
use crate::plan::target::TargetJson;
use crate::plan::task::{DutyJson, TaskJson};
use crate::scalar::date_or_none;
use crate::wire_error::{Inside, WireError, each};

/// Name and version of the plan's form, the value of its `schema`.
pub const PLAN_SCHEMA: &str = "quyet/plan/1";

/// Một nghị quyết được đọc thành kế hoạch.
///
/// A resolution read as a plan. Every word of the text lies in a target, a task, a duty, the assessment, the
/// objective, the background or in `unread`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanJson {
    /// Name and version of this form: "quyet/plan/1".
    pub schema: String,
    /// What the document says of itself.
    pub document: DocumentJson,
    /// Mục tiêu tổng quát, paragraph by paragraph.
    pub objective: Vec<PassageJson>,
    /// Chỉ tiêu, in the text's order.
    pub targets: Vec<TargetJson>,
    /// Nhiệm vụ, giải pháp, in the text's order.
    pub tasks: Vec<TaskJson>,
    /// Văn bản viện dẫn: one entry per citation, in the text's order.
    pub citations: Vec<CitedDocumentJson>,
    /// Tổ chức thực hiện: who has to do what with the resolution.
    pub duties: Vec<DutyJson>,
    /// How the text judges the past year.
    pub assessment: AssessmentJson,
    /// What is there for other reasons, so that nothing of the text vanishes.
    pub background: Vec<BackgroundJson>,
    /// What was not understood.
    pub unread: Vec<UnreadJson>,
    /// What was noticed while reading; empty for a plan that was adopted.
    #[serde(default)]
    pub diagnostics: Vec<DiagnosticJson>,
}

/// What the document says of itself. Null: the text does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentJson {
    /// Số, ký hiệu.
    pub number: Option<String>,
    /// Loại văn bản.
    pub kind: Option<DocumentKindJson>,
    /// Cơ quan ban hành, as written.
    pub issuer: Option<String>,
    /// Trích yếu, as written.
    pub title: Option<String>,
    /// Ngày thông qua, YYYY-MM-DD.
    pub adopted: Option<String>,
    /// Khóa of the Council, as written without the word: "X".
    pub term: Option<String>,
    /// Kỳ họp thứ.
    pub session: Option<u16>,
    /// The year (or first year) that the plan is for.
    pub year: Option<i16>,
}

/// A document named in the text. Null: the text does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CitedDocumentJson {
    /// Số, ký hiệu, as written without spaces.
    pub number: Option<String>,
    /// Loại văn bản.
    pub kind: DocumentKindJson,
    /// Cơ quan ban hành, as written.
    pub issuer: Option<String>,
    /// Ngày ban hành, YYYY-MM-DD.
    pub date: Option<String>,
    /// Về việc gì, as written.
    pub subject: Option<String>,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// The way there, as a lawyer cites it.
    pub breadcrumb: String,
    /// Fragment of a link to it.
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
}

/// How the text judges the past year. It yields no targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentJson {
    /// Kết quả đạt được.
    pub results: Vec<PassageJson>,
    /// Tồn tại, hạn chế.
    pub shortcomings: Vec<PassageJson>,
    /// Nguyên nhân.
    pub causes: Vec<PassageJson>,
}

/// A passage that is neither target, task, duty nor assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackgroundJson {
    /// Why it is there.
    pub role: BackgroundRoleJson,
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// The way there, as a lawyer cites it.
    pub breadcrumb: String,
    /// Fragment of a link to it.
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
}

/// Words that were not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnreadJson {
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// Why, in Vietnamese.
    pub reason: String,
    /// The way there, as a lawyer cites it.
    pub breadcrumb: String,
    /// Fragment of a link to it.
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
}

/// Something that was noticed and could not be settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiagnosticJson {
    /// Stable code of the rule: QY and four digits.
    pub code: String,
    /// How much it matters.
    pub severity: SeverityJson,
    /// What was found, in Vietnamese.
    pub message: String,
    /// The same in English.
    pub message_en: String,
    /// The words it is about: bytes of the given text, [start, end).
    pub span: [u32; 2],
    /// What to do, in Vietnamese; null when there is nothing to do.
    pub hint: Option<String>,
    /// The same in English; null when there is nothing to do.
    pub hint_en: Option<String>,
}

impl From<&Plan> for PlanJson {
    fn from(plan: &Plan) -> Self {
        Self {
            schema: PLAN_SCHEMA.to_owned(),
            document: (&plan.document).into(),
            objective: plan.objective.iter().map(Into::into).collect(),
            targets: plan.targets.iter().map(Into::into).collect(),
            tasks: plan.tasks.iter().map(Into::into).collect(),
            citations: plan.citations.iter().map(Into::into).collect(),
            duties: plan.duties.iter().map(Into::into).collect(),
            assessment: (&plan.assessment).into(),
            background: plan.background.iter().map(Into::into).collect(),
            unread: plan.unread.iter().map(Into::into).collect(),
            diagnostics: Vec::new(),
        }
    }
}

impl From<&Draft> for PlanJson {
    fn from(draft: &Draft) -> Self {
        let diagnostics = draft.diagnostics.iter().map(Into::into).collect();
        Self { diagnostics, ..(&draft.plan).into() }
    }
}

impl TryFrom<PlanJson> for Plan {
    type Error = WireError;

    /// The plan; diagnostics belong to the reading and are left behind.
    fn try_from(json: PlanJson) -> Result<Self, WireError> {
        if json.schema != PLAN_SCHEMA {
            let what = format!(
                "“{}” không phải “{PLAN_SCHEMA}”; có thể tệp do phiên bản khác tạo ra",
                json.schema
            );
            return Err(WireError::new(what).inside("schema"));
        }
        Ok(Self {
            document: json.document.try_into().inside("document")?,
            objective: each(json.objective, "objective", TryInto::try_into)?,
            targets: each(json.targets, "targets", TryInto::try_into)?,
            tasks: each(json.tasks, "tasks", TryInto::try_into)?,
            citations: each(json.citations, "citations", TryInto::try_into)?,
            duties: each(json.duties, "duties", TryInto::try_into)?,
            assessment: json.assessment.try_into().inside("assessment")?,
            background: each(json.background, "background", TryInto::try_into)?,
            unread: each(json.unread, "unread", TryInto::try_into)?,
        })
    }
}

impl From<&DocumentHead> for DocumentJson {
    fn from(head: &DocumentHead) -> Self {
        Self {
            number: head.number.clone(),
            kind: head.kind.map(Into::into),
            issuer: head.issuer.clone(),
            title: head.title.clone(),
            adopted: head.adopted.map(|day| day.to_string()),
            term: head.term.clone(),
            session: head.session,
            year: head.year,
        }
    }
}

impl TryFrom<DocumentJson> for DocumentHead {
    type Error = WireError;

    fn try_from(json: DocumentJson) -> Result<Self, WireError> {
        Ok(Self {
            number: json.number,
            kind: json.kind.map(Into::into),
            issuer: json.issuer,
            title: json.title,
            adopted: date_or_none(json.adopted.as_deref()).inside("adopted")?,
            term: json.term,
            session: json.session,
            year: json.year,
        })
    }
}

impl From<&CitedDocument> for CitedDocumentJson {
    fn from(cited: &CitedDocument) -> Self {
        let Whereabouts { span, breadcrumb, anchor, path } = (&cited.at).into();
        Self {
            number: cited.number.clone(),
            kind: cited.kind.into(),
            issuer: cited.issuer.clone(),
            date: cited.date.map(|day| day.to_string()),
            subject: cited.subject.clone(),
            span,
            breadcrumb,
            anchor,
            path,
        }
    }
}

impl TryFrom<CitedDocumentJson> for CitedDocument {
    type Error = WireError;

    fn try_from(json: CitedDocumentJson) -> Result<Self, WireError> {
        let CitedDocumentJson { span, breadcrumb, anchor, path, .. } = json;
        Ok(Self {
            number: json.number,
            kind: json.kind.into(),
            issuer: json.issuer,
            date: date_or_none(json.date.as_deref()).inside("date")?,
            subject: json.subject,
            at: Whereabouts { span, breadcrumb, anchor, path }.try_into()?,
        })
    }
}

impl From<&PastAssessment> for AssessmentJson {
    fn from(past: &PastAssessment) -> Self {
        Self {
            results: past.results.iter().map(Into::into).collect(),
            shortcomings: past.shortcomings.iter().map(Into::into).collect(),
            causes: past.causes.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<AssessmentJson> for PastAssessment {
    type Error = WireError;

    fn try_from(json: AssessmentJson) -> Result<Self, WireError> {
        Ok(Self {
            results: each(json.results, "results", TryInto::try_into)?,
            shortcomings: each(json.shortcomings, "shortcomings", TryInto::try_into)?,
            causes: each(json.causes, "causes", TryInto::try_into)?,
        })
    }
}

impl From<&Background> for BackgroundJson {
    fn from(background: &Background) -> Self {
        let PassageJson { text, span, breadcrumb, anchor, path } = (&background.passage).into();
        Self { role: background.role.into(), text, span, breadcrumb, anchor, path }
    }
}

impl TryFrom<BackgroundJson> for Background {
    type Error = WireError;

    fn try_from(json: BackgroundJson) -> Result<Self, WireError> {
        let BackgroundJson { role, text, span, breadcrumb, anchor, path } = json;
        let passage = PassageJson { text, span, breadcrumb, anchor, path }.try_into()?;
        Ok(Self { role: role.into(), passage })
    }
}

impl From<&Unread> for UnreadJson {
    fn from(unread: &Unread) -> Self {
        let PassageJson { text, span, breadcrumb, anchor, path } = (&unread.passage).into();
        Self { text, span, reason: unread.reason.clone(), breadcrumb, anchor, path }
    }
}

impl TryFrom<UnreadJson> for Unread {
    type Error = WireError;

    fn try_from(json: UnreadJson) -> Result<Self, WireError> {
        let UnreadJson { text, span, reason, breadcrumb, anchor, path } = json;
        let passage = PassageJson { text, span, breadcrumb, anchor, path }.try_into()?;
        Ok(Self { reason, passage })
    }
}

impl From<&Diagnostic> for DiagnosticJson {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code.to_owned(),
            severity: diagnostic.severity.into(),
            message: diagnostic.message.clone(),
            message_en: diagnostic.message_en.clone(),
            span: write_span(diagnostic.span),
            hint: diagnostic.hint.clone(),
            hint_en: diagnostic.hint_en.clone(),
        }
    }
}

impl DiagnosticJson {
    /// The words it is about.
    ///
    /// # Errors
    /// When the span ends before it starts.
    pub fn span(&self) -> Result<quyet_model::span::Span, WireError> {
        span_of(self.span).inside("span")
    }
}
