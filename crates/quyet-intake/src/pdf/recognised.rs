//! Words that a program recognised in the picture of a page, as if the page had been drawn with them.
//!
//! **Takes** what tesseract writes as TSV. **Gives** pages. **Never** trusts it: what makes no sense is left out.
//! The program tells boxes of words; baselines and sizes are told from which letters a box holds.

use std::collections::BTreeMap;

use icu_normalizer::DecomposingNormalizerBorrowed;

use super::line::DOUBT;
use super::page::{Origin, Page};
use super::sheet::{Glyph, POINT, Rule, Sheet};
use crate::recognised::{Recognised, Stroke};

/// The longer side of a page, whatever its resolution. Unit: thousandths of a point; that of A4.
const SIDE: i64 = 842 * POINT;

/// Words of one page.
const WORDS_MAX: usize = 20_000;

/// Below this confidence a word is doubtful; one with digits already below the second. Of 100.
const SURE: i64 = 60;
const SURE_OF_DIGITS: i64 = 80;

/// A column of TSV for a page, and for a word.
const PAGE_LEVEL: i64 = 1;
const WORD_LEVEL: i64 = 5;

/// A row of the table. Unit of places and lengths: pixels.
#[derive(Clone, Debug)]
struct Row<'a> {
    level: i64,
    page: i64,
    /// Block, paragraph and line.
    line: [i64; 3],
    left: i64,
    top: i64,
    width: i64,
    height: i64,
    confidence: i64,
    text: &'a str,
}

/// Every page that was recognised, by its number.
pub(super) fn pages(all: &[Recognised]) -> BTreeMap<u32, Page> {
    let mut out = BTreeMap::new();
    for recognised in all {
        let rows: Vec<Row<'_>> = recognised.tsv.lines().filter_map(Row::read).collect();
        for own in rows.chunk_by(|a, b| a.page == b.page) {
            let behind = own.first().map_or(0, |row| row.page.saturating_sub(1));
            let number = u32::try_from(i64::from(recognised.page).saturating_add(behind));
            if let Some(number) = number.ok().filter(|number| *number != 0) {
                out.insert(number, page(own, &recognised.strokes));
            }
        }
    }
    out
}

fn page(rows: &[Row<'_>], strokes: &[Stroke]) -> Page {
    let own = rows.iter().find(|row| row.level == PAGE_LEVEL);
    let (wide, high) = own.map_or((0, 0), |row| (row.width, row.height));
    let scale = Scale(wide.max(high).max(1));
    let mut sheet = Sheet { width: scale.of(wide), height: scale.of(high), ..Sheet::default() };
    let words: Vec<&Row<'_>> = rows.iter().filter(|row| row.is_word()).take(WORDS_MAX).collect();
    for line in words.chunk_by(|a, b| a.line == b.line) {
        set(&mut sheet, line, &scale);
    }
    for stroke in strokes {
        let [at, from, to] = [stroke.at, stroke.from, stroke.to].map(|at| scale.of(at.into()));
        let side = if stroke.upright { &mut sheet.upright } else { &mut sheet.level };
        side.push(Rule { at, from, to });
    }
    let mut page = Page::of(sheet);
    page.origin = Origin::Recognised;
    page
}

/// Pixels of the longer side.
struct Scale(i64);

impl Scale {
    fn of(&self, pixels: i64) -> i64 {
        pixels.saturating_mul(SIDE) / self.0
    }
}

impl<'a> Row<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let mut fields = line.trim_end_matches('\r').splitn(12, '\t');
        let mut numbers = [0_i64; 11];
        for number in &mut numbers {
            // Confidences have a fraction, which says nothing.
            let whole = fields.next()?.split('.').next()?;
            *number = whole.trim().parse::<i32>().ok()?.into();
        }
        let [level, page, block, paragraph, line, _, left, top, width, height, confidence] =
            numbers;
        let text = fields.next().unwrap_or_default().trim();
        let line = [block, paragraph, line];
        Some(Self { level, page, line, left, top, width, height, confidence, text })
    }

    /// Whether it is a word, and no leftover of a line that was taken for one.
    fn is_word(&self) -> bool {
        self.level == WORD_LEVEL
            && 0 < self.width
            && 0 < self.height
            && self.text.chars().any(|c| !matches!(c, '|' | '_' | '~' | '¦' | DOUBT))
    }

    fn is_doubtful(&self) -> bool {
        let sure =
            if self.text.contains(|c: char| c.is_ascii_digit()) { SURE_OF_DIGITS } else { SURE };
        self.confidence < sure && self.text.contains(char::is_alphanumeric)
    }

    /// Its words with the sign of doubt behind them.
    fn marked(&self) -> String {
        let mut text: String =
            self.text.chars().filter(|c| *c != DOUBT && !c.is_control()).collect();
        if self.is_doubtful() {
            text.push(DOUBT);
        }
        text
    }
}

