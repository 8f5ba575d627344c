//! Pages to one text: where a paragraph ends a blank line stands, where a page's edge broke a sentence none does.

use icu_normalizer::ComposingNormalizerBorrowed;
use quyet_model::span::Span;

use super::grid::Edge;
use super::line::{DOUBT, Line};
use super::page::{Kind, Page};
use super::zone::{Column, is_mark};
use crate::layout::Place;

/// A text with the way back.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    /// Byte offset of each line with where it stood.
    pub(super) starts: Vec<(usize, Place)>,
    /// The line last set, with the page it stands on.
    last: Option<(Option<u32>, Line)>,
    /// Whether the next line must begin a paragraph.
    parted: bool,
    /// Whether the line last set stands in a column beside another.
    in_column: bool,
}

/// How the lines of a page are set. Unit: thousandths of a point.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    left: i64,
    right: i64,
    /// Distance of two baselines inside a paragraph.
    pitch: i64,
    /// Whether all lines are set about the middle.
    centred: bool,
}

impl Flow {
    /// Sets the pages one after the other. Linear.
    pub(super) fn of(pages: &[Page]) -> Self {
        let mut flow = Self::default();
        let mut measure: Option<Measure> = None;
        for (index, page) in pages.iter().enumerate() {
            let here = Measure::of(page, measure);
            measure = Some(here);
            for part in &page.parts {
                let place = Place { page: u32::try_from(index + 1).ok(), line: part.number };
                flow.part(place, &part.kind, &here);
            }
        }
        flow
    }

    /// The text without signs of doubt, the starts of its lines, and the words that were doubtful. Linear.
    pub(super) fn settle(self) -> (String, Vec<(usize, Place)>, Vec<Span>) {
        let Self { text, mut starts, .. } = self;
        if !text.contains(DOUBT) {
            return (text, starts, Vec::new());
        }
        let mut out = String::with_capacity(text.len());
        let mut doubts = Vec::new();
        let mut lines = starts.iter_mut().peekable();
        let mut at = 0;
        for piece in text.split_inclusive(DOUBT) {
            let words = piece.trim_end_matches(DOUBT);
            while let Some((start, _)) = lines.next_if(|(start, _)| *start < at + piece.len()) {
                *start = out.len() + (*start - at).min(words.len());
            }
            out.push_str(words);
            if words.len() < piece.len() {
                let word = out.rfind([' ', '\n']).map_or(0, |blank| blank + 1);
                doubts.push(Span::new(word, out.len()));
            }
            at += piece.len();
        }
        for (start, _) in lines {
            *start = out.len();
        }
        (out, starts, doubts)
    }

    fn part(&mut self, place: Place, kind: &Kind, measure: &Measure) {
        match kind {
            Kind::Words { line, column } => self.words(place, line, column.as_ref(), measure),
            Kind::Row { cells, above, below } => {
                let opens = *above != Edge::Inner && self.last.is_some();
                self.set(place, &row(cells), opens);
                self.last = None;
                self.parted = *below != Edge::Inner;
            }
        }
    }

    fn words(&mut self, place: Place, line: &Line, column: Option<&Column>, measure: &Measure) {
        let inside = column.map(|column| Measure {
            left: column.left,
            right: column.right,
            pitch: measure.pitch,
            centred: column.centred,
        });
        let opens = column.map_or(self.in_column, |column| column.opens);
        let parted = opens || self.parts(place.page, line, &inside.unwrap_or(*measure));
        self.set(place, &line.marked(), parted);
        self.last = Some((place.page, line.clone()));
        self.in_column = column.is_some();
    }

    fn set(&mut self, place: Place, words: &str, parted: bool) {
        let parted = parted || self.parted;
        let words = ComposingNormalizerBorrowed::new_nfc().normalize(&clean(words)).into_owned();
        self.parted = false;
        if !parted && breaks_off(&self.text) && words.starts_with(char::is_alphanumeric) {
            self.join(place, &words);
            return;
        }
        if parted && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.starts.push((self.text.len(), place));
        self.text.push_str(&words);
        self.text.push('\n');
    }

    /// The first word of the line stays with the part of it that the line above ends with: "11-" and "NQ/TW".
    fn join(&mut self, place: Place, words: &str) {
        self.text.pop();
        self.starts.push((self.text.len(), place));
        let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
        self.text.push_str(first);
        self.text.push('\n');
        if !rest.is_empty() {
            self.text.push_str(rest);
            self.text.push('\n');
        }
    }

