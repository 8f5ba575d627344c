//! QY0409: a row of a table of tasks has another number of cells than its header.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};
use crate::tasks::assignment::DoubtKind;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0409",
    "Phụ lục\n| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm |\n|---|---|---|---|---|---|\n| 1 | Xây dựng đề án chuyển đổi số | Sở Nội vụ | Sở Tài chính | Quý II | Đề án |\n| 2 | Rà soát danh mục thủ tục | Sở Tư pháp | Quý III |",
    [
        "Hàng của bảng nhiệm vụ thiếu hoặc thừa ô",
        "Số ô của hàng khác số cột ở tiêu đề nên không biết ô nào thuộc cột nào.",
        "Cơ quan có thể bị nhầm với thời hạn.",
        "Chỉ giữ lời văn của nhiệm vụ; bỏ trống cơ quan và thời hạn.",
        "Đối chiếu bảng trong bản gốc rồi nhập cơ quan và thời hạn.",
    ],
    [
        "A row of the table of tasks has too few or too many cells",
        "The row has another number of cells than the header, so it cannot be told which cell stands in which column.",
        "A body may be taken for a deadline.",
        "Only the words of the task are kept; bodies and deadline stay empty.",
        "Compare with the original and enter who and when by hand.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let doubts = case.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Row);
    let told = doubts.map(|doubt| {
        let message = said([
            "Hàng này của bảng nhiệm vụ có số ô khác tiêu đề; chưa đọc cơ quan và thời hạn.",
            "This row of the table of tasks has another number of cells than the header; bodies and deadline were not read.",
        ]);
        let found = case.finding("QY0409", Severity::Warning, doubt.at, message);
        with_hint(
            found,
            [
                "Đối chiếu bảng trong bản gốc.",
                "Compare with the table in the original.",
            ],
        )
    });
    told.collect()
}
