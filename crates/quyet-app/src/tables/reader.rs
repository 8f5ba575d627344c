//! Rows by column name, faults by row and column.

use std::collections::BTreeMap;

use thiserror::Error;

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("dòng {line}, cột {column}: “{words}” {wrong}")]
pub struct CellFault {
    /// Line of the file, from 1, the header included.
    pub line: u64,
    /// Name of the column.
    pub column: &'static str,
    /// What stands there.
    pub words: String,
    /// What is wrong with it and what is expected.
    pub wrong: String,
}

/// Why a table was not taken. Nothing of it was.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// The file is not a table.
    #[error("tệp không phải bảng CSV đọc được: {0}")]
    NotCsv(String),
    /// The header lacks columns.
    #[error("bảng thiếu cột: {}", .0.join(", "))]
    MissingColumns(Vec<&'static str>),
    /// Cells are wrong; every one is named.
    #[error("{} ô có lỗi, chưa nhận dòng nào:\n{}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Cells(Vec<CellFault>),
}

/// One row under its header.
pub(crate) struct Row<'a> {
    line: u64,
    cells: BTreeMap<&'a str, &'a str>,
}

impl Row<'_> {
    /// The cell's words, trimmed; empty when the cell is empty.
    pub(crate) fn words(&self, column: &'static str) -> &str {
        self.cells.get(column).copied().unwrap_or("").trim()
    }

    /// The cell's words; `None` when the cell is empty.
    pub(crate) fn optional(&self, column: &'static str) -> Option<String> {
        Some(self.words(column)).filter(|words| !words.is_empty()).map(ToOwned::to_owned)
    }

    /// The cell decoded, or its fault.
    pub(crate) fn decode<T>(
        &self,
        column: &'static str,
        decode: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<T, CellFault> {
        let words = self.words(column);
        decode(words).map_err(|wrong| CellFault {
            line: self.line,
            column,
            words: words.to_owned(),
            wrong,
        })
    }
}

/// Decodes every row; the columns named must be in the header, in any order, others are passed over.
pub(crate) fn read<T>(
    text: &str,
    columns: &[&'static str],
    decode: impl Fn(&Row<'_>) -> Result<T, CellFault>,
) -> Result<Vec<T>, TableError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let not_csv = |error: csv::Error| TableError::NotCsv(error.to_string());
    let header = reader.headers().map_err(not_csv)?.clone();
    let names: Vec<&str> = header.iter().map(str::trim).collect();
    let missing: Vec<_> =
        columns.iter().copied().filter(|column| !names.contains(column)).collect();
    if !missing.is_empty() {
        return Err(TableError::MissingColumns(missing));
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(not_csv)?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { line, cells: names.iter().copied().zip(record.iter()).collect() };
        match decode(&row) {
            Ok(decoded) => rows.push(decoded),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(TableError::Cells(faults)) }
}
