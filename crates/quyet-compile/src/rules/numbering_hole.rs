//! QY0101: a number is missing in a list.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_syntax::numbering::{self, Fault};

use super::{Case, with_hint};
use crate::targets::label;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0101",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.\n(3) Chi ngân sách: 9 tỉ đồng.",
    [
        "Thiếu số thứ tự trong danh sách",
        "Một số hoặc chữ cái thứ tự không nối tiếp số đứng trước nó.",
        "Có thể một mục, và chỉ tiêu trong đó, đã bị mất khi lấy chữ từ tệp.",
        "Sau mục (1) là mục (3); máy đọc hai mục và báo thiếu số 2.",
        "Đối chiếu bản gốc; nếu bản gốc cũng nhảy số thì không phải làm gì.",
    ],
    [
        "A number is missing in a list",
        "A number or letter that does not follow the one before it.",
        "An item, and a target with it, may have been lost when the words were drawn out of the file.",
        "Item (3) follows item (1); two items are read and number 2 is reported missing.",
        "Compare with the original; if it skips the number too, there is nothing to do.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let faults = numbering::faults(case.script.tree()).into_iter();
    let found = faults.filter_map(|fault| {
        let Fault::Hole { first, missing } = fault.fault else { return None };
        let own = label(case.script, fault.node);
        let message = match missing {
            1 => [
                format!("Trước “{own}” thiếu số thứ tự {first}."),
                format!("Number {first} is missing before “{own}”."),
            ],
            _ => [
                format!("Trước “{own}” thiếu {missing} số thứ tự, bắt đầu từ {first}."),
                format!("{missing} numbers are missing before “{own}”, from {first} on."),
            ],
        };
        let found = case.finding("QY0101", Severity::Warning, fault.at, message);
        Some(with_hint(
            found,
            [
                "Đối chiếu bản gốc xem có mục nào bị mất.",
                "Compare with the original: an item may be lost.",
            ],
        ))
    });
    found.collect()
}
