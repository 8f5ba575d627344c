//! Keys of the log and of its witnesses, as C2SP signed notes write them.
//!
//! **Takes** random bytes and key texts. **Gives** [`SigningKey`] and [`VerifierKey`]. **Never** makes randomness itself,
//! and never prints a secret: only [`SigningKey::to_text`] gives it out.
//! Start reading at [`SigningKey::generate`].
//!
//! ```text
//! public   NAME+HASH+BASE64(01 || Ed25519 public key)      a log
//!          NAME+HASH+BASE64(04 || Ed25519 public key)      a witness (cosignature/v1)
//! secret   PRIVATE+KEY+NAME+HASH+BASE64(01 || 32 bytes)
//! HASH     first four bytes of SHA-256(NAME || newline || the bytes above), in hex
//! ```

use std::fmt;

use ed25519_dalek::{Signature, Signer, SigningKey as Secret, VerifyingKey as Public};
use thiserror::Error;

use crate::spelling::{base64, from_base64};

/// What a key signs: the first byte of its material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyUse {
    /// Notes: checkpoints of a log.
    Log,
    /// Cosignatures of a witness, which carry a time.
    Witness,
}

impl KeyUse {
    fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Self::Log, Self::Witness].into_iter().find(|kind| kind.byte() == byte)
    }
}

/// A text that is no key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// A name that notes cannot carry.
    #[error(
        "tên khoá “{0}” không dùng được: tên phải có ít nhất một ký tự, không có khoảng trắng và dấu “+”"
    )]
    Name(String),
    /// Not of the form `name+hash+base64`.
    #[error(
        "không phải khoá ở dạng ký ghi chú C2SP: khoá công khai có dạng tên+mã+dữ liệu, khoá bí mật có thêm PRIVATE+KEY+ ở đầu"
    )]
    Form,
    /// A kind of key that this program does not know.
    #[error("khoá thuộc loại {0} mà phiên bản này chưa biết; cần khoá Ed25519 (loại 1 hoặc 4)")]
    Kind(u8),
    /// The hash in the text is not that of name and key: something was mistyped.
    #[error(
        "mã {written} trong khoá không khớp với tên và dữ liệu (đúng ra là {computed}): có ký tự bị chép sai"
    )]
    Hash {
        /// As written.
        written: String,
        /// As it must be.
        computed: String,
    },
}

/// The secret that signs.
#[doc(alias = "khoá ký")]
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    kind: KeyUse,
    secret: Secret,
}

impl fmt::Debug for SigningKey {
    /// Never shows the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.name)
    }
}

impl SigningKey {
    /// The key of a log, made of 32 random bytes.
    ///
    /// # Errors
    /// [`KeyError::Name`].
    pub fn generate(name: &str, random: [u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        let secret = Secret::from_bytes(&random);
        Ok(Self { name: name.to_owned(), kind: KeyUse::Log, secret })
    }

    /// The same secret as the key of a witness.
    #[must_use]
    pub fn as_witness(self) -> Self {
        Self { kind: KeyUse::Witness, ..self }
    }

    /// Reads the secret text; space around it is no part of it.
    ///
    /// # Errors
    /// [`KeyError`], which never repeats the secret.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let rest = text.trim().strip_prefix("PRIVATE+KEY+").ok_or(KeyError::Form)?;
        let (name, hash, kind, bytes) = pieces(rest)?;
        let key = Self { name: name.to_owned(), kind, secret: Secret::from_bytes(&bytes) };
        check_hash(hash, key.verifier().id())?;
        Ok(key)
    }

    /// The secret text. Whoever has it signs as this log.
    pub fn to_text(&self) -> String {
        let bytes = material(self.kind, self.secret.as_bytes());
        format!("PRIVATE+KEY+{}+{:08x}+{}", self.name, self.verifier().id(), base64(&bytes))
    }

    /// The name that stands in signature lines.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey {
            name: self.name.clone(),
            kind: self.kind,
            public: self.secret.verifying_key(),
        }
    }

    /// Signs bytes as they are.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }
}

/// What everybody may have, to check what the secret signed.
#[doc(alias = "khoá kiểm tra")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyUse,
    public: Public,
}

impl fmt::Display for VerifierKey {
    /// The public text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = material(self.kind, self.public.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.id(), base64(&bytes))
    }
}

impl VerifierKey {
    /// Reads the public text; space around it is no part of it.
    ///
    /// # Errors
    /// [`KeyError`].
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.starts_with("PRIVATE+KEY+") {
            return Err(KeyError::Form);
        }
        let (name, hash, kind, bytes) = pieces(text)?;
        let public = Public::from_bytes(&bytes).map_err(|_| KeyError::Form)?;
        let key = Self { name: name.to_owned(), kind, public };
        check_hash(hash, key.id())?;
        Ok(key)
    }

    /// The name that stands in signature lines.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub fn kind(&self) -> KeyUse {
        self.kind
    }

    /// The hash that stands in signature lines.
    pub fn id(&self) -> u32 {
        signed_note::key_id(&self.name, &material(self.kind, self.public.as_bytes()))
    }

    /// The 32 bytes of the Ed25519 public key, which a browser asks for.
    pub fn public_bytes(&self) -> [u8; 32] {
        self.public.to_bytes()
    }

    /// The same key as that of a witness. Some witnesses hand their key out in the form of a log's.
    #[must_use]
    pub fn as_witness(self) -> Self {
        Self { kind: KeyUse::Witness, ..self }
    }

    /// Whether this key signed these bytes. Weak keys and malleable signatures are refused.
    pub(crate) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.public.verify_strict(message, &signature).is_ok())
    }
}

