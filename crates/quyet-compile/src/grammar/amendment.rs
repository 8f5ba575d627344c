//! An earlier target amended: "Điều chỉnh chỉ tiêu thu ngân sách từ 4.200 tỉ đồng thành 4.500 tỉ đồng".
//!
//! **Takes** the start of a piece and its value. **Gives** whether the words amend, and where the name begins.
//! **Never** takes other adjusting for it ("Điều chỉnh quy hoạch 5 cụm công nghiệp"): the words must say the old
//! value, or that a target is meant.

use super::comparison::Mark;
use super::token::Line;
use super::value::Value;

const VERBS: &[&str] = &[
    "điều chỉnh",
    "điều chỉnh giảm",
    "điều chỉnh tăng",
    "điều chỉnh lại",
    "điều chỉnh bổ sung",
    "sửa đổi",
    "điều chỉnh và bổ sung",
];
const NOUNS: &[&str] = &["chỉ tiêu", "các chỉ tiêu", "mục tiêu", "chỉ tiêu về", "mục tiêu về"];

/// What the first words of a piece say of an earlier target.
pub(super) struct Amendment {
    /// Whether an earlier target is amended.
    pub(super) is: bool,
    /// Where the name begins.
    pub(super) body: usize,
}

/// Reads the words from `start` on, which lead to `value`.
pub(super) fn opens(line: &Line<'_>, start: usize, value: &Value) -> Amendment {
    let replaced =
        value.has(Mark::Arrive) && value.base.as_ref().is_some_and(|b| b.end <= value.number);
    let verb = line.any_at(start, VERBS);
    let noun = line.any_at(verb.unwrap_or(start), NOUNS);
    let later = start..value.number;
    let inside = replaced && line.find(later, &VERBS[..1]).is_some();
    let body = match (verb, noun) {
        (Some(_), Some(noun)) => noun,
        (Some(verb), None) if replaced => verb,
        (None, Some(noun)) if inside => noun,
        _ => start,
    };
    Amendment { is: inside || verb.is_some() && noun.is_some(), body: body.min(value.first) }
}
