//! QY0401: the text promises nothing that can be judged.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0401",
    "NGHỊ QUYẾT\nĐiều 1. Bầu ông Nguyễn Văn A giữ chức Phó Chủ tịch.",
    [
        "Không tìm thấy chỉ tiêu",
        "Không nhận ra phần chỉ tiêu, hoặc không mục nào trong đó đọc được.",
        "Kế hoạch không có chỉ tiêu thì không thể đánh giá.",
        "Không có chỉ tiêu nào; văn bản chỉ có nhiệm vụ thì vẫn lập được kế hoạch.",
        "Kiểm tra đã đưa vào toàn văn và các phụ lục có chỉ tiêu hay chưa.",
    ],
    [
        "No target was found",
        "A text without a part of targets, or with none that could be read.",
        "A plan without targets cannot be judged.",
        "No target is read; a document of tasks alone still makes a plan.",
        "Check that the whole text and the annexes with targets were given.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let none = case.plan.targets.is_empty();
    // A plan of tasks alone is a plan; a text without either is none.
    let severity = if case.plan.tasks.is_empty() { Severity::Error } else { Severity::Warning };
    let message =
        || said(["Không tìm thấy chỉ tiêu nào trong văn bản.", "No target was found in the text."]);
    let found = || case.finding("QY0401", severity, case.first_words(), message());
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
