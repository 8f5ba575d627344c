//! QY0407: words assign a task to somebody who cannot be read.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};
use crate::tasks::assignment::DoubtKind;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0407",
    "Điều 2. Nhiệm vụ, giải pháp\n1. Chủ trì, phối hợp với các bên triển khai đề án.",
    [
        "Chưa đọc được cơ quan được giao việc",
        "Có chữ “chủ trì” hoặc “phối hợp với” nhưng trước, sau nó và ở tiêu đề phía trên không có tên cơ quan nào.",
        "Nhiệm vụ không có chủ trong kế hoạch nên không ai báo cáo.",
        "Giữ nguyên lời văn; không tự gán cơ quan.",
        "Đối chiếu bản gốc và nêu rõ cơ quan khi giao việc.",
    ],
    [
        "The body charged with a task was not read",
        "“chủ trì” or “phối hợp với” with no body before it, behind it or in the heading above.",
        "The task has no owner in the plan, and nobody will report on it.",
        "The words are kept; no body is guessed.",
        "Compare with the original and name the body when the task is assigned.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let doubts = case.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Body);
    let told = doubts.map(|doubt| {
        let message = said([
            "Câu này phân công thực hiện nhưng chưa đọc được cơ quan nào.",
            "This sentence assigns work, but no body could be read.",
        ]);
        let found = case.finding("QY0407", Severity::Note, doubt.at, message);
        with_hint(
            found,
            [
                "Đối chiếu bản gốc và nêu rõ cơ quan khi giao việc.",
                "Compare with the original and name the body when the task is assigned.",
            ],
        )
    });
    told.collect()
}
