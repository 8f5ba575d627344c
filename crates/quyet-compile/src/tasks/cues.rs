//! Words at which an assignment, a time or a name may begin: one walk over a sentence finds them all.

use std::ops::Range;

use quyet_model::assignment::LinkKind;

use crate::phrase::is_word;
use crate::script::floor;

/// What a word may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// "chủ trì".
    Leads,
    /// "phối hợp".
    Supports,
    /// "giao", "phân công".
    Charges,
    /// "do".
    By,
    /// "trước", "chậm nhất", "trong", "quý" …
    Time,
    /// "kỳ họp".
    Session,
    /// "định kỳ", "hằng".
    Recurs,
    /// "dự án", "đề án" …
    Link(LinkKind),
}

/// The cues in the words of `key` (comparing form) inside `within`, in order. Linear.
pub(super) fn scan(key: &str, within: Range<usize>) -> Vec<(usize, Cue)> {
    let mut out = Vec::new();
    let words = &key[within.clone()];
    let mut start = None;
    for (at, c) in words.char_indices().chain([(words.len(), ' ')]) {
        if is_word(c) {
            start = start.or(Some(at));
        } else if let Some(from) = start.take() {
            let cue = cue(&words[from..at], &words[at..]);
            out.extend(cue.map(|cue| (within.start + from, cue)));
        }
    }
    out
}

fn cue(word: &str, rest: &str) -> Option<Cue> {
    let next = |second: &str| {
        let behind = rest.trim_start().strip_prefix(second);
        behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric))
    };
    Some(match word {
        "chủ" if next("trì") => Cue::Leads,
        "phối" if next("hợp") => Cue::Supports,
        "giao" => Cue::Charges,
        "phân" if next("công") => Cue::Charges,
        "do" => Cue::By,
        "trước" | "trong" | "vào" | "hết" | "cuối" | "quý" | "tháng" | "đến" => {
            Cue::Time
        }
        "chậm" | "muộn" if next("nhất") => Cue::Time,
        "kỳ" | "kì" if next("họp") => Cue::Session,
        "định" if next("kỳ") || next("kì") => Cue::Recurs,
        "hằng" | "hàng" if next("tuần") || next("tháng") || next("quý") => Cue::Recurs,
        "chương" if next("trình") => Cue::Link(LinkKind::Programme),
        "ocop" => Cue::Link(LinkKind::Programme),
        "dự" if next("án") => Cue::Link(LinkKind::Project),
        "đề" if next("án") => Cue::Link(LinkKind::Scheme),
        "công" if next("trình") => Cue::Link(LinkKind::Works),
        "kế" if next("hoạch") => Cue::Link(LinkKind::Plan),
        _ => return None,
    })
}

/// The word before byte `at`, and where it begins; empty at the start or behind a sign other than a space.
pub(super) fn word_before(key: &str, at: usize) -> (usize, &str) {
    let head = key[..at].trim_end_matches(' ');
    let start = head
        .rfind(|c: char| !c.is_alphanumeric())
        .map_or(0, |sign| sign + head[sign..].chars().next().map_or(0, char::len_utf8));
    (start, &head[start..])
}

/// How far a clause is looked at on either side. Unit: bytes.
const CLAUSE_MAX: usize = 600;

/// The bytes from the last semicolon, bracket or colon before `at` to the next, inside `within`; no more than
/// [`CLAUSE_MAX`] on either side.
pub(super) fn clause(key: &str, at: usize, within: &Range<usize>) -> Range<usize> {
    let signs = [';', '(', ')', ':'];
    let from = floor(key, at.saturating_sub(CLAUSE_MAX)).max(within.start);
    let to = floor(key, (at + CLAUSE_MAX).min(within.end)).max(at);
    let start = key[from..at].rfind(signs).map_or(from, |sign| from + sign + 1);
    let end = key[at..to].find(signs).map_or(to, |sign| at + sign);
    start..end
}

/// Skips spaces at `at`.
pub(super) fn skip(key: &str, at: usize) -> usize {
    let rest = key.get(at..).unwrap_or("");
    at + (rest.len() - rest.trim_start_matches(' ').len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_whole_words() {
        let key = "giao sở a chủ trì, phối hợp với sở b; giaothông, do đó, trong quý ii";
        let found: Vec<Cue> = scan(key, 0..key.len()).into_iter().map(|(_, cue)| cue).collect();
        assert_eq!(found, [Cue::Charges, Cue::Leads, Cue::Supports, Cue::By, Cue::Time, Cue::Time]);
    }

    #[test]
    fn the_word_before_stops_at_signs() {
        let check = |key: &str, expect: &str| assert_eq!(word_before(key, key.len()).1, expect);
        check("đã hoàn thành ", "thành");
        check("một, ", "");
        check("(", "");
    }
}
