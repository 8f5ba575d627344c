//! QY0305: one cited document bears two dates.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, given, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0305",
    "Căn cứ Quyết định số 87/2006/QĐ-TTg ngày 20/4/2006 của Thủ tướng Chính phủ;\nCăn cứ Quyết định số 87/2006/QĐ-TTg ngày 20/4/2008 của Thủ tướng Chính phủ;\nĐiều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.",
    [
        "Một văn bản được nêu với hai ngày",
        "Cùng một số, ký hiệu được viện dẫn với hai ngày khác nhau.",
        "Một ngày sai nên khó tìm đúng văn bản.",
        "Cả hai ngày được giữ nguyên như đã viết.",
        "Tra cứu văn bản được viện dẫn để xác định ngày đúng.",
    ],
    [
        "One cited document bears two dates",
        "A number and symbol that is cited with different days.",
        "One of them is wrong, and the document is hard to find by it.",
        "Both dates are kept as written.",
        "Look the document up and find which date is right.",
    ],
);

/// "20/04/2006".
pub(super) fn shown(date: Date) -> String {
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
