//! QY0106: words that the compiler did not understand.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::plan::Unread;

use super::{Case, given, with_hint};

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0106",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.\nĐiều 2. Tổ chức thực hiện\n1. Bảo đảm tiến độ đã đề ra.",
    [
        "Đoạn chưa đọc được",
        "Một đoạn trong các phần của kế hoạch không thành chỉ tiêu, nhiệm vụ hay nội dung nào khác.",
        "Có thể một cam kết bị bỏ sót.",
        "Đoạn được giữ nguyên trong danh sách “chưa đọc được”.",
        "Đọc đoạn đó; nếu có cam kết thì bổ sung bằng tay.",
    ],
    [
        "A passage that was not understood",
        "A passage of the plan's parts that became neither target nor task nor anything else.",
        "Something that binds may be missing from the plan.",
        "The passage is kept as it is in the list of unread words.",
        "Read it, and enter by hand what it promises, if anything.",
    ],
);

/// One finding for neighbours with the same reason.
pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut last: Option<(usize, &Unread)> = None;
    for (unread, node) in case.plan.unread.iter().zip(case.unread) {
        let goes_on = last.is_some_and(|(index, before)| {
            index + 1 >= node.index() && before.reason == unread.reason
        });
        last = Some((node.index(), unread));
        if let Some(open) = out.last_mut().filter(|_| goes_on) {
            open.span = open.span.cover(unread.passage.at.span);
            continue;
        }
        let message = [unread.reason.clone(), in_english(&unread.reason).to_owned()];
        let found = given("QY0106", Severity::Warning, unread.passage.at.span, message);
        out.push(with_hint(
            found,
            [
                "Đọc lại đoạn này và bổ sung bằng tay nếu cần.",
                "Read this passage and enter by hand what it promises, if anything.",
            ],
        ));
    }
    out
}

/// The reasons that the pass over what is left can give.
fn in_english(reason: &str) -> &'static str {
    match reason {
        "Đoạn này nằm trong phần chỉ tiêu nhưng chưa đọc được chỉ tiêu nào." => {
            "This passage stands in the part of the targets, but no target could be read from it."
        }
        "Nội dung phụ lục chưa được đọc thành chỉ tiêu hoặc nhiệm vụ." => {
            "This passage of an annex was read neither as a target nor as a task."
        }
        "Đoạn này bãi bỏ một chỉ tiêu của văn bản trước; kế hoạch của văn bản đó cần được sửa." => {
            "This passage repeals a target of an earlier document, whose plan must be amended."
        }
        "Chưa xác định được đoạn này là mục tiêu, chỉ tiêu hay nhiệm vụ." => {
            "It could not be told whether this passage is an objective, a target or a task."
        }
        "Đoạn này nằm trong phần tổ chức thực hiện nhưng không rõ giao cho cơ quan nào." => {
            "This passage stands in the part on implementation, but names no body that it charges."
        }
        _ => "It could not be told what this passage is for.",
    }
}