/// Puts the words of one line on one baseline.
fn set(sheet: &mut Sheet, line: &[&Row<'_>], scale: &Scale) {
    let reaches: Vec<(i64, i64)> = line.iter().map(|row| reach(row.text)).collect();
    let sizes = line.iter().zip(&reaches).filter(|(_, (up, _))| 400 <= *up);
    let size = median(sizes.map(|(row, (up, down))| row.height * 1000 / (up + down)))
        .or_else(|| median(line.iter().map(|row| row.height)))
        .unwrap_or_default();
    let bases =
        line.iter().zip(&reaches).map(|(row, (_, down))| row.top + row.height - size * down / 1000);
    let (size, base) = (scale.of(size), scale.of(median(bases).unwrap_or_default()));
    let mut last: Option<i64> = None;
    for row in line {
        let (left, right) = (scale.of(row.left), scale.of(row.left + row.width));
        if let Some(end) = last.filter(|end| *end < left && left - end < size * 3 / 5) {
            sheet.put(glyph(" ", end, left, (base, size)), false);
        }
        sheet.put(glyph(&row.marked(), left, right, (base, size)), false);
        last = Some(right);
    }
}

/// Unit: thousandths of a point.
fn glyph(text: &str, left: i64, right: i64, (base, size): (i64, i64)) -> Glyph {
    let millionths = |x: i64, y: i64| (x * 1000, -y * 1000);
    let (start, end) = (millionths(left, base), millionths(right, base));
    Glyph::new(text.into(), start, end, millionths(left, base - size))
}

/// How far letters reach above and below their baseline. Unit: thousandths of the font's size.
fn reach(word: &str) -> (i64, i64) {
    let (mut up, mut down) = (0, 0);
    let mut own = 0;
    for c in DecomposingNormalizerBorrowed::new_nfd().normalize(word).chars() {
        own = match c {
            // A mark above stands on its letter, another one on that mark.
            '\u{300}'..='\u{30C}' => own + if own < 700 { 220 } else { 170 },
            '\u{323}' => {
                down = down.max(200);
                own
            }
            '\u{31B}' => own,
            c if c.is_uppercase() || c.is_ascii_digit() || "bdfhkltđ%/()[]“”\"'?!".contains(c) => {
                680
            }
            c if c.is_alphabetic() => 460,
            ':' | ';' => 460,
            _ => 100,
        };
        up = up.max(own);
        down = down.max(match c {
            'g' | 'j' | 'p' | 'q' | 'y' | '(' | ')' | '[' | ']' => 210,
            ',' | ';' | '/' => 140,
            _ => 0,
        });
    }
    (up.max(100), down)
}

fn median(values: impl Iterator<Item = i64>) -> Option<i64> {
    let mut all: Vec<i64> = values.collect();
    all.sort_unstable();
    all.get(all.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::flow::Flow;

    const HEAD: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

    /// A page of 2480 x 3508 pixels with words (line, left, top, width, height, confidence, text).
    fn recognised(words: &[(i64, i64, i64, i64, i64, &str, &str)]) -> Recognised {
        let mut tsv = format!("{HEAD}1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n");
        for (line, left, top, width, height, sure, text) in words {
            tsv.extend([format!(
                "5\t1\t1\t1\t{line}\t1\t{left}\t{top}\t{width}\t{height}\t{sure}\t{text}\n"
            )]);
        }
        Recognised { page: 1, tsv, strokes: Vec::new() }
    }

    fn check(recognised: Recognised, expect: &str) {
        let pages: Vec<Page> = pages(&[recognised]).into_values().collect();
        assert_eq!(Flow::of(&pages).text, expect);
    }

    #[test]
    fn boxes_of_different_heights_stand_on_one_line() {
        check(
            recognised(&[
                (1, 507, 855, 70, 38, "96.5", "Căn"),
                (1, 590, 865, 40, 26, "95", "cứ"),
                (1, 640, 856, 80, 46, "94", "Luật"),
                (1, 735, 860, 44, 36, "41", "Tố"),
                (1, 790, 858, 90, 46, "75", "2023;"),
            ]),
            "Căn cứ Luật Tố\u{FDD0} 2023;\u{FDD0}\n",
        );
    }

    #[test]
    fn words_between_lines_are_cells() {
        let mut page = recognised(&[
            (1, 520, 410, 60, 40, "96", "Thu"),
            (1, 900, 410, 60, 40, "96", "960"),
            (2, 520, 510, 60, 40, "96", "Chi"),
            (2, 900, 510, 80, 40, "96", "1.010"),
        ]);
        let level = [390, 490, 590].map(|at| Stroke { upright: false, at, from: 480, to: 1200 });
        let upright = [480, 860, 1200].map(|at| Stroke { upright: true, at, from: 390, to: 590 });
        page.strokes = level.into_iter().chain(upright).collect();
        check(page, "| Thu | 960 |\n| Chi | 1.010 |\n");
    }

    #[test]
    fn rows_that_make_no_sense_are_left_out() {
        for tsv in [
            "",
            "x",
            "5\t1",
            "5\t0\t0\t0\t0\t0\t-9\t-9\t9\t9\t99999999999\tx",
            "5\t1\t1\t1\t1\t1\t0\t0\t0\t0\t9\t|",
        ] {
            let tsv = tsv.to_owned();
            let found = pages(&[Recognised { page: u32::MAX, tsv, strokes: Vec::new() }]);
            assert!(found.values().all(|page| page.letters() == 0));
        }
        let far = format!(
            "{HEAD}5\t1\t1\t1\t1\t1\t2147483647\t2147483647\t2147483647\t2147483647\t9\txa\n"
        );
        let _answer = pages(&[Recognised { page: 1, tsv: far, strokes: Vec::new() }]);
    }
}
