//! The operators of a page: which glyph stands where, and which lines are drawn.
//!
//! **Takes** a content stream with its resources. **Gives** glyphs in the order they were written, and rules.
//! **Never** fails: an operator that makes no sense is skipped, as every reader of PDF does.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

use super::fixed::{Matrix, ONE, number, times};
use super::font::{Font, get, name};
use super::sheet::{Glyph, Point, Segment, Sheet};

/// Forms inside forms.
const DEPTH_MAX: usize = 12;

/// What one page may draw. Units: forms, glyphs, bytes of operators.
const FORMS_MAX: usize = 4_000;
const GLYPHS_MAX: usize = 60_000;
pub(super) const BYTES_MAX: usize = 12 << 20;

/// The way of drawing letters that leaves no ink. Source: ISO 32000-1, 9.3.6.
const INVISIBLE: i64 = 3;

/// Operands before one operator. Unit: bytes. Each byte of them can cost a hundred of memory.
const OPERANDS_MAX: usize = 1 << 20;

/// An operator of our own behind each stream: where it is not reached, the stream broke off.
const END: &[u8] = b"\nQYend\n";

/// Runs content streams onto one sheet.
pub(super) struct Press<'a> {
    doc: &'a Document,
    sheet: &'a mut Sheet,
    fonts: &'a mut Fonts,
    forms: usize,
}

/// Fonts read so far, by the object that holds them.
pub(super) type Fonts = BTreeMap<lopdf::ObjectId, Rc<Font>>;

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: i64,
    char_space: i64,
    word_space: i64,
    stretch: i64,
    leading: i64,
    rise: i64,
    /// Whether letters leave no ink, as in the words that scanners lay under a picture.
    hidden: bool,
}

/// One content stream on its way.
struct Run<'r> {
    resources: &'r Dictionary,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// Points of the path under way, in page space.
    path: Path,
    /// Marked contents that are open.
    marks: Vec<Mark>,
}

/// A marked content.
#[derive(Clone, Debug, Default)]
struct Mark {
    /// Whether it is, or lies in, a running header or footer.
    running: bool,
    /// The text that its glyphs stand for together, and the number of glyphs before it.
    stands_for: Option<(String, usize)>,
}

#[derive(Default)]
struct Path {
    segments: Vec<Segment>,
    start: Point,
    at: Point,
}

impl<'a> Press<'a> {
    /// Ready to draw on `sheet`.
    pub(super) fn new(doc: &'a Document, sheet: &'a mut Sheet, fonts: &'a mut Fonts) -> Self {
        Self { doc, sheet, fonts, forms: 0 }
    }

    /// Draws a page's own stream.
    pub(super) fn page(&mut self, bytes: Vec<u8>, resources: &Dictionary, ctm: Matrix) {
        let state = State {
            ctm,
            font: None,
            size: ONE,
            char_space: 0,
            word_space: 0,
            stretch: ONE,
            leading: 0,
            rise: 0,
            hidden: false,
        };
        self.stream(bytes, Run::new(resources, state, false), 0);
    }

    fn stream(&mut self, mut bytes: Vec<u8>, mut run: Run<'_>, depth: usize) {
        self.sheet.bytes = self.sheet.bytes.saturating_add(bytes.len());
        if BYTES_MAX < self.sheet.bytes {
            self.sheet.cut = true;
            return;
        }
        let bearable = bearable(&bytes);
        self.sheet.cut |= bearable < bytes.len();
        bytes.truncate(bearable);
        bytes.extend_from_slice(END);
        let mut ended = false;
        for operation in Content::decode_iter(&bytes).map_while(Result::ok) {
            if GLYPHS_MAX < self.sheet.glyphs.len() {
                break;
            }
            ended = operation.operator.as_bytes() == END.trim_ascii();
            self.operate(&mut run, &operation, depth);
        }
        self.sheet.cut |= !ended;
    }

