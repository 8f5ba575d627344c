//! QY0304: the year of the plan is not in the text, or only running text lets one guess it.
//!
//! Finds a document head without it; nothing is invented in its place.
//! Matters: Figures cannot be matched with targets without it.
//! Example: a programme 'to 2015' without a first year; a target that says "năm 2026" under a title without a year.
//! Do: enter it by hand when the plan is adopted.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, with_hint};
use crate::document;

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let hint = "Chọn năm hoặc giai đoạn của kế hoạch.";
    let Some(year) = case.plan.document.year else {
        let message = "Không xác định được năm của kế hoạch.".to_owned();
        let found = case.finding("QY0304", Severity::Note, case.first_words(), message);
        return Some(with_hint(found, hint));
    };
    if document::said_year(case.script, case.roles).is_some() {
        return None;
    }
    let (_, node) = document::inferred_year(case.script, case.roles)?;
    let message = format!("Năm {year} của kế hoạch được suy ra từ lời văn, không có ở tiêu đề.");
    let at = case.script.node(node).words;
    Some(with_hint(case.finding("QY0304", Severity::Warning, at, message), hint))
}
