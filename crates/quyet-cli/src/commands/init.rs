//! `quyet init`: a data directory with settings, the log's key, and a ledger that begins with that key.
//!
//! A creation that was cut short goes on when it is started again: nothing that was made before is made anew.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

use quyet_store::Head;
use quyet_store_sqlite::OpenError;

use super::keys;
use crate::args::Init;
use crate::house::{self, Backend, House};
use crate::outcome::Failure;
use crate::print;
use crate::settings::{self, AttachmentsWish, Wish};

/// Makes an empty data directory.
pub(crate) fn run(init: &Init) -> Result<(), Failure> {
    house::wait(async {
        let data = &init.data;
        prepare(init)?;
        let house = House::at(data)?;
        let backend = house.open_or_create().await?;
        let begun = backend.ledger().head().await.map_err(Failure::failed)? != Head::EMPTY;
        if begun {
            return Err(Failure::conflict(OpenError::Exists(data.clone())));
        }
        begin_log(&house, &backend).await?;
        backend.close().await;
        print::line(&format!("đã tạo {} ({})", data.display(), house.database_words()))
    })
}

/// Settings for a directory that has none; those that are there stand.
fn prepare(init: &Init) -> Result<(), Failure> {
    let path = init.data.join(settings::FILE);
    let asked = init.database.is_some() || init.attachments.is_some() || init.origin.is_some();
    match (path.exists(), asked) {
        (true, true) => Err(Failure::usage(format!(
            "{} đã có; được giữ nguyên. Hãy sửa tệp ấy rồi chạy lại “quyet init --data {}” không kèm lựa chọn khác",
            path.display(),
            init.data.display()
        ))),
        (true, false) => Ok(()),
        (false, _) => found(&init.data, &wish(init)?),
    }
}

fn wish(init: &Init) -> Result<Wish, Failure> {
    let origin = match &init.origin {
        Some(origin) => {
            settings::origin_form(origin).map_err(Failure::usage)?;
            origin.clone()
        }
        None => format!("quyet/{}", random_hex()?),
    };
    Ok(Wish {
        origin: Some(origin),
        database: init.database.clone(),
        attachments: init.attachments.as_deref().map(|at| attachments(at, init)).transpose()?,
    })
}

fn attachments(at: &str, init: &Init) -> Result<AttachmentsWish, Failure> {
    let Some(bucket) = at.strip_prefix("s3://") else {
        return Ok(AttachmentsWish::Directory(at.to_owned()));
    };
    let endpoint = init.s3_endpoint.clone().ok_or_else(|| {
        Failure::usage("--attachments s3://… cần thêm --s3-endpoint với địa chỉ của kho, ví dụ https://kho.example:9000")
    })?;
    let (bucket, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
    Ok(AttachmentsWish::S3 { endpoint, bucket: bucket.to_owned(), prefix: prefix.to_owned() })
}

/// Makes the directory and its settings. The file may hold a password, so only its owner reads it.
pub(super) fn found(data: &Path, wish: &Wish) -> Result<(), Failure> {
    let text = settings::template(wish);
    let path = data.join(settings::FILE);
    if let Err(fault) = settings::Settings::parse(&text) {
        return Err(Failure::usage(format!("không tạo được {}: {fault}", path.display())));
    }
    let put = || {
        std::fs::create_dir_all(data)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    put().map_err(|error: std::io::Error| {
        Failure::failed(format!(
            "không ghi được {}: {error}; hãy kiểm tra quyền ghi hoặc chọn thư mục khác bằng --data",
            path.display()
        ))
    })
}

/// The house of a directory; one that is not there is prepared, in SQLite and with a name of its own.
pub(super) fn house(data: &Path) -> Result<House, Failure> {
    let there = [settings::FILE, "quyet.db"].iter().any(|name| data.join(name).exists());
    if !there {
        let origin = Some(format!("quyet/{}", random_hex()?));
        found(data, &Wish { origin, database: None, attachments: None })?;
    }
    House::at(data)
}

/// Gives the house its key, when it has none, and records it in the ledger.
pub(super) async fn begin_log(house: &House, backend: &Backend) -> Result<(), Failure> {
    match &house.settings.log.origin {
        Some(origin) => keys::begin(house, origin, backend).await,
        None => Ok(()),
    }
}

fn random_hex() -> Result<String, Failure> {
    Ok(format!("{:016x}", u64::from_be_bytes(keys::random()?)))
}
