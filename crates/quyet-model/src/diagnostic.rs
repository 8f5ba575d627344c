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

/// A code in one language: what a planner needs to know of it.
#[doc(alias = "lời giải thích")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// A few words.
    pub title: &'static str,
    /// What is found, and where.
    pub finds: &'static str,
    /// Why it matters.
    pub matters: &'static str,
    /// How the example is read; an example in words when the page has no text to compile.
    pub reads: &'static str,
    /// What to do.
    pub act: &'static str,
}

/// The page of a code.
#[doc(alias = "trang giải thích mã")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Stable code of the rule, for example `QY0301`.
    pub code: &'static str,
    /// A text that gives the code when it is compiled; empty when no short text can.
    pub example: &'static str,
    /// Tiếng Việt.
    pub vi: Explanation,
    /// English.
    pub en: Explanation,
}

impl Explained {
    /// A page. Order of `vi` and `en`: title, what it finds, why it matters, how the example is read, what to do.
    pub const fn new(
        code: &'static str,
        example: &'static str,
        vi: [&'static str; 5],
        en: [&'static str; 5],
    ) -> Self {
        Self { code, example, vi: Explanation::new(vi), en: Explanation::new(en) }
    }

    /// Its words in a language.
    pub const fn words(&self, language: Language) -> &Explanation {
        match language {
            Language::Vietnamese => &self.vi,
            Language::English => &self.en,
        }
    }
}

impl Explanation {
    const fn new([title, finds, matters, reads, act]: [&'static str; 5]) -> Self {
        Self { title, finds, matters, reads, act }
    }
}
