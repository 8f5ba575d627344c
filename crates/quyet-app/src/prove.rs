//! Use case: show that something stands in the log, to somebody who does not trust its keeper.
//!
//! **Takes** the ledger, the checkpoints and what to prove. **Gives** a [`Bundle`], which is a file that anybody checks offline.
//! **Never** opens more than was asked: of a figure the frame and the figure, no other figure and no person's name; and nothing
//! of what is not public, save to an auditor ([`open_for_auditor`]).
//! Invariant: a proof that is given out was checked against the signed root first.

use jiff::Timestamp;
use quyet_model::document::Digest;
use quyet_model::entry::Act;
use quyet_model::figure::FigureId;
use quyet_model::indicator::{IndicatorId, Visibility};
use quyet_proof::checkpoint::CheckpointError;
use quyet_proof::merkle::{
    Frontier, consistency_indexes, consistency_proof, inclusion_indexes, inclusion_proof,
    is_consistent, is_included,
};
use quyet_proof::witness::AddCheckpoint;
use quyet_proof::{Bundle, Head, Opening, SignedCheckpoint};
use quyet_store::checkpoints::{AttestationKind, Checkpoints, KeptCheckpoint};
use quyet_store::{Ledger, RecordedEntry, StoreError};
use quyet_wire::parts::parts;
use thiserror::Error;

/// Why there is no proof.
#[derive(Debug, Error)]
pub enum ProveError {
    /// Nobody reported it.
    #[error("không có số liệu {}.{}", .0.entry, .0.row)]
    UnknownFigure(FigureId),
    /// No document has this digest.
    #[error("nhật ký không có văn bản với mã băm {}", .0.0)]
    UnknownDocument(Digest),
    /// There is no such entry.
    #[error("nhật ký không có mục {0}")]
    UnknownEntry(u64),
    /// The entry has no such row.
    #[error("mục {seq} không có dòng {row}")]
    UnknownRow {
        /// The entry.
        seq: u64,
        /// The row.
        row: u32,
    },
    /// Not public now.
    #[error(
        "chỉ tiêu “{0}” không công khai theo quy định nên không cấp chứng minh công khai cho số liệu của nó"
    )]
    NotPublic(IndicatorId),
    /// Acts of this kind are proved figure by figure, or not in public.
    #[error(
        "mục {0} không thuộc loại công khai cả mục; với số liệu, hãy xin chứng minh cho từng số liệu (ví dụ “{0}.0”)"
    )]
    NotPublicKind(u64),
    /// An entry of the first layout can only be shown whole.
    #[error(
        "mục {0} được ghi trước khi nhật ký có muối, chỉ mở được cả mục kèm tên người thực hiện, nên không cấp chứng minh công khai; người kiểm toán dùng “quyet proof open {0}”"
    )]
    FirstLayout(u64),
    /// No checkpoint covers it yet.
    #[error(
        "chưa có điểm chốt nào bao gồm mục {seq} (điểm chốt mới nhất có {size} mục); hãy ký điểm chốt bằng “quyet key sign” rồi thử lại"
    )]
    NotCovered {
        /// The entry.
        seq: u64,
        /// Size of the latest checkpoint; 0 when there is none.
        size: u64,
    },
    /// No checkpoint of this size was kept.
    #[error("không có điểm chốt ở đúng {0} mục; xem danh sách bằng “quyet key show”")]
    NoCheckpoint(u64),
    /// The later one is not later.
    #[error("điểm chốt sau ({to} mục) phải có ít nhất số mục của điểm chốt trước ({from} mục)")]
    Order {
        /// The earlier.
        from: u64,
        /// The later.
        to: u64,
    },
    /// What the vault holds does not lead to what was signed.
    #[error(
        "không dựng được chứng minh đúng: nhật ký không khớp điểm chốt đã ký; hãy chạy “quyet fsck”"
    )]
    Broken,
    /// A kept checkpoint makes no sense.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The vault could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Proves a figure whose indicator is public now: who reported it for whom and when, and the figure itself.
///
/// # Errors
/// [`ProveError`].
pub async fn prove_figure(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    id: FigureId,
    now: Timestamp,
) -> Result<Bundle, ProveError> {
    let version = ledger.figure(id, now).await?.ok_or(ProveError::UnknownFigure(id))?;
    let indicators = ledger.indicators(now).await?;
    let of = |known: &&quyet_model::indicator::Indicator| known.id == version.figure.indicator;
    let public = indicators.iter().find(of).is_some_and(|it| it.visibility == Visibility::Public);
    if !public {
        return Err(ProveError::NotPublic(version.figure.indicator));
    }
    let entry = entry(ledger, id.entry).await?;
    let numbers = match entry.entry.act {
        // Of a correction the frame says everything: it is one figure, and why.
        Act::FigureCorrected(_) => vec![0],
        _ => vec![0, id.row + 1],
    };
    prove_in_public(ledger, checkpoints, &entry, &numbers).await
}

/// Proves that a document came in: its digest, its title, when.
///
/// # Errors
/// [`ProveError`].
pub async fn prove_document(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    digest: &Digest,
) -> Result<Bundle, ProveError> {
    let entry = ledger.document_entry(digest).await?;
    let entry = entry.ok_or_else(|| ProveError::UnknownDocument(digest.clone()))?;
    prove_in_public(ledger, checkpoints, &entry, &[0]).await
}

