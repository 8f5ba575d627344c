//! From an older layout to this program's: what is needed, and doing it.

use std::path::Path;

use quyet_store::{Fittings, Pending};
use sqlx::{ConnectOptions, Connection};

use crate::open::{
    Content, MIGRATIONS, OpenError, SqliteLedger, database, inspect, path_in, reading,
};
use crate::sql;

/// Every step of `migrations/`: its number, words for the person who decides when, whether a backup belongs before it.
const STEPS: &[(i64, &str, bool)] = &[
    (1, "tạo sổ, cây băm, bảng mã lệnh và kho tệp", false),
    (2, "tạo các bảng suy ra từ sổ", false),
    (
        3,
        "thêm cột muối vào sổ: mục mới được niêm phong trong nhật ký công khai; mục cũ giữ nguyên",
        false,
    ),
    (4, "thêm nơi giữ điểm chốt đã ký và chứng nhận của bên thứ ba", false),
    (5, "bỏ chỉ mục số liệu theo số mục, vì mục đã nói đủ khóa; nhật ký giữ nguyên", false),
];

impl SqliteLedger {
    /// The steps that the ledger of a directory still needs, in their order; empty when it has this program's layout.
    /// Changes nothing.
    ///
    /// # Errors
    /// When there is no ledger, or the file is foreign, newer or unreadable.
    pub async fn pending(dir: &Path) -> Result<Vec<Pending>, OpenError> {
        let path = path_in(dir)?;
        let failed = |error: sqlx::Error| database(&path, &error);
        let mut conn = reading(&path).connect().await.map_err(failed)?;
        if inspect(&mut conn, &path).await? == Content::Nothing {
            return Err(OpenError::Empty(path));
        }
        let done: Vec<i64> =
            sqlx::query_scalar(sql::STEPS_DONE).fetch_all(&mut conn).await.map_err(failed)?;
        conn.close().await.map_err(failed)?;
        let missing = MIGRATIONS.iter().filter(|step| !done.contains(&step.version));
        Ok(missing.map(|step| in_words(step.version)).collect())
    }

    /// Brings the ledger of a directory to this program's layout; gives the steps that were taken. Each step happens
    /// wholly or not at all.
    ///
    /// # Errors
    /// As [`pending`](Self::pending); also when another process has the ledger open.
    pub async fn migrate(dir: &Path) -> Result<Vec<Pending>, OpenError> {
        let pending = Self::pending(dir).await?;
        Self::open_or_create(dir, Fittings::default()).await?.close().await;
        Ok(pending)
    }
}

fn in_words(version: i64) -> Pending {
    let known = STEPS.iter().find(|step| step.0 == version);
    let (words, backup_first) =
        known.map_or(("thay đổi bố cục", true), |step| (step.1, step.2));
    Pending { version, words: words.to_owned(), backup_first }
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
