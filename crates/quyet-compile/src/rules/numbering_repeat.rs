//! QY0102: a number stands twice in a list.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_syntax::numbering::{self, Fault};

use super::{Case, with_hint};
use crate::targets::label;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0102",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.\n(1) Chi ngân sách: 9 tỉ đồng.",
    [
        "Số thứ tự bị lặp lại",
        "Hai mục liền nhau mang cùng một số thứ tự.",
        "Viện dẫn theo số đó không rõ là mục nào; số lượng nêu ở tiêu đề có thể sai.",
        "Cả hai mục (1) đều được đọc và mỗi mục vẫn có mã riêng.",
        "Đối chiếu bản gốc và sửa số thứ tự nếu là lỗi đánh máy.",
    ],
    [
        "A number stands twice in a list",
        "Two neighbours that bear the same number.",
        "A citation of that number is ambiguous; an announced count may be wrong.",
        "Both items (1) are read, and each keeps a code of its own.",
        "Compare with the original, and correct the number if it is a slip.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let faults = numbering::faults(case.script.tree()).into_iter();
    let found = faults.filter(|fault| fault.fault == Fault::Repeat).map(|fault| {
        let own = label(case.script, fault.node);
        let message =
            [format!("Số thứ tự “{own}” bị lặp lại."), format!("The number “{own}” stands twice.")];
        let found = case.finding("QY0102", Severity::Warning, fault.at, message);
        with_hint(
            found,
            [
                "Đối chiếu bản gốc; mã trong kế hoạch vẫn được giữ duy nhất.",
                "Compare with the original; codes of the plan stay unique either way.",
            ],
        )
    });
    found.collect()
}
