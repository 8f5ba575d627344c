//! Fonts: from the bytes of a string to its glyphs, each with its text and its width.
//!
//! A font's own table of texts (`/ToUnicode`) wins over its encoding; a code that neither names becomes U+FFFD.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object};

use super::cmap::Cmap;
use super::fixed::{ONE, number, times};

/// A font's table may hold this much. Unit: bytes.
const MOST_TABLE: usize = 8 << 20;

/// One shown code.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// Its text; U+FFFD when nothing says what it is.
    pub(super) text: Rc<str>,
    /// Its advance at size 1. Unit: millionths.
    pub(super) width: i64,
    /// Whether word spacing applies to it.
    pub(super) is_space: bool,
}

/// A font ready to read strings.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    texts: Cmap,
    widths: Widths,
    lost: Rc<str>,
}

#[derive(Debug)]
enum Codes {
    /// One byte each, with the texts of the encoding.
    Single(Vec<Rc<str>>),
    /// As the map says, else two bytes each.
    Mapped { map: Cmap, unicode: bool },
}

/// Widths at size 1. Unit: millionths.
#[derive(Debug, Default)]
struct Widths {
    single: BTreeMap<u32, i64>,
    ranges: Vec<(u32, u32, i64)>,
    /// For codes without one; `None` asks for a guess by the letter.
    other: Option<i64>,
}

impl Font {
    /// Reads a font's dictionary. Total: what is missing or broken is left out.
    pub(super) fn new(doc: &Document, font: &Dictionary) -> Self {
        let texts = stream(doc, font, b"ToUnicode").map(|bytes| Cmap::parse(&bytes));
        let composite = name(doc, font, b"Subtype") == b"Type0";
        let (codes, widths) = if composite {
            (composite_codes(doc, font), composite_widths(doc, font))
        } else {
            (Codes::Single(single_texts(doc, font)), single_widths(doc, font))
        };
        Self { codes, texts: texts.unwrap_or_default(), widths, lost: "\u{FFFD}".into() }
    }

    /// The glyphs of a string.
    pub(super) fn read(&self, bytes: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = match &self.codes {
                Codes::Single(_) => 1,
                Codes::Mapped { map, .. } => map.code_length(rest),
            };
            let (head, tail) = rest.split_at(length.clamp(1, rest.len()));
            rest = tail;
            let code = head.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            shown.push(self.show(code, head.len()));
        }
        shown
    }

    fn show(&self, code: u32, length: usize) -> Shown {
        let index = usize::try_from(code).unwrap_or(usize::MAX);
        let (glyph, own) = match &self.codes {
            Codes::Single(texts) => {
                (code, texts.get(index).filter(|text| !text.is_empty()).cloned())
            }
            Codes::Mapped { map, unicode } => {
                let own = char::from_u32(code).filter(|_| *unicode);
                (map.glyph(code), own.map(|own| Rc::from(own.to_string())))
            }
        };
        let text = self.texts.text(code).cloned().or(own).unwrap_or_else(|| self.lost.clone());
        let width = self.widths.of(glyph).unwrap_or_else(|| usual_width(&text));
        Shown { text, width, is_space: code == 32 && length == 1 }
    }
}

impl Widths {
    fn of(&self, code: u32) -> Option<i64> {
        let range = || self.ranges.iter().find(|(first, last, _)| *first <= code && code <= *last);
        self.single.get(&code).copied().or_else(|| range().map(|range| range.2)).or(self.other)
    }
}

/// Widths of the letters of a book face, for the fonts that the format lets go without.
fn usual_width(text: &str) -> i64 {
    let em = match text.chars().next().unwrap_or(' ') {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ';' | ':' | '\'' | '(' | ')'
        | ' ' | '/' => 290,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 830,
        c if c.is_uppercase() => 690,
        _ => 510,
    };
    em * ONE / 1000
}

