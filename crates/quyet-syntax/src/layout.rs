//! How a text was set: whether its lines are visual lines of a page, and what a blank line means.
//!
//! Extraction from PDF breaks every sentence at the page's width, often with a blank line after each line.
//! Nothing in such a text says so; the widths and the first letters of its lines do.

use crate::line::{Line, LineKind};

/// Longest line that a page sets. Unit: characters.
const PAGE_WIDTH: usize = 140;

/// How the lines of a text relate to its sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Usual width of a full line; 0 when a line is a paragraph. Unit: characters.
    pub width: usize,
    /// Whether blank lines stand inside sentences and so end nothing.
    pub spaced: bool,
    /// Whether paragraphs are parted by blank lines alone, so that lines without one between run on.
    pub runs_on: bool,
}

impl Layout {
    /// Measures a text. Linear.
    pub fn of(text: &str, lines: &[Line]) -> Self {
        let (blank, plain) = count_joints(text, lines);
        let continued = blank.continued + plain.continued;
        let joints = blank.all + plain.all;
        let often = blank.all <= blank.continued * if blank.continued < 3 { 4 } else { 8 };
        let spaced = 0 < blank.continued && often && plain.all <= blank.all;
        let usual = usual_width(lines);
        let wrapped = 0 < continued && joints <= continued * 20 && usual <= PAGE_WIDTH;
        let runs_on = wrapped && !spaced && 0 < blank.all && plain.broken * 8 <= plain.all;
        Self { width: if wrapped { usual } else { 0 }, spaced, runs_on }
    }

    /// Whether the sentences of the text run over line ends.
    pub fn is_wrapped(&self) -> bool {
        0 < self.width
    }

    /// Whether a line of this width was filled and so broken by the page, not by its author.
    pub fn is_full(&self, width: usize) -> bool {
        self.is_wrapped() && self.width * 3 <= width * 4
    }
}

#[derive(Clone, Copy, Default)]
struct Joints {
    all: usize,
    /// The next line goes on in lower case after a line that ended nothing.
    continued: usize,
    /// The next line starts anew after a line that ended a sentence.
    broken: usize,
}

fn count_joints(text: &str, lines: &[Line]) -> (Joints, Joints) {
    let (mut blank, mut plain) = (Joints::default(), Joints::default());
    let mut last: Option<&Line> = None;
    let mut gap = false;
    for line in lines {
        if matches!(line.kind, LineKind::Blank) {
            gap = true;
            continue;
        }
        let words = line.words.of(text);
        if let Some(last) = last.filter(|last| !matches!(last.kind, LineKind::Bar | LineKind::Row))
        {
            let joints = if gap { &mut blank } else { &mut plain };
            joints.all += 1;
            let lower = words.starts_with(char::is_lowercase) && line.mark().is_none();
            let ended = ends_sentence(last.words.of(text));
            joints.continued += usize::from(lower && !ended);
            joints.broken += usize::from(!lower && ended);
        }
        last = Some(line);
        gap = false;
    }
    (blank, plain)
}

/// The width that nine lines of ten stay under.
fn usual_width(lines: &[Line]) -> usize {
    let mut histogram = [0_usize; PAGE_WIDTH * 4];
    let wide = histogram.len() - 1;
    let mut count = 0;
    for line in
        lines.iter().filter(|line| matches!(line.kind, LineKind::Plain | LineKind::Marked(_)))
    {
        histogram[line.width.min(wide)] += 1;
        count += 1;
    }
    let mut below = 0;
    let reached = |(_, here): &(usize, &usize)| {
        below += **here;
        count * 9 <= below * 10
    };
    histogram.iter().enumerate().find(reached).map_or(0, |(width, _)| width)
}

/// Whether the words end a sentence, an item or a lead-in.
pub fn ends_sentence(words: &str) -> bool {
    let words = words.trim_end_matches(['*', '"', '”', '’', ' ', '\u{a0}', ')', '/']);
    words.ends_with(['.', ';', ':', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::lines;

    fn check(text: &str) -> Layout {
        Layout::of(text, &lines(text))
    }

    #[test]
    fn a_text_with_a_blank_after_every_visual_line_is_spaced() {
        let text = "Điều 1. Thông qua kế\n\nhoạch năm với các nội\n\ndung chủ yếu sau đây và\n\ncác giải pháp.\n\nĐiều 2. Giao";
        let layout = check(text);
        assert!(layout.spaced && layout.is_wrapped(), "{layout:?}");
    }

    #[test]
    fn a_text_with_one_paragraph_a_line_is_not_wrapped() {
        let layout = check("Một câu.\n\nHai câu.\nBa câu.\n- Bốn;\n- Năm.");
        assert_eq!(layout, Layout { width: 0, spaced: false, runs_on: false });
    }
}
