//! QY0103: the text stops inside a sentence.
//!
//! Finds a last paragraph of the body that ends without a sign, with nothing behind it.
//! Matters: targets or duties behind the cut are not in the plan.
//! Example: "Giao Ủy ban nhân dân tỉnh tổ chức thực hiện và".
//! Do: look for the missing pages.

use quyet_model::citation::ProvisionKind;
use quyet_model::diagnostic::{Diagnostic, Severity};
use quyet_syntax::layout::ends_sentence;
use quyet_syntax::mark::MarkKind;

use super::{Case, said, with_hint};
use crate::classify::Role;

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
