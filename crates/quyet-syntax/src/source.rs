//! The text in NFC, with the way back to the text as it was given.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use quyet_model::span::Span;

/// A text in NFC and where each of its words stands in the text as given.
///
/// Line breaks, odd spaces and every other character that NFC keeps are kept.
#[doc(alias = "văn bản gốc")]
#[derive(Clone, Debug)]
pub struct Source<'a> {
    text: Cow<'a, str>,
    /// Pieces that normalisation changed, in order. Empty when the given text was NFC already.
    edits: Vec<Edit>,
}

/// A piece that reads differently in NFC.
#[derive(Clone, Copy, Debug)]
struct Edit {
    nfc: Span,
    given: Span,
}

impl<'a> Source<'a> {
    /// Normalises `given`; free of copies when it is NFC already. Linear in its length.
    pub fn new(given: &'a str) -> Self {
        let nfc = ComposingNormalizerBorrowed::new_nfc();
        let (clean, rest) = nfc.split_normalized(given);
        if rest.is_empty() {
            return Self { text: Cow::Borrowed(given), edits: Vec::new() };
        }
        let mut text = String::with_capacity(given.len());
        text.push_str(clean);
        let mut edits = Vec::new();
        let mut at = clean.len();
        for piece in pieces(rest) {
            let composed = nfc.normalize(piece);
            if composed.as_ref() != piece {
                let nfc = Span::new(text.len(), text.len() + composed.len());
                edits.push(Edit { nfc, given: Span::new(at, at + piece.len()) });
            }
            text.push_str(&composed);
            at += piece.len();
        }
        Self { text: Cow::Owned(text), edits }
    }

    /// The text in NFC.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span in the given text that holds the words of `span` in the NFC text.
    ///
    /// A span that begins or ends inside a changed piece grows to the whole piece.
    pub fn given_span(&self, span: Span) -> Span {
        let start = self.given_at(span.start(), false);
        let end = self.given_at(span.end(), true);
        Span::new(start, end.max(start))
    }

    fn given_at(&self, at: usize, is_end: bool) -> usize {
        let before = self
            .edits
            .partition_point(|edit| edit.nfc.start() < at || (!is_end && edit.nfc.start() == at));
        let Some(edit) = before.checked_sub(1).and_then(|i| self.edits.get(i)) else {
            return at;
        };
        if edit.nfc.end() <= at {
            return edit.given.end() + (at - edit.nfc.end());
        }
        if is_end { edit.given.end() } else { edit.given.start() }
    }
}

/// Cuts before every ASCII character: none of them ever composes with what stands before it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let end = (start + 1..bytes.len()).find(|&i| bytes[i].is_ascii()).unwrap_or(bytes.len());
        let piece = &text[start..end];
        start = end;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_nfc_is_not_copied() {
        let source = Source::new("\u{feff}Điều 1.\r\nMục tiêu");
        assert!(matches!(source.text, Cow::Borrowed(_)));
        assert_eq!(source.given_span(Span::new(3, 9)), Span::new(3, 9));
    }

    #[test]
    fn spans_of_a_decomposed_text_lead_back_to_its_own_bytes() {
        let given = "Tỉ lệ: Đạt 5%";
        let source = Source::new(given);
        assert_eq!(source.text(), "Tỉ lệ: Đạt 5%");
        let check = |word: &str| {
            let at = source.text().find(word).expect("the word is in the text");
            let back = source.given_span(Span::new(at, at + word.len())).of(given).to_owned();
            assert_eq!(Source::new(&back).text(), word);
        };
        for word in ["Tỉ lệ", "lệ:", "Đạt", "5%", "ạt 5"] {
            check(word);
        }
    }
}
