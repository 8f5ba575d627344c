//! The proof file: one entry of the log, what is opened of it, and everything needed to check it without a network.
//!
//! **Takes** an [`Opening`], the proof of inclusion and a signed checkpoint. **Gives** the text of a `.tlog-proof` file (C2SP
//! tlog-proof v1), or what such a file proves. **Never** believes the file: only the keys in [`Trust`].
//! Start reading at [`Bundle::verify`]; its steps are those that a person reads on the proof's page.

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError, SignedCheckpoint};
use crate::head::Head;
use crate::key::{KeyUse, VerifierKey};
use crate::merkle::is_included;
use crate::opening::{Opening, OpeningError};
use crate::spelling::{base64, from_base64, hash, number};
use crate::witness::Cosignature;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// Whom the checker trusts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// The log's name as its checkpoints must have it.
    pub origin: String,
    /// Keys of the log, of which one must have signed.
    pub keys: Vec<VerifierKey>,
    /// Keys of witnesses; what they said is reported, and refused when wrong.
    pub witnesses: Vec<VerifierKey>,
}

impl Trust {
    /// Trust in these keys, of the log and of witnesses; the origin is the name of the first key of a log.
    /// `None` when none is a log's.
    pub fn of(keys: Vec<VerifierKey>) -> Option<Self> {
        let (keys, witnesses): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|key| key.kind() == KeyUse::Log);
        let origin = keys.first()?.name().to_owned();
        Some(Self { origin, keys, witnesses })
    }
}

/// A proof file.
#[doc(alias = "tệp chứng minh")]
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// Sequence number of the entry.
    pub seq: u64,
    /// What is shown of it.
    pub opening: Opening,
    /// Proof of inclusion, the leaf's sibling first.
    pub proof: Vec<[u8; 32]>,
    /// The checkpoint it leads to, with the signatures of the log and of witnesses.
    pub checkpoint: SignedCheckpoint,
}

/// What a proof file proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Sequence number of the entry.
    pub seq: u64,
    /// What was shown: number and text of each part ([`quyet_wire::parts`]).
    pub parts: Vec<(u32, String)>,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The log's keys that signed it.
    pub signers: Vec<VerifierKey>,
    /// The known witnesses that countersigned it, and when.
    pub cosigners: Vec<Cosignature>,
}

/// Why a proof does not hold, by the step that failed. The later steps were not tried.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// Step 1: the file.
    #[error("tệp không phải tệp chứng minh C2SP tlog-proof v1: {0}")]
    Form(&'static str),
    /// Step 2: from the parts shown to the seal.
    #[error(transparent)]
    Opening(#[from] OpeningError),
    /// Step 3: from the seal to the root.
    #[error(
        "mục {seq} với niêm phong này không nằm dưới gốc của điểm chốt {size} mục: niêm phong, số mục hoặc các mã băm đã bị sửa"
    )]
    Inclusion {
        /// The entry.
        seq: u64,
        /// The checkpoint's size.
        size: u64,
    },
    /// Step 4: whose log.
    #[error("điểm chốt là của nhật ký “{found}”, không phải của “{wanted}”")]
    Origin {
        /// As the checker expects.
        wanted: String,
        /// As the file says.
        found: String,
    },
    /// Step 5: who signed.
    #[error(transparent)]
    Checkpoint(CheckpointError),
    /// Step 6: who countersigned.
    #[error(transparent)]
    Cosigner(CheckpointError),
}

impl ProofError {
    /// The number of the failed step, from 1.
    pub fn step(&self) -> u8 {
        match self {
            Self::Form(_) => 1,
            Self::Opening(_) => 2,
            Self::Inclusion { .. } => 3,
            Self::Origin { .. } => 4,
            Self::Checkpoint(_) => 5,
            Self::Cosigner(_) => 6,
        }
    }

    /// What the failed step does.
    pub fn step_name(&self) -> &'static str {
        STEPS[usize::from(self.step()) - 1]
    }
}

/// The steps of checking a proof, in words.
pub const STEPS: [&str; 6] = [
    "đọc tệp chứng minh",
    "từ nội dung được mở đến niêm phong của mục",
    "từ niêm phong của mục đến gốc của nhật ký",
    "điểm chốt là của đúng nhật ký",
    "chữ ký của nhật ký trên điểm chốt",
    "chữ ký của các bên chứng kiến",
];