/// Whether a name can stand in a note.
///
/// # Errors
/// [`KeyError::Name`].
pub fn check_name(name: &str) -> Result<(), KeyError> {
    let plain = signed_note::is_key_name_valid(name) && !name.chars().any(char::is_control);
    if plain { Ok(()) } else { Err(KeyError::Name(name.to_owned())) }
}

fn material(kind: KeyUse, key: &[u8; 32]) -> Vec<u8> {
    [&[kind.byte()][..], key].concat()
}

/// Name, hash, use and key bytes of `name+hash+base64`.
fn pieces(text: &str) -> Result<(&str, &str, KeyUse, [u8; 32]), KeyError> {
    let (name, rest) = text.split_once('+').ok_or(KeyError::Form)?;
    let (hash, data) = rest.split_once('+').ok_or(KeyError::Form)?;
    check_name(name)?;
    let data = from_base64(data).ok_or(KeyError::Form)?;
    let (kind, key) = data.split_first().ok_or(KeyError::Form)?;
    let kind = KeyUse::of(*kind).ok_or(KeyError::Kind(*kind))?;
    Ok((name, hash, kind, key.try_into().map_err(|_| KeyError::Form)?))
}

fn check_hash(written: &str, computed: u32) -> Result<(), KeyError> {
    let computed = format!("{computed:08x}");
    if written == computed {
        return Ok(());
    }
    Err(KeyError::Hash { written: written.to_owned(), computed })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pair that the documentation of Go's `note` package shows.
    const SECRET: &str =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn the_published_pair_is_read_and_written() {
        let key = SigningKey::parse(SECRET).expect("the published key");
        assert_eq!(key.to_text(), SECRET);
        assert_eq!(key.verifier().to_string(), PUBLIC);
        assert_eq!(VerifierKey::parse(&format!(" {PUBLIC}\n")), Ok(key.verifier()));
        assert_eq!((key.verifier().name(), key.verifier().id()), ("PeterNeumann", 0xc74f_20a3));
    }

    #[test]
    fn a_key_of_zeros_is_that_of_the_published_example() {
        let key = SigningKey::generate("EnochRoot", [0; 32]).expect("a good name");
        assert_eq!(
            key.to_text(),
            "PRIVATE+KEY+EnochRoot+af0cfe78+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        );
    }

    #[test]
    fn a_flipped_bit_anywhere_in_a_secret_key_is_refused() {
        for flipped in 0..8 * SECRET.len() {
            let (place, bit) = (flipped / 8, flipped % 8);
            let mut broken = SECRET.as_bytes().to_vec();
            broken[place] ^= 1 << bit;
            // What is no UTF-8 is no key text either.
            let Ok(broken) = String::from_utf8(broken) else { continue };
            // The hash in the text may be written in either case: then it is the same key.
            let same = broken.eq_ignore_ascii_case(SECRET) && (25..33).contains(&place);
            let read = SigningKey::parse(&broken);
            assert!(read.is_err() || same, "byte {place}, bit {bit}: {broken}");
        }
    }

    #[test]
    fn a_signature_is_checked_by_the_public_half_only() {
        let key = SigningKey::generate("a", [1; 32]).expect("a good name");
        let signature = key.sign(b"words");
        assert!(key.verifier().signed(b"words", &signature));
        assert!(!key.verifier().signed(b"word", &signature));
        assert!(!key.verifier().signed(b"words", &signature[1..]));
        let other = SigningKey::generate("a", [2; 32]).expect("a good name");
        assert!(!other.verifier().signed(b"words", &signature));
    }

    #[test]
    fn a_witness_has_an_identity_of_its_own() {
        let key = SigningKey::generate("w", [1; 32]).expect("a good name");
        let witness = key.verifier().as_witness();
        assert_ne!(key.verifier().id(), witness.id());
        assert_eq!(VerifierKey::parse(&witness.to_string()), Ok(witness));
    }

    #[test]
    fn what_is_no_key_is_refused_and_no_secret_is_shown() {
        for name in ["", "a b", "a+b", "a\u{a0}b", "a\nb", "a\u{7}"] {
            assert_eq!(
                SigningKey::generate(name, [1; 32]).err(),
                Some(KeyError::Name(name.into()))
            );
        }
        let parse = |text: &str| VerifierKey::parse(text).expect_err("no key");
        assert_eq!(parse(""), KeyError::Form);
        assert_eq!(parse(SECRET), KeyError::Form);
        assert_eq!(parse("a+b"), KeyError::Form);
        assert_eq!(parse(&PUBLIC.replace("/LDE", "/")), KeyError::Form);
        assert!(matches!(parse(&PUBLIC.replace("Peter", "Petra")), KeyError::Hash { .. }));
        assert_eq!(parse(&format!("a+00000000+{}", base64(&[2; 33]))), KeyError::Kind(2));
        let key = SigningKey::parse(SECRET).expect("the published key");
        assert_eq!(format!("{key:?}"), "SigningKey(PeterNeumann)");
        let wrong = SigningKey::parse(&SECRET.replace("c74f20a3", "c74f20a4"));
        assert!(matches!(wrong, Err(KeyError::Hash { .. })));
    }
}
