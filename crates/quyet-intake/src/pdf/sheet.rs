//! A page as drawn: glyphs and rules with their places, read from the top left corner.

use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{BYTES_MAX, Fonts, Press};
use super::fixed::{Matrix, ONE, number};
use super::font::get;

/// Unit of every place and length from here on: a thousandth of a point.
pub(super) const POINT: i64 = 1000;

/// A point of the page as written. Unit: millionths of a point of length; y upwards.
pub(super) type Point = (i64, i64);

/// A straight stroke from one point to another.
pub(super) type Segment = (Point, Point);

/// A glyph on its sheet. Unit of lengths: thousandths of a point; y grows downwards.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: Rc<str>,
    /// Left and right edge of its advance.
    pub(super) left: i64,
    pub(super) right: i64,
    /// Its baseline.
    pub(super) base: i64,
    /// Size of its font.
    pub(super) size: i64,
    /// Its place among the glyphs as they were written.
    pub(super) order: usize,
    /// Length of its advance, whichever way its text runs.
    advance: i64,
    /// Which way its text runs.
    way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Right,
    Up,
    Left,
    Down,
    Slanted,
}

impl Glyph {
    /// From the ends of its baseline and a point one size above its start. Unit: millionths, y upwards.
    pub(super) fn new(text: Rc<str>, start: Point, end: Point, top: Point) -> Self {
        let (up_x, up_y) = ((top.0 - start.0) / 1000, (top.1 - start.1) / 1000);
        let flat = |along: i64, across: i64| across.abs() * 8 < along.abs();
        let way = match () {
            () if flat(up_y, up_x) && 0 <= up_y => Way::Right,
            () if flat(up_y, up_x) => Way::Left,
            () if flat(up_x, up_y) && up_x < 0 => Way::Up,
            () if flat(up_x, up_y) => Way::Down,
            () => Way::Slanted,
        };
        let (left, right) = (start.0 / 1000, end.0 / 1000);
        let advance = (right - left).abs().max((end.1 - start.1).abs() / 1000);
        let size = up_x.abs().max(up_y.abs());
        Self { text, left, right, base: -start.1 / 1000, size, order: 0, advance, way }
    }

    /// Middle of its advance.
    pub(super) fn middle(&self) -> i64 {
        i64::midpoint(self.left, self.right)
    }
}

/// A straight line of the page. Unit: thousandths of a point; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// Its x when upright, its y when level.
    pub(super) at: i64,
    pub(super) from: i64,
    pub(super) to: i64,
}

/// A page as drawn.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) level: Vec<Rule>,
    pub(super) upright: Vec<Rule>,
    pub(super) height: i64,
    pub(super) width: i64,
    /// Length of the operators that drew it.
    pub(super) bytes: usize,
    /// Pictures drawn.
    pub(super) pictures: usize,
    /// Glyphs that left no ink.
    pub(super) hidden: usize,
    /// Shapes painted.
    pub(super) shapes: usize,
    /// Glyphs left out because they do not run with the page.
    pub(super) slanted: usize,
    /// Whether the page held more than is read, or broke off.
    pub(super) cut: bool,
}

