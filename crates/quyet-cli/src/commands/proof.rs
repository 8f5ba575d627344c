//! `quyet proof`: that something stands in the log, shown to whoever does not trust its keeper.

use std::path::Path;

use quyet_app::prove::{
    ProveError, open_for_auditor, prove_consistency, prove_document, prove_entry, prove_figure,
};
use quyet_model::document::Digest;
use quyet_model::figure::FigureId;
use quyet_proof::bundle::verify;
use quyet_proof::{Bundle, Trust, VerifierKey};

mod tiles;
mod told;

use crate::args::ProofCommand;
use crate::house::{self, Backend, House, SystemClock};
use crate::outcome::Failure;
use crate::print;
use quyet_app::clock::Clock;

/// Runs a command to its end.
pub(crate) fn run(command: ProofCommand) -> Result<(), Failure> {
    match command {
        ProofCommand::Show { what, data, output } => show(&what, &data, &output),
        ProofCommand::Verify { file, key, key_file, origin } => {
            check(&file, (&key, key_file.as_deref()), origin)
        }
        ProofCommand::Consistency { from, to, data, output } => house::wait(async {
            let backend = House::at(&data)?.read().await?;
            let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
            let proof = prove_consistency(&*ledger, &*checkpoints, (from, to)).await;
            put(&output, &proof.map_err(|error| refusal(&error))?.to_text())
        }),
        ProofCommand::Tiles { data, output } => tiles::write(&data, &output),
        ProofCommand::Open { what, data, output } => open(&what, &data, &output),
    }
}

fn show(what: &str, data: &Path, output: &Path) -> Result<(), Failure> {
    house::wait(async {
        let backend = House::at(data)?.read().await?;
        let bundle = proof_of(what, &backend).await?.map_err(|error| refusal(&error))?;
        put(output, &bundle.to_text())
    })
}

/// By the form of the words: a figure, a document or an entry.
async fn proof_of(what: &str, backend: &Backend) -> Result<Result<Bundle, ProveError>, Failure> {
    let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if what.len() == 64 && what.bytes().all(hex) {
        let digest = Digest(what.to_owned());
        return Ok(prove_document(&*ledger, &*checkpoints, &digest).await);
    }
    Ok(match place(what)? {
        (entry, Some(row)) => {
            let id = FigureId { entry, row };
            prove_figure(&*ledger, &*checkpoints, id, SystemClock.now()).await
        }
        (seq, None) => prove_entry(&*ledger, &*checkpoints, seq).await,
    })
}

fn open(what: &str, data: &Path, output: &Path) -> Result<(), Failure> {
    house::wait(async {
        let place = place(what)?;
        let backend = House::at(data)?.read().await?;
        let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
        let bundle = open_for_auditor(&*ledger, &*checkpoints, place).await;
        let bundle = bundle.map_err(|error| refusal(&error))?;
        print::note(
            "lưu ý: tệp này mở cả nội dung không công khai và tên người thực hiện; chỉ giao cho người có quyền xem",
        );
        put(output, &bundle.to_text())
    })
}

/// “18” or “18.3”.
fn place(what: &str) -> Result<(u64, Option<u32>), Failure> {
    let read = || match what.split_once('.') {
        Some((entry, row)) => Some((entry.parse().ok()?, Some(row.parse().ok()?))),
        None => Some((what.parse().ok()?, None)),
    };
    read().ok_or_else(|| {
        Failure::usage(format!(
            "“{what}” không phải số mục; viết 18 cho một mục, 18.3 cho một số liệu, hoặc đủ 64 ký tự mã băm cho một văn bản"
        ))
    })
}

fn check(
    file: &Path,
    (keys, key_file): (&[String], Option<&Path>),
    origin: Option<String>,
) -> Result<(), Failure> {
    let mut lines: Vec<String> = keys.to_vec();
    if let Some(path) = key_file {
        let text = house::read_text(path)?;
        let plain =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.extend(plain.map(str::to_owned));
    }
    let parse = |line: &String| {
        VerifierKey::parse(line).map_err(|error| Failure::usage(format!("{line}: {error}")))
    };
    let keys: Vec<VerifierKey> = lines.iter().map(parse).collect::<Result<_, _>>()?;
    let mut trust = Trust::of(keys).ok_or_else(|| {
        Failure::usage("cần khoá công khai của nhật ký (--key hoặc --key-file), lấy từ nguồn đáng tin chứ không từ chính tệp chứng minh")
    })?;
    trust.origin = origin.unwrap_or(trust.origin);
    let text = house::read_text(file)?;
    match verify(&text, &trust) {
        Ok(verified) => print::line(&told::words(&verified)),
        Err(error) => Err(Failure::input(format!(
            "chứng minh KHÔNG đúng, hỏng ở bước {} ({}): {error}",
            error.step(),
            error.step_name()
        ))),
    }
}

/// Writes a text file, or to standard output for “-”.
fn put(output: &Path, text: &str) -> Result<(), Failure> {
    if output == Path::new("-") {
        return print::data(text.as_bytes());
    }
    std::fs::write(output, text).map_err(|error| {
        Failure::failed(format!("không ghi được {}: {error}", output.display()))
    })?;
    print::note(&format!("đã ghi {}", output.display()));
    Ok(())
}

fn refusal(error: &ProveError) -> Failure {
    match error {
        ProveError::UnknownFigure(_)
        | ProveError::UnknownDocument(_)
        | ProveError::UnknownEntry(_)
        | ProveError::UnknownRow { .. }
        | ProveError::NoCheckpoint(_) => Failure::missing(error),
        ProveError::NotPublic(_)
        | ProveError::NotPublicKind(_)
        | ProveError::FirstLayout(_)
        | ProveError::Order { .. } => Failure::usage(error),
        ProveError::NotCovered { .. } => Failure::conflict(error),
        ProveError::Broken | ProveError::Checkpoint(_) | ProveError::Store(_) => {
            Failure::failed(error)
        }
    }
}
