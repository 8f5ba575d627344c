//! The straight lines of a scanned page: found, and taken out, so that letters are recognised without them.
//!
//! **Takes** a page as a grey picture (PGM). **Gives** the picture without its lines, and the lines.
//! **Never** takes letters away: where something crosses a line, the line stays.
//! Tables are read by such lines, yet letters beside them are recognised badly.

use crate::recognised::Stroke;

/// Up to this brightness a pixel is ink, of 255.
const INK: u8 = 150;

/// A line is at least this part of the page's longer side long: 10 mm of A4, more than any letter.
const LENGTH_PART: usize = 28;

/// A line is at most this part of the page's longer side thick: 1.2 mm of A4.
const THICKNESS_PART: usize = 250;

/// Lines of one page; beyond it they are a drawing and stay.
const STROKES_MAX: usize = 4_000;

/// Runs of ink that are followed at once.
const OPEN_MAX: usize = 512;

/// The longest side of a page. Unit: pixels.
const SIDE_MAX: usize = 20_000;

/// A page without its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stripped {
    /// The picture, again as PGM.
    pub picture: Vec<u8>,
    /// The lines that were in it.
    pub strokes: Vec<Stroke>,
}

/// Finds the lines of a page and takes them out; `None` when the bytes are no whole PGM of 8 bits. Linear.
pub fn strip(pgm: &[u8]) -> Option<Stripped> {
    let (width, height, start) = header(pgm)?;
    let mut picture = pgm.get(..start.checked_add(width.checked_mul(height)?)?)?.to_vec();
    let mut strokes = Vec::new();
    for upright in [false, true] {
        let mut page = Page { ink: picture.get_mut(start..)?, width, height, upright };
        let found = page.bars();
        if STROKES_MAX < found.len() {
            continue;
        }
        for bar in &found {
            page.erase(bar);
        }
        strokes.extend(found.iter().map(|bar| bar.stroke(upright)));
    }
    Some(Stripped { picture, strokes })
}

/// The page turned by a quarter, clockwise; `None` when the bytes are no whole PGM of 8 bits. Linear.
pub fn turned(pgm: &[u8]) -> Option<Vec<u8>> {
    let (width, height, start) = header(pgm)?;
    let ink = pgm.get(start..start.checked_add(width.checked_mul(height)?)?)?;
    let mut out = format!("P5\n{height} {width}\n255\n").into_bytes();
    for column in 0..width {
        out.extend(ink.iter().skip(column).step_by(width).rev());
    }
    Some(out)
}

/// Width, height and where the pixels begin.
fn header(pgm: &[u8]) -> Option<(usize, usize, usize)> {
    let mut at = pgm.starts_with(b"P5").then_some(2)?;
    let mut numbers = [0_usize; 3];
    for number in &mut numbers {
        loop {
            match pgm.get(at)? {
                b'#' => at += pgm[at..].iter().position(|byte| *byte == b'\n')?,
                byte if byte.is_ascii_whitespace() => at += 1,
                _ => break,
            }
        }
        let digits = pgm[at..].iter().take(6).take_while(|byte| byte.is_ascii_digit()).count();
        *number = std::str::from_utf8(&pgm[at..at + digits]).ok()?.parse().ok()?;
        at += digits;
    }
    let [width, height, most] = numbers;
    let sound = (1..=SIDE_MAX).contains(&width) && (1..=SIDE_MAX).contains(&height) && most == 255;
    sound.then_some((width, height, at + 1))
}

/// A page looked at along one direction: lines run along, and lie side by side across.
struct Page<'a> {
    ink: &'a mut [u8],
    width: usize,
    height: usize,
    upright: bool,
}

/// Ink in the shape of a line.
#[derive(Clone, Copy, Debug)]
struct Bar {
    from: usize,
    to: usize,
    first: usize,
    last: usize,
}

impl Bar {
    fn stroke(&self, upright: bool) -> Stroke {
        let pixel = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let at = pixel(usize::midpoint(self.first, self.last));
        Stroke { upright, at, from: pixel(self.from), to: pixel(self.to) }
    }
}

