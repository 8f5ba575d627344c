//! QY0103: the text stops inside a sentence.

use quyet_model::citation::ProvisionKind;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_syntax::layout::ends_sentence;
use quyet_syntax::mark::MarkKind;

use super::{Case, said, with_hint};
use crate::classify::Role;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0103",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Thu ngân sách: 10 tỉ đồng.\nĐiều 2. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện và",
    [
        "Văn bản dừng giữa câu",
        "Đoạn cuối của nội dung không có dấu kết câu và phía sau không còn gì.",
        "Chỉ tiêu hoặc nhiệm vụ ở phần bị mất không có trong kế hoạch.",
        "Câu cuối được giữ nguyên đến chữ “và”.",
        "Tìm các trang còn thiếu rồi nạp lại toàn văn.",
    ],
    [
        "The text stops inside a sentence",
        "A last paragraph of the body that ends without a sign, with nothing behind it.",
        "Targets or duties in the lost part are not in the plan.",
        "The last sentence is kept as far as “và” (and).",
        "Find the missing pages and give the whole text again.",
    ],
);

/// Words that never end a sentence.
const JOINTS: [&str; 26] = [
    "và", "của", "các", "những", "với", "về", "cho", "trong", "từ", "theo", "hoặc", "để", "là",
    "tại", "trên", "đến", "một", "được", "có", "bằng", "do", "số", "ngày", "tháng", "năm", "đạt",
];

pub(super) fn check(case: &Case<'_>) -> Option<Diagnostic> {
    let ids = || case.script.tree().ids();
    let last = ids().rev().find(|id| case.script.words(*id).contains(char::is_alphanumeric))?;
    let framed = matches!(case.roles.of(last), Role::Closing | Role::Appendix | Role::Header);
    let node = case.script.node(last);
    if framed || node.kind == ProvisionKind::Row {
        return None;
    }
    let words = case.script.words(last).trim_end();
    let article = ids().any(|id| case.script.node(id).mark == Some(MarkKind::Article));
    let ended = ends_sentence(words) && !words.ends_with(':');
    let word = case.script.key(last).trim_end().rsplit(' ').next().unwrap_or("").to_owned();
    let joint = JOINTS.contains(&word.as_str()) || words.ends_with([',', ':', '(', '-']);
    let open = article && words.chars().count() > 40;
    if ended || !(joint || open) {
        return None;
    }
    let message = said([
        "Văn bản dừng giữa câu; phần sau có thể bị thiếu.",
        "The text stops inside a sentence; what follows may be missing.",
    ]);
    let found = case.finding("QY0103", Severity::Warning, node.words, message);
    Some(with_hint(
        found,
        ["Kiểm tra các trang cuối của bản gốc.", "Check the last pages of the original."],
    ))
}