    /// Whether a paragraph begins with this line.
    fn parts(&self, page: Option<u32>, line: &Line, measure: &Measure) -> bool {
        let Some((above_page, above)) = &self.last else { return false };
        let indent = line.size * 4 / 5;
        if measure.is_centred(above) || measure.is_centred(line) {
            let far = measure.pitch * 5 / 4 < line.base - above.base;
            let goes_on = line.text().starts_with(char::is_lowercase);
            let alike = measure.is_centred(above) == measure.is_centred(line) || goes_on;
            let resized = above.size < (line.size - above.size).abs() * 8;
            return *above_page != page || far || !alike || resized;
        }
        let short = needed(above, &line.text()) < measure.right - above.right();
        let indented =
            indent < line.left() - above.left() && !is_mark_alone(above) && !hangs(above, line);
        let item =
            starts_item(&line.text()) && above.text().ends_with(['.', ';', ':', ',', '/', '…']);
        if *above_page != page {
            return short
                || item
                || indent < line.left() - measure.left && indent < line.left() - above.left();
        }
        let step = line.base - above.base;
        step <= 0 || measure.pitch * 5 / 4 < step || short || indented || item
    }
}

/// The room that the first word of `next` would have taken at the end of a line. More when the words go on in lower
/// case, so that a ragged edge breaks no sentence. Unit: thousandths of a point.
fn needed(above: &Line, next: &str) -> i64 {
    let text = above.text();
    let letters = i64::try_from(text.chars().count()).unwrap_or(i64::MAX).max(1);
    let wide = (above.right() - above.left()) / letters;
    // Line breakers keep signs with the word that they stand at, spaces or not.
    let sign = |word: &&str| !word.contains(char::is_alphanumeric);
    let words: Vec<&str> = next.split(' ').collect();
    let before = words.iter().take_while(|word| sign(word)).count();
    let behind = words.iter().skip(before + 1).take_while(|word| sign(word)).count();
    let first =
        words.iter().take(before + 1 + behind).map(|word| word.chars().count() + 1).sum::<usize>();
    let goes_on =
        next.starts_with(char::is_lowercase) && !text.ends_with(['.', ';', ':', '!', '?', '…']);
    let need = i64::try_from(first).unwrap_or(i64::MAX).saturating_mul(wide) + above.size / 2;
    if goes_on { need.saturating_mul(3) } else { need }
}

impl Measure {
    /// From a page's own lines; as on the page before when it has too few to tell.
    fn of(page: &Page, before: Option<Self>) -> Self {
        let lines: Vec<&Line> = page.parts.iter().filter_map(|part| part.line()).collect();
        if let Some(before) = before.filter(|_| lines.len() < 4) {
            return before;
        }
        let left = usual(lines.iter().map(|line| line.left()));
        let mut rights: Vec<i64> = lines.iter().map(|line| line.right()).collect();
        rights.sort_unstable();
        let right = rights.get(rights.len() * 9 / 10).copied().unwrap_or_default();
        let full = |line: &Line| right - line.right() < line.size * 2;
        let steps =
            lines.windows(2).filter(|pair| full(pair[0])).map(|pair| pair[1].base - pair[0].base);
        let size = usual(lines.iter().map(|line| line.size));
        let mut steps: Vec<i64> =
            steps.filter(|step| size * 9 / 10 < *step && *step < size * 3).collect();
        steps.sort_unstable();
        let pitch = steps.get(steps.len() / 3).copied().unwrap_or(size * 5 / 4);
        Self { left, right, pitch, centred: false }
    }

    /// Whether a line stands in the middle with room on both sides.
    fn is_centred(&self, line: &Line) -> bool {
        let (before, behind) = (line.left() - self.left, self.right - line.right());
        self.centred
            || line.size * 2 < before
                && line.size * 2 < behind
                && (before - behind).abs() < line.size * 2
    }
}

/// The most frequent value, values within a point taken as one; the smallest of equals.
fn usual(values: impl Iterator<Item = i64>) -> i64 {
    let mut all: Vec<i64> = values.collect();
    all.sort_unstable();
    let mut best = (0, 0);
    for group in all.chunk_by(|a, b| b - a < 1000) {
        if best.0 < group.len() {
            best = (group.len(), group[0]);
        }
    }
    best.1
}

/// Whether the text stops inside a word at a hyphen or a stroke: "11-", "15/", but not "xã -".
fn breaks_off(text: &str) -> bool {
    let mut last = text.trim_end_matches(['\n', DOUBT]).chars().rev();
    last.next().is_some_and(|c| matches!(c, '-' | '/'))
        && last.next().is_some_and(char::is_alphanumeric)
}

fn starts_item(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(mark, _)| is_mark(mark))
}

/// Whether a line goes on below the words, not below the mark, of the item that the line above opens.
fn hangs(above: &Line, line: &Line) -> bool {
    let text = above.text();
    let Some((mark, _)) = text.split_once(' ').filter(|(mark, _)| is_mark(mark)) else {
        return false;
    };
    let letters = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX).max(1);
    let words = match above.pieces.as_slice() {
        [first, second, ..] if is_mark(&first.text) => second.left,
        _ => {
            let wide = (above.right() - above.left()) / letters(&text);
            above.left() + wide.saturating_mul(letters(mark) + 1)
        }
    };
    (line.left() - words).abs() < line.size * 4 / 5
}