    fn operate(&mut self, run: &mut Run<'_>, operation: &Operation, depth: usize) {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "q" if run.saved.len() < 500 => run.saved.push(run.state.clone()),
            "Q" => run.state = run.saved.pop().unwrap_or_else(|| run.state.clone()),
            "cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    run.state.ctm = matrix.then(&run.state.ctm);
                }
            }
            "Do" => self.form(run, operands, depth),
            "Tf" => self.choose_font(run, operands),
            "Tj" => self.show_all(run, operands),
            "TJ" => {
                let list = operands.first().and_then(|list| list.as_array().ok());
                self.show_all(run, list.map_or(&[][..], Vec::as_slice));
            }
            "'" | "\"" => {
                if let [word, char, _] = operands {
                    run.state.word_space = number(word).unwrap_or_default();
                    run.state.char_space = number(char).unwrap_or_default();
                }
                run.next_line(0, -run.state.leading);
                self.show_all(run, operands.last().map_or(&[][..], std::slice::from_ref));
            }
            "BMC" | "BDC" if run.marks.len() < 1_000 => {
                let mark = self.mark(run, operands);
                run.marks.push(mark);
            }
            "EMC" if 1 < run.marks.len() => {
                let closed = run.marks.pop().and_then(|mark| mark.stands_for);
                if let Some((text, before)) = closed {
                    self.sheet.stand_for(before, &text);
                }
            }
            "S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" => {
                self.sheet.draw(&run.path.segments);
                self.sheet.shapes = self.sheet.shapes.saturating_add(1);
                run.path.segments.clear();
            }
            "n" => run.path.segments.clear(),
            "BI" => self.sheet.pictures += 1,
            operator => run.adjust(operator, operands),
        }
    }

    fn choose_font(&mut self, run: &mut Run<'_>, operands: &[Object]) {
        let [Object::Name(wanted), size] = operands else { return };
        run.state.size = number(size).unwrap_or(ONE);
        let fonts = get(self.doc, run.resources, b"Font").and_then(|fonts| fonts.as_dict().ok());
        let Some(entry) = fonts.and_then(|fonts| fonts.get(wanted).ok()) else { return };
        let Ok(dict) = self.doc.dereference(entry).and_then(|(_, font)| font.as_dict()) else {
            return;
        };
        let read = || Rc::new(Font::new(self.doc, dict));
        let font = match entry {
            Object::Reference(id) => Rc::clone(self.fonts.entry(*id).or_insert_with(read)),
            _ => read(),
        };
        run.state.font = Some(font);
    }

    /// Strings, and between them the numbers that move back.
    fn show_all(&mut self, run: &mut Run<'_>, pieces: &[Object]) {
        for piece in pieces {
            if let Object::String(bytes, _) = piece {
                self.show(run, bytes);
            } else {
                let back = number(piece).unwrap_or_default() / 1000;
                run.advance(times(-back, run.state.size));
            }
        }
    }

    fn show(&mut self, run: &mut Run<'_>, bytes: &[u8]) {
        let Some(font) = run.state.font.clone() else { return };
        let running = run.is_running();
        for shown in font.read(bytes) {
            if GLYPHS_MAX < self.sheet.glyphs.len() {
                self.sheet.cut = true;
                return;
            }
            let trm = Matrix::shift(0, run.state.rise).then(&run.text).then(&run.state.ctm);
            let width = times(shown.width, run.state.size);
            let spacing =
                run.state.char_space + if shown.is_space { run.state.word_space } else { 0 };
            let wide = times(width, run.state.stretch);
            let start = trm.apply(0, 0);
            let end = trm.apply(wide, 0);
            let top = trm.apply(0, run.state.size);
            self.sheet.hidden += usize::from(run.state.hidden);
            self.sheet.put(Glyph::new(shown.text, start, end, top), running);
            run.advance(width.saturating_add(spacing));
        }
    }

    fn form(&mut self, run: &mut Run<'_>, operands: &[Object], depth: usize) {
        let [Object::Name(wanted)] = operands else { return };
        let forms = get(self.doc, run.resources, b"XObject").and_then(|forms| forms.as_dict().ok());
        let form = forms.and_then(|forms| get(self.doc, forms, wanted));
        let Some(form) = form.and_then(|form| form.as_stream().ok()) else { return };
        if name(self.doc, &form.dict, b"Subtype") == b"Image" {
            self.sheet.pictures += 1;
            return;
        }
        self.forms += 1;
        if DEPTH_MAX < depth || FORMS_MAX < self.forms {
            self.sheet.cut = true;
            return;
        }
        let Ok(bytes) = form.get_plain_content_with_limit(BYTES_MAX) else { return };
        let matrix = get(self.doc, &form.dict, b"Matrix").and_then(|matrix| matrix.as_array().ok());
        let matrix = matrix.and_then(|matrix| Matrix::of(matrix)).unwrap_or(Matrix::SAME);
        let own = get(self.doc, &form.dict, b"Resources").and_then(|own| own.as_dict().ok());
        let mut state = run.state.clone();
        state.ctm = matrix.then(&state.ctm);
        let inner = Run::new(own.unwrap_or(run.resources), state, run.is_running());
        self.stream(bytes, inner, depth + 1);
    }

    /// What a marked content says of itself: that it is a header, footer or page number, or which text it stands for.
    fn mark(&self, run: &Run<'_>, operands: &[Object]) -> Mark {
        let running = run.is_running();
        let [Object::Name(tag), properties] = operands else {
            return Mark { running, stands_for: None };
        };
        let named = |key: &Object| {
            let key = key.as_name().ok()?;
            let list = get(self.doc, run.resources, b"Properties")?.as_dict().ok()?;
            get(self.doc, list, key)?.as_dict().ok()
        };
        let properties = properties.as_dict().ok().or_else(|| named(properties));
        let paged = |dict: &Dictionary| name(self.doc, dict, b"Type") == b"Pagination";
        let text = properties.and_then(|dict| get(self.doc, dict, b"ActualText"));
        let text = text.and_then(|text| lopdf::decode_text_string(text).ok());
        Mark {
            running: running || tag == b"Artifact" && properties.is_some_and(paged),
            stands_for: text.map(|text| (text, self.sheet.glyphs.len())),
        }
    }
}

