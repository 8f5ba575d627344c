//! From the driver's errors to the contract's.

use quyet_store::StoreError;

/// The database could not be reached, was busy, or its disk failed.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
pub(crate) fn unavailable(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable(reason(&error))
}

/// A row that makes no sense.
#[expect(clippy::needless_pass_by_value, reason = "callers name keys and causes of many types")]
pub(crate) fn corrupt(table: &'static str, row: impl ToString, what: impl ToString) -> StoreError {
    StoreError::Corrupt { table, row: row.to_string(), what: what.to_string() }
}

/// What an official can act on, with the driver's own words behind it.
pub(crate) fn reason(error: &sqlx::Error) -> String {
    let code = primary_code(error);
    let plain = match code {
        Some(5 | 6) => "cơ sở dữ liệu đang bận, hãy thử lại sau ít phút",
        Some(8) => "không có quyền ghi vào tệp cơ sở dữ liệu",
        Some(10) => "lỗi đọc hoặc ghi đĩa",
        Some(11 | 26) => "tệp cơ sở dữ liệu bị hỏng",
        Some(13) => "đĩa đã đầy, hãy giải phóng dung lượng",
        Some(14) => "không mở được tệp cơ sở dữ liệu",
        _ => return error.to_string(),
    };
    format!("{plain} ({error})")
}

/// Whether the file itself is damaged.
pub(crate) fn is_damage(error: &sqlx::Error) -> bool {
    matches!(primary_code(error), Some(11 | 26))
}

/// Whether the file is no database at all.
pub(crate) fn is_foreign(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(26)
}

/// SQLite's primary result code.
fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error()?.code()?.parse::<u32>().ok()?;
    Some(code & 0xff)
}
