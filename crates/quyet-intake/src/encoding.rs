//! Bytes to Unicode, by evidence.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use icu_normalizer::ComposingNormalizerBorrowed;
use quyet_model::diagnostic::Diagnostic;

use crate::legacy::{self, OldFont};
use crate::{Refused, notices};

/// How much of a file its old encoding is told from. Unit: bytes.
const JUDGED_BYTES: usize = 256 * 1024;

/// A text in Unicode and what was noticed on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl From<String> for Decoded {
    fn from(text: String) -> Self {
        Self { text, diagnostics: Vec::new() }
    }
}

/// Decodes a text file: UTF-8, UTF-16 with its mark, else the old Vietnamese encodings.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Refused> {
    if let Some((encoding, mark)) =
        Encoding::for_bom(bytes).filter(|(e, _)| *e == UTF_16LE || *e == UTF_16BE)
    {
        return utf16(encoding, &bytes[mark..]);
    }
    if let Some(at) = bytes.iter().position(|&b| is_binary(b)) {
        return Err(Refused::Binary { at });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned().into()),
        Err(error) => old(bytes, error.valid_up_to()),
    }
}

fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

fn utf16(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Refused> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or(Refused::Encoding { at: bytes.len() })?.into_owned();
    if let Some(at) = text.chars().position(|c| u8::try_from(c).is_ok_and(is_binary)) {
        return Err(Refused::Binary { at: 2 + 2 * at });
    }
    let diagnostics = vec![notices::utf16(notices::words_at(&text, 0))];
    Ok(Decoded { text, diagnostics })
}

/// The old encoding that explains nearly every word; refuses when none does, or when UTF-8 stands among them.
fn old(bytes: &[u8], broken: usize) -> Result<Decoded, Refused> {
    let refused = Err(Refused::Encoding { at: broken });
    if holds_utf8(bytes) {
        return refused;
    }
    let head = &bytes[..bytes.len().min(broken + JUDGED_BYTES)];
    let share = |old: &Old| legacy::evidence(&old.decode(head)).share();
    let judged = Old::ALL.into_iter().map(|old| (share(&old), old));
    // Of equals the first stands: fonts before code pages.
    let best = judged.reduce(|best, next| if best.0 < next.0 { next } else { best });
    let Some((_, old)) = best else { return refused };
    let text = old.decode(bytes);
    if !legacy::evidence(&text).convinces() {
        return refused;
    }
    let name = old.name();
    let lines = text.lines().filter(|line| !line.is_ascii()).count();
    let first = text.char_indices().find(|(_, c)| !c.is_ascii()).map_or(0, |(at, _)| at);
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let diagnostics = vec![notices::old_encoding(name, lines, notices::words_at(&text, line))];
    Ok(Decoded { text, diagnostics })
}

/// An encoding from before Unicode.
#[derive(Clone, Copy, Debug)]
enum Old {
    Font(OldFont),
    Windows1258,
}

impl Old {
    const ALL: [Self; 3] =
        [Self::Font(OldFont::Tcvn3), Self::Font(OldFont::Vni), Self::Windows1258];

    fn name(self) -> &'static str {
        match self {
            Self::Font(font) => font.name(),
            Self::Windows1258 => "Windows-1258",
        }
    }

    fn decode(self, bytes: &[u8]) -> String {
        match self {
            // What an old font's letters look like without the font is Windows-1252.
            Self::Font(font) => font.decode(&WINDOWS_1252.decode_without_bom_handling(bytes).0),
            Self::Windows1258 => {
                let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
                ComposingNormalizerBorrowed::new_nfc().normalize(&text).into_owned()
            }
        }
    }
}

/// Whether several letters are written as UTF-8 writes Vietnamese beyond Latin-1.
fn holds_utf8(bytes: &[u8]) -> bool {
    let mut found = 0;
    let triples = bytes
        .windows(3)
        .filter(|w| w[0] == 0xe1 && matches!(w[1], 0xba | 0xbb) && (0x80..0xc0).contains(&w[2]));
    found += triples.count();
    let pairs =
        bytes.windows(2).filter(|w| matches!(w[0], 0xc4 | 0xc6) && (0x80..0xa0).contains(&w[1]));
    found += pairs.count();
    3 <= found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_with_its_mark_is_read_and_named() {
        let check = |mark: [u8; 2], order: fn(u16) -> [u8; 2]| {
            let words = "Điều 1.".encode_utf16().flat_map(order);
            let bytes: Vec<u8> = mark.into_iter().chain(words).collect();
            let decoded = decode(&bytes).expect("a text");
            assert_eq!(decoded.text, "Điều 1.");
            assert_eq!(decoded.diagnostics[0].code, "QY0502");
        };
        check([0xff, 0xfe], u16::to_le_bytes);
        check([0xfe, 0xff], u16::to_be_bytes);
        assert!(matches!(decode(&[0xff, 0xfe, b'a', 0, 0xd8]), Err(Refused::Encoding { .. })));
    }

    #[test]
    fn windows_1258_is_found_by_its_syllables() {
        let bytes = b"Nghi\xf2 quy\xea\xect k\xea\xec hoa\xf2ch \xf0\xe2\xect";
        let decoded = decode(bytes).expect("a text");
        assert!(decoded.text.contains("hoạch đất"), "{}", decoded.text);
        assert!(decoded.diagnostics[0].message.contains("1258"));
    }

    #[test]
    fn mixed_and_unknown_encodings_are_refused_with_the_place() {
        let check = |bytes: &[u8], at| assert_eq!(decode(bytes), Err(Refused::Encoding { at }));
        check(b"Ngh\xc8 quy\xc9t", 3);
        let mixed: Vec<u8> = ["Nghị quyết về kế hoạch ".as_bytes(), b"U\xfb ban nh\xa9n"].concat();
        check(&mixed, "Nghị quyết về kế hoạch ".len() + 1);
    }
}
