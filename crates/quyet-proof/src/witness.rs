//! Witnesses: others who saw this checkpoint and no other of its size (C2SP tlog-witness and tlog-cosignature).
//!
//! **Takes** a signed checkpoint with the proof that it goes on from one the witness knows; and the witness's answer. **Gives**
//! the body of the request, and the answer checked. **Never** speaks to the network: that is the command line's work.
//! Start reading at [`AddCheckpoint::to_text`] and [`Answer::read`].

use jiff::Timestamp;
use signed_note::Signature;
use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint, line, signatures};
use crate::key::{KeyUse, SigningKey, VerifierKey};
use crate::spelling::{base64, hash, number};

/// The body of a request to `add-checkpoint`.
#[derive(Clone, Debug, PartialEq)]
pub struct AddCheckpoint {
    /// Size of the latest checkpoint that the witness countersigned; 0 when it knows none.
    pub old: u64,
    /// Proof of consistency from there.
    pub proof: Vec<[u8; 32]>,
    /// The checkpoint to countersign.
    pub checkpoint: SignedCheckpoint,
}

impl AddCheckpoint {
    /// The body.
    pub fn to_text(&self) -> String {
        let hashes: String = self.proof.iter().map(|hash| base64(hash) + "\n").collect();
        format!("old {}\n{hashes}\n{}", self.old, self.checkpoint.to_text())
    }

    /// Reads a body, as a witness does; `None` when it is not in order.
    pub fn parse(body: &str) -> Option<Self> {
        let (lines, note) = body.split_once("\n\n")?;
        let mut lines = lines.split('\n');
        let old = number(lines.next()?.strip_prefix("old ")?)?;
        let proof: Vec<[u8; 32]> = lines.map(hash).collect::<Option<_>>()?;
        let checkpoint = SignedCheckpoint::parse(note).ok()?;
        (proof.len() <= 63).then_some(Self { old, proof, checkpoint })
    }
}

/// What a witness said of a checkpoint.
#[doc(alias = "chữ ký chứng kiến")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// The witness.
    pub key: VerifierKey,
    /// When it saw the checkpoint, in whole seconds.
    pub time: Timestamp,
    /// The signature line with its newline, to keep and to put below the note.
    pub line: String,
}

/// A good answer of a witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It countersigned; at least one.
    Cosigned(Vec<Cosignature>),
    /// It knows a checkpoint of another size: prove from there.
    Knows(u64),
}

/// An answer that is no countersignature.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WitnessError {
    /// 404.
    #[error(
        "bên chứng kiến chưa nhận nhật ký này: hãy gửi cho họ khoá công khai của nhật ký (`quyet key show`)"
    )]
    UnknownLog,
    /// 403.
    #[error(
        "bên chứng kiến không nhận khoá đã ký điểm chốt: nếu khoá mới thay, hãy gửi cho họ khoá mới (`quyet key show`)"
    )]
    UnknownKey,
    /// 422.
    #[error(
        "bên chứng kiến nói điểm chốt này không nối tiếp điểm chốt họ đã thấy: nhật ký đã bị viết lại hoặc đây không phải nhật ký cũ"
    )]
    Inconsistent,
    /// 409 without a size: same size, another root.
    #[error(
        "bên chứng kiến đã thấy một điểm chốt khác có cùng số mục: nhật ký đã bị viết lại hoặc đây không phải nhật ký cũ"
    )]
    Split,
    /// Any other status.
    #[error("bên chứng kiến trả lời mã {0}, không phải chữ ký")]
    Status(u16),
    /// 200 with something else than signatures of a known key.
    #[error("câu trả lời của bên chứng kiến không có chữ ký đúng của khoá đã cấu hình: {0}")]
    Signature(#[from] CheckpointError),
}

impl Answer {
    /// Reads the answer to a request: its status, its body. Signatures of unknown keys are ignored.
    ///
    /// # Errors
    /// [`WitnessError`].
    pub fn read(
        status: u16,
        body: &str,
        asked: &AddCheckpoint,
        witnesses: &[VerifierKey],
    ) -> Result<Self, WitnessError> {
        match status {
            200 => cosigned(body, asked.checkpoint.checkpoint(), witnesses),
            403 => Err(WitnessError::UnknownKey),
            404 => Err(WitnessError::UnknownLog),
            409 => match body.strip_suffix('\n').and_then(number) {
                Some(size) if size != asked.old => Ok(Self::Knows(size)),
                _ => Err(WitnessError::Split),
            },
            422 => Err(WitnessError::Inconsistent),
            other => Err(WitnessError::Status(other)),
        }
    }
}

fn cosigned(
    body: &str,
    checkpoint: &Checkpoint,
    witnesses: &[VerifierKey],
) -> Result<Answer, WitnessError> {
    let bare = SignedCheckpoint::of(checkpoint.clone(), signatures(body)?);
    let cosigners = bare.cosigners(witnesses)?;
    if cosigners.is_empty() {
        let names = bare.names().iter().map(|(name, id)| format!("{name}+{id:08x}")).collect();
        return Err(CheckpointError::Unknown(names).into());
    }
    Ok(Answer::Cosigned(cosigners))
}

