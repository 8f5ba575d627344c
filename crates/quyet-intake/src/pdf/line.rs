//! Glyphs to lines: same baseline, one line; a wide gap parts it into pieces.

use super::sheet::Glyph;

/// Stands behind a word that was recognised with doubt, until the text is whole. A noncharacter: no text holds it.
pub(super) const DOUBT: char = '\u{FDD0}';

/// Words that stand close together on one baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) left: i64,
    pub(super) right: i64,
    /// Place of its first glyph among all as they were written.
    pub(super) order: usize,
    pub(super) text: String,
}

/// What stands on one baseline, from left to right. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) base: i64,
    /// Size of its largest font.
    pub(super) size: i64,
    pub(super) pieces: Vec<Piece>,
}

impl Line {
    /// Left edge.
    pub(super) fn left(&self) -> i64 {
        self.pieces.first().map_or(0, |piece| piece.left)
    }

    /// Right edge.
    pub(super) fn right(&self) -> i64 {
        self.pieces.last().map_or(0, |piece| piece.right)
    }

    /// Its words, the pieces parted by one space.
    pub(super) fn text(&self) -> String {
        self.marked().replace(DOUBT, "")
    }

    /// Its words with the signs of doubt among them.
    pub(super) fn marked(&self) -> String {
        let texts: Vec<&str> = self.pieces.iter().map(|piece| piece.text.as_str()).collect();
        texts.join(" ")
    }
}

/// Sets glyphs (in the order they were written) into lines from top to bottom. O(n log n).
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut placed: Vec<(i64, &Glyph)> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let base = placed.last().map_or(glyph.base, |(base, last)| baseline(glyph, *base, last));
        placed.push((base, glyph));
    }
    placed.retain(|(_, glyph)| !glyph.text.trim().is_empty() || glyph.text.contains(' '));
    placed.sort_by_key(|(base, glyph)| (*base, glyph.order));
    let mut out = Vec::new();
    let mut rest = placed.as_slice();
    while let Some((base, first)) = rest.first() {
        let reach = base + first.size / 4;
        let count = rest.iter().take_while(|(base, _)| *base <= reach).count();
        let (line, below) = rest.split_at(count);
        out.extend(set(*base, line));
        rest = below;
    }
    out
}

/// A raised or lowered small letter stands on the baseline of the letter it follows.
fn baseline(glyph: &Glyph, base: i64, last: &Glyph) -> i64 {
    let small = glyph.size * 5 <= last.size * 4 || glyph.base != last.base && last.base != base;
    let near = (glyph.left - last.right).abs() * 3 <= last.size;
    let off = (glyph.base - base).abs();
    if small && near && off * 5 <= last.size * 3 && glyph.size <= last.size {
        base
    } else {
        glyph.base
    }
}

fn set(base: i64, placed: &[(i64, &Glyph)]) -> Option<Line> {
    let mut glyphs: Vec<&Glyph> = placed.iter().map(|(_, glyph)| *glyph).collect();
    glyphs.sort_by_key(|glyph| (glyph.left, glyph.order));
    let size = glyphs.iter().filter(|glyph| !is_blank(glyph)).map(|glyph| glyph.size).max()?;
    let widest = widest_space(&glyphs, size);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<&Glyph> = None;
    let mut blank: Option<i64> = None;
    for glyph in glyphs {
        if is_blank(glyph) {
            blank = Some(blank.unwrap_or(glyph.right).max(glyph.right));
            continue;
        }
        if last.is_some_and(|last| is_twice(last, glyph)) {
            continue;
        }
        let right = last.map_or(glyph.left, |last| last.right);
        let gap = glyph.left - right.max(blank.unwrap_or(right).min(glyph.left));
        match pieces.last_mut().filter(|_| gap <= widest) {
            Some(piece) => {
                if blank.is_some() || glyph.size < (glyph.left - right) * 6 {
                    piece.text.push(' ');
                }
                piece.text.push_str(&glyph.text);
                piece.right = piece.right.max(glyph.right);
                piece.order = piece.order.min(glyph.order);
            }
            None => pieces.push(Piece {
                left: glyph.left,
                right: glyph.right,
                order: glyph.order,
                text: glyph.text.to_string(),
            }),
        }
        blank = None;
        last = Some(glyph);
    }
    Some(Line { base, size, pieces })
}

fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.chars().all(char::is_whitespace)
}

/// The same letter drawn again to look bold.
fn is_twice(last: &Glyph, glyph: &Glyph) -> bool {
    last.text == glyph.text && (glyph.left - last.left) * 5 < (last.right - last.left).max(1)
}

/// The widest gap that still is a space between words: 0.8 of the size, or more when the line is spread to its margins.
fn widest_space(glyphs: &[&Glyph], size: i64) -> i64 {
    let usual = size * 4 / 5;
    let words: Vec<&&Glyph> = glyphs.iter().filter(|glyph| !is_blank(glyph)).collect();
    let mut gaps: Vec<i64> = words
        .windows(2)
        .map(|pair| pair[1].left - pair[0].right)
        .filter(|gap| size < gap * 6)
        .collect();
    gaps.sort_unstable();
    // In a spread line all spaces are alike, so a small one tells for the others.
    let small = gaps.get(gaps.len() / 4).copied().unwrap_or_default();
    if 4 <= gaps.len() { usual.max((small * 3 / 2).min(size * 2)) } else { usual }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Glyphs of words at (x, y) in points, each letter half a size wide, the size 10.
    pub(in crate::pdf) fn glyphs(words: &[(i64, i64, &str)]) -> Vec<Glyph> {
        let mut out: Vec<Glyph> = Vec::new();
        for (x, y, word) in words {
            for (step, c) in (0..).zip(word.chars()) {
                let at = |dx: i64, dy: i64| ((x + step * 5 + dx) * 1_000_000, (dy - y) * 1_000_000);
                let mut glyph = Glyph::new(c.to_string().into(), at(0, 0), at(5, 0), at(0, 10));
                glyph.order = out.len();
                out.push(glyph);
            }
        }
        out
    }

    fn check(words: &[(i64, i64, &str)], expect: &[&[&str]]) {
        let found = lines(&glyphs(words));
        let texts: Vec<Vec<&str>> = found
            .iter()
            .map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        assert_eq!(texts, expect, "{words:?}");
    }

    #[test]
    fn letters_of_another_font_join_their_word_by_place() {
        check(
            &[(0, 0, "M"), (10, 0, "c"), (20, 0, "ti"), (35, 0, "u"), (5, 0, "ụ"), (30, 0, "ê")],
            &[&["Mục tiêu"]],
        );
    }

    #[test]
    fn a_wide_gap_parts_a_line() {
        check(&[(0, 0, "Tên"), (60, 0, "12,5"), (0, 14, "Dưới")], &[&["Tên", "12,5"], &["Dưới"]]);
    }

    #[test]
    fn the_words_of_a_spread_line_stay_together() {
        let spread = [
            (0, 0, "một"),
            (25, 0, "hai"),
            (50, 0, "ba"),
            (70, 0, "bốn"),
            (95, 0, "năm"),
            (120, 0, "sáu"),
        ];
        check(&spread, &[&["một hai ba bốn năm sáu"]]);
    }

    #[test]
    fn a_letter_drawn_twice_is_read_once() {
        check(&[(0, 0, "Bb"), (0, 0, "Bb")], &[&["Bb"]]);
    }
}
