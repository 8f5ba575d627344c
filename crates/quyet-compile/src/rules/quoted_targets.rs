//! QY0404: the targets of another document are quoted.

use quyet_model::diagnostic::{Diagnostic, Explained, Severity};

use super::{Case, said, with_hint};
use crate::classify::Role;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0404",
    "Toàn văn Nghị quyết 12/2025/QH15 về kế hoạch năm 2026\n\nNghị quyết đã được thông qua.\n\n**Các chỉ tiêu chủ yếu ra sao?**\n\n(1) Tốc độ tăng GDP từ 10% trở lên.\n\n**Mục tiêu theo Nghị quyết 68-NQ/TW ra sao?**\n\n(1) Phấn đấu có 2 triệu doanh nghiệp.",
    [
        "Chỉ tiêu của văn bản khác",
        "Phần văn bản dẫn lại mục tiêu, chỉ tiêu của văn bản khác.",
        "Các chỉ tiêu đó ràng buộc theo văn bản kia, không theo kế hoạch này.",
        "Giữ làm bối cảnh, không đưa vào kế hoạch.",
        "Nếu cần, đọc riêng văn bản được dẫn thành kế hoạch khác.",
    ],
    [
        "Targets of another document",
        "A part that quotes the goals and targets of another document.",
        "They bind by that document and not by this plan.",
        "Kept as background, left out of the plan.",
        "If needed, read that document as a plan of its own.",
    ],
);

pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let tree = case.script.tree();
    let mut inside = false;
    let mut out = Vec::new();
    for id in tree.ids() {
        let quoted = case.roles.of(id) == Role::Quoted;
        if quoted && !inside {
            let message = said([
                "Phần này dẫn mục tiêu của văn bản khác nên không đưa vào kế hoạch.",
                "This part quotes the targets of another document and is left out of the plan.",
            ]);
            let found = case.finding("QY0404", Severity::Note, tree.node(id).words, message);
            out.push(with_hint(
                found,
                [
                    "Nếu cần, hãy đọc riêng văn bản được dẫn thành một kế hoạch khác.",
                    "If needed, read the quoted document as a plan of its own.",
                ],
            ));
        }
        inside = quoted;
    }
    out
}
