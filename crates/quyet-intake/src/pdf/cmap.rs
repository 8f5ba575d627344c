//! Maps of character codes: code to text (`/ToUnicode`) and code to glyph (an embedded `/Encoding`).
//!
//! Reads the three lists that matter and skips everything else, so that a damaged map still gives what is left of it.

use std::collections::BTreeMap;
use std::rc::Rc;

/// No map of a font holds more entries.
const MOST_ENTRIES: usize = 70_000;

/// What a map of codes says.
#[derive(Debug, Default)]
pub(super) struct Cmap {
    /// Text of a code.
    texts: BTreeMap<u32, Rc<str>>,
    /// First and last code, and the glyph number of the first.
    glyphs: Vec<(u32, u32, u32)>,
    /// Length of the codes in bytes with their first and last value.
    spaces: Vec<(usize, u32, u32)>,
}

enum Token {
    Word(String),
    Number(u32),
    Hex(Vec<u8>),
    Open,
    Close,
}

impl Cmap {
    /// Reads a map. Total and linear.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut cmap = Self::default();
        let mut held: Vec<Token> = Vec::new();
        for token in (Tokens { bytes, at: 0 }) {
            let Token::Word(word) = &token else {
                held.push(token);
                continue;
            };
            match word.as_str() {
                "endbfchar" => cmap.singles(&held),
                "endbfrange" => cmap.ranges(&held),
                "endcidrange" => cmap.glyph_ranges(&held),
                "endcidchar" => cmap.glyph_singles(&held),
                "endcodespacerange" => cmap.code_spaces(&held),
                _ => {}
            }
            held.clear();
        }
        cmap
    }

    /// The text of a code; `None` when the map does not name it.
    pub(super) fn text(&self, code: u32) -> Option<&Rc<str>> {
        self.texts.get(&code)
    }

    /// The glyph number of a code; the code itself when the map does not name it.
    pub(super) fn glyph(&self, code: u32) -> u32 {
        let range = self.glyphs.iter().find(|(first, last, _)| *first <= code && code <= *last);
        range.map_or(code, |(first, _, glyph)| glyph.saturating_add(code - first))
    }

    /// Length of the code that `bytes` opens with. Unit: bytes; 2 when the map does not say.
    pub(super) fn code_length(&self, bytes: &[u8]) -> usize {
        let fits = |length: usize| {
            let code = bytes.get(..length).map(big_endian);
            let within = |(size, first, last): &(usize, u32, u32)| {
                *size == length && code.is_some_and(|code| *first <= code && code <= *last)
            };
            self.spaces.iter().any(within)
        };
        (1..=4).find(|length| fits(*length)).unwrap_or(2)
    }

    fn singles(&mut self, held: &[Token]) {
        for pair in held.chunks_exact(2) {
            if let [Token::Hex(code), Token::Hex(text)] = pair {
                self.put(big_endian(code), utf16(text));
            }
        }
    }

    fn ranges(&mut self, held: &[Token]) {
        let mut rest = held;
        while let [Token::Hex(first), Token::Hex(last), target, behind @ ..] = rest {
            let (first, last) = (big_endian(first), big_endian(last));
            rest = match target {
                Token::Hex(text) => {
                    self.counted(first, last, text);
                    behind
                }
                Token::Open => self.listed(first, last, behind),
                _ => return,
            };
        }
    }

    /// A range with a text for each code; gives what stands behind its list.
    fn listed<'t>(&mut self, first: u32, last: u32, targets: &'t [Token]) -> &'t [Token] {
        let close = targets.iter().position(|token| matches!(token, Token::Close));
        let (texts, behind) = targets.split_at(close.unwrap_or(targets.len()));
        for (code, text) in (first..=last).zip(texts) {
            if let Token::Hex(text) = text {
                self.put(code, utf16(text));
            }
        }
        behind.get(1..).unwrap_or_default()
    }

    /// A range whose texts count up with the codes.
    fn counted(&mut self, first: u32, last: u32, text: &[u8]) {
        let Some((units, low)) = text.split_at_checked(text.len().saturating_sub(2)) else {
            return;
        };
        let low = big_endian(low);
        for (code, step) in (first..=last).zip(0..).take(MOST_ENTRIES) {
            let unit = u16::try_from((low + step) & 0xFFFF).unwrap_or_default();
            let mut bytes = units.to_vec();
            bytes.extend(unit.to_be_bytes());
            self.put(code, utf16(&bytes));
        }
    }

    fn put(&mut self, code: u32, text: String) {
        if self.texts.len() < MOST_ENTRIES && !text.is_empty() {
            self.texts.insert(code, text.into());
        }
    }

    fn glyph_ranges(&mut self, held: &[Token]) {
        for range in held.chunks_exact(3) {
            if let [Token::Hex(first), Token::Hex(last), Token::Number(glyph)] = range {
                self.glyphs.push((big_endian(first), big_endian(last), *glyph));
            }
        }
    }

    fn glyph_singles(&mut self, held: &[Token]) {
        for single in held.chunks_exact(2) {
            if let [Token::Hex(code), Token::Number(glyph)] = single {
                self.glyphs.push((big_endian(code), big_endian(code), *glyph));
            }
        }
    }

    fn code_spaces(&mut self, held: &[Token]) {
        for range in held.chunks_exact(2) {
            if let [Token::Hex(first), Token::Hex(last)] = range {
                self.spaces.push((first.len(), big_endian(first), big_endian(last)));
            }
        }
    }
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    };
    String::from_utf16_lossy(&units)
}

struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Tokens<'_> {
    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &[u8] {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(|byte| wanted(*byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn hex(&mut self) -> Token {
        let digits: Vec<u32> = self
            .take_while(|byte| byte != b'>')
            .iter()
            .filter_map(|byte| char::from(*byte).to_digit(16))
            .collect();
        self.at += 1;
        let byte = |pair: &[u32]| {
            let value = pair[0] * 16 + pair.get(1).copied().unwrap_or_default();
            u8::try_from(value).unwrap_or_default()
        };
        Token::Hex(digits.chunks(2).map(byte).collect())
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            match byte {
                b'%' => {
                    self.take_while(|byte| byte != b'\n' && byte != b'\r');
                }
                b'<' if self.bytes.get(self.at + 1) != Some(&b'<') => {
                    self.at += 1;
                    return Some(self.hex());
                }
                b'[' => {
                    self.at += 1;
                    return Some(Token::Open);
                }
                b']' => {
                    self.at += 1;
                    return Some(Token::Close);
                }
                _ if byte.is_ascii_alphanumeric() => {
                    let word = self.take_while(|byte| byte.is_ascii_alphanumeric());
                    let word = String::from_utf8_lossy(word).into_owned();
                    return Some(word.parse().map_or(Token::Word(word), Token::Number));
                }
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_a_map_give_texts_glyphs_and_lengths() {
        let cmap = Cmap::parse(
            b"1 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
              2 beginbfchar <01> <01B0> <0002> <00660069> endbfchar
              2 beginbfrange <10> <12> <0041> <20> <21> [<1EA1> <1EA3>] endbfrange % rest
              1 begincidrange <10> <12> 7 endcidrange",
        );
        let text = |code| cmap.text(code).map_or("", |text| text);
        assert_eq!([text(1), text(2), text(0x12), text(0x21), text(9)], ["ư", "fi", "C", "ả", ""]);
        assert_eq!((cmap.glyph(0x11), cmap.glyph(3)), (8, 3));
        assert_eq!((cmap.code_length(&[5, 5]), cmap.code_length(&[0x90, 1])), (1, 2));
    }

    #[test]
    fn a_range_over_all_codes_ends() {
        let cmap = Cmap::parse(b"beginbfrange <00000000> <FFFFFFFF> <0020> endbfrange <12");
        assert!(cmap.texts.len() <= MOST_ENTRIES);
    }
}
