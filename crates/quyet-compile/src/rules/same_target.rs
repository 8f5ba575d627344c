//! QY0405: one target stands twice.

use std::collections::BTreeMap;

use quyet_model::condition::Promise;
use quyet_model::diagnostic::{Diagnostic, Explained, Severity};
use quyet_model::target::Target;

use super::{Case, given, with_hint};
use crate::phrase;

/// The page of this code.
pub(super) const PAGE: Explained = Explained::new(
    "QY0405",
    "Điều 1. Các chỉ tiêu chủ yếu năm 2025\n(1) Tỉ lệ che phủ rừng đạt 70%.\n(2) Thu ngân sách đạt 10 tỉ đồng.\n(3) Tỉ lệ che phủ rừng đạt 72%.",
    [
        "Một chỉ tiêu được nêu hai lần",
        "Hai chỉ tiêu cùng tên, cùng thời hạn trong một kế hoạch.",
        "Nếu hai mức khác nhau thì kế hoạch tự mâu thuẫn; nếu giống nhau thì bị đếm hai lần.",
        "Cả hai được giữ; cảnh báo nêu mức của từng lần.",
        "Bỏ một lần, hoặc ghi rõ hai lần khác nhau ở điểm nào.",
    ],
    [
        "One target stands twice",
        "Two targets of one plan with the same name and the same horizon.",
        "With two values the plan contradicts itself; with one value it is counted twice.",
        "Both are kept; the finding gives the words of each.",
        "Drop one, or write what sets them apart.",
    ],
);

/// Targets of one name under one heading's names and for one time, the second of each pair.
///
/// A stated promise has no value that could contradict another, and short names ("Thành thị") mean something only
/// under their heading, so neither is compared by itself.
pub(super) fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<[String; 2], &Target> = BTreeMap::new();
    let mut out = Vec::new();
    for target in &case.plan.targets {
        walk(target, "", &mut first, &mut out);
    }
    out
}

fn walk<'a>(
    target: &'a Target,
    over: &str,
    first: &mut BTreeMap<[String; 2], &'a Target>,
    out: &mut Vec<Diagnostic>,
) {
    let name = phrase::key(&target.name);
    let path = format!("{over}/{name}");
    for part in &target.parts {
        walk(part, &path, first, out);
    }
    let judged = target.is_leaf() && !matches!(target.condition.promise, Promise::Stated);
    if !judged || name.split(' ').count() < 2 {
        return;
    }
    let horizon = target.horizon.as_deref().map(phrase::key).unwrap_or_default();
    let unit = target.condition.unit.as_ref().map_or("", |unit| unit.as_str());
    let key = [path, format!("{horizon}/{unit}/{}", measure(&target.condition.promise))];
    match first.get(&key) {
        Some(other) => out.push(finding(other, target)),
        None => {
            first.insert(key, target);
        }
    }
}

/// Promises of different kinds may stand side by side: a level and its growth.
fn measure(promise: &Promise) -> &'static str {
    match promise {
        Promise::Level(_) => "level",
        Promise::Change { .. } => "change",
        _ => "other",
    }
}

fn finding(first: &Target, second: &Target) -> Diagnostic {
    let (one, other) = (short(&first.text), short(&second.text));
    let (code, name) = (&first.code, &second.name);
    let same = first.condition.promise == second.condition.promise;
    let message = if same {
        [
            format!("“{name}” đã được nêu ở chỉ tiêu {code} với cùng một mức."),
            format!("“{name}” stands already in target {code} with the same value."),
        ]
    } else {
        [
            format!("“{name}” được nêu hai lần với hai mức: “{one}” ({code}) và “{other}”."),
            format!("“{name}” stands twice with two values: “{one}” ({code}) and “{other}”."),
        ]
    };
    let hint = [
        "Bỏ một lần, hoặc ghi rõ hai lần khác nhau ở điểm nào.",
        "Drop one, or write what sets them apart.",
    ];
    let span = second.condition_at.unwrap_or(second.at.span);
    with_hint(given("QY0405", Severity::Warning, span, message), hint)
}

/// At most sixty characters of a target's words.
fn short(words: &str) -> String {
    let cut: String = words.chars().take(60).collect();
    if cut.len() < words.len() { format!("{cut}…") } else { cut }
}
