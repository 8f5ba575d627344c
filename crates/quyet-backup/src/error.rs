//! What can go wrong with a backup, and what to do.

use quyet_store::drafts::DraftError;
use quyet_store::{AppendError, StoreError};
use thiserror::Error;

use crate::name::BackupName;
use crate::shelf::ShelfError;
use crate::signature::SignatureError;

/// Why a backup was not made, not accepted or not restored.
///
/// On any of these no folder bears the name of a backup that is not whole, and what was copied from is unchanged.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The shelf failed.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
    /// The ledger or the drawer could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The drawer to restore into refused a draft.
    #[error("không ghi lại được bản rà soát: {0}")]
    Draft(#[from] DraftError),
    /// The ledger to restore into refused entries.
    #[error("không chép lại được nhật ký: {0}")]
    Append(#[from] AppendError),
    /// A file could not be compressed or encrypted.
    #[error("không nén hoặc mã hóa được {file}: {cause}")]
    Wrap {
        /// The file.
        file: String,
        /// What was said.
        cause: String,
    },
    /// The ledger that is to be copied is not sound: it is not copied as if it were.
    #[error(
        "nhật ký có sai lệch nên chưa sao lưu: {0}; các bản sao lưu trước vẫn còn. Hãy chạy “quyet fsck”, rồi phục hồi từ bản sao lưu trước"
    )]
    Unsound(String),
    /// The ledger does not continue what lies on the shelf.
    #[error("nhật ký này không nối tiếp bản sao lưu {name}: cùng {size} mục mà gốc khác nhau, hoặc nhật ký ngắn hơn; chưa ghi gì. Hãy kiểm tra có đúng thư mục dữ liệu không, hoặc chọn nơi lưu khác bằng --to", size = name.size)]
    Diverged {
        /// The backup that holds another history.
        name: BackupName,
    },
    /// There is nothing to continue.
    #[error("chưa có bản sao lưu đầy đủ nào ở nơi lưu này; hãy chạy “quyet backup create” trước")]
    NoWhole,
    /// There is no such backup.
    #[error("không có bản sao lưu {0}; xem danh sách bằng “quyet backup list”")]
    Unknown(String),
    /// Entries are missing between what lies on the shelf.
    #[error(
        "thiếu các mục từ {from} đến {to}: đoạn chuyển tiếp giữa đó không còn; chưa phục hồi gì. Hãy tìm lại đoạn thiếu, hoặc nêu đích danh bản sao lưu cần phục hồi"
    )]
    Gap {
        /// First entry that is missing.
        from: u64,
        /// First entry that is there again.
        to: u64,
    },
    /// A folder bears another name than its manifest.
    #[error("thư mục {found} đã bị đổi tên; theo bản kê, tên đúng là {named}")]
    Renamed {
        /// Its name on the shelf.
        found: BackupName,
        /// Its name by the manifest.
        named: BackupName,
    },
    /// The manifest does not hold.
    #[error("bản sao lưu {backup} không dùng được, tệp manifest: {cause}")]
    Manifest {
        /// The backup.
        backup: String,
        /// What does not hold.
        cause: SignatureError,
    },
    /// A newer program made it.
    #[error(
        "bản sao lưu {backup} do phiên bản Quyết mới hơn tạo (dạng {found}, chương trình này biết đến {}); hãy nâng cấp chương trình rồi phục hồi",
        crate::manifest::VERSION
    )]
    Newer {
        /// The backup.
        backup: String,
        /// Its form.
        found: u32,
    },
    /// A file is not as the manifest says.
    #[error(
        "bản sao lưu {backup} không dùng được, tệp {file}: {what}; hãy dùng bản sao khác của thư mục này, hoặc bản sao lưu trước đó"
    )]
    File {
        /// The backup.
        backup: String,
        /// The file.
        file: String,
        /// What is wrong.
        what: FileFault,
    },
    /// What was restored is not what was signed.
    #[error("phục hồi xong {size} mục nhưng gốc không khớp {against}; chưa đưa vào dùng")]
    Root {
        /// Entries restored.
        size: u64,
        /// What it was compared with.
        against: String,
    },
    /// The ledger to restore into is not empty.
    #[error(
        "nơi phục hồi đã có {0} mục nhật ký, được giữ nguyên; chỉ phục hồi vào nơi trống, hãy chọn thư mục hoặc cơ sở dữ liệu khác"
    )]
    NotEmpty(u64),
}

/// What is wrong with a file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileFault {
    /// It is not there.
    #[error("không có")]
    Missing,
    /// The manifest does not name it.
    #[error("không có trong bản kê")]
    Extra,
    /// Its length differs: it was copied by half, or changed.
    #[error("dài {found} byte, bản kê ghi {expected} byte: chép dở hoặc bị sửa")]
    Length {
        /// By the manifest.
        expected: u64,
        /// Found.
        found: u64,
    },
    /// Its digest differs.
    #[error("nội dung không khớp mã băm trong bản kê")]
    Digest,
    /// It is encrypted and no identity was given.
    #[error("đã mã hóa; hãy nêu tệp khóa giải mã bằng --identity")]
    Locked,
    /// It is encrypted for somebody else.
    #[error("khóa giải mã không mở được; cần khóa của người nhận ghi trong bản kê")]
    WrongIdentity,
    /// It is signed for, and still cannot be read: the program that wrote it was at fault.
    #[error("không đọc được nội dung")]
    Unreadable,
}
