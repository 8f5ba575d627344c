//! QY0306: a day that no calendar has, or a cited document dated after the adoption.

use jiff::civil::Date;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_syntax::NodeId;

use super::{Case, given, with_hint};
use crate::date;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0306",
    "Căn cứ Quyết định số 12/2024/QĐ-UBND ngày 31/02/2024 của Ủy ban nhân dân tỉnh;\nĐiều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.",
    [
        "Ngày không thể có",
        "Một ngày không có trong lịch, hoặc ngày của văn bản viện dẫn muộn hơn ngày thông qua.",
        "Ngày viết sai làm khó tìm văn bản và tính sai thời hạn.",
        "“31/02/2024” không được nhận làm ngày; văn bản viện dẫn được giữ không có ngày.",
        "Tra cứu và sửa ngày.",
    ],
    [
        "A date that cannot be",
        "A day that no calendar has, or a cited document dated after the day of adoption.",
        "A wrong date makes a document hard to find and spoils time limits.",
        "“31/02/2024” is not taken as a date; the cited document is kept without one.",
        "Look it up and correct the date.",
    ],
);

const HINT: [&str; 2] = ["Tra cứu và sửa lại ngày.", "Look it up and correct the date."];

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> =
        case.script.tree().ids().flat_map(|id| impossible(case, id)).collect();
    out.extend(case.plan.document.adopted.map(|day| later(case, day)).into_iter().flatten());
    out
}

/// "ngày 31/02/2024": the word and the form of a date, and no such day.
fn impossible(case: &Case<'_>, id: NodeId) -> Vec<Diagnostic> {
    let key = case.script.key(id);
    let mut out = Vec::new();
    for (at, _) in key.match_indices("ngày ") {
        let Some(length) = date::no_such_day(&key[at..]) else { continue };
        let words = key[at + "ngày ".len()..at + length].trim();
        let message =
            [format!("Lịch không có ngày {words}."), format!("No calendar has the day {words}.")];
        let span = case.script.source_span(id, at..at + length);
        out.push(with_hint(case.finding("QY0306", Severity::Warning, span, message), HINT));
    }
    out
}

/// Documents that the resolution cites although they were made after it.
fn later(case: &Case<'_>, adopted: Date) -> Vec<Diagnostic> {
    let cited = case.plan.citations.iter().filter_map(|cited| Some((cited, cited.date?)));
    let later = cited.filter(|(cited, date)| {
        adopted < *date && cited.number.is_some() && cited.number != case.plan.document.number
    });
    let found = later.map(|(cited, date)| {
        let number = cited.number.as_deref().unwrap_or_default();
        let (day, adopted) = (super::two_dates::shown(date), super::two_dates::shown(adopted));
        let message = [
            format!("Văn bản {number} ghi ngày {day}, sau ngày thông qua {adopted}."),
            format!("Document {number} is dated {day}, after the adoption on {adopted}."),
        ];
        with_hint(given("QY0306", Severity::Warning, cited.at.span, message), HINT)
    });
    found.collect()
}
