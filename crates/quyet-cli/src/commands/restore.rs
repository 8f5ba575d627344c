//! `quyet restore`: a data directory out of a backup.

use std::path::Path;

use quyet_app::clock::Clock;
use quyet_backup::line::Line;
use quyet_backup::site::{Site, SiteError};
use quyet_backup::{BackupError, DirectoryShelf, Keys, Restored, Target, Trust, open, restore};

use super::init;
use crate::archive::{failure, identity, line_on, progress, rehearse};
use crate::args::Restore;
use crate::house::{self, House, SystemClock};
use crate::outcome::Failure;
use crate::settings::{self, AttachmentsAt, Settings, Wish};
use crate::{log_key, print};

/// Restores; on any failure the directory asked for is what it was before.
pub(crate) fn run(wish: &Restore) -> Result<(), Failure> {
    let (shelf, name) = shelf_of(&wish.backup)?;
    let line = line_on(&shelf, name.as_deref())?;
    let trust = if wish.key.is_empty() { Trust::Own } else { Trust::Keys(wish.key.clone()) };
    let keys = Keys { trust, identity: identity(wish.identity.as_deref())? };
    let now = SystemClock.now();
    let site = Site::prepare(&wish.into, wish.replace.as_deref(), now).map_err(site_failure)?;
    let restored = house::wait(into(&shelf, (&line, &keys), (site.fresh(), wish)));
    let restored = match restored {
        Ok(restored) => restored,
        Err(failed) => {
            site.abandon().map_err(site_failure)?;
            return Err(failed);
        }
    };
    let aside = site.finish().map_err(site_failure)?;
    print::line(&format!(
        "đã phục hồi {} mục vào {}; gốc {}; đã so {} điểm chốt; {} bản nháp",
        restored.head.size,
        wish.into.display(),
        restored.head.root_hex(),
        restored.checkpoints,
        restored.drafts
    ))?;
    if let Some(aside) = aside {
        print::note(&format!("thư mục trước đó được giữ nguyên ở {}", aside.display()));
    }
    warn(&keys.trust, &restored);
    Ok(())
}

/// The shelf, and the name of the folder on it when one was named.
fn shelf_of(path: &Path) -> Result<(DirectoryShelf, Option<String>), Failure> {
    if !path.is_dir() {
        return Err(Failure::missing(format!(
            "không có thư mục {}; hãy kiểm tra đường dẫn của nơi lưu hoặc bản sao lưu",
            path.display()
        )));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let is_backup =
        name.as_ref().is_some_and(|name| name.parse::<quyet_backup::BackupName>().is_ok());
    match (is_backup, path.parent()) {
        (true, Some(shelf)) => {
            let shelf = if shelf.as_os_str().is_empty() { Path::new(".") } else { shelf };
            Ok((DirectoryShelf::new(shelf), name))
        }
        _ => Ok((DirectoryShelf::new(path), None)),
    }
}

/// Restores into the place beside, with its settings and key.
async fn into(
    shelf: &DirectoryShelf,
    (line, keys): (&Line, &Keys),
    (fresh, wish): (&Path, &Restore),
) -> Result<Restored, Failure> {
    let restored = match &wish.database {
        None => {
            let (ledger, restored) = rehearse(shelf, (line, keys), fresh).await?;
            ledger.close().await;
            restored
        }
        Some(url) => into_postgres(shelf, (line, keys), (fresh, url)).await?,
    };
    put_settings(fresh, &restored)?;
    if let Some(key) = &restored.key {
        log_key::write(fresh, key)?;
    }
    Ok(restored)
}

async fn into_postgres(
    shelf: &DirectoryShelf,
    (line, keys): (&Line, &Keys),
    (fresh, url): (&Path, &str),
) -> Result<Restored, Failure> {
    let last = line.last().map(|name| name.to_string()).unwrap_or_default();
    let origin = open(shelf, &last, &keys.trust).map_err(failure)?.manifest.origin;
    let database = Some(url.to_owned());
    init::found(fresh, &Wish { origin: Some(origin), database, attachments: None })?;
    // The directory bears the mark of a restore under way, which keeps everybody else out.
    let house = House { data: fresh.to_owned(), settings: Settings::read(fresh)? };
    let backend = house.open_or_create().await?;
    let drafts = house.drafts().await?;
    let restored = {
        let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
        let target =
            Target { ledger: &*ledger, checkpoints: Some(&*checkpoints), drafts: Some(&*drafts) };
        restore(shelf, line, keys, &target, &progress("đã phục hồi")).await
    };
    backend.close().await;
    restored.map_err(|error| match error {
        // Somebody's ledger: nobody is told to clear it away.
        BackupError::NotEmpty(_) => failure(error),
        error => Failure::failed(format!(
            "{}; cơ sở dữ liệu đích có thể đã có một phần, hãy xóa và tạo lại cơ sở dữ liệu trống rồi phục hồi lại",
            failure(error)
        )),
    })
}

/// Puts the settings back. Those that name a database or a place of attachments which was not restored lie beside, to be
/// read by a person: what comes out of a backup lies in one database.
fn put_settings(fresh: &Path, restored: &Restored) -> Result<(), Failure> {
    let Some(text) = &restored.settings else { return Ok(()) };
    let own = Settings::parse(text).is_ok_and(|settings| {
        settings.database.is_none() && matches!(settings.attachments, AttachmentsAt::Database)
    });
    let path = fresh.join(settings::FILE);
    if own && !path.exists() {
        return write(&path, text);
    }
    if !path.exists() {
        let origin = Some(restored.origin.clone());
        init::found(fresh, &Wish { origin, database: None, attachments: None })?;
    }
    let beside = fresh.join(format!("{}.sao-luu", settings::FILE));
    print::note(&format!(
        "cài đặt cũ nêu nơi giữ dữ liệu khác nên được giữ ở {file}.sao-luu; {file} mới trỏ đến dữ liệu vừa phục hồi, cả tệp đính kèm cũng trong cơ sở dữ liệu ấy. Hãy chép lại các mục khác ([log], [backup]) từ tệp cũ nếu cần",
        file = settings::FILE
    ));
    write(&beside, text)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text)
        .map_err(|error| Failure::failed(format!("không ghi được {}: {error}", path.display())))
}

/// What was believed without having been shown, and what is not there yet.
fn warn(trust: &Trust, restored: &Restored) {
    if *trust == Trust::Own {
        let known = if restored.key_in_log {
            "khóa ấy có ghi trong nhật ký vừa phục hồi"
        } else {
            "khóa ấy KHÔNG có ghi trong nhật ký vừa phục hồi"
        };
        print::note(&format!(
            "CẢNH BÁO: chữ ký được kiểm bằng chính khóa ghi trong bản sao lưu ({}); {known}. Cách này thấy được hư hỏng, không thấy được giả mạo; hãy so khóa với bản đã công bố, hoặc phục hồi với --key",
            restored.verifier
        ));
    }
    if restored.key.is_none() {
        print::note(&format!(
            "khóa ký riêng không có trong bản sao lưu; hãy chép {} từ nơi giữ vào thư mục dữ liệu trước khi ký tiếp",
            log_key::FILE
        ));
    }
}

fn site_failure(error: SiteError) -> Failure {
    match error {
        SiteError::NotEmpty { .. } => Failure::conflict(error),
        SiteError::OtherName { .. } | SiteError::NoName(_) => Failure::usage(error),
        SiteError::Disk { .. } => Failure::failed(error),
    }
}
