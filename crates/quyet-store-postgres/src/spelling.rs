//! People's words as PostgreSQL can keep them: it refuses a zero byte in text.
//!
//! A zero byte is written `\0`, and so a backslash `\\`; all else stays as it is.

use std::borrow::Cow;

/// The words as they are stored.
pub(crate) fn spelled(words: &str) -> Cow<'_, str> {
    if words.contains(['\0', '\\']) {
        Cow::Owned(words.replace('\\', "\\\\").replace('\0', "\\0"))
    } else {
        Cow::Borrowed(words)
    }
}

/// The words that were stored.
pub(crate) fn read(stored: String) -> String {
    if !stored.contains('\\') {
        return stored;
    }
    let (mut words, mut letters) = (String::with_capacity(stored.len()), stored.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.next() == Some('0') => words.push('\0'),
            other => words.push(other),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_reads_back_and_none_holds_a_zero_byte() {
        for words in ["", "3.485 ha", "\0", "\\", "\\0", "a\0\\\\0\0b", "“gần\u{0}3”\\"] {
            assert!(!spelled(words).contains('\0'), "{words:?}");
            assert_eq!(read(spelled(words).into_owned()), words);
        }
    }
}
