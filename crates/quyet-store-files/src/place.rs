//! Where a digest lies, and which digest lies somewhere.

use object_store::path::Path;
use quyet_model::document::Digest;

const DIGITS: usize = 64;

/// `ab/cd/abcd…` below the prefix; `None` for words that are no SHA-256 in lower-case hexadecimal digits.
pub(crate) fn place(prefix: &Path, digest: &Digest) -> Option<Path> {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if digest.0.len() != DIGITS || !digest.0.bytes().all(digit) {
        return None;
    }
    let place = prefix.clone().join(&digest.0[..2]).join(&digest.0[2..4]);
    Some(place.join(digest.0.as_str()))
}

/// The digest whose place this is; `None` for anything else that lies there.
pub(crate) fn digest_at(prefix: &Path, location: &Path) -> Option<Digest> {
    let digest = Digest(location.filename()?.to_owned());
    place(prefix, &digest).filter(|place| place == location).map(|_| digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_lies_where_its_first_digits_say_and_nothing_else_lies_anywhere() {
        let prefix = Path::from("tep");
        let digest = Digest(format!("ab01{}", "f".repeat(60)));
        let lies = place(&prefix, &digest).expect("a digest");
        assert_eq!(lies.as_ref(), format!("tep/ab/01/{}", digest.0));
        assert_eq!(digest_at(&prefix, &lies), Some(digest.clone()));
        assert_eq!(digest_at(&Path::default(), &lies), None);
        for words in ["", "ab", "../../etc/passwd", &"A".repeat(64), &"g".repeat(64)] {
            assert_eq!(place(&prefix, &Digest(words.to_owned())), None, "{words}");
        }
        assert_eq!(digest_at(&prefix, &Path::from(format!("tep/ab/02/{}", digest.0))), None);
    }
}
