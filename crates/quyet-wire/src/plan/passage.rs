//! Words with the way to them.

use quyet_model::citation::{Breadcrumb, Citation, Passage, Step};
use quyet_model::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::names::ProvisionKindJson;
use crate::wire_error::{Inside, WireError};

/// One step down the tree of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepJson {
    /// What is numbered.
    pub kind: ProvisionKindJson,
    /// Its number or letter as written, without brackets and dots.
    pub label: String,
}

/// Words together with where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassageJson {
    /// The words in NFC, spaces folded.
    pub text: String,
    /// Bytes of the given text: [start, end).
    pub span: [u32; 2],
    /// The way there, as a lawyer cites it: "Điều 2 khoản 2 mục (6)".
    pub breadcrumb: String,
    /// Fragment of a link to it: "d2.k2.m6".
    pub anchor: String,
    /// The way there, step by step.
    pub path: Vec<StepJson>,
}

/// The four fields by which every form says where its words stand.
pub(crate) struct Whereabouts {
    pub(crate) span: [u32; 2],
    pub(crate) breadcrumb: String,
    pub(crate) anchor: String,
    pub(crate) path: Vec<StepJson>,
}

impl From<&Citation> for Whereabouts {
    fn from(at: &Citation) -> Self {
        let write = |step: &Step| StepJson { kind: step.kind.into(), label: step.label.clone() };
        Self {
            span: write_span(at.span),
            breadcrumb: at.breadcrumb.to_string(),
            anchor: at.breadcrumb.anchor(),
            path: at.breadcrumb.0.iter().map(write).collect(),
        }
    }
}

impl TryFrom<Whereabouts> for Citation {
    type Error = WireError;

    fn try_from(json: Whereabouts) -> Result<Self, WireError> {
        let read = |step: StepJson| Step { kind: step.kind.into(), label: step.label };
        let breadcrumb = Breadcrumb(json.path.into_iter().map(read).collect());
        let agree = |written: &str, derived: String, field: &str| {
            let what = || WireError::new(format!("“{written}” không khớp với path (“{derived}”)"));
            if written == derived { Ok(()) } else { Err(what().inside(field)) }
        };
        agree(&json.breadcrumb, breadcrumb.to_string(), "breadcrumb")?;
        agree(&json.anchor, breadcrumb.anchor(), "anchor")?;
        Ok(Self { span: span_of(json.span).inside("span")?, breadcrumb })
    }
}

impl From<&Passage> for PassageJson {
    fn from(passage: &Passage) -> Self {
        let Whereabouts { span, breadcrumb, anchor, path } = (&passage.at).into();
        Self { text: passage.text.clone(), span, breadcrumb, anchor, path }
    }
}

impl TryFrom<PassageJson> for Passage {
    type Error = WireError;

    fn try_from(json: PassageJson) -> Result<Self, WireError> {
        let PassageJson { text, span, breadcrumb, anchor, path } = json;
        Ok(Self { text, at: Whereabouts { span, breadcrumb, anchor, path }.try_into()? })
    }
}

/// Writes a span as its two ends.
pub(crate) fn write_span(span: Span) -> [u32; 2] {
    let end = |at: usize| u32::try_from(at).expect("a span holds offsets of 32 bits");
    [end(span.start()), end(span.end())]
}

/// Reads a span from its two ends.
pub(crate) fn span_of([start, end]: [u32; 2]) -> Result<Span, WireError> {
    let wrong = || WireError::new(format!("vị trí [{start}, {end}) kết thúc trước khi bắt đầu"));
    if start <= end { Ok(Span::new(start as usize, end as usize)) } else { Err(wrong()) }
}
