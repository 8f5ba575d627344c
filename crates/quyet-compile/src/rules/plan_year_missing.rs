//! QY0304: the year of the plan is not in the text, or only running text lets one guess it.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};
use crate::document;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0304",
    "Điều 1. Các chỉ tiêu chủ yếu\n(1) Thu ngân sách: 10 tỉ đồng.",
    [
        "Thiếu năm của kế hoạch",
        "Không xác định được năm hoặc giai đoạn của kế hoạch, hoặc năm chỉ suy ra được từ lời văn.",
        "Không biết lấy số liệu của năm nào để đánh giá.",
        "Để trống khi không có; năm suy ra từ lời văn được dùng và được nêu rõ.",
        "Chọn năm hoặc giai đoạn của kế hoạch.",
    ],
    [
        "The year of the plan is missing",
        "A text from which the year or period cannot be told, or only from running text.",
        "Figures cannot be matched with targets without it.",
        "Left empty when there is none; a year told by running text is used, and it is said so.",
        "Choose the year or the period of the plan.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let hint =
        ["Chọn năm hoặc giai đoạn của kế hoạch.", "Choose the year or the period of the plan."];
    let Some(year) = case.plan.document.year else {
        let message = said([
            "Không xác định được năm của kế hoạch.",
            "The year of the plan could not be told.",
        ]);
        let found = case.finding("QY0304", Severity::Note, case.first_words(), message);
        return Some(with_hint(found, hint));
    };
    if document::said_year(case.script, case.roles).is_some() {
        return None;
    }
    let (_, node) = document::inferred_year(case.script, case.roles)?;
    let message = [
        format!("Năm {year} của kế hoạch được suy ra từ lời văn, không có ở tiêu đề."),
        format!("The plan's year {year} was told by running text; the title does not give it."),
    ];
    let at = case.script.node(node).words;
    Some(with_hint(case.finding("QY0304", Severity::Warning, at, message), hint))
}
