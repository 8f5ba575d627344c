//! The settings of a data directory: the file `quyet.toml`.
//!
//! **Takes** the file's text and the few secrets that the environment may hold. **Gives** typed settings. **Never** guesses: a
//! key it does not know and a value it cannot use are refused with their line and with what to write instead.
//! Start reading at [`Settings::parse`]. Invariant: without a file the house is SQLite with its blobs in the database.

mod fault;
mod fields;
mod secret;
mod template;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub(crate) use fault::Fault;
pub(crate) use secret::{S3Keys, Secret};
pub(crate) use template::{AttachmentsWish, Wish, template};

use crate::outcome::Failure;
use fields::Fields;

/// Name of the file in a data directory.
pub(crate) const FILE: &str = "quyet.toml";

/// How a data directory is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The PostgreSQL that holds the ledger; `None` for SQLite in the directory.
    pub(crate) database: Option<DatabaseAt>,
    /// Where blobs lie.
    pub(crate) attachments: AttachmentsAt,
    /// The public log.
    pub(crate) log: LogAt,
    /// Backups that `quyet serve` makes by itself.
    pub(crate) backup: Option<BackupAt>,
}

/// A PostgreSQL, with what may take its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DatabaseAt {
    /// The server that is asked first.
    pub(crate) url: Secret,
    /// Servers to try when the first is gone or takes no writes.
    pub(crate) hosts: Vec<Secret>,
    /// A standby from which pages may be read, with the lag stated.
    pub(crate) standby: Option<Secret>,
    /// The first server as the owner of the tables, who makes and changes them; `None` when the environment names none.
    owner: Option<Secret>,
}

impl DatabaseAt {
    /// The address that makes and changes tables.
    pub(crate) fn owner(&self) -> &Secret {
        self.owner.as_ref().unwrap_or(&self.url)
    }
}

/// Where blobs lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum AttachmentsAt {
    /// In the database, in the transaction of their batch.
    #[default]
    Database,
    /// In a directory.
    Directory(PathBuf),
    /// In an S3-compatible store.
    S3(S3At),
}

/// A bucket of an S3-compatible store; its keys come from the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct S3At {
    /// Address of the store.
    pub(crate) endpoint: String,
    /// Bucket.
    pub(crate) bucket: String,
    /// What every name begins with; may be empty.
    pub(crate) prefix: String,
    /// Region.
    pub(crate) region: String,
}

/// The public log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LogAt {
    /// The log's name in its checkpoints; `None` before `quyet init` gave one.
    pub(crate) origin: Option<String>,
    /// Witnesses that are asked to countersign.
    pub(crate) witnesses: Vec<WitnessAt>,
    /// The RFC 3161 service that is asked for the time.
    pub(crate) timestamp: Option<String>,
}

/// A witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WitnessAt {
    /// Its address.
    pub(crate) url: String,
    /// Its verifier key in C2SP note form.
    pub(crate) key: String,
}

/// Where backups go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BackupAt {
    /// The directory.
    pub(crate) dir: PathBuf,
    /// The age recipient that backups are encrypted to; `None` for none.
    pub(crate) recipient: Option<String>,
}

impl Settings {
    /// The settings of a data directory, with the secrets of the environment put in.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the settings")]
    pub(crate) fn read(data: &Path) -> Result<Self, Failure> {
        let path = data.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => {
                let what = "hãy kiểm tra quyền đọc và bảng mã UTF-8 của tệp";
                return Err(Failure::failed(format!(
                    "không đọc được {}: {error}; {what}",
                    path.display()
                )));
            }
        };
        let settings = Self::parse(&text).map_err(|fault| {
            Failure::usage(format!("{}, {fault}. Chưa mở và chưa ghi gì", path.display()))
        })?;
        Ok(settings.with_secrets(&path)?.below(data))
    }

    /// The settings that a text states.
    ///
    /// # Errors
    /// The first fault in the order of the file's sections.
    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        let mut file = Fields::parse(text)?;
        let database = file.section("database")?.map(database).transpose()?;
        let attachments = file.section("attachments")?.map(attachments).transpose()?;
        let log = file.section("log")?.map(log).transpose()?;
        let backup = file.section("backup")?.map(backup).transpose()?;
        file.end()?;
        Ok(Self {
            database,
            attachments: attachments.unwrap_or_default(),
            log: log.unwrap_or_default(),
            backup,
        })
    }

    fn with_secrets(mut self, path: &Path) -> Result<Self, Failure> {
        let (url, owner) = (postgres_of(secret::DATABASE_URL)?, postgres_of(secret::OWNER_URL)?);
        let Some(database) = &mut self.database else {
            return if url.is_none() { Ok(self) } else { Err(no_database(path)) };
        };
        database.owner = owner;
        if let Some(url) = url {
            let others = database.hosts.iter_mut().chain(&mut database.standby);
            others.for_each(|other| other.share_password(&url));
            database.url = url;
        }
        Ok(self)
    }

    /// Relative directories begin in the data directory.
    fn below(mut self, data: &Path) -> Self {
        if let AttachmentsAt::Directory(dir) = &mut self.attachments {
            *dir = data.join(&*dir);
        }
        if let Some(backup) = &mut self.backup {
            backup.dir = data.join(&backup.dir);
        }
        self
    }
}

