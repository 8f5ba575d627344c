//! The system page: what is kept where, what was saved when, and what is still to set up.

use jiff::{SignedDuration, Timestamp};
use quyet_report::vi;
use quyet_store::{Ledger, StoreError};

use crate::log_key::log_keys;
use crate::public_log::PublicLog;
use crate::upkeep::{BackupState, ReplicaState, Upkeep, restore_warning};

/// A line of the page: what, how it is, and what to do when it is not set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemRow {
    /// What.
    pub name: &'static str,
    /// How it is.
    pub words: String,
    /// Details, a sentence each.
    pub more: Vec<String>,
    /// What to do; `None` when it is set up.
    pub todo: Option<String>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemPage {
    /// Why the page warns.
    pub warning: Option<String>,
    /// Version of the program.
    pub version: &'static str,
    /// The lines.
    pub rows: Vec<SystemRow>,
}

/// Builds the page.
///
/// # Errors
/// [`StoreError`].
pub async fn system_page(
    ledger: &dyn Ledger,
    log: Option<&PublicLog>,
    upkeep: &dyn Upkeep,
    now: Timestamp,
) -> Result<SystemPage, StoreError> {
    let state = upkeep.state().await?;
    let head = ledger.head().await?;
    let database = state.database.unwrap_or_default();
    let word =
        if database.word.is_empty() { "không rõ loại".to_owned() } else { database.word };
    let size = database.bytes.map(|bytes| format!("{} trên đĩa", megabytes(bytes)));
    let rows = vec![
        row("Cơ sở dữ liệu", word, size.into_iter().chain(place(&database.place)).collect(), None),
        row(
            "Nhật ký",
            format!("{} mục", head.size),
            vec![format!("gốc {}", head.root_hex())],
            None,
        ),
        log_row(ledger, log, head.size).await?,
        row(
            "Tệp đính kèm",
            state.attachments.unwrap_or_else(|| "trong cơ sở dữ liệu".to_owned()),
            vec![],
            None,
        ),
        backup_row(state.backup.as_ref()),
        verified_row(state.backup.as_ref()),
        replicas_row(&state.replicas),
    ];
    let version = env!("CARGO_PKG_VERSION");
    Ok(SystemPage { warning: restore_warning(state.backup.as_ref(), now), version, rows })
}

fn row(name: &'static str, words: String, more: Vec<String>, todo: Option<&str>) -> SystemRow {
    SystemRow { name, words, more, todo: todo.map(ToOwned::to_owned) }
}

fn place(place: &str) -> Option<String> {
    (!place.is_empty()).then(|| place.to_owned())
}

async fn log_row(
    ledger: &dyn Ledger,
    log: Option<&PublicLog>,
    size: u64,
) -> Result<SystemRow, StoreError> {
    const NAME: &str = "Khóa và điểm chốt";
    let Some(log) = log else {
        let todo = "Tạo khóa của nhật ký bằng quyet init, rồi khởi động lại.";
        return Ok(row(NAME, "chưa có khóa của nhật ký".to_owned(), vec![], Some(todo)));
    };
    let mut more = Vec::new();
    if let Some(key) = log_keys(ledger).await?.last() {
        more.push(format!("khóa {}, ghi nhận ở mục {}", key.key, key.seq));
    }
    let latest = log.checkpoints.latest().await?;
    let words = match &latest {
        None => "chưa ký điểm chốt nào".to_owned(),
        Some(kept) => {
            let said = log.checkpoints.attestations(kept.size).await?;
            let by: Vec<&str> = said.iter().map(|said| said.by.as_str()).collect();
            more.push(if by.is_empty() {
                "chưa có bên chứng kiến nào ký điểm chốt này".to_owned()
            } else {
                format!("bên thứ ba: {}", by.join(", "))
            });
            format!("điểm chốt {}/{size} mục, ký lúc {}", kept.size, vi::moment(kept.kept))
        }
    };
    let todo = log
        .signer
        .is_none()
        .then_some("Máy chủ này không có tệp quyet.key nên không ký thêm được.");
    Ok(row(NAME, words, more, todo))
}

fn backup_row(backup: Option<&BackupState>) -> SystemRow {
    const NAME: &str = "Sao lưu gần nhất";
    let Some(backup) = backup else {
        let todo = "Thêm phần [backup] với dir và recipient vào quyet.toml, rồi khởi động lại: quyet serve tự sao lưu.";
        return row(NAME, "chưa cài đặt".to_owned(), vec![], Some(todo));
    };
    let mut more: Vec<String> = place(&backup.place).into_iter().collect();
    if let Some(lag) = backup.lag {
        let words = duration(lag);
        more.push(format!(
            "nếu hỏng máy lúc này, mất nhiều nhất các việc ghi trong {words} vừa qua"
        ));
    }
    if let Some((at, what)) = &backup.failed {
        more.push(format!("lần sao lưu lúc {} không xong: {what}", vi::moment(*at)));
    }
    match &backup.last {
        None => row(NAME, "chưa có".to_owned(), more, Some("Chạy quyet backup create.")),
        Some(made) => {
            let size = made.bytes.map(|bytes| format!(", {}", megabytes(bytes)));
            let words = format!("{}{}", vi::moment(made.at), size.unwrap_or_default());
            row(NAME, words, more, None)
        }
    }
}

fn verified_row(backup: Option<&BackupState>) -> SystemRow {
    const NAME: &str = "Khôi phục thử thành công";
    match backup.and_then(|backup| backup.verified.as_ref()) {
        None => row(NAME, "chưa có".to_owned(), vec![], Some("Chạy quyet backup verify mỗi tuần.")),
        Some(done) => {
            let took = done.took.map(|took| format!(", mất {}", duration(took)));
            let words = format!("{}{}", vi::moment(done.at), took.unwrap_or_default());
            row(NAME, words, vec![], None)
        }
    }
}

fn replicas_row(replicas: &[ReplicaState]) -> SystemRow {
    const NAME: &str = "Máy dự phòng";
    if replicas.is_empty() {
        let words = "không có máy dự phòng; với một máy thì sao lưu là đủ".to_owned();
        return row(NAME, words, vec![], None);
    }
    let line = |replica: &ReplicaState| match replica.behind {
        Some(behind) => format!("{}: chậm {}", replica.name, duration(behind)),
        None => format!("{}: không trả lời", replica.name),
    };
    row(NAME, format!("{} máy", replicas.len()), replicas.iter().map(line).collect(), None)
}

/// "4 phút 12 giây".
fn duration(took: SignedDuration) -> String {
    let seconds = took.as_secs().max(0);
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, s) => format!("{s} giây"),
        (0, m, s) => format!("{m} phút {s} giây"),
        (h, m, _) => format!("{h} giờ {m} phút"),
    }
}

/// "312,4 MB", or bytes when there are few.
fn megabytes(bytes: u64) -> String {
    match bytes / 100_000 {
        0 => format!("{bytes} byte"),
        tenths => format!("{},{} MB", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_durations_read_as_people_say_them() {
        assert_eq!(megabytes(99_999), "99999 byte");
        assert_eq!(megabytes(312_449_999), "312,4 MB");
        assert_eq!(duration(SignedDuration::from_secs(9)), "9 giây");
        assert_eq!(duration(SignedDuration::from_secs(252)), "4 phút 12 giây");
        assert_eq!(duration(SignedDuration::from_secs(7_260)), "2 giờ 1 phút");
    }
}