impl SignedCheckpoint {
    /// What these witnesses said of it, in the order of the lines. Lines of others are ignored.
    ///
    /// # Errors
    /// [`CheckpointError::Forged`] when a line of a known witness is wrong.
    pub fn cosigners(
        &self,
        witnesses: &[VerifierKey],
    ) -> Result<Vec<Cosignature>, CheckpointError> {
        let text = self.checkpoint().text();
        let read = |(signature, key): (&Signature, &VerifierKey)| {
            let time = time(&text, signature, key);
            let time = time.ok_or_else(|| CheckpointError::Forged(key.name().to_owned()))?;
            Ok(Cosignature { key: key.clone(), time, line: line(signature) })
        };
        self.known(witnesses, KeyUse::Witness).map(read).collect()
    }
}

/// When a witness signed; `None` when it did not.
fn time(text: &str, signature: &Signature, key: &VerifierKey) -> Option<Timestamp> {
    let (seconds, signed) = signature.signature().split_first_chunk::<8>()?;
    let seconds = i64::try_from(u64::from_be_bytes(*seconds)).ok()?;
    let time = Timestamp::from_second(seconds).ok()?;
    key.signed(message(text, seconds).as_bytes(), signed).then_some(time)
}

fn message(text: &str, seconds: i64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

/// Countersigns a checkpoint as a witness: the signature line. The caller has checked that the log goes on from what it saw.
///
/// # Panics
/// Never: the name of a key can stand in a note.
pub fn cosign(checkpoint: &Checkpoint, witness: &SigningKey, seconds: u32) -> String {
    let signed = witness.sign(message(&checkpoint.text(), i64::from(seconds)).as_bytes());
    let bytes = [&u64::from(seconds).to_be_bytes()[..], &signed].concat();
    let signature = Signature::new(witness.name().to_owned(), witness.verifier().id(), bytes);
    line(&signature.expect("the name of a key was checked when it was made"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::head::Head;

    fn witness() -> SigningKey {
        SigningKey::generate("witness.example/w1", [8; 32]).expect("a good name").as_witness()
    }

    fn asked() -> AddCheckpoint {
        let key = SigningKey::generate("log.example", [1; 32]).expect("a good name");
        let head = Head { size: 9, root: [3; 32] };
        let checkpoint = Checkpoint { origin: "log.example".to_owned(), head };
        let checkpoint = checkpoint.sign(&[&key]).expect("a good origin");
        AddCheckpoint { old: 5, proof: vec![[1; 32], [2; 32]], checkpoint }
    }

    fn read(status: u16, body: &str) -> Result<Answer, WitnessError> {
        Answer::read(status, body, &asked(), &[witness().verifier()])
    }

    #[test]
    fn a_request_is_written_and_read() {
        let body = asked().to_text();
        assert!(body.starts_with("old 5\nAQEB"), "{body}");
        assert_eq!(AddCheckpoint::parse(&body), Some(asked()));
        let first = AddCheckpoint { old: 0, proof: Vec::new(), ..asked() };
        assert_eq!(AddCheckpoint::parse(&first.to_text()), Some(first));
        for (from, to) in [("old 5", "old 05"), ("old 5", "5"), ("AQEB", "AQE"), ("\n\n", "\n")] {
            assert_eq!(AddCheckpoint::parse(&body.replace(from, to)), None, "{to}");
        }
    }

    #[test]
    fn a_countersignature_is_checked_with_its_time() {
        let line = cosign(asked().checkpoint.checkpoint(), &witness(), 1_700_000_000);
        let Ok(Answer::Cosigned(said)) = read(200, &line) else { panic!("a good answer") };
        assert_eq!(said[0].time.as_second(), 1_700_000_000);
        assert_eq!(said[0].line, line);
        let noted = asked().checkpoint.with_lines(&line).expect("a line");
        assert_eq!(noted.cosigners(&[witness().verifier()]), Ok(said));
        let other =
            cosign(&Checkpoint { origin: "x".to_owned(), head: Head::EMPTY }, &witness(), 1);
        assert_eq!(
            read(200, &other),
            Err(CheckpointError::Forged("witness.example/w1".to_owned()).into())
        );
    }

    #[test]
    fn a_plain_signature_of_the_witness_is_no_countersignature() {
        let key = witness();
        let signed =
            asked().checkpoint.checkpoint().sign(&[&key]).expect("a good origin").to_text();
        let line = signed.split_once("\n\n").expect("a note").1;
        assert!(matches!(
            read(200, line),
            Err(WitnessError::Signature(CheckpointError::Forged(_)))
        ));
    }

    #[test]
    fn every_other_answer_is_told_apart() {
        assert_eq!(read(409, "7\n"), Ok(Answer::Knows(7)));
        assert_eq!(read(409, "5\n"), Err(WitnessError::Split));
        assert_eq!(read(409, "x"), Err(WitnessError::Split));
        assert_eq!(read(404, ""), Err(WitnessError::UnknownLog));
        assert_eq!(read(403, ""), Err(WitnessError::UnknownKey));
        assert_eq!(read(422, ""), Err(WitnessError::Inconsistent));
        assert_eq!(read(500, ""), Err(WitnessError::Status(500)));
        assert_eq!(read(200, "hello"), Err(CheckpointError::Note.into()));
        let stranger = SigningKey::generate("s", [7; 32]).expect("a good name").as_witness();
        let line = cosign(asked().checkpoint.checkpoint(), &stranger, 1);
        assert!(matches!(
            read(200, &line),
            Err(WitnessError::Signature(CheckpointError::Unknown(_)))
        ));
    }
}
