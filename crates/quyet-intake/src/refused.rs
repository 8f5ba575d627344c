//! Why a file was not taken.

use thiserror::Error;

use crate::limits::INPUT_BYTES_MAX;

/// Why bytes gave no text. The original is untouched, and nothing of it was taken.
///
/// Every message says what the file is and what to do.
#[doc(alias = "từ chối tệp")]
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// No bytes, or only blanks.
    #[error("tệp không có chữ nào. Hãy kiểm tra lại tệp đã chọn")]
    Empty,
    /// Too long to be a document.
    #[error(
        "tệp dài {bytes} byte, quá giới hạn {INPUT_BYTES_MAX} byte. Bản gốc còn nguyên. Hãy tách riêng phần văn bản nghị quyết"
    )]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// A package that unpacks to more than any document holds.
    #[error(
        "{what} mở ra quá lớn so với một văn bản (có thể được làm giả để chiếm hết bộ nhớ). Bản gốc còn nguyên. Hãy mở tệp, lưu lại rồi nạp bản đã lưu"
    )]
    Swollen {
        /// What it is.
        what: &'static str,
    },
    /// Not text and not a form that is known.
    #[error(
        "tệp không phải văn bản thuần (byte {at} là byte nhị phân). Bản gốc còn nguyên. Hãy chọn tệp văn bản, Word (.docx), HTML hoặc PDF của nghị quyết"
    )]
    Binary {
        /// Offset of the first byte that no text has.
        at: usize,
    },
    /// Text in an encoding that is mixed or unknown.
    #[error(
        "bảng mã không xác định được: tệp không phải UTF-8 và không phải trọn vẹn TCVN3 (ABC), VNI hay Windows-1258; byte {at} không đọc được. Bản gốc còn nguyên. Hãy lưu lại bằng bảng mã UTF-8 (trong Word: Lưu thành, Văn bản thuần, UTF-8)"
    )]
    Encoding {
        /// Offset of the first byte that the encodings do not explain.
        at: usize,
    },
    /// Locked with a password.
    #[error(
        "{what} có mật khẩu nên không đọc được. Bản gốc còn nguyên. Hãy mở tệp bằng mật khẩu, bỏ mật khẩu rồi nạp bản đã lưu"
    )]
    Protected {
        /// What it is.
        what: &'static str,
    },
    /// Cut off or damaged.
    #[error(
        "{what} bị cắt cụt hoặc hỏng. Bản gốc còn nguyên. Hãy lấy lại tệp từ nơi gửi, hoặc mở rồi lưu lại"
    )]
    Truncated {
        /// What it is.
        what: &'static str,
    },
    /// Pages without words: pictures of text.
    #[error("{what} không có chữ nào, chỉ có hình. Bản gốc còn nguyên. {hint}")]
    NoWords {
        /// What it is.
        what: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// A form that is not read here.
    #[error("đây là {what}, chưa đọc trực tiếp được. Bản gốc còn nguyên. {hint}")]
    Foreign {
        /// What it is.
        what: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// A refusal of a reader that runs in a process of its own (see [`crate::parcel`]), in its words.
    #[error("{0}")]
    Apart(String),
}
