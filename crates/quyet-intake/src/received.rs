//! What leaves the porch.

use quyet_model::diagnostic::{Diagnostic, Language};

use crate::layout::{Layout, Place};
use crate::notices;
use crate::recognised::{OldForm, Picture};

/// The form a file turned out to have.
#[doc(alias = "dạng tệp")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Words and line breaks.
    PlainText,
    /// Plain text with Markdown's marks; they are left in.
    Markdown,
    /// A web page.
    Html,
    /// A Word document (Office Open XML).
    Docx,
    /// A PDF with text in it, or whose pages were recognised.
    Pdf,
    /// A picture whose letters were recognised.
    Picture(Picture),
    /// A form that an installed program turned into a Word document.
    Old(OldForm),
}

impl Form {
    /// The media type under which the original is kept. A text's encoding is not part of it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::PlainText => "text/plain",
            Self::Markdown => "text/markdown",
            Self::Html => "text/html",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Picture(picture) => picture.media_type(),
            Self::Old(old) => old.media_type(),
        }
    }

    /// Its usual file ending, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::PlainText => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Picture(picture) => picture.extension(),
            Self::Old(old) => old.extension(),
        }
    }

    /// What an official calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PlainText => "văn bản thuần",
            Self::Markdown => "văn bản Markdown",
            Self::Html => "trang HTML",
            Self::Docx => "tệp Word (DOCX)",
            Self::Pdf => "tệp PDF",
            Self::Picture(picture) => picture.name(),
            Self::Old(old) => old.name(),
        }
    }

    /// What [`crate::Place::line`] counts: lines, or the paragraphs of a form whose lines are set anew by every reader.
    pub fn line_word(self) -> &'static str {
        match self {
            Self::PlainText | Self::Markdown | Self::Pdf | Self::Picture(_) => "dòng",
            Self::Html | Self::Docx | Self::Old(_) => "đoạn",
        }
    }
}

/// A file read to text.
#[doc(alias = "văn bản đã nhận")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// What the file is.
    pub form: Form,
    /// Its words: what the compiler is given, and what every span refers to. Not necessarily NFC.
    /// Never empty. A table's row is one line, `| a | b |`.
    pub text: String,
    /// Where in the original the words stand.
    pub layout: Layout,
    /// What was noticed, by place. Codes `QY05xx`; spans lie in [`Self::text`].
    pub diagnostics: Vec<Diagnostic>,
}

impl Received {
    /// The same text as that of a file of an old form, which `program` turned into the form that was read.
    #[must_use]
    pub fn converted_from(mut self, old: OldForm, program: &str) -> Self {
        self.form = Form::Old(old);
        self.diagnostics.push(notices::converted(old, program, notices::words_at(&self.text, 0)));
        self
    }

    /// Where the byte at `offset` of the text stood, in words: "trang 3, dòng 12", "đoạn 7"; "page 3, line 12".
    pub fn place_words(&self, offset: usize, language: Language) -> String {
        let Place { page, line } = self.layout.place(offset);
        let (page_word, line_word) = match (language, self.form.line_word()) {
            (Language::Vietnamese, word) => ("trang", word),
            (Language::English, "đoạn") => ("page", "paragraph"),
            (Language::English, _) => ("page", "line"),
        };
        let page = page.map(|page| format!("{page_word} {page}, ")).unwrap_or_default();
        format!("{page}{line_word} {line}")
    }
}
