//! The proof of one entry as a person reads it: what is shown, and the way from there to a signature.

use quyet_proof::bundle::STEPS;
use quyet_proof::hex::hex;
use quyet_proof::opening::{OpenedPart, Opening};
use quyet_proof::{Bundle, VerifierKey};

use super::plan::capitalised;

/// A hash with its name: long words, short words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedHash {
    /// "Niêm phong của mục 18".
    pub name: String,
    /// 64 hex digits.
    pub hex: String,
}

impl NamedHash {
    pub(super) fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { name: name.into(), hex: hex(bytes) }
    }

    /// The first and the last digits, enough to compare by eye.
    pub fn short(&self) -> String {
        let (from, to) = (self.hex.get(..8), self.hex.get(self.hex.len().saturating_sub(4)..));
        format!("{}…{}", from.unwrap_or_default(), to.unwrap_or_default())
    }
}

/// One step of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1, the same as in `quyet proof verify`.
    pub number: u8,
    /// What it does.
    pub name: String,
    /// What happens in it, in words.
    pub words: String,
    /// Its hashes.
    pub hashes: Vec<NamedHash>,
}

/// A part that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPart {
    /// Its number.
    pub number: u32,
    /// What it is.
    pub name: &'static str,
    /// Its words, as they were recorded.
    pub text: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofPage {
    /// Number of the entry.
    pub seq: u64,
    /// Entries under the checkpoint.
    pub size: u64,
    /// Name of the log.
    pub origin: String,
    /// What is shown.
    pub parts: Vec<ShownPart>,
    /// How many parts of the entry stay sealed.
    pub sealed: u64,
    /// The steps.
    pub steps: Vec<Step>,
    /// Public keys that the log recorded, the present one first.
    pub keys: Vec<String>,
}

/// A proof that is given out, as others handle it without knowing its insides.
#[derive(Clone, Debug, PartialEq)]
pub struct ProofFile(pub Bundle);

impl ProofFile {
    /// The text of the file.
    pub fn text(&self) -> String {
        self.0.to_text()
    }
}

/// Shows a proof, with the keys that the log recorded.
pub fn proof_page(ProofFile(bundle): &ProofFile, keys: Vec<String>) -> ProofPage {
    let head = bundle.checkpoint.checkpoint().head;
    let shown = bundle.opening.shown();
    let all = match &bundle.opening {
        Opening::Plain(_) => 1,
        Opening::Sealed { count, .. } => u64::from(*count),
    };
    let figure = 1 < shown.len();
    let name = |number| match number {
        0 if figure => "Khung của biểu: đơn vị nào báo cáo, khi nào",
        0 => "Nội dung của mục",
        _ => "Số liệu",
    };
    let part = |(number, text): &(u32, &str)| ShownPart {
        number: *number,
        name: name(*number),
        text: (*text).to_owned(),
    };
    ProofPage {
        seq: bundle.seq,
        size: head.size,
        origin: bundle.checkpoint.checkpoint().origin.clone(),
        sealed: all.saturating_sub(shown.len() as u64),
        parts: shown.iter().map(part).collect(),
        steps: steps(bundle, &keys),
        keys,
    }
}

fn steps(bundle: &Bundle, keys: &[String]) -> Vec<Step> {
    let checkpoint = bundle.checkpoint.checkpoint();
    let size = checkpoint.head.size;
    let step = |number: u8, words: String, hashes| Step {
        number,
        name: capitalised(STEPS.get(usize::from(number) - 1).copied().unwrap_or_default()),
        words,
        hashes,
    };
    let known: Vec<VerifierKey> = keys.iter().filter_map(|k| VerifierKey::parse(k).ok()).collect();
    let mut steps = vec![
        step(1, "Tệp chứng minh mang đúng những chữ ghi ở trên.".to_owned(), vec![]),
        opened(bundle, &step),
        included(bundle, &step),
        step(
            4,
            format!("Điểm chốt ghi tên nhật ký “{}” và {size} mục.", checkpoint.origin),
            vec![],
        ),
        signed(bundle, &known, &step),
    ];
    if 1 < bundle.checkpoint.names().len() {
        let names: Vec<&str> = bundle.checkpoint.names().iter().skip(1).map(|n| n.0).collect();
        let words = format!(
            "Điểm chốt còn mang chữ ký của: {}. Kiểm tra bằng khóa công khai lấy từ chính họ.",
            names.join(", ")
        );
        steps.push(step(6, words, vec![]));
    }
    steps
}

type MakeStep<'a> = &'a dyn Fn(u8, String, Vec<NamedHash>) -> Step;

fn opened(bundle: &Bundle, step: MakeStep<'_>) -> Step {
    match &bundle.opening {
        Opening::Plain(_) => {
            let words = "Mục này được ghi trước khi nhật ký có niêm phong: nội dung của nó chính là dữ liệu của nhật ký.";
            step(2, words.to_owned(), vec![])
        }
        Opening::Sealed { seal, parts, .. } => {
            let cover = |part: &OpenedPart| {
                let cover = part.salt.cover(part.number, part.text.as_bytes());
                NamedHash::of(format!("Lớp che của phần {}", part.number), &cover)
            };
            let mut hashes: Vec<NamedHash> = parts.iter().map(cover).collect();
            hashes.push(NamedHash::of(format!("Niêm phong của mục {}", bundle.seq), seal));
            let words = "Mỗi phần được trộn với một số ngẫu nhiên riêng (muối) rồi băm thành lớp che; \
                 các lớp che của cả mục băm lại thành một niêm phong. Đổi một chữ thì niêm phong đổi.";
            step(2, words.to_owned(), hashes)
        }
    }
}

fn included(bundle: &Bundle, step: MakeStep<'_>) -> Step {
    let head = bundle.checkpoint.checkpoint().head;
    let mut hashes = Vec::new();
    if let Ok(leaf) = bundle.opening.leaf() {
        hashes.push(NamedHash::of(format!("Lá thứ {} của nhật ký", bundle.seq), &leaf));
    }
    let beside = bundle.proof.iter().zip(1..);
    hashes
        .extend(beside.map(|(hash, n)| NamedHash::of(format!("Mã băm bên cạnh, tầng {n}"), hash)));
    hashes.push(NamedHash::of(format!("Gốc của nhật ký {} mục", head.size), &head.root));
    let words = format!(
        "Từ lá của mục {}, băm lần lượt với {} mã băm bên cạnh thì phải ra đúng gốc của cả nhật ký.",
        bundle.seq,
        bundle.proof.len()
    );
    step(3, words, hashes)
}

fn signed(bundle: &Bundle, known: &[VerifierKey], step: MakeStep<'_>) -> Step {
    let words = match bundle.checkpoint.signers(known) {
        Ok(signers) => {
            let names: Vec<String> = signers.iter().map(ToString::to_string).collect();
            format!("Điểm chốt được ký bằng khóa {}.", names.join(" và "))
        }
        Err(error) => format!("Chưa xác nhận được chữ ký: {error}."),
    };
    step(5, words, vec![])
}
