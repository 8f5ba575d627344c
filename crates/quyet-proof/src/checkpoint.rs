//! Checkpoints: what the log says of itself, signed.
//!
//! **Takes** a [`Head`] and keys, or a signed note. **Gives** signed notes (C2SP tlog-checkpoint), or what they say and who
//! signed. **Never** takes a note's word without a known key.
//! Start reading at [`Checkpoint::sign`] and [`SignedCheckpoint::signers`].
//! Invariant: a parsed note is written again byte for byte.

use signed_note::{Note, Signature};
use thiserror::Error;

use crate::head::Head;
use crate::key::{KeyError, KeyUse, SigningKey, VerifierKey, check_name};
use crate::merkle::SIZE_MAX;
use crate::spelling::{base64, hash, number};

/// A log's statement of its size and root.
#[doc(alias = "điểm chốt")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: the name of its key unless the keeper gave another.
    pub origin: String,
    /// Size and root.
    pub head: Head,
}

/// A note that is no checkpoint, or not one of this log.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// No signed note at all.
    #[error("không phải ghi chú có chữ ký (C2SP signed-note): phần chữ ký hỏng hoặc bị cắt")]
    Note,
    /// A note, but of something else.
    #[error(
        "ghi chú không phải điểm chốt của nhật ký: cần đúng ba dòng gồm tên nhật ký, số mục, gốc"
    )]
    Form,
    /// A name that no log of ours has.
    #[error(transparent)]
    Origin(#[from] KeyError),
    /// A known key did not sign what stands here.
    #[error(
        "chữ ký mang tên {0} không đúng với nội dung điểm chốt: nội dung hoặc chữ ký đã bị sửa"
    )]
    Forged(String),
    /// Nobody known signed it.
    #[error("không có chữ ký của khoá nào được tin; điểm chốt được ký bởi: {}", .0.join(", "))]
    Unknown(Vec<String>),
}

impl Checkpoint {
    /// The text that is signed: origin, size, root, each on a line.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.head.size, base64(&self.head.root))
    }

    /// Reads that text.
    ///
    /// # Errors
    /// [`CheckpointError::Form`], [`CheckpointError::Origin`].
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Form)?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Form);
        };
        check_name(origin)?;
        let size = number(size).filter(|size| *size <= SIZE_MAX).ok_or(CheckpointError::Form)?;
        let root = hash(root).ok_or(CheckpointError::Form)?;
        Ok(Self { origin: origin.to_owned(), head: Head { size, root } })
    }

    /// Signs it with each key, in their order.
    ///
    /// # Errors
    /// [`CheckpointError::Origin`] when the origin cannot stand in a note.
    pub fn sign(&self, keys: &[&SigningKey]) -> Result<SignedCheckpoint, CheckpointError> {
        check_name(&self.origin)?;
        let text = self.text();
        let sign = |key: &&SigningKey| {
            Signature::new(
                key.name().to_owned(),
                key.verifier().id(),
                key.sign(text.as_bytes()).to_vec(),
            )
        };
        let signatures: Result<_, _> = keys.iter().map(sign).collect();
        let signatures = signatures.map_err(|_| CheckpointError::Note)?;
        Ok(SignedCheckpoint { checkpoint: self.clone(), signatures })
    }
}

/// A checkpoint with the signature lines below it, checked or not.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    signatures: Vec<Signature>,
}

impl SignedCheckpoint {
    /// Reads a signed note; signatures are read, not checked.
    ///
    /// # Errors
    /// [`CheckpointError`].
    pub fn parse(note: &str) -> Result<Self, CheckpointError> {
        // The crate checks the whole note: its characters, its size, at most 100 lines of signatures.
        let checked = Note::from_bytes(note.as_bytes()).map_err(|_| CheckpointError::Note)?;
        let text = std::str::from_utf8(checked.text()).map_err(|_| CheckpointError::Note)?;
        let (_, lines) = note.rsplit_once("\n\n").ok_or(CheckpointError::Note)?;
        let checkpoint = Checkpoint::parse(text)?;
        Ok(Self { checkpoint, signatures: signatures(lines)? })
    }

