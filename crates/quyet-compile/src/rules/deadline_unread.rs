//! QY0408: words of a deadline that name no day.
//!
//! Finds a day that is in no calendar, a time without a year where the plan's year is unknown, a time that depends on
//! something else, and what stands in a column of deadlines and is none.
//! Matters: the task would never fall due.
//! Example: "trước ngày 31/02/2026"; "chậm nhất 10 ngày kể từ khi có văn bản"; "tại kỳ họp gần nhất".
//! Do: set the day by hand when the task is assigned.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, with_hint};
use crate::tasks::assignment::DoubtKind;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let doubts = case.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Time);
    let told = doubts.map(|doubt| {
        let message = "Có chữ nêu thời hạn nhưng chưa xác định được ngày.".to_owned();
        let found = case.finding("QY0408", Severity::Note, doubt.at, message);
        with_hint(found, "Ghi rõ ngày khi giao việc.")
    });
    told.collect()
}