fn is_mark_alone(line: &Line) -> bool {
    line.text().chars().count() <= 4
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "/")).collect();
    format!("| {} |", cells.join(" | "))
}

/// Letters that only printing knows become what they stand for; other blanks become spaces.
fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\u{FB00}' => out.push_str("ff"),
            '\u{FB01}' => out.push_str("fi"),
            '\u{FB02}' => out.push_str("fl"),
            '\u{FB03}' => out.push_str("ffi"),
            '\u{FB04}' => out.push_str("ffl"),
            '\u{AD}' => out.push('-'),
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F0FC}' | '\u{F06E}' => out.push('•'),
            '\u{F021}'..='\u{F07E}' => out.push(char::from_u32(u32::from(c) - 0xF000).unwrap_or(c)),
            c if c.is_control() || c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::line::tests::glyphs;
    use crate::pdf::sheet::Sheet;

    fn check(pages: &[&[(i64, i64, &str)]], expect: &str) {
        let page = |words: &&[(i64, i64, &str)]| {
            Page::of(Sheet { glyphs: glyphs(words), height: 800_000, ..Sheet::default() })
        };
        let pages: Vec<Page> = pages.iter().map(page).collect();
        assert_eq!(Flow::of(&pages).text, expect);
    }

    #[test]
    fn an_indent_or_a_short_line_parts_paragraphs() {
        check(
            &[&[
                (20, 100, "Căn cứ Luật Tổ chức"),
                (0, 112, "chính quyền địa phương;"),
                (20, 124, "Xét Tờ trình số một"),
                (0, 136, "của Ủy ban."),
                (0, 148, "Nghị quyết này gồm có"),
                (0, 160, "hai phần."),
            ]],
            "Căn cứ Luật Tổ chức\nchính quyền địa phương;\n\nXét Tờ trình số một\ncủa Ủy ban.\n\nNghị quyết này gồm có\nhai phần.\n",
        );
    }

    #[test]
    fn an_item_may_hang_below_its_own_words() {
        check(
            &[&[
                (20, 100, "1. Giao Ban Tổ đại biểu"),
                (36, 112, "theo dõi việc thực hiện"),
                (36, 124, "nghị quyết."),
                (20, 136, "2. Nghị quyết có hiệu"),
                (36, 148, "lực."),
            ]],
            "1. Giao Ban Tổ đại biểu\ntheo dõi việc thực hiện\nnghị quyết.\n\n2. Nghị quyết có hiệu\nlực.\n",
        );
    }

    #[test]
    fn a_sentence_runs_on_over_the_page() {
        let first = [
            (20, 700, "Căn cứ Luật Tổ chức"),
            (0, 712, "chính quyền địa phương"),
            (0, 724, "ngày 19 tháng 6 năm 20"),
            (0, 736, "ban hành theo quy định"),
        ];
        let second = [(0, 60, "của pháp luật."), (20, 72, "Điều 1. Thông qua.")];
        check(
            &[&first, &second],
            "Căn cứ Luật Tổ chức\nchính quyền địa phương\nngày 19 tháng 6 năm 20\nban hành theo quy định\ncủa pháp luật.\n\nĐiều 1. Thông qua.\n",
        );
    }

    #[test]
    fn a_number_broken_at_its_hyphen_stays_whole() {
        check(
            &[&[
                (20, 100, "Theo Nghị quyết số 11-"),
                (0, 112, "NQ/TW ngày 10/02/2022 -"),
                (0, 124, "và văn bản khác kèm theo"),
                (0, 136, "của Bộ."),
            ]],
            "Theo Nghị quyết số 11-NQ/TW\nngày 10/02/2022 -\nvà văn bản khác kèm theo\ncủa Bộ.\n",
        );
    }

    #[test]
    fn doubtful_words_are_found_again_in_the_settled_text() {
        let place = |line| Place { page: Some(1), line };
        let flow = Flow {
            text: "Thu 9S\u{FDD0} tỷ\n| chi\u{FDD0} | 5 |\nHết\u{FDD0}\n".to_owned(),
            starts: vec![(0, place(1)), (15, place(2)), (30, place(3))],
            ..Flow::default()
        };
        let (text, starts, doubts) = flow.settle();
        assert_eq!(text, "Thu 9S tỷ\n| chi | 5 |\nHết\n");
        let words: Vec<&str> = doubts.iter().map(|span| span.of(&text)).collect();
        assert_eq!(words, ["9S", "chi", "Hết"]);
        let begins = ["Thu", "| chi", "Hết"].map(|words| text.find(words).expect("there"));
        assert_eq!(starts.iter().map(|(at, _)| *at).collect::<Vec<_>>(), begins);
    }

    #[test]
    fn symbols_of_printers_become_letters() {
        assert_eq!(clean("\u{F0B7} \u{FB01} \u{F02D}\u{A0}x"), "• fi - x");
    }
}