/// Proves an act that is public as a whole: a document, a plan, a published report, a key, places, indicators.
///
/// # Errors
/// [`ProveError`].
pub async fn prove_entry(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    seq: u64,
) -> Result<Bundle, ProveError> {
    let entry = entry(ledger, seq).await?;
    if !is_public(&entry.entry.act) {
        return Err(ProveError::NotPublicKind(seq));
    }
    prove_in_public(ledger, checkpoints, &entry, &[0]).await
}

/// Opens an entry, or one row of a form, to somebody who may see it whatever it is, the person's name too. It reveals:
/// the caller has made sure who asks.
///
/// # Errors
/// [`ProveError`].
pub async fn open_for_auditor(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    (seq, row): (u64, Option<u32>),
) -> Result<Bundle, ProveError> {
    let entry = entry(ledger, seq).await?;
    let (figures, all) = {
        let parts = parts(&entry.payload);
        (parts.figures.len(), parts.iter().count())
    };
    let all = u32::try_from(all).map_err(|_| ProveError::Broken)?;
    let numbers: Vec<u32> = match row {
        None => (0..all).collect(),
        Some(row) if u64::from(row) < figures as u64 => vec![0, row + 1, all - 1],
        Some(row) => return Err(ProveError::UnknownRow { seq, row }),
    };
    prove(ledger, checkpoints, &entry, &numbers).await
}

/// The proof that one checkpoint goes on from another, with the later one: what a witness is sent, too.
///
/// # Errors
/// [`ProveError`].
pub async fn prove_consistency(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    (from, to): (u64, u64),
) -> Result<AddCheckpoint, ProveError> {
    if to < from {
        return Err(ProveError::Order { from, to });
    }
    let kept = checkpoints.at(to).await?.ok_or(ProveError::NoCheckpoint(to))?;
    let checkpoint = SignedCheckpoint::parse(&kept.note)?;
    let old = head_at(ledger, from).await?;
    let hashes = ledger.hashes(&consistency_indexes(from, to)).await?;
    let proof = consistency_proof(from, to, &hashes).ok_or(ProveError::Broken)?;
    if !is_consistent(&proof, &old, &checkpoint.checkpoint().head) {
        return Err(ProveError::Broken);
    }
    Ok(AddCheckpoint { old: from, proof, checkpoint })
}

/// The head that the ledger had at a size, from its stored hashes.
///
/// # Errors
/// [`ProveError::Broken`] when the ledger is not so long.
pub async fn head_at(ledger: &dyn Ledger, size: u64) -> Result<Head, ProveError> {
    let hashes = ledger.hashes(&Frontier::needed(size)).await?;
    Ok(Frontier::of(size, &hashes).ok_or(ProveError::Broken)?.head())
}

/// A checkpoint with what witnesses said of it below.
///
/// # Errors
/// [`ProveError::Checkpoint`], [`ProveError::Store`].
pub async fn with_cosignatures(
    checkpoints: &dyn Checkpoints,
    kept: &KeptCheckpoint,
) -> Result<SignedCheckpoint, ProveError> {
    let mut signed = SignedCheckpoint::parse(&kept.note)?;
    for said in checkpoints.attestations(kept.size).await? {
        if said.kind == AttestationKind::Cosignature {
            signed = signed.with_lines(&String::from_utf8_lossy(&said.bytes))?;
        }
    }
    Ok(signed)
}

fn is_public(act: &Act) -> bool {
    match act {
        Act::PlacesRegistered(_)
        | Act::IndicatorsDefined(_)
        | Act::DocumentReceived(_)
        | Act::PlanAdopted(_)
        | Act::ReportPublished(_)
        | Act::LogKeyRecorded(_) => true,
        // Figures have indicators that may be internal; what reviewers said is inner work.
        Act::FiguresReported(_)
        | Act::FigureCorrected(_)
        | Act::PlanDrafted(_)
        | Act::DraftChanged(_) => false,
    }
}

async fn entry(ledger: &dyn Ledger, seq: u64) -> Result<RecordedEntry, ProveError> {
    ledger.entry(seq).await?.ok_or(ProveError::UnknownEntry(seq))
}

async fn prove_in_public(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    entry: &RecordedEntry,
    numbers: &[u32],
) -> Result<Bundle, ProveError> {
    if entry.salt.is_none() {
        return Err(ProveError::FirstLayout(entry.seq));
    }
    prove(ledger, checkpoints, entry, numbers).await
}

async fn prove(
    ledger: &dyn Ledger,
    checkpoints: &dyn Checkpoints,
    entry: &RecordedEntry,
    numbers: &[u32],
) -> Result<Bundle, ProveError> {
    let seq = entry.seq;
    let latest = checkpoints.latest().await?;
    let size = latest.as_ref().map_or(0, |kept| kept.size);
    let kept = latest.filter(|_| seq < size).ok_or(ProveError::NotCovered { seq, size })?;
    let checkpoint = with_cosignatures(checkpoints, &kept).await?;
    let hashes = ledger.hashes(&inclusion_indexes(seq, size)).await?;
    let proof = inclusion_proof(seq, size, &hashes).ok_or(ProveError::Broken)?;
    let opening = Opening::of(&entry.payload, entry.salt.as_ref(), numbers);
    let opening = opening.ok_or(ProveError::Broken)?;
    let leaf = opening.leaf().map_err(|_| ProveError::Broken)?;
    if !is_included(&proof, &checkpoint.checkpoint().head, seq, leaf) {
        return Err(ProveError::Broken);
    }
    Ok(Bundle { seq, opening, proof, checkpoint })
}
