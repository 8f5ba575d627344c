//! Words of a document, with the way to them.

use std::fmt;

use crate::span::Span;

/// The kind of a numbered place in an official document.
///
/// Source of the names: Nghị định 30/2020/NĐ-CP and Law 80/2015/QH13 on legal documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionKind {
    /// Phần.
    #[doc(alias = "phần")]
    Part,
    /// Chương.
    #[doc(alias = "chương")]
    Chapter,
    /// Mục, also a bare Roman number "I."
    #[doc(alias = "mục")]
    Section,
    /// Điều.
    #[doc(alias = "điều")]
    Article,
    /// Khoản: "1."
    #[doc(alias = "khoản")]
    Clause,
    /// Điểm: "a)".
    #[doc(alias = "điểm")]
    Point,
    /// A numbered item in brackets, "(6)", as plans number their targets.
    #[doc(alias = "mục số")]
    Item,
    /// A dash, plus or bullet; counted from 1 inside its parent.
    #[doc(alias = "gạch đầu dòng")]
    Dash,
    /// Phụ lục.
    #[doc(alias = "phụ lục")]
    Appendix,
    /// A row of a table, counted from 1.
    #[doc(alias = "dòng")]
    Row,
    /// An unnumbered paragraph, counted from 1 inside its parent.
    #[doc(alias = "đoạn")]
    Paragraph,
}

impl ProvisionKind {
    /// The Vietnamese word before the number in a breadcrumb.
    pub fn word(self) -> &'static str {
        match self {
            Self::Part => "Phần",
            Self::Chapter => "Chương",
            Self::Section | Self::Item => "mục",
            Self::Article => "Điều",
            Self::Clause => "khoản",
            Self::Point => "điểm",
            Self::Dash => "gạch",
            Self::Appendix => "Phụ lục",
            Self::Row => "dòng",
            Self::Paragraph => "đoạn",
        }
    }

    fn anchor_prefix(self) -> &'static str {
        match self {
            Self::Part => "ph",
            Self::Chapter => "c",
            Self::Section => "muc",
            Self::Article => "d",
            Self::Clause => "k",
            Self::Point => "p",
            Self::Item => "m",
            Self::Dash => "g",
            Self::Appendix => "pl",
            Self::Row => "r",
            Self::Paragraph => "doan",
        }
    }
}

/// One step down the tree of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// What is numbered.
    pub kind: ProvisionKind,
    /// Its number or letter as written, without brackets and dots: "2", "đ", "6", "IV".
    pub label: String,
}

/// The way from the document to a provision, outermost step first; empty for the document itself.
///
/// Displays as "Điều 2 khoản 2 mục (6)"; its [`anchor`](Self::anchor) is `d2.k2.m6`.
#[doc(alias = "vị trí trích dẫn")]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Breadcrumb(pub Vec<Step>);

impl Breadcrumb {
    /// The breadcrumb one step further down.
    #[must_use]
    pub fn down(&self, kind: ProvisionKind, label: impl Into<String>) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step { kind, label: label.into() });
        Self(steps)
    }

    /// A stable fragment identifier in ASCII: `d3.k2.pdd` for Điều 3 khoản 2 điểm đ.
    pub fn anchor(&self) -> String {
        let step = |step: &Step| {
            let label = step.label.to_lowercase().replace('đ', "dd").replace(['.', ' '], "-");
            format!("{}{label}", step.kind.anchor_prefix())
        };
        self.0.iter().map(step).collect::<Vec<_>>().join(".")
    }
}

impl fmt::Display for Breadcrumb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            let gap = if i == 0 { "" } else { " " };
            match step.kind {
                ProvisionKind::Item => write!(f, "{gap}mục ({})", step.label)?,
                kind => write!(f, "{gap}{} {}", kind.word(), step.label)?,
            }
        }
        Ok(())
    }
}

/// Words of a document: where they stand in its given text and the way there.
///
/// The document itself is named once, by the plan that holds the citation.
#[doc(alias = "trích dẫn")]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// Byte range in the text as it was given (before normalisation).
    pub span: Span,
    /// The way to the provision that holds the words.
    pub breadcrumb: Breadcrumb,
}

/// Words together with where they stand.
#[doc(alias = "đoạn văn")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The words in NFC, line breaks and runs of spaces folded to one space.
    pub text: String,
    /// Where they stand.
    pub at: Citation,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breadcrumb_reads_like_a_lawyer_cites() {
        let crumb = Breadcrumb::default()
            .down(ProvisionKind::Article, "2")
            .down(ProvisionKind::Clause, "2")
            .down(ProvisionKind::Item, "6");
        assert_eq!(crumb.to_string(), "Điều 2 khoản 2 mục (6)");
        assert_eq!(crumb.anchor(), "d2.k2.m6");
    }

    #[test]
    fn the_letter_after_d_keeps_an_anchor_of_its_own() {
        let clause = Breadcrumb::default()
            .down(ProvisionKind::Article, "3")
            .down(ProvisionKind::Clause, "2");
        assert_eq!(clause.down(ProvisionKind::Point, "d").anchor(), "d3.k2.pd");
        assert_eq!(clause.down(ProvisionKind::Point, "đ").anchor(), "d3.k2.pdd");
    }
}
