//! What a reader noticed and could not settle alone.

use crate::span::Span;

/// How much a diagnostic matters.
#[doc(alias = "mức độ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the reading stands.
    Note,
    /// The reading may be wrong: a person must look before the plan is adopted.
    Warning,
    /// No reading was possible: something that was promised is not in the plan.
    Error,
}

/// A finding about a text, with its words, why it matters and what to do.
///
/// Codes are stable for ever: `QY` and four digits, one rule each.
#[doc(alias = "cảnh báo")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code of the rule, for example `QY0301`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in Vietnamese, one sentence.
    pub message: String,
    /// The same sentence in English, with the same particulars.
    pub message_en: String,
    /// The words it is about, in the given text.
    pub span: Span,
    /// What to do, in Vietnamese; `None` when there is nothing to do.
    pub hint: Option<String>,
    /// The same in English; `None` exactly when `hint` is.
    pub hint_en: Option<String>,
}

/// A language in which diagnostics speak.
#[doc(alias = "ngôn ngữ")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vietnamese,
    /// English.
    English,
}

impl Diagnostic {
    /// What was found, in a language.
    pub fn message_in(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.message,
            Language::English => &self.message_en,
        }
    }

    /// What to do, in a language; `None` when there is nothing to do.
    pub fn hint_in(&self, language: Language) -> Option<&str> {
        match language {
            Language::Vietnamese => self.hint.as_deref(),
            Language::English => self.hint_en.as_deref(),
        }
    }
}