impl Sheet {
    /// Draws a page. Total.
    pub(super) fn draw_page(doc: &Document, page: ObjectId, fonts: &mut Fonts) -> Self {
        let mut sheet = Self::default();
        let Ok(dict) = doc.get_dictionary(page) else { return sheet };
        let turn = inherited(doc, dict, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
        let (ctm, width, height) = placed(&page_box(doc, dict), turn.rem_euclid(360) / 90);
        (sheet.width, sheet.height) = (width, height);
        let none = Dictionary::new();
        let resources = inherited(doc, dict, b"Resources").and_then(|own| own.as_dict().ok());
        if let Ok(bytes) = doc.get_page_content_with_limit(page, BYTES_MAX) {
            Press::new(doc, &mut sheet, fonts).page(bytes, resources.unwrap_or(&none), ctm);
        } else {
            (sheet.cut, sheet.bytes) = (true, BYTES_MAX);
        }
        sheet.straighten();
        sheet
    }

    /// Takes a glyph in. A mark that stands on the letter before it joins that letter.
    pub(super) fn put(&mut self, mut glyph: Glyph, running: bool) {
        if running || glyph.size == 0 || glyph.text.is_empty() {
            return;
        }
        glyph.order = self.glyphs.len();
        let combining = glyph.text.starts_with(|c| ('\u{300}'..='\u{36F}').contains(&c));
        let last = self.glyphs.last_mut().filter(|last| {
            combining
                && (last.base - glyph.base).abs() < glyph.size
                && (last.right - glyph.left).abs() < glyph.size
        });
        match last {
            Some(last) => last.text = format!("{}{}", last.text, glyph.text).into(),
            None => self.glyphs.push(glyph),
        }
    }

    /// Glyphs from `first` on stand for `text` together: the file says so where letters are composed of parts.
    /// Left alone when they stand on several lines, or when the text is empty and they are not.
    pub(super) fn stand_for(&mut self, first: usize, text: &str) {
        let Some((head, tail)) = self.glyphs.get(first..).and_then(<[Glyph]>::split_first) else {
            return;
        };
        let one_line = tail.iter().all(|glyph| (glyph.base - head.base).abs() * 2 < head.size);
        if !one_line || text.is_empty() {
            return;
        }
        let right = tail.iter().map(|glyph| glyph.right).fold(head.right, i64::max);
        let advance = if head.way == Way::Right {
            right - head.left
        } else {
            head.advance + tail.iter().map(|glyph| glyph.advance).sum::<i64>()
        };
        self.glyphs.truncate(first + 1);
        if let Some(head) = self.glyphs.last_mut() {
            (head.text, head.right, head.advance) = (text.into(), right, advance);
        }
    }

    /// Keeps the straight segments of a path. Unit of the points: millionths, y upwards.
    pub(super) fn draw(&mut self, path: &[Segment]) {
        for ((x1, y1), (x2, y2)) in path {
            let (x1, x2) = (x1 / 1000, x2 / 1000);
            let (y1, y2) = (-y1 / 1000, -y2 / 1000);
            let (wide, high) = ((x2 - x1).abs(), (y2 - y1).abs());
            if high <= POINT && 4 * POINT <= wide {
                self.level.push(Rule { at: y1, from: x1.min(x2), to: x1.max(x2) });
            } else if wide <= POINT && 4 * POINT <= high {
                self.upright.push(Rule { at: x1, from: y1.min(y2), to: y1.max(y2) });
            }
        }
    }

    /// Turns the page to how most of its text runs, and leaves out what runs otherwise.
    fn straighten(&mut self) {
        let count = |way: Way| self.glyphs.iter().filter(|glyph| glyph.way == way).count();
        let ways = [Way::Right, Way::Up, Way::Left, Way::Down];
        let main = ways.into_iter().rev().max_by_key(|way| count(*way)).unwrap_or(Way::Right);
        let all = self.glyphs.len();
        self.glyphs.retain(|glyph| glyph.way == main);
        self.slanted = all - self.glyphs.len();
        let turns = ways.iter().position(|way| *way == main).unwrap_or_default();
        for _ in 0..turns {
            self.turn();
        }
        for (order, glyph) in self.glyphs.iter_mut().enumerate() {
            glyph.order = order;
            glyph.right = glyph.left + glyph.advance;
        }
    }

    /// A quarter clockwise: what ran up runs right.
    fn turn(&mut self) {
        for glyph in &mut self.glyphs {
            (glyph.left, glyph.base) = (self.height - glyph.base, glyph.left);
        }
        let upright = std::mem::take(&mut self.upright);
        let level = std::mem::take(&mut self.level);
        let high = self.height;
        self.level = upright
            .into_iter()
            .map(|rule| Rule { at: rule.at, from: high - rule.to, to: high - rule.from })
            .collect();
        self.upright = level.into_iter().map(|rule| Rule { at: high - rule.at, ..rule }).collect();
        std::mem::swap(&mut self.width, &mut self.height);
    }
}

/// A key of the page or of the tree above it.
fn inherited<'a>(doc: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut dict = page;
    for _ in 0..64 {
        if let Some(found) = get(doc, dict, key) {
            return Some(found);
        }
        dict = get(doc, dict, b"Parent")?.as_dict().ok()?;
    }
    None
}

/// Left, bottom, right and top edge of what is shown. Unit: millionths of a point. A4 when the file does not say.
fn page_box(doc: &Document, page: &Dictionary) -> [i64; 4] {
    let read = |key: &[u8]| {
        let list = inherited(doc, page, key)?.as_array().ok()?;
        let numbers: Vec<i64> = list
            .iter()
            .filter_map(|object| {
                doc.dereference(object).ok().and_then(|(_, object)| number(object))
            })
            .collect();
        let [x1, y1, x2, y2] = numbers[..] else { return None };
        let found = [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)];
        (found[0] < found[2] && found[1] < found[3]).then_some(found)
    };
    read(b"CropBox").or_else(|| read(b"MediaBox")).unwrap_or([0, 0, 595 * ONE, 842 * ONE])
}

/// The map from the page's own space to one whose top left corner is (0, 0), with width and height
/// in thousandths of a point; y still grows upwards, so that everything on the page has y below 0.
fn placed(edges: &[i64; 4], quarters: i64) -> (Matrix, i64, i64) {
    let [left, bottom, right, top] = *edges;
    let (wide, high) = (right - left, top - bottom);
    let (matrix, wide, high) = match quarters {
        1 => (Matrix { a: 0, b: -ONE, c: ONE, d: 0, e: -bottom, f: left }, high, wide),
        2 => (Matrix { a: -ONE, b: 0, c: 0, d: -ONE, e: right, f: bottom }, wide, high),
        3 => (Matrix { a: 0, b: ONE, c: -ONE, d: 0, e: top, f: -right }, high, wide),
        _ => (Matrix { e: -left, f: -top, ..Matrix::SAME }, wide, high),
    };
    (matrix, wide / 1000, high / 1000)
}
