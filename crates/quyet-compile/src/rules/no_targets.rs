//! QY0401: the text promises nothing that can be judged.
//!
//! Finds a text in which no part with targets was recognised, or none of its items could be read.
//! Matters: a plan without targets cannot be adopted or judged.
//! Example: a resolution on personnel; a plan whose targets stand in an annex that was not given.
//! Do: check that the whole document was given.

use quyet_model::diagnostic::{Diagnostic, Severity};

use super::{Case, said, with_hint};

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let none = case.plan.targets.is_empty();
    let message =
        || said(["Không tìm thấy chỉ tiêu nào trong văn bản.", "No target was found in the text."]);
    let found = || case.finding("QY0401", Severity::Error, case.first_words(), message());
    none.then(|| {
        with_hint(
            found(),
            [
                "Kiểm tra đã đưa vào toàn văn và các phụ lục có chỉ tiêu hay chưa.",
                "Check that the whole text and the annexes with targets were given.",
            ],
        )
    })
}
