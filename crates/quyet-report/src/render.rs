//! One report, four formats beside each other.

use thiserror::Error;

use crate::block::Report;
use crate::{csv, docx, html, xlsx};

/// What a report is rendered as.
#[doc(alias = "định dạng")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A fragment for a page, UTF-8.
    Html,
    /// A workbook.
    Xlsx,
    /// A document to edit and sign.
    Docx,
    /// The tables only, for machines.
    Csv,
}

impl Format {
    /// All formats, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Html, Self::Docx, Self::Xlsx, Self::Csv];

    /// Extension of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Csv => "csv",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// A format's writer gave up. Nothing was written.
#[derive(Debug, Error)]
pub enum RenderError {
    /// The workbook does not hold this report.
    #[error("không lập được tệp Excel: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The document could not be packed.
    #[error("không lập được tệp Word: {0}")]
    Docx(String),
    /// The table could not be written.
    #[error("không lập được tệp CSV: {0}")]
    Csv(String),
}

/// Renders a report. The same report and format give the same bytes.
///
/// # Errors
/// [`RenderError`] when the format's limits are exceeded, for instance a sheet of more than 1 048 576 rows.
pub fn render(report: &Report, format: Format) -> Result<Vec<u8>, RenderError> {
    match format {
        Format::Html => Ok(html::html(report).into_bytes()),
        Format::Xlsx => xlsx::xlsx(report),
        Format::Docx => docx::docx(report),
        Format::Csv => csv::csv(report),
    }
}