    /// A checkpoint with signature lines that were read elsewhere.
    pub(crate) fn of(checkpoint: Checkpoint, signatures: Vec<Signature>) -> Self {
        Self { checkpoint, signatures }
    }

    /// What it says. Nobody vouches for it until [`SignedCheckpoint::signers`] was asked.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note.
    pub fn to_text(&self) -> String {
        format!("{}\n{}", self.checkpoint.text(), self.lines())
    }

    /// The signature lines alone.
    pub fn lines(&self) -> String {
        self.signatures.iter().map(line).collect()
    }

    /// Name and hash of every signature line, in their order, checked or not.
    pub fn names(&self) -> Vec<(&str, u32)> {
        self.signatures.iter().map(|signature| (signature.name(), signature.id())).collect()
    }

    /// Which of these keys of the log signed it, at least one. Lines of other keys are ignored.
    ///
    /// # Errors
    /// [`CheckpointError::Forged`] when a line of a known key is wrong, [`CheckpointError::Unknown`] when there is none.
    pub fn signers(&self, keys: &[VerifierKey]) -> Result<Vec<VerifierKey>, CheckpointError> {
        let text = self.checkpoint.text();
        let mut signers: Vec<VerifierKey> = Vec::new();
        for (signature, key) in self.known(keys, KeyUse::Log) {
            if !key.signed(text.as_bytes(), signature.signature()) {
                return Err(CheckpointError::Forged(key.name().to_owned()));
            }
            if !signers.contains(key) {
                signers.push(key.clone());
            }
        }
        if signers.is_empty() {
            let names = self.names().iter().map(|(name, id)| format!("{name}+{id:08x}")).collect();
            return Err(CheckpointError::Unknown(names));
        }
        Ok(signers)
    }

    /// The signature lines that bear name and hash of one of these keys of this use.
    pub(crate) fn known<'a>(
        &'a self,
        keys: &'a [VerifierKey],
        kind: KeyUse,
    ) -> impl Iterator<Item = (&'a Signature, &'a VerifierKey)> {
        let of = move |signature: &'a Signature| {
            let fits = move |key: &&VerifierKey| {
                key.kind() == kind && key.name() == signature.name() && key.id() == signature.id()
            };
            keys.iter().find(fits).map(|key| (signature, key))
        };
        self.signatures.iter().filter_map(of)
    }

    /// With further signature lines below, such as those of witnesses; a line that is there already is not repeated.
    ///
    /// # Errors
    /// [`CheckpointError::Note`] when they are no signature lines.
    pub fn with_lines(&self, lines: &str) -> Result<Self, CheckpointError> {
        let mut all = self.clone();
        for signature in signatures(lines)? {
            if !all.signatures.contains(&signature) {
                all.signatures.push(signature);
            }
        }
        Ok(all)
    }
}

/// A signature as the line it stands on.
pub(crate) fn line(signature: &Signature) -> String {
    String::from_utf8(signature.to_bytes()).expect("a signature line is a name and base 64")
}

