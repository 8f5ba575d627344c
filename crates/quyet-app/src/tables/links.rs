//! A table of links: which target is measured by which indicator.

use quyet_model::indicator::IndicatorId;
use quyet_model::target::TargetCode;

use super::reader::{TableError, read};
use super::words::required;
use crate::adopt_plan::Links;

/// Reads the links of one plan.
///
/// # Errors
/// [`TableError`] naming every faulty cell.
pub fn read_links(text: &str) -> Result<Links, TableError> {
    let rows = read(text, &["code", "indicator"], |row| {
        let code = TargetCode(row.decode("code", required)?);
        Ok((code, IndicatorId(row.decode("indicator", required)?)))
    })?;
    Ok(rows.into_iter().collect())
}