impl Page<'_> {
    fn long(&self) -> usize {
        if self.upright { self.height } else { self.width }
    }

    fn wide(&self) -> usize {
        if self.upright { self.width } else { self.height }
    }

    fn place(&self, along: usize, across: usize) -> usize {
        if self.upright { along * self.width + across } else { across * self.width + along }
    }

    fn is_ink(&self, along: usize, across: usize) -> bool {
        let inside = along < self.long() && across < self.wide();
        inside && self.ink.get(self.place(along, across)).is_some_and(|grey| *grey <= INK)
    }

    fn longer(&self) -> usize {
        self.width.max(self.height)
    }

    /// Long runs of ink, those that touch taken together; thick ones are no lines.
    fn bars(&self) -> Vec<Bar> {
        let thick = (self.longer() / THICKNESS_PART).max(4);
        let mut open: Vec<Bar> = Vec::new();
        let mut found = Vec::new();
        for across in 0..self.wide() {
            for (from, to) in self.runs(across) {
                follow(&mut open, Bar { from, to, first: across, last: across });
            }
            found.extend(open.extract_if(.., |bar| bar.last + 1 < across));
        }
        found.extend(open);
        found.retain(|bar| bar.last - bar.first < thick);
        found
    }

    /// Runs of ink of one row (or column) that are long enough for a line.
    fn runs(&self, across: usize) -> Vec<(usize, usize)> {
        let least = (self.longer() / LENGTH_PART).max(8);
        let mut out = Vec::new();
        let mut start = 0;
        // Behind the last pixel stands paper, so that a run that reaches the edge ends too.
        for along in 0..=self.long() {
            if along < self.long() && self.is_ink(along, across) {
                continue;
            }
            if least <= along - start {
                out.push((start, along - 1));
            }
            start = along + 1;
        }
        out
    }

    /// Whitens a line, save where ink goes on across it.
    fn erase(&mut self, bar: &Bar) {
        let (above, below) = (bar.first.saturating_sub(2), (bar.last + 2).min(self.wide() - 1));
        for along in bar.from..=bar.to {
            let before = 0 < above && self.is_ink(along, above) && self.is_ink(along, above - 1);
            let behind = self.is_ink(along, below) && self.is_ink(along, below + 1);
            if !before && !behind {
                (above..=below).for_each(|across| self.whiten(along, across));
            }
        }
    }

    fn whiten(&mut self, along: usize, across: usize) {
        let place = self.place(along, across);
        if let Some(grey) = self.ink.get_mut(place) {
            *grey = 255;
        }
    }
}

/// Goes on with the line that a run of ink touches, or opens one.
fn follow(open: &mut Vec<Bar>, run: Bar) {
    if let Some(bar) = open.iter_mut().find(|bar| bar.from <= run.to && run.from <= bar.to) {
        (bar.from, bar.to) = (bar.from.min(run.from), bar.to.max(run.to));
        bar.last = run.last;
    } else if open.len() < OPEN_MAX {
        open.push(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white page with ink in these boxes (left, top, right, bottom; all inside).
    fn page(width: usize, height: usize, boxes: &[[usize; 4]]) -> Vec<u8> {
        let mut ink = vec![255; width * height];
        for [left, top, right, bottom] in boxes {
            for y in *top..=*bottom {
                ink[y * width + left..=y * width + right].fill(0);
            }
        }
        [format!("P5\n# x\n{width} {height}\n255\n").into_bytes(), ink].concat()
    }

    #[test]
    fn lines_are_found_and_taken_out_and_letters_stay() {
        let (rule, bar, letter, stem) =
            ([10, 50, 250, 52], [100, 20, 102, 200], [20, 20, 30, 40], [60, 46, 63, 51]);
        let found = strip(&page(280, 300, &[rule, bar, letter, stem])).expect("a page");
        let shown: Vec<(bool, u32, u32, u32)> =
            found.strokes.iter().map(|s| (s.upright, s.at, s.from, s.to)).collect();
        assert_eq!(shown, [(false, 51, 10, 250), (true, 101, 20, 200)]);
        let start = found.picture.len() - 280 * 300;
        let ink = |x: usize, y: usize| found.picture[start + y * 280 + x] == 0;
        assert!(!ink(200, 51) && !ink(101, 150), "lines are gone");
        assert!(ink(25, 30) && ink(61, 47) && ink(61, 51), "letters stay");
    }

    #[test]
    fn four_quarters_are_a_whole_turn() {
        let upright = page(30, 20, &[[2, 3, 5, 9]]);
        let quarter = turned(&upright).expect("a page");
        let expect = page(20, 30, &[[10, 2, 16, 5]]);
        assert!(quarter[quarter.len() - 600..] == expect[expect.len() - 600..]);
        let three = |page: Vec<u8>| turned(&turned(&turned(&page)?)?);
        let whole = three(quarter).expect("pages");
        assert_eq!(header(&whole), Some((30, 20, whole.len() - 600)));
        assert!(whole[whole.len() - 600..] == upright[upright.len() - 600..]);
    }

    #[test]
    fn what_is_no_picture_is_none() {
        let whole = page(40, 40, &[]);
        assert!(strip(&whole).is_some_and(|found| found.strokes.is_empty()));
        assert_eq!(strip(&whole[..whole.len() - 1]), None);
        for bytes in
            [&b""[..], b"P5", b"P5 1 1 65535\n\0\0", b"P5 99999 99999 255\n", b"P6 1 1 255\n\0"]
        {
            assert_eq!(strip(bytes), None);
        }
    }
}