fn no_database(path: &Path) -> Failure {
    Failure::usage(format!(
        "có biến môi trường {} nhưng {} không có mục [database]; hãy thêm mục ấy với url không kèm mật khẩu, hoặc bỏ biến",
        secret::DATABASE_URL,
        path.display()
    ))
}

/// An address of PostgreSQL that the environment may hold.
fn postgres_of(variable: &str) -> Result<Option<Secret>, Failure> {
    let Some(url) = secret::from_environment(variable)? else { return Ok(None) };
    fields::postgres(&url)
        .map_err(|what| Failure::usage(format!("biến môi trường {variable}: {what}")))?;
    Ok(Some(Secret::new(url)))
}

fn database(mut fields: Fields<'_>) -> Result<DatabaseAt, Fault> {
    let url = fields.required("url", "url = \"postgres://quyet_app@máy-chủ/quyet\"")?;
    let url = url.checked(fields::postgres)?;
    let hosts = fields.list("hosts")?;
    let hosts: Result<Vec<_>, Fault> =
        hosts.into_iter().map(|host| host.checked(fields::postgres)).collect();
    let standby = fields.text("standby")?;
    let standby = standby.map(|url| url.checked(fields::postgres)).transpose()?;
    fields.end()?;
    let hosts = hosts?.into_iter().map(Secret::new).collect();
    Ok(DatabaseAt { url: Secret::new(url), hosts, standby: standby.map(Secret::new), owner: None })
}

fn attachments(mut fields: Fields<'_>) -> Result<AttachmentsAt, Fault> {
    let dir = fields.text("dir")?;
    let s3 = fields.section("s3")?;
    let line = fields.line();
    fields.end()?;
    match (dir, s3) {
        (Some(dir), None) => Ok(AttachmentsAt::Directory(dir.checked(fields::filled)?.into())),
        (None, Some(mut s3)) => {
            let endpoint = s3.required("endpoint", "endpoint = \"https://máy-chủ:9000\"")?;
            let at = S3At {
                endpoint: endpoint.checked(fields::http)?,
                bucket: s3.required("bucket", "bucket = \"quyet\"")?.checked(fields::filled)?,
                prefix: s3.text("prefix")?.map(|prefix| prefix.words).unwrap_or_default(),
                region: s3.text("region")?.map_or_else(|| "us-east-1".to_owned(), |at| at.words),
            };
            s3.end()?;
            Ok(AttachmentsAt::S3(at))
        }
        _ => Err(Fault {
            line,
            what: "mục [attachments] cần đúng một trong hai: dir hoặc s3; bỏ cả mục thì tệp nằm trong cơ sở dữ liệu".to_owned(),
        }),
    }
}

fn log(mut fields: Fields<'_>) -> Result<LogAt, Fault> {
    let origin = fields.text("origin")?.map(|origin| origin.checked(origin_form)).transpose()?;
    let mut witnesses = Vec::new();
    for mut witness in fields.sections("witnesses")? {
        let url = witness.required("url", "url = \"https://nhân-chứng\"")?.checked(fields::http)?;
        let key = witness.required("key", "key = \"tên+mã+khóa\"")?.checked(fields::filled)?;
        witness.end()?;
        witnesses.push(WitnessAt { url, key });
    }
    let timestamp = match fields.section("timestamp")? {
        Some(mut service) => {
            let url = service.required("url", "url = \"http://dịch-vụ-cấp-dấu-thời-gian\"")?;
            service.end()?;
            Some(url.checked(fields::http)?)
        }
        None => None,
    };
    fields.end()?;
    Ok(LogAt { origin, witnesses, timestamp })
}

fn backup(mut fields: Fields<'_>) -> Result<BackupAt, Fault> {
    let dir = fields.required("dir", "dir = \"/srv/sao-luu\"")?.checked(fields::filled)?.into();
    let recipient = fields.text("recipient")?;
    let recipient = recipient.map(|words| words.checked(fields::age)).transpose()?;
    fields.end()?;
    Ok(BackupAt { dir, recipient })
}

/// What an origin may be: it becomes the name of a note's key and a line of every checkpoint.
pub(crate) fn origin_form(words: &str) -> Result<(), String> {
    let fine = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
    if !words.is_empty() && words.len() <= 200 && words.chars().all(fine) {
        Ok(())
    } else {
        Err("tên nhật ký gồm 1 đến 200 byte, không có dấu cách và dấu “+”, ví dụ quyet.example/tinh-06".to_owned())
    }
}

#[cfg(test)]
mod tests;
