//! Hashes and numbers as C2SP texts spell them: one way each, and no other is read.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Base 64 with padding (RFC 4648, section 4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a base 64 text; `None` for any other spelling than the one that [`base64`] gives.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// A hash of 32 bytes from its base 64.
pub(crate) fn hash(text: &str) -> Option<[u8; 32]> {
    from_base64(text)?.try_into().ok()
}

/// A decimal number without sign and leading zeros.
pub(crate) fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_one_spelling_is_read() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("73894"), Some(73894));
        for wrong in ["", "00", "01", "+1", "-1", " 1", "1 ", "18446744073709551616", "x"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
        assert_eq!(from_base64("YQ=="), Some(b"a".to_vec()));
        for wrong in ["YQ", "YQ=", "YR==", "YQ==\n", " YQ==", "Y_=="] {
            assert_eq!(from_base64(wrong), None, "{wrong}");
        }
        assert_eq!(hash(&base64(&[7; 32])), Some([7; 32]));
        assert_eq!(hash(&base64(&[7; 31])), None);
    }
}
