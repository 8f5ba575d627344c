//! QY0409: a row of a table of tasks has another number of cells than its header.
//!
//! Finds a row from which it cannot be told which cell stands in which column.
//! Matters: a body may be taken for a deadline; so only the task's words are kept of such a row.
//! Example: a table that lost its empty cells when it was copied.
//! Do: compare with the original and enter who and when by hand.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, with_hint};
use crate::tasks::assignment::DoubtKind;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let doubts = case.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Row);
    let told = doubts.map(|doubt| {
        let message =
            "Hàng này của bảng nhiệm vụ có số ô khác tiêu đề; chưa đọc cơ quan và thời hạn."
                .to_owned();
        let found = case.finding("QY0409", Severity::Warning, doubt.at, message);
        with_hint(found, "Đối chiếu bảng trong bản gốc.")
    });
    told.collect()
}
