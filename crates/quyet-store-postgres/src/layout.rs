//! What a database may hold, and how it comes to hold a ledger.
//!
//! The owner's role makes and changes the layout ([`create`], [`migrate`]); the application only looks at it, and
//! refuses with the reason and the next step when it does not fit.

use quyet_store::Pending;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{ConnectOptions, Connection, PgConnection};
use thiserror::Error;

use crate::failure::reason;
use crate::servers::{name, options, send};
use crate::sql;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// The layout that this program reads and writes.
const LAYOUT: i32 = 1;
/// The oldest server that has what the statements ask for.
const SERVER: i32 = 15;

/// Why a database cannot be opened. Nothing in it was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// There is no ledger here.
    #[error(
        "cơ sở dữ liệu {0} chưa có dữ liệu Quyết; hãy kiểm tra địa chỉ hoặc tạo mới bằng “quyet init”"
    )]
    Missing(String),
    /// There is a ledger here already.
    #[error(
        "cơ sở dữ liệu {0} đã có dữ liệu Quyết; hãy chọn cơ sở dữ liệu khác hoặc mở dữ liệu sẵn có"
    )]
    Exists(String),
    /// The database holds tables of somebody else.
    #[error(
        "cơ sở dữ liệu {0} đang chứa dữ liệu của chương trình khác; hãy tạo một cơ sở dữ liệu riêng cho Quyết"
    )]
    Foreign(String),
    /// An older program made the layout, or a creation was cut short.
    #[error(
        "cơ sở dữ liệu {server} theo bố cục cũ ({found}, chương trình này cần {LAYOUT}); hãy sao lưu rồi chạy “quyet migrate”"
    )]
    Older {
        /// The database.
        server: String,
        /// Layout found.
        found: i32,
    },
    /// A newer program made the layout.
    #[error(
        "cơ sở dữ liệu {server} do phiên bản Quyết mới hơn tạo (bố cục {found}, chương trình này biết đến {LAYOUT}); hãy nâng cấp chương trình"
    )]
    Newer {
        /// The database.
        server: String,
        /// Layout found.
        found: i32,
    },
    /// The server is too old.
    #[error("máy chủ {server} chạy PostgreSQL {found}; Quyết cần PostgreSQL {SERVER} trở lên")]
    Server {
        /// The database.
        server: String,
        /// Major version found.
        found: i32,
    },
    /// The database keeps text in another encoding than UTF-8.
    #[error("cơ sở dữ liệu {server} dùng bảng mã {found}; hãy tạo lại với ENCODING 'UTF8'")]
    Encoding {
        /// The database.
        server: String,
        /// Encoding found.
        found: String,
    },
    /// The role of the application is not there, and the owner may not make it.
    #[error(
        "máy chủ {server} chưa có tài khoản “quyet_app” ({cause}); hãy nhờ quản trị viên chạy CREATE ROLE quyet_app LOGIN PASSWORD '…'"
    )]
    Role {
        /// The database.
        server: String,
        /// What it said.
        cause: String,
    },
    /// The layout does not match the program's.
    #[error("cấu trúc cơ sở dữ liệu {server} không khớp với chương trình: {cause}")]
    Layout {
        /// The database.
        server: String,
        /// What differs.
        cause: String,
    },
    /// The address is none.
    #[error(
        "địa chỉ cơ sở dữ liệu không hợp lệ: {0}; viết theo dạng postgres://tài-khoản@máy-chủ/cơ-sở-dữ-liệu"
    )]
    Address(String),
    /// The server cannot be reached, or refused.
    #[error("không mở được cơ sở dữ liệu {server}: {cause}")]
    Database {
        /// The database.
        server: String,
        /// What was said.
        cause: String,
    },
}

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Layout before; `None` when there was no ledger.
    pub from: Option<i32>,
    /// Layout now.
    pub to: i32,
}

/// Every step of `migrations/`: its number, words for the person who decides when, whether a backup belongs before it.
const STEPS: &[(i64, &str, bool)] = &[
    (1, "tạo sổ, cây băm, bảng mã lệnh, kho tệp và điểm chốt; sổ chỉ cho thêm", false),
    (2, "tạo các bảng suy ra từ sổ, số liệu chia theo năm", false),
    (3, "tạo các hàm dựng lại bảng suy ra mà không dừng việc đọc", false),
    (4, "tạo ngăn nháp", false),
    (5, "tạo hàm ghi một biểu số liệu trong một lần gửi", false),
];

fn in_words(version: i64) -> Pending {
    let known = STEPS.iter().find(|step| step.0 == version);
    let (words, backup_first) =
        known.map_or(("thay đổi bố cục", true), |step| (step.1, step.2));
    Pending { version, words: words.to_owned(), backup_first }
}

