//! What is put around a file: compression, and encryption when a recipient is named.

use std::io::{self, Read, Write};
use std::str::FromStr;

use age::x25519;

/// Level of compression: the fastest that is near the smallest on our payloads.
const LEVEL: i32 = 3;

/// Whom backups are encrypted for: an age recipient, `age1…`.
#[doc(alias = "người nhận")]
#[derive(Clone)]
pub struct Recipient(x25519::Recipient);

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recipient({})", self.0)
    }
}

impl std::fmt::Display for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Recipient {
    type Err = KeyForm;

    fn from_str(words: &str) -> Result<Self, KeyForm> {
        words.trim().parse().map(Self).map_err(|_| KeyForm::Recipient)
    }
}

/// Who can open encrypted backups: an age identity file, with lines `AGE-SECRET-KEY-1…`.
#[derive(Clone)]
pub struct Identity(x25519::Identity);

impl std::fmt::Debug for Identity {
    /// Never shows it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(..)")
    }
}

impl FromStr for Identity {
    type Err = KeyForm;

    /// Reads the first key of an identity file; lines that begin with `#` are comments.
    fn from_str(text: &str) -> Result<Self, KeyForm> {
        let mut lines = text.lines().map(str::trim);
        let key = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
        key.and_then(|key| key.parse().ok()).map(Self).ok_or(KeyForm::Identity)
    }
}

/// The words are no key of age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyForm {
    /// No recipient.
    #[error("người nhận phải là khóa công khai của age, dạng age1…; tạo bằng “age-keygen”")]
    Recipient,
    /// No identity.
    #[error("tệp khóa giải mã không có dòng AGE-SECRET-KEY-1… của age")]
    Identity,
}

/// Why a file was not unwrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unwrap {
    /// It is encrypted and no identity is at hand.
    NoIdentity,
    /// It is encrypted for somebody else, or no encrypted file.
    WrongIdentity,
    /// It is not compressed as it should be.
    Damaged,
}

/// Compresses, then encrypts when there is a recipient.
pub(crate) fn wrap(bytes: &[u8], to: Option<&Recipient>) -> io::Result<Vec<u8>> {
    let mut encoder = zstd::Encoder::new(Vec::new(), LEVEL)?;
    encoder.include_checksum(true)?;
    encoder.write_all(bytes)?;
    let small = encoder.finish()?;
    match to {
        None => Ok(small),
        Some(recipient) => age::encrypt(&recipient.0, &small).map_err(io::Error::other),
    }
}

/// The bytes that were wrapped.
pub(crate) fn unwrap(
    bytes: &[u8],
    locked: bool,
    identity: Option<&Identity>,
) -> Result<Vec<u8>, Unwrap> {
    let mut opened = Vec::new();
    let small = if locked {
        let identity = identity.ok_or(Unwrap::NoIdentity)?;
        opened = age::decrypt(&identity.0, bytes).map_err(|_| Unwrap::WrongIdentity)?;
        &opened[..]
    } else {
        opened.clear();
        bytes
    };
    let mut whole = Vec::new();
    let read = zstd::Decoder::new(small).and_then(|mut decoder| decoder.read_to_end(&mut whole));
    read.map(|_| whole).map_err(|_| Unwrap::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key made for these tests.
    const SECRET: &str =
        "AGE-SECRET-KEY-1GDXXAYX9GDQ4XFKGGM7NXJ9Y5NUW0FCMSAFN0ERNW5V8LGPVG7JQVMDH70";

    fn pair() -> (Recipient, Identity) {
        let identity: Identity = format!("# tên\n{SECRET}\n").parse().unwrap();
        (Recipient(identity.0.to_public()), identity)
    }

    #[test]
    fn what_is_wrapped_is_unwrapped() {
        let (to, identity) = pair();
        let bytes = b"Nghi quyet. ".repeat(1000);
        let plain = wrap(&bytes, None).unwrap();
        assert!(plain.len() < bytes.len() / 10);
        assert_eq!(unwrap(&plain, false, None), Ok(bytes.clone()));
        let locked = wrap(&bytes, Some(&to)).unwrap();
        assert_eq!(unwrap(&locked, true, Some(&identity)), Ok(bytes.clone()));
        assert_eq!(unwrap(&locked, true, None), Err(Unwrap::NoIdentity));
        assert_eq!(unwrap(&locked, false, None), Err(Unwrap::Damaged));
        assert_eq!(to.to_string().parse::<Recipient>().unwrap().to_string(), to.to_string());
    }

    #[test]
    fn somebody_else_does_not_open_it() {
        let (to, _) = pair();
        let other = Identity(x25519::Identity::generate());
        let locked = wrap(b"x", Some(&to)).unwrap();
        assert_eq!(unwrap(&locked, true, Some(&other)), Err(Unwrap::WrongIdentity));
    }

    #[test]
    fn other_words_are_no_keys() {
        assert_eq!("age1".parse::<Recipient>().err(), Some(KeyForm::Recipient));
        assert_eq!("# chỉ ghi chú\n".parse::<Identity>().err(), Some(KeyForm::Identity));
        assert!(!format!("{:?}", pair().1).contains("SECRET"));
    }
}
