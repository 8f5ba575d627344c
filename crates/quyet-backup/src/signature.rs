//! The log's key as it signs backups: C2SP signed notes.

use quyet_proof::key::SigningKey;
use signed_note::{Note, Signer, StandardSigner, StandardVerifier, Verifier, VerifierList};
use thiserror::Error;

/// The text is no key, or what was signed does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// No private key in the C2SP form.
    #[error("khóa ký không đúng dạng PRIVATE+KEY+…")]
    PrivateForm,
    /// No verifier key in the C2SP form.
    #[error("khóa kiểm tra “{0}” không đúng dạng tên+mã+khóa")]
    VerifierForm(String),
    /// No signed note.
    #[error("không phải văn bản có chữ ký")]
    Form,
    /// No signature by the key.
    #[error("không có chữ ký đúng của khóa {0}")]
    Unsigned(String),
}

/// The log's signing key.
#[derive(Clone)]
pub struct LogKey {
    line: String,
    verifier: String,
    signer: StandardSigner,
}

impl std::fmt::Debug for LogKey {
    /// Never shows the private part.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LogKey({})", self.verifier)
    }
}

impl LogKey {
    /// Reads the private text form.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(line: &str) -> Result<Self, SignatureError> {
        let line = line.trim().to_owned();
        let key = SigningKey::parse(&line).map_err(|_| SignatureError::PrivateForm)?;
        let signer = StandardSigner::new(&line).map_err(|_| SignatureError::PrivateForm)?;
        let verifier = key.verifier().to_string();
        Ok(Self { line, verifier, signer })
    }

    /// The key that checks what this one signed, in text form.
    pub fn verifier(&self) -> &str {
        &self.verifier
    }

    /// The name of the key: the origin of the log.
    pub fn origin(&self) -> &str {
        self.signer.name()
    }

    /// The private text form.
    pub(crate) fn line(&self) -> &str {
        &self.line
    }

    /// The text with the key's signature below it.
    ///
    /// # Panics
    /// Never: the texts of this crate are lines without control characters.
    pub(crate) fn sign(&self, text: &str) -> Vec<u8> {
        let mut note = Note::new(text.as_bytes(), &[]).expect("the text is lines");
        note.add_sigs(&[&self.signer]).expect("the key's name was checked when it was read");
        note.to_bytes()
    }
}

/// The text of a note that at least one of these verifier keys signed.
pub(crate) fn open(note: &[u8], verifiers: &[String]) -> Result<String, SignatureError> {
    let mut keys: Vec<Box<dyn Verifier>> = Vec::new();
    for words in verifiers {
        let key = StandardVerifier::new(words.trim());
        keys.push(Box::new(key.map_err(|_| SignatureError::VerifierForm(words.clone()))?));
    }
    let note = Note::from_bytes(note).map_err(|_| SignatureError::Form)?;
    let unsigned = |_| SignatureError::Unsigned(verifiers.join(", "));
    note.verify(&VerifierList::new(keys)).map_err(unsigned)?;
    String::from_utf8(note.text().to_vec()).map_err(|_| SignatureError::Form)
}

/// The text of a note, unchecked: to find out which key it names.
pub(crate) fn text_of(note: &[u8]) -> Option<String> {
    let note = Note::from_bytes(note).ok()?;
    String::from_utf8(note.text().to_vec()).ok()
}