/// Makes an empty ledger in an empty database, as the role that will own it.
///
/// # Errors
/// When there is a ledger already, when the database is somebody else's, or when the server refuses.
pub async fn create(owner: &str) -> Result<Migrated, OpenError> {
    let Door { server, layout, .. } = Door::knock(owner).await?;
    match layout {
        Some(_) => Err(OpenError::Exists(server)),
        None => migrate(owner).await,
    }
}

/// Brings a database to the layout of this program, as the role that owns it; an empty one gets an empty ledger.
///
/// Each step is one transaction: what was done stays done, and a second call goes on from there.
///
/// # Errors
/// When the database is somebody else's or newer, or when the server refuses.
pub async fn migrate(owner: &str) -> Result<Migrated, OpenError> {
    let Door { mut conn, server, layout } = Door::knock(owner).await?;
    let failed = |error: sqlx::Error| database(&server, &error);
    let has_role: bool =
        sqlx::query_scalar(sql::HAS_APP_ROLE).fetch_one(&mut conn).await.map_err(failed)?;
    if !has_role {
        let made = send(&mut conn, sql::CREATE_APP_ROLE).await;
        made.map_err(|error| OpenError::Role { server: server.clone(), cause: reason(&error) })?;
    }
    send(&mut conn, sql::CREATE_SCHEMA).await.map_err(failed)?;
    let done = MIGRATIONS.run_direct(None, &mut conn, false).await;
    done.map_err(|error| misfit(&server, &error))?;
    // The work is done; how the connection closes changes nothing.
    let _ = conn.close().await;
    Ok(Migrated { from: layout, to: LAYOUT })
}

/// The steps that [`migrate`] would take, in their order; empty when the layout is that of this program.
///
/// # Errors
/// As [`migrate`]; nothing is changed either way.
pub async fn pending(url: &str) -> Result<Vec<Pending>, OpenError> {
    let Door { mut conn, server, .. } = Door::knock(url).await?;
    let failed = |error: sqlx::Error| database(&server, &error);
    let has_list: bool =
        sqlx::query_scalar(sql::HAS_MIGRATIONS).fetch_one(&mut conn).await.map_err(failed)?;
    let mut done: Vec<i64> = Vec::new();
    if has_list {
        let list = sqlx::query_scalar(sql::MIGRATIONS_DONE).fetch_all(&mut conn).await;
        done = list.map_err(failed)?;
    }
    let left = MIGRATIONS.iter().filter(|step| !done.contains(&step.version));
    Ok(left.map(|step| in_words(step.version)).collect())
}

/// Refuses a database that holds no ledger of exactly this layout.
pub(crate) async fn inspect(conn: &mut PgConnection, server: &str) -> Result<(), OpenError> {
    let server = server.to_owned();
    match look(conn, &server).await? {
        None => Err(OpenError::Missing(server)),
        Some(found) if found < LAYOUT => Err(OpenError::Older { server, found }),
        Some(_) => Ok(()),
    }
}

/// A database that somebody else does not own and no newer program made.
struct Door {
    conn: PgConnection,
    server: String,
    layout: Option<i32>,
}

impl Door {
    async fn knock(url: &str) -> Result<Self, OpenError> {
        let options = options(url)?;
        let server = name(&options);
        let mut conn = options.connect().await.map_err(|error| database(&server, &error))?;
        let layout = look(&mut conn, &server).await?;
        Ok(Self { conn, server, layout })
    }
}

/// The layout found; `None` in a database without tables.
async fn look(conn: &mut PgConnection, server: &str) -> Result<Option<i32>, OpenError> {
    let failed = |error: sqlx::Error| database(server, &error);
    let (version, encoding, ours, tables): (i32, String, bool, i64) =
        sqlx::query_as(sql::INSPECT).fetch_one(&mut *conn).await.map_err(failed)?;
    let server = server.to_owned();
    if version / 10_000 < SERVER {
        return Err(OpenError::Server { server, found: version / 10_000 });
    }
    if encoding != "UTF8" {
        return Err(OpenError::Encoding { server, found: encoding });
    }
    if !ours {
        return if tables == 0 { Ok(None) } else { Err(OpenError::Foreign(server)) };
    }
    let layout = sqlx::query_scalar(sql::LAYOUT).fetch_one(conn).await;
    match layout.map_err(|error| database(&server, &error))? {
        found if LAYOUT < found => Err(OpenError::Newer { server, found }),
        found => Ok(Some(found)),
    }
}

pub(crate) fn database(server: &str, error: &sqlx::Error) -> OpenError {
    OpenError::Database { server: server.to_owned(), cause: reason(error) }
}

fn misfit(server: &str, error: &MigrateError) -> OpenError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            database(server, error)
        }
        other => OpenError::Layout { server: server.to_owned(), cause: other.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_described() {
        let described: Vec<i64> = STEPS.iter().map(|step| step.0).collect();
        let known: Vec<i64> = MIGRATIONS.iter().map(|step| step.version).collect();
        assert_eq!(described, known);
    }
}
