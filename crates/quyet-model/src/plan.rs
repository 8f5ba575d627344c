//! A resolution as a plan: what was promised, what is to be done, who is charged.

use std::fmt;

use crate::citation::Passage;
use crate::diagnostic::Diagnostic;
use crate::document::{CitedDocument, DocumentHead};
use crate::target::{Target, TargetCode};
use crate::task::{Duty, Task};

/// Identity of a plan: `tinh-2024`, `xa-02083-2026`; lower-case ASCII, digits and hyphens.
#[doc(alias = "mã kế hoạch")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(pub String);

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the past year was judged in the text. It yields no targets.
#[doc(alias = "đánh giá năm trước")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastAssessment {
    /// Kết quả đạt được.
    pub results: Vec<Passage>,
    /// Tồn tại, hạn chế.
    pub shortcomings: Vec<Passage>,
    /// Nguyên nhân.
    pub causes: Vec<Passage>,
}

/// What a passage that is neither target, task, duty nor assessment is there for.
#[doc(alias = "phần dẫn")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BackgroundRole {
    /// National title, issuer, number, title.
    Header,
    /// "Căn cứ …", "Xét …".
    LegalBasis,
    /// "QUYẾT NGHỊ:".
    Enacting,
    /// A heading or lead-in sentence.
    Heading,
    /// The sentence of adoption, signature, recipients.
    Closing,
    /// Running text around the plan that binds nobody (news prose, quotations of other documents).
    Context,
}

/// A passage kept with its role so that nothing of the text vanishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Background {
    /// Why it is there.
    pub role: BackgroundRole,
    /// The words.
    pub passage: Passage,
}

/// Words that the compiler did not understand, with the reason.
#[doc(alias = "chưa đọc được")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Why, in Vietnamese.
    pub reason: String,
    /// The words.
    pub passage: Passage,
}

/// A resolution read as a plan.
///
/// Invariant: every word of the text lies in a target, a task, a duty, the assessment, the objective,
/// the background or in [`Plan::unread`].
#[doc(alias = "kế hoạch")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the document says of itself.
    pub document: DocumentHead,
    /// Mục tiêu tổng quát, paragraph by paragraph; empty when the text states none.
    pub objective: Vec<Passage>,
    /// Targets in the text's order.
    pub targets: Vec<Target>,
    /// Tasks in the text's order.
    pub tasks: Vec<Task>,
    /// Documents cited anywhere in the text, in order, one entry per citation.
    pub citations: Vec<CitedDocument>,
    /// The closing article.
    pub duties: Vec<Duty>,
    /// How the past year was judged.
    pub assessment: PastAssessment,
    /// What is there for other reasons.
    pub background: Vec<Background>,
    /// What was not understood.
    pub unread: Vec<Unread>,
}

impl Plan {
    /// All judged leaves, in the text's order.
    pub fn leaves(&self) -> Vec<&Target> {
        self.targets.iter().flat_map(Target::leaves).collect()
    }

    /// The target or part with this number; a container is found before a head that bears the same number.
    pub fn target(&self, code: &TargetCode) -> Option<&Target> {
        fn find<'a>(targets: &'a [Target], code: &TargetCode) -> Option<&'a Target> {
            let here = targets.iter().find(|t| t.code == *code);
            here.or_else(|| targets.iter().find_map(|t| find(&t.parts, code)))
        }
        find(&self.targets, code)
    }
}

/// A compiled draft: the plan and what was noticed on the way.
#[doc(alias = "dự thảo kế hoạch")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The plan as read.
    pub plan: Plan,
    /// Findings in the text's order.
    pub diagnostics: Vec<Diagnostic>,
}