/// How much of a stream comes before more operands than any operator takes. Unit: bytes. Linear.
fn bearable(bytes: &[u8]) -> usize {
    let (mut since, mut depth, mut escaped, mut hex) = (0, 0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate() {
        let text = 0 < depth;
        match byte {
            _ if escaped => escaped = false,
            b'\\' if text => escaped = true,
            b'(' if !hex => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'<' if !text => hex = true,
            b'>' if !text => hex = false,
            byte if byte.is_ascii_alphabetic() && !text && !hex => since = at,
            _ => {}
        }
        if OPERANDS_MAX < at - since {
            return since;
        }
    }
    bytes.len()
}

impl<'r> Run<'r> {
    fn new(resources: &'r Dictionary, state: State, running: bool) -> Self {
        Self {
            resources,
            state,
            saved: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
            path: Path::default(),
            marks: vec![Mark { running, stands_for: None }],
        }
    }

    fn is_running(&self) -> bool {
        self.marks.last().is_some_and(|mark| mark.running)
    }

    /// Operators that change the state of the text or the path and nothing else.
    fn adjust(&mut self, operator: &str, operands: &[Object]) {
        let at = |i: usize| operands.get(i).and_then(number).unwrap_or_default();
        match operator {
            "BT" => (self.text, self.line) = (Matrix::SAME, Matrix::SAME),
            "Tm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            "Td" => self.next_line(at(0), at(1)),
            "TD" => {
                self.state.leading = -at(1);
                self.next_line(at(0), at(1));
            }
            "T*" => self.next_line(0, -self.state.leading),
            "Tc" => self.state.char_space = at(0),
            "Tw" => self.state.word_space = at(0),
            "Tz" => self.state.stretch = at(0) / 100,
            "TL" => self.state.leading = at(0),
            "Ts" => self.state.rise = at(0),
            "Tr" => self.state.hidden = at(0) == INVISIBLE * ONE,
            "m" => self.path.move_to(self.state.ctm.apply(at(0), at(1))),
            "l" => self.path.line_to(self.state.ctm.apply(at(0), at(1))),
            "c" => self.path.at = self.state.ctm.apply(at(4), at(5)),
            "v" | "y" => self.path.at = self.state.ctm.apply(at(2), at(3)),
            "h" => self.path.line_to(self.path.start),
            "re" => {
                let (x, y, w, h) = (at(0), at(1), at(2), at(3));
                self.path.move_to(self.state.ctm.apply(x, y));
                for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h), (x, y)] {
                    self.path.line_to(self.state.ctm.apply(x, y));
                }
            }
            _ => {}
        }
    }

    fn next_line(&mut self, x: i64, y: i64) {
        self.line = Matrix::shift(x, y).then(&self.line);
        self.text = self.line;
    }

    fn advance(&mut self, by: i64) {
        self.text = Matrix::shift(times(by, self.state.stretch), 0).then(&self.text);
    }
}

impl Path {
    fn move_to(&mut self, to: Point) {
        (self.start, self.at) = (to, to);
    }

    fn line_to(&mut self, to: Point) {
        if self.segments.len() < 100_000 {
            self.segments.push((self.at, to));
        }
        self.at = to;
    }
}
