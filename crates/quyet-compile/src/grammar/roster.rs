//! Members named after a count: "12 xã (gồm: Yên Hân, Cư Lễ, …)".
//!
//! **Takes** the stretch that may list members. **Gives** their names in the text's order.
//! **Never** takes a sentence or a list of figures for members.

use std::ops::Range;

use super::token::{Kind, Line};

/// Words that introduce a list.
const OPENERS: &[&str] = &["gồm", "bao gồm", "gồm các", "gồm các xã", "bao gồm các xã", "là", "là các xã", "các xã", "cụ thể", "đó là", "tại các xã"];

/// A member's name is short.
const WORDS_MAX: usize = 8;

/// The members that `range` lists; `None` when it is something else.
/// `count` is what was announced: a list without "gồm" must have exactly that many.
pub(super) fn members(line: &Line<'_>, range: Range<usize>, count: u32) -> Option<Vec<String>> {
    let mut start = range.start;
    let mut announced = false;
    while start < range.end {
        if line.kind(start) == Some(Kind::Colon) {
            start += 1;
        } else if let Some(end) = line.any_at(start, OPENERS).filter(|_| !announced) {
            announced = true;
            start = end;
        } else {
            break;
        }
    }
    let parts = split(line, start..range.end)?;
    let names = parts.iter().filter(|p| line.capital(p.start) || follows_kind(line, p)).count();
    let proper = names == parts.len() && !parts.is_empty();
    let many = parts.len() >= 2 || count == 1;
    let fits = announced || u32::try_from(parts.len()).is_ok_and(|n| n == count);
    (proper && many && fits).then(|| parts.into_iter().map(|p| line.slice(p).to_owned()).collect())
}

/// "xã Yên Hân": the kind in small letters, then the name.
fn follows_kind(line: &Line<'_>, part: &Range<usize>) -> bool {
    part.len() > 1 && (part.start + 1..part.end.min(part.start + 3)).any(|i| line.capital(i))
}

/// The stretch cut at commas, semicolons and "và"; `None` when a piece holds a number or is too long.
fn split(line: &Line<'_>, range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let (mut parts, mut start) = (Vec::new(), range.start);
    for i in range.start..=range.end {
        let ends = i == range.end
            || matches!(line.kind(i), Some(Kind::Comma | Kind::Semicolon))
            || (line.word(i) == "và" && line.kind(i) == Some(Kind::Word));
        if !ends {
            continue;
        }
        let part = line.trim(start..i);
        start = i + 1;
        if part.is_empty() {
            continue;
        }
        let figures = part.clone().any(|at| matches!(line.kind(at), Some(Kind::Number | Kind::Percent)));
        if figures && !is_numbered_name(line, &part) || part.len() > WORDS_MAX {
            return None;
        }
        parts.push(part);
    }
    Some(parts)
}

/// "Phường 5", "thôn Nà Pài 2": the number closes the name.
fn is_numbered_name(line: &Line<'_>, part: &Range<usize>) -> bool {
    let last = part.end - 1;
    let closes = line.kind(last) == Some(Kind::Number) && part.len() > 1;
    closes && part.clone().take(part.len() - 1).all(|i| line.kind(i) == Some(Kind::Word))
}
