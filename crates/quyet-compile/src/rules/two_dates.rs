//! QY0305: one cited document bears two dates.
//!
//! Finds a number and symbol that is cited with different days.
//! Matters: one of the two is wrong, and the document cannot be found by it.
//! Example: "Quyết định 87/2006/QĐ-TTg" of 20 April 2006 and of 20 April 2008.
//! Do: look the document up; both dates are kept as written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, given, with_hint};

fn shown(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&str, Date> = BTreeMap::new();
    let mut out = Vec::new();
    for cited in &case.plan.citations {
        let (Some(number), Some(date)) = (cited.number.as_deref(), cited.date) else { continue };
        let known = *first.entry(number).or_insert(date);
        if known == date {
            continue;
        }
        let (one, other) = (shown(known), shown(date));
        let message = [
            format!("Văn bản {number} được nêu với hai ngày: {one} và {other}."),
            format!("Document {number} is cited with two dates: {one} and {other}."),
        ];
        let found = given("QY0305", Severity::Warning, cited.at.span, message);
        out.push(with_hint(
            found,
            [
                "Tra cứu văn bản được viện dẫn để xác định ngày đúng.",
                "Look the cited document up and find which date is right.",
            ],
        ));
    }
    out
}