impl Bundle {
    /// The text of the file.
    pub fn to_text(&self) -> String {
        let extra = base64(self.opening.to_text().as_bytes());
        let hashes: String = self.proof.iter().map(|hash| base64(hash) + "\n").collect();
        let note = self.checkpoint.to_text();
        format!("{HEADER}\nextra {extra}\nindex {}\n{hashes}\n{note}", self.seq)
    }

    /// Reads the text of a file; nothing of it is checked but its form.
    ///
    /// # Errors
    /// [`ProofError::Form`], [`ProofError::Opening`] when the opening is not written as ours are.
    pub fn parse(text: &str) -> Result<Self, ProofError> {
        let form = ProofError::Form;
        let rest = text.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix('\n'));
        let rest = rest.ok_or(form("dòng đầu phải là c2sp.org/tlog-proof@v1"))?;
        let (lines, note) =
            rest.split_once("\n\n").ok_or(form("thiếu dòng trống trước điểm chốt"))?;
        let mut lines = lines.split('\n');
        let extra = lines.next().and_then(|line| line.strip_prefix("extra "));
        let extra = extra.and_then(from_base64).and_then(|bytes| String::from_utf8(bytes).ok());
        let extra = extra.ok_or(form("thiếu hoặc hỏng dòng “extra” mang phần mở niêm phong"))?;
        let seq = lines.next().and_then(|line| line.strip_prefix("index ")).and_then(number);
        let seq = seq.ok_or(form("thiếu hoặc hỏng dòng “index”"))?;
        let proof =
            lines.map(hash).collect::<Option<Vec<_>>>().ok_or(form("một mã băm bị hỏng"))?;
        let checkpoint = SignedCheckpoint::parse(note).map_err(|_| form("điểm chốt bị hỏng"))?;
        Ok(Self { seq, opening: Opening::parse(&extra)?, proof, checkpoint })
    }

    /// Checks it step by step, from what is shown up to the signatures.
    ///
    /// # Errors
    /// [`ProofError`], of the first step that fails.
    pub fn verify(&self, trust: &Trust) -> Result<Verified, ProofError> {
        let leaf = self.opening.leaf()?;
        let checkpoint = self.checkpoint.checkpoint();
        self.check_inclusion(leaf, &checkpoint.head)?;
        if checkpoint.origin != trust.origin {
            let (wanted, found) = (trust.origin.clone(), checkpoint.origin.clone());
            return Err(ProofError::Origin { wanted, found });
        }
        let signers = self.checkpoint.signers(&trust.keys).map_err(ProofError::Checkpoint)?;
        let cosigners =
            self.checkpoint.cosigners(&trust.witnesses).map_err(ProofError::Cosigner)?;
        let parts =
            self.opening.shown().into_iter().map(|(number, text)| (number, text.to_owned()));
        let (seq, checkpoint) = (self.seq, checkpoint.clone());
        Ok(Verified { seq, parts: parts.collect(), checkpoint, signers, cosigners })
    }

    fn check_inclusion(&self, leaf: [u8; 32], head: &Head) -> Result<(), ProofError> {
        if is_included(&self.proof, head, self.seq, leaf) {
            return Ok(());
        }
        Err(ProofError::Inclusion { seq: self.seq, size: head.size })
    }
}

