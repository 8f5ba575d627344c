//! From the driver's errors to the contract's.

use quyet_store::StoreError;
use sqlx::Error;

/// The database could not be reached, was busy, or refused.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
pub(crate) fn unavailable(error: Error) -> StoreError {
    StoreError::Unavailable(reason(&error))
}

/// A row that makes no sense.
#[expect(clippy::needless_pass_by_value, reason = "callers name keys and causes of many types")]
pub(crate) fn corrupt(table: &'static str, row: impl ToString, what: impl ToString) -> StoreError {
    StoreError::Corrupt { table, row: row.to_string(), what: what.to_string() }
}

/// What an official can act on, with the driver's own words behind it.
pub(crate) fn reason(error: &Error) -> String {
    let plain = match (code(error).as_deref(), error) {
        (Some("40001" | "40P01" | "55P03" | "55006" | "57014"), _) => {
            "cơ sở dữ liệu đang bận, hãy thử lại sau ít phút"
        }
        (Some("25006"), _) => "máy chủ này chỉ cho đọc; lần sau sẽ tìm máy chủ chính mới",
        (Some("28000" | "28P01"), _) => {
            "máy chủ từ chối đăng nhập; hãy kiểm tra tài khoản và mật khẩu"
        }
        (Some("42501"), _) => {
            "tài khoản không đủ quyền; hãy chạy “quyet migrate” bằng tài khoản chủ sở hữu"
        }
        (Some("53100"), _) => "đĩa của máy chủ đã đầy, hãy giải phóng dung lượng",
        (Some("53300"), _) => {
            "máy chủ đã hết kết nối; hãy giảm số tiến trình hoặc tăng max_connections"
        }
        (Some("3D000"), _) => "máy chủ không có cơ sở dữ liệu này; hãy tạo trước bằng “createdb”",
        (Some("58030"), _) => "lỗi đọc hoặc ghi đĩa của máy chủ",
        (Some("XX001" | "XX002"), _) => "tệp của máy chủ bị hỏng",
        (None, Error::PoolTimedOut) => "không kịp có kết nối đến máy chủ",
        _ if is_lost(error) => "mất kết nối đến máy chủ; lần sau sẽ tìm máy chủ chính",
        _ => return error.to_string(),
    };
    format!("{plain} ({error})")
}

/// Whether the server is gone, or is no primary any more: the next call looks for another.
pub(crate) fn is_lost(error: &Error) -> bool {
    match error {
        Error::Io(_)
        | Error::Tls(_)
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed => true,
        _ => code(error).is_some_and(|code| {
            code.starts_with("08") || code.starts_with("57P") || code == "25006"
        }),
    }
}

/// Whether the server's own files are damaged.
pub(crate) fn is_damage(error: &Error) -> bool {
    code(error).is_some_and(|code| matches!(&*code, "XX000" | "XX001" | "XX002"))
}

/// The SQLSTATE.
fn code(error: &Error) -> Option<String> {
    Some(error.as_database_error()?.code()?.into_owned())
}
