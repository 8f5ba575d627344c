//! The inline grammar on words of any length.

use crate::grammar::{Finding, ItemContext, ItemReading, ReadTarget, read_item};
use crate::rules::too_many_provisions::TARGETS_MAX;

/// Longest item that is read in one piece; longer ones are running text without structure. Unit: bytes.
const PIECE_MAX: usize = 16_000;

/// Reads words; a passage longer than any item is read piece by piece, cut behind full stops and semicolons.
pub(crate) fn read(words: &str, context: &ItemContext) -> ItemReading {
    if words.len() <= PIECE_MAX {
        return read_item(words, context);
    }
    let context = ItemContext { prose: true, ..context.clone() };
    let mut out = ItemReading::default();
    let mut start = 0;
    while start < words.len() && out.targets.len() < TARGETS_MAX {
        let end = piece_end(words, start);
        let piece = read_item(&words[start..end], &context);
        out.targets.extend(piece.targets.into_iter().map(|target| shifted(target, start)));
        out.findings.extend(piece.findings.into_iter().map(|finding| Finding {
            range: finding.range.start + start..finding.range.end + start,
            ..finding
        }));
        start = end;
    }
    out
}

/// Behind the last sign that ends a clause within reach, else at a character boundary.
fn piece_end(words: &str, start: usize) -> usize {
    let limit = crate::script::floor(words, start + PIECE_MAX);
    if limit == words.len() {
        return limit;
    }
    let cut = words[start..limit].rfind([';', '.']).map(|at| start + at + 1);
    cut.unwrap_or(limit).max(start + 1)
}

fn shifted(target: ReadTarget, by: usize) -> ReadTarget {
    ReadTarget {
        range: target.range.start + by..target.range.end + by,
        condition_range: target.condition_range.map(|range| range.start + by..range.end + by),
        parts: target.parts.into_iter().map(|part| shifted(part, by)).collect(),
        ..target
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_longer_than_any_item_keeps_its_places() {
        let words = "Tỉ lệ hộ nghèo giảm còn 2%; thu ngân sách đạt 5 tỉ đồng; ".repeat(2_000);
        let reading = read(&words, &ItemContext::default());
        assert!(1_000 < reading.targets.len());
        let last = reading.targets.last().expect("targets were read");
        assert!(PIECE_MAX < last.range.start);
        assert!(words[last.range.clone()].contains("5 tỉ đồng"));
    }
}