/// The base encoding, with the differences that the font names.
fn single_texts(doc: &Document, font: &Dictionary) -> Vec<Rc<str>> {
    let encoding = get(doc, font, b"Encoding");
    let base = match encoding {
        Some(Object::Name(base)) => base.clone(),
        Some(Object::Dictionary(dict)) => name(doc, dict, b"BaseEncoding").to_vec(),
        _ => Vec::new(),
    };
    let true_type = name(doc, font, b"Subtype") == b"TrueType";
    let base = if base.is_empty() && true_type { b"WinAnsiEncoding".to_vec() } else { base };
    let base = if base.is_empty() { b"StandardEncoding".to_vec() } else { base };
    let mut texts: Vec<Rc<str>> = named_encoding(doc, &base);
    let differences = encoding.and_then(|encoding| encoding.as_dict().ok());
    let differences = differences.and_then(|dict| get(doc, dict, b"Differences"));
    let mut code = 0;
    for object in differences.and_then(|list| list.as_array().ok()).into_iter().flatten() {
        match object {
            Object::Integer(at) => code = usize::try_from(*at).unwrap_or(usize::MAX),
            Object::Name(glyph) => {
                if let Some(slot) = texts.get_mut(code) {
                    *slot = glyph_text(doc, glyph).map(Rc::from).unwrap_or_default();
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    texts
}

fn named_encoding(doc: &Document, base: &[u8]) -> Vec<Rc<str>> {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", Object::Name(base.to_vec()));
    let encoding = font.get_font_encoding_with_limit(doc, MOST_TABLE).ok();
    let text = |byte: u8| {
        encoding
            .as_ref()
            .and_then(|encoding| encoding.bytes_to_string(&[byte]).ok())
            .unwrap_or_default()
    };
    (0..=u8::MAX).map(|byte| Rc::from(text(byte))).collect()
}

/// The text that a glyph's name stands for: `uni1EA1`, `u1EA1`, or a name of the Adobe Glyph List.
fn glyph_text(doc: &Document, glyph: &[u8]) -> Option<String> {
    let glyph = std::str::from_utf8(glyph).ok()?;
    let stem = glyph.split('.').next().filter(|stem| !stem.is_empty())?;
    let hex = stem.strip_prefix("uni").or_else(|| stem.strip_prefix('u'));
    if let Some(hex) = hex.filter(|hex| matches!(hex.len(), 4..=6)) {
        let found = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        if let Some(found) = found {
            return Some(found.to_string());
        }
    }
    let mut encoding = Dictionary::new();
    let list = vec![Object::Integer(0), Object::Name(stem.as_bytes().to_vec())];
    encoding.set("Differences", Object::Array(list));
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", Object::Dictionary(encoding));
    match font.get_font_encoding_with_limit(doc, MOST_TABLE).ok()? {
        lopdf::Encoding::Differences(found) => {
            let unit = found.map.first()?.1.utf16_code_unit();
            Some(String::from_utf16_lossy(&[unit]))
        }
        _ => None,
    }
}

fn single_widths(doc: &Document, font: &Dictionary) -> Widths {
    let unit = match get(doc, font, b"FontMatrix").and_then(|matrix| matrix.as_array().ok()) {
        Some(matrix) => matrix.first().and_then(number).unwrap_or(ONE / 1000),
        None => ONE / 1000,
    };
    let first = get(doc, font, b"FirstChar").and_then(|first| first.as_i64().ok()).unwrap_or(0);
    let first = u32::try_from(first).unwrap_or_default();
    let list = get(doc, font, b"Widths").and_then(|list| list.as_array().ok());
    let mut widths = Widths::default();
    let Some(list) = list else { return widths };
    for (code, width) in (first..=first.saturating_add(255)).zip(list) {
        let width = doc.dereference(width).ok().and_then(|(_, width)| number(width));
        widths.single.extend(width.map(|width| (code, times(width, unit))));
    }
    let descriptor = get(doc, font, b"FontDescriptor").and_then(|dict| dict.as_dict().ok());
    let missing = descriptor.and_then(|dict| get(doc, dict, b"MissingWidth")).and_then(number);
    widths.other = missing.filter(|width| 0 < *width).map(|width| times(width, unit));
    widths
}

fn composite_codes(doc: &Document, font: &Dictionary) -> Codes {
    let encoding = name(doc, font, b"Encoding");
    let unicode = [&b"UCS2"[..], b"UTF16"]
        .iter()
        .any(|part| encoding.windows(part.len()).any(|window| window == *part));
    let map = stream(doc, font, b"Encoding").map(|bytes| Cmap::parse(&bytes)).unwrap_or_default();
    Codes::Mapped { map, unicode }
}

/// `/DW` and `/W`, the latter in both its forms: `first [w w …]` and `first last w`.
fn composite_widths(doc: &Document, font: &Dictionary) -> Widths {
    let per_em = |width: i64| times(width, ONE / 1000);
    let inner = get(doc, font, b"DescendantFonts").and_then(|list| list.as_array().ok());
    let inner = inner.and_then(|list| list.first()).and_then(|font| doc.dereference(font).ok());
    let mut widths = Widths { other: Some(ONE), ..Widths::default() };
    let Some(inner) = inner.and_then(|(_, font)| font.as_dict().ok()) else { return widths };
    let usual = get(doc, inner, b"DW").and_then(number);
    widths.other = usual.map(per_em).or(widths.other);
    let list = get(doc, inner, b"W").and_then(|list| list.as_array().ok());
    let list: Vec<&Object> = list
        .into_iter()
        .flatten()
        .filter_map(|object| doc.dereference(object).ok().map(|(_, object)| object))
        .collect();
    let whole = |object: &Object| number(object).and_then(|n| u32::try_from(n / ONE).ok());
    let mut rest = list.as_slice();
    while let [first, second, tail @ ..] = rest {
        let Some(first) = whole(first) else { break };
        if let Object::Array(each) = second {
            let numbers = each.iter().map(|width| number(width).unwrap_or_default());
            widths.single.extend((first..).zip(numbers.map(per_em)));
            rest = tail;
            continue;
        }
        let (Some(end), [width, after @ ..]) = (whole(second), tail) else { break };
        widths.ranges.extend(number(width).map(|width| (first, end, per_em(width))));
        rest = after;
    }
    widths
}

/// The value of a key, references followed; `None` when it is missing or null.
pub(super) fn get<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let object = dict.get(key).ok()?;
    doc.dereference(object).ok().map(|(_, object)| object).filter(|object| !object.is_null())
}

/// The name under a key; empty when there is none.
pub(super) fn name<'a>(doc: &'a Document, dict: &'a Dictionary, key: &[u8]) -> &'a [u8] {
    get(doc, dict, key).and_then(|object| object.as_name().ok()).unwrap_or_default()
}

fn stream(doc: &Document, dict: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    get(doc, dict, key)?.as_stream().ok()?.get_plain_content_with_limit(MOST_TABLE).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn widths(w: Vec<Object>) -> Vec<i64> {
        let doc = Document::new();
        let font = dictionary! {
            "Subtype" => "Type0", "Encoding" => "Identity-H",
            "DescendantFonts" => vec![dictionary! { "DW" => 500, "W" => w }.into()],
        };
        let font = Font::new(&doc, &font);
        font.read(&[0, 1, 0, 2, 0, 3, 0, 9]).iter().map(|shown| shown.width / 1000).collect()
    }

    #[test]
    fn widths_of_composite_fonts_are_read_in_both_forms() {
        assert_eq!(widths(vec![1.into(), 2.into(), 250.into()]), [250, 250, 500, 500]);
        assert_eq!(
            widths(vec![2.into(), vec![300.into(), 310.into()].into()]),
            [500, 300, 310, 500]
        );
        assert_eq!(widths(vec![1.into(), 2.into()]), [500; 4]);
    }

    #[test]
    fn names_of_glyphs_give_vietnamese_letters() {
        let doc = Document::new();
        let names = vec![
            65.into(),
            Object::Name(b"uni1EA1".to_vec()),
            Object::Name(b"abreve".to_vec()),
            Object::Name(b"g123".to_vec()),
        ];
        let font = dictionary! {
            "Subtype" => "TrueType", "Encoding" => dictionary! { "Differences" => names },
        };
        let shown = Font::new(&doc, &font).read(b"ABCD");
        let text: String = shown.iter().map(|shown| shown.text.as_ref()).collect();
        assert_eq!(text, "ạă\u{FFFD}D");
    }
}
