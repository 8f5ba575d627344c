//! QY0407: words assign a task to somebody who cannot be read.
//!
//! Finds "chủ trì" without a body before it or in the heading above, and "phối hợp với" before words that name no body.
//! Matters: the task has no owner in the plan, and nobody will report on it.
//! Example: "Chủ trì, phối hợp với các bên triển khai" under a heading that names no body.
//! Do: name the body by hand when the task is assigned.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, with_hint};
use crate::tasks::assignment::DoubtKind;

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let doubts = case.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Body);
    let told = doubts.map(|doubt| {
        let message = "Câu này phân công thực hiện nhưng chưa đọc được cơ quan nào.".to_owned();
        let found = case.finding("QY0407", Severity::Note, doubt.at, message);
        with_hint(found, "Đối chiếu bản gốc và nêu rõ cơ quan khi giao việc.")
    });
    told.collect()
}