/// Reads and checks the text of a proof file.
///
/// # Errors
/// [`ProofError`], of the first step that fails.
pub fn verify(text: &str, trust: &Trust) -> Result<Verified, ProofError> {
    Bundle::parse(text)?.verify(trust)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::key::SigningKey;
    use crate::leaf::{Salt, seal};
    use crate::merkle::{Frontier, inclusion_proof};
    use crate::witness::cosign;

    const FORM: &[u8] = br#"{"act":{"figures":[{"v":"1"},{"v":"2"}]},"kind":"figures_reported"}"#;

    fn key(name: &str) -> SigningKey {
        SigningKey::generate(name, [5; 32]).expect("a good name")
    }

    fn trust() -> Trust {
        let keys = vec![key("log.example").verifier(), key("w.example").as_witness().verifier()];
        Trust::of(keys).expect("a key of a log")
    }

    /// A proof of one figure of entry 3 in a log of six, with a witness.
    fn bundle() -> Bundle {
        let salt = Salt([9; 32]);
        let (mut tree, mut stored) = (Frontier::empty(), BTreeMap::new());
        for seq in 0..6_u8 {
            let leaf =
                if seq == 3 { seal(FORM, Some(&salt)) } else { seal(&[seq], Some(&salt)) }.leaf;
            stored.extend(tree.push(leaf));
        }
        let checkpoint = Checkpoint { origin: "log.example".to_owned(), head: tree.head() };
        let line = cosign(&checkpoint, &key("w.example").as_witness(), 1_700_000_000);
        let signed = checkpoint.sign(&[&key("log.example")]).expect("a good origin");
        Bundle {
            seq: 3,
            opening: Opening::of(FORM, Some(&salt), &[0, 2]).expect("parts"),
            proof: inclusion_proof(3, 6, &stored).expect("an entry of the log"),
            checkpoint: signed.with_lines(&line).expect("a line"),
        }
    }

    #[test]
    fn a_proof_file_proves_what_it_shows() {
        let text = bundle().to_text();
        assert_eq!(Bundle::parse(&text), Ok(bundle()));
        let verified = verify(&text, &trust()).expect("a good proof");
        assert_eq!(verified.seq, 3);
        assert_eq!(verified.parts[1], (2, r#"{"v":"2"}"#.to_owned()));
        assert_eq!(verified.parts[0].1, r#"{"act":{"figures":[]},"kind":"figures_reported"}"#);
        assert_eq!(verified.checkpoint.head.size, 6);
        assert_eq!(verified.signers, trust().keys);
        let said = &verified.cosigners[0];
        assert_eq!((said.key.name(), said.time.as_second()), ("w.example", 1_700_000_000));
    }

    #[test]
    fn each_step_fails_by_its_name() {
        let step =
            |bundle: Bundle, trust: &Trust| bundle.verify(trust).expect_err("altered").step();
        let mut opened = bundle();
        if let Opening::Sealed { parts, .. } = &mut opened.opening {
            parts[1].text = r#"{"v":"3"}"#.to_owned();
        }
        assert_eq!(step(opened, &trust()), 2);
        assert_eq!(step(Bundle { seq: 2, ..bundle() }, &trust()), 3);
        assert_eq!(step(Bundle { proof: Vec::new(), ..bundle() }, &trust()), 3);
        assert_eq!(step(bundle(), &Trust { origin: "other".to_owned(), ..trust() }), 4);
        let other = SigningKey::generate("log.example", [6; 32]).expect("a good name").verifier();
        assert_eq!(step(bundle(), &Trust { keys: vec![other], ..trust() }), 5);
        let line = cosign(
            &Checkpoint { head: Head::EMPTY, ..bundle().checkpoint.checkpoint().clone() },
            &key("w.example").as_witness(),
            1,
        );
        let foreign = bundle().checkpoint.with_lines(&line).expect("a line");
        assert_eq!(step(Bundle { checkpoint: foreign, ..bundle() }, &trust()), 6);
    }

    #[test]
    fn no_byte_of_a_proof_file_can_be_changed_unseen() {
        let text = bundle().to_text();
        let lines_end = text.find("\n\n").expect("a blank line");
        for at in 0..text.len() {
            if !text.is_char_boundary(at) || !text.is_char_boundary(at + 1) {
                continue;
            }
            let letter = if &text[at..=at] == "A" { "B" } else { "A" };
            let altered = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
            let verified = verify(&altered, &trust());
            // A name or hash that nobody knows makes a signature line foreign, and foreign witnesses are ignored.
            let ignored = verified.as_ref().is_ok_and(|verified| verified.cosigners.is_empty());
            assert!(verified.is_err() || (lines_end < at && ignored), "byte {at}: {altered}");
        }
    }

    #[test]
    fn what_is_no_proof_file_is_refused_with_the_line() {
        let text = bundle().to_text();
        let told = |text: &str| Bundle::parse(text).expect_err("altered").to_string();
        assert!(told("").contains("dòng đầu"));
        assert!(told(&text.replace("@v1", "@v2")).contains("dòng đầu"));
        assert!(told(&text.replace("extra ", "other ")).contains("extra"));
        assert!(told(&text.replace("index 3", "index 03")).contains("index"));
        assert!(told(&text.replace("\n\n", "\n")).contains("dòng trống"));
        assert!(told(&text.replace("index 3\n", "index 3\nAAAA\n")).contains("mã băm"));
        assert!(told(&text.replace("\n6\n", "\n06\n")).contains("điểm chốt"));
        assert_eq!(Trust::of(vec![key("w").as_witness().verifier()]), None);
    }
}