/// Signature lines, each ending in a newline.
pub(crate) fn signatures(lines: &str) -> Result<Vec<Signature>, CheckpointError> {
    let lines = lines.strip_suffix('\n').ok_or(CheckpointError::Note)?;
    let read =
        |line: &str| Signature::from_bytes(line.as_bytes()).map_err(|_| CheckpointError::Note);
    lines.split('\n').map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> SigningKey {
        SigningKey::generate("quyet.example/tinh-06", [byte; 32]).expect("a good name")
    }

    fn checkpoint() -> Checkpoint {
        let head = Head { size: 20_852_163, root: [3; 32] };
        Checkpoint { origin: "quyet.example/tinh-06".to_owned(), head }
    }

    #[test]
    fn a_note_is_written_and_read_byte_for_byte() {
        let signed = checkpoint().sign(&[&key(1), &key(2)]).expect("a good origin");
        let note = signed.to_text();
        assert!(note.starts_with("quyet.example/tinh-06\n20852163\nAwMD"), "{note}");
        assert_eq!(SignedCheckpoint::parse(&note), Ok(signed.clone()));
        assert_eq!(signed.checkpoint(), &checkpoint());
    }

    #[test]
    fn the_signature_is_that_of_another_implementation() {
        let secret =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let checkpoint = Checkpoint { origin: "PeterNeumann".to_owned(), head: Head::EMPTY };
        let key = SigningKey::parse(secret).expect("the published key");
        let signed = checkpoint.sign(&[&key]).expect("a good origin");
        let mut note = Note::new(checkpoint.text().as_bytes(), &[]).expect("a text");
        let theirs = signed_note::StandardSigner::new(secret).expect("the published key");
        note.add_sigs(&[&theirs]).expect("signed");
        assert_eq!(signed.to_text().into_bytes(), note.to_bytes());
    }

    #[test]
    fn unknown_lines_are_ignored_and_forged_ones_are_not() {
        let signed = checkpoint().sign(&[&key(1), &key(2)]).expect("a good origin");
        assert_eq!(signed.signers(&[key(2).verifier()]), Ok(vec![key(2).verifier()]));
        let both = signed.signers(&[key(2).verifier(), key(1).verifier()]);
        assert_eq!(both, Ok(vec![key(1).verifier(), key(2).verifier()]));
        assert!(
            matches!(signed.signers(&[key(3).verifier()]), Err(CheckpointError::Unknown(names)) if names.len() == 2)
        );
        assert!(matches!(
            signed.signers(&[key(1).verifier().as_witness()]),
            Err(CheckpointError::Unknown(_))
        ));
        let altered = signed.to_text().replace("20852163", "20852164");
        let altered = SignedCheckpoint::parse(&altered).expect("still a note");
        let forged = CheckpointError::Forged("quyet.example/tinh-06".to_owned());
        assert_eq!(altered.signers(&[key(1).verifier()]), Err(forged));
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let note = checkpoint().sign(&[&key(1)]).expect("a good origin").to_text();
        let altered = |from: &str, to: &str| SignedCheckpoint::parse(&note.replace(from, to)).err();
        assert_eq!(altered("20852163", "020852163"), Some(CheckpointError::Form));
        assert_eq!(altered("20852163", "18446744073709551615"), Some(CheckpointError::Form));
        assert_eq!(altered("AwMD", "A"), Some(CheckpointError::Form));
        assert_eq!(altered("\n\n", "\nmore\n\n"), Some(CheckpointError::Form));
        assert_eq!(altered("\n\n", "\n"), Some(CheckpointError::Note));
        assert_eq!(altered("— ", "- "), Some(CheckpointError::Note));
        assert_eq!(
            altered("tinh-06\n2", "tinh 06\n2"),
            Some(CheckpointError::Origin(KeyError::Name("quyet.example/tinh 06".to_owned())))
        );
        assert_eq!(SignedCheckpoint::parse(note.trim_end()).err(), Some(CheckpointError::Note));
        assert_eq!(SignedCheckpoint::parse("").err(), Some(CheckpointError::Note));
    }

    #[test]
    fn lines_of_others_are_added_once() {
        let signed = checkpoint().sign(&[&key(1)]).expect("a good origin");
        let both = checkpoint().sign(&[&key(1), &key(2)]).expect("a good origin");
        let lines = both.to_text().split_once("\n\n").expect("a note").1.to_owned();
        assert_eq!(signed.with_lines(&lines), Ok(both.clone()));
        assert_eq!(both.with_lines(&lines), Ok(both));
        assert_eq!(signed.with_lines("x"), Err(CheckpointError::Note));
    }
}
