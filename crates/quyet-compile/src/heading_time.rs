//! The time that a heading says for all that stands under it: "Mục tiêu cụ thể đến năm 2030".

use std::ops::Range;

use crate::phrase::{has_any, years};

/// Longest heading that may bound what stands under it. Unit: bytes.
const HEADING_MAX: usize = 260;

/// The time that holds for everything under a heading or title; `None` when it says none, or several.
///
/// A direction beyond the plan ("định hướng đến năm 2030", "tầm nhìn 2045") behind the plan's own period is none.
pub(crate) fn of(heading: &str, key: &str) -> Option<String> {
    if HEADING_MAX < key.len() {
        return None;
    }
    let (time, range) = first(heading, key)?;
    let before = &key[..range.start];
    let numbered = before.contains(|c: char| c.is_ascii_digit()) && before.contains('/');
    let cited = numbered || has_any(before, &["ngày", "theo", "so với", "tháng", "nghị quyết số"]);
    let behind = &key[range.end..];
    let beyond = has_any(behind, &["định hướng", "tầm nhìn"]);
    (!cited && (years(behind).is_empty() || beyond)).then_some(time)
}

/// The first time that a heading says, as written, and where: "năm 2026", "đến 2030", "giai đoạn 2026 - 2030".
pub(crate) fn first(heading: &str, key: &str) -> Option<(String, Range<usize>)> {
    let digits = |at: usize| key.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let year_at = |from: usize| {
        (from..key.len().saturating_sub(3)).find(|at| {
            let fresh = *at == 0 || !digits(at - 1);
            fresh
                && (0..4).all(|i| digits(at + i))
                && !digits(at + 4)
                && !years(key.get(*at..at + 4).unwrap_or("")).is_empty()
        })
    };
    let first = year_at(0)?;
    let mut end = first + 4;
    let behind = key[end..].trim_start_matches([' ', '-', '–', '—']);
    let next = key.len() - behind.len();
    if next > end && year_at(next) == Some(next) {
        end = next + 4;
    }
    let words = ["năm", "đến", "giai đoạn", "thời kỳ", "cuối", "hết", "vào", "tới"];
    let mut start = first;
    loop {
        let before = key[..start].trim_end();
        let Some(word) = words.iter().find(|word| {
            before.strip_suffix(**word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        }) else {
            break;
        };
        start = before.len() - word.len();
    }
    let said = heading.get(start..end)?.trim();
    let lead = if end == first + 4 { "năm" } else { "giai đoạn" };
    let said = if start == first { format!("{lead} {said}") } else { said.to_owned() };
    Some((said, start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_time_holds_and_several_do_not() {
        let check = |heading: &str, expect: Option<&str>| {
            assert_eq!(of(heading, &crate::phrase::key(heading)).as_deref(), expect, "{heading}");
        };
        check("Mục tiêu cụ thể đến năm 2030", Some("đến năm 2030"));
        check("Giai đoạn 2026 - 2030", Some("Giai đoạn 2026 - 2030"));
        check("Phát triển đô thị đến năm 2025, định hướng đến năm 2030", Some("đến năm 2025"));
        check("Kết quả năm 2025 và nhiệm vụ năm 2026", None);
        check("Theo Nghị quyết số 10 năm 2024", None);
        check("Về kinh tế", None);
    }
}
