//! QY0408: words of a deadline that name no day.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};
use crate::tasks::assignment::DoubtKind;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0408",
    "Điều 2. Nhiệm vụ, giải pháp\n1. Sở Tài chính hoàn thành đề án trước ngày 31/02/2026.",
    [
        "Chưa xác định được ngày của thời hạn",
        "Ngày không có trong lịch; thời hạn thiếu năm mà năm kế hoạch chưa rõ; thời hạn phụ thuộc việc khác; ô ở cột thời hạn không phải thời hạn.",
        "Nhiệm vụ sẽ không bao giờ đến hạn.",
        "Giữ nguyên lời văn; không tự đặt ngày.",
        "Ghi rõ ngày khi giao việc.",
    ],
    [
        "The day of a deadline could not be told",
        "A day that is in no calendar, a time without a year where the plan's year is unknown, a time that depends on something else, or a cell in the column of deadlines that is none.",
        "The task would never fall due.",
        "The words are kept; no day is guessed.",
        "Set the day when the task is assigned.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let doubts = case.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Time);
    let told = doubts.map(|doubt| {
        let message = said([
            "Có chữ nêu thời hạn nhưng chưa xác định được ngày.",
            "These words set a deadline, but the day could not be told.",
        ]);
        let found = case.finding("QY0408", Severity::Note, doubt.at, message);
        with_hint(found, ["Ghi rõ ngày khi giao việc.", "Set the day when the task is assigned."])
    });
    told.collect()
}
