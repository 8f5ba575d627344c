//! What can go wrong, and what it means for the caller.

use jiff::Timestamp;
use quyet_model::document::Digest;
use quyet_model::figure::FigureId;
use quyet_proof::Head;
use thiserror::Error;

/// The store could not answer. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The database cannot be reached or is busy; trying again later may help.
    #[error("kho dữ liệu tạm thời không dùng được: {0}")]
    Unavailable(String),
    /// A row makes no sense. `quyet fsck` tells more.
    #[error(
        "dữ liệu hỏng: bảng {table}, dòng {row}: {what}; hãy chạy “quyet fsck” để kiểm tra toàn bộ nhật ký"
    )]
    Corrupt {
        /// Table.
        table: &'static str,
        /// Key of the row, as text.
        row: String,
        /// What is wrong.
        what: String,
    },
}

/// Why an append did not happen. On any of these nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AppendError {
    /// Somebody appended in between. Read anew, decide anew, append with this head.
    #[error("nhật ký đã có thêm nội dung mới (hiện có {} mục); hãy tải lại và làm lại thao tác", .0.size)]
    Conflict(Head),
    /// The batch's time is not later than that of the last batch.
    #[error("đồng hồ hệ thống chạy lùi: lần ghi gần nhất là {last}; hãy chỉnh lại giờ máy chủ")]
    ClockBack {
        /// Time of the last batch.
        last: Timestamp,
    },
    /// The command's identity was used before for another act.
    #[error("mã lệnh này đã được dùng cho một thao tác khác")]
    CommandReused,
    /// The ledger takes no writes, with the reason in Vietnamese.
    #[error("nhật ký đang ở chế độ chỉ đọc: {0}")]
    ReadOnly(String),
    /// The batch breaks the contract.
    #[error("không ghi được: {0}")]
    Malformed(BatchFault),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AppendError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<BatchFault> for AppendError {
    fn from(fault: BatchFault) -> Self {
        Self::Malformed(fault)
    }
}

/// How a batch breaks the contract.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BatchFault {
    /// There is nothing to append.
    #[error("lô ghi trống")]
    Empty,
    /// Entries bear different commands or different times.
    #[error("các mục trong một lô phải cùng mã lệnh và cùng thời điểm")]
    Mixed,
    /// The command is not 1–64 visible ASCII characters.
    #[error("mã lệnh “{0}” không hợp lệ; mã lệnh gồm 1 đến 64 ký tự ASCII nhìn thấy được")]
    CommandForm(String),
    /// An act holds a period that cannot be written ([`quyet_model::period::Period`] says what can).
    #[error("kỳ báo cáo “{0}” không hợp lệ")]
    PeriodForm(String),
    /// An act that could not be read back once written.
    #[error("nội dung không ghi lại được: {0}")]
    Unreadable(String),
    /// Bytes were given under a digest that is not theirs.
    #[error("nội dung tệp không khớp mã băm {}", .0.0)]
    BlobDigest(Digest),
    /// A record to transcribe does not say what its leaf says, or does not follow the one before.
    #[error("mục {seq} không chép được: {what}")]
    Record {
        /// Its sequence number.
        seq: u64,
        /// What does not fit.
        what: &'static str,
    },
    /// A document or file is named whose bytes are neither given nor stored.
    #[error("thiếu nội dung của tệp có mã băm {}", .0.0)]
    BlobMissing(Digest),
    /// A correction names a figure that does not exist.
    #[error("không có số liệu {0} để đính chính")]
    FigureMissing(FigureId),
    /// A correction names a figure that was corrected before: correct the correction.
    #[error("số liệu {figure} đã được đính chính bằng số liệu {by}; hãy đính chính số liệu {by}")]
    FigureReplaced {
        /// The figure named.
        figure: FigureId,
        /// What replaced it.
        by: FigureId,
    },
    /// A correction speaks of another indicator, place or period than the figure it replaces.
    #[error("đính chính số liệu {0} phải cùng chỉ tiêu, cùng đơn vị hành chính và cùng kỳ")]
    FigureDiffers(FigureId),
}
