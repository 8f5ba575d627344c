//! One composition for everything that opens a ledger: the settings say which database and where blobs lie.
//!
//! **Takes** a data directory. **Gives** its ledger, drawer and vault. **Never** opens a directory that is being restored.
//! Start reading at [`House::at`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use quyet_app::Ledger;
use quyet_app::vault::Vault;
use quyet_store::checkpoints::Checkpoints;
use quyet_store::drafts::Drafts;
use quyet_store::{Fittings, Pending};
use quyet_store_postgres::PostgresLedger;
use quyet_store_sqlite::{OpenError, SqliteDrafts, SqliteLedger};

use super::beside::{self, Making};
use super::postgres;
use super::vault::SqliteVault;
use crate::outcome::Failure;
use crate::settings::{AttachmentsAt, DatabaseAt, Settings};

/// A file of this name stands in a directory as long as a backup is being restored into it.
pub(crate) const RESTORING: &str = "dang-phuc-hoi";

/// A data directory with its settings, not yet opened.
#[derive(Clone, Debug)]
pub(crate) struct House {
    /// The directory.
    pub(crate) data: PathBuf,
    /// How it is set up.
    pub(crate) settings: Settings,
}

/// An opened ledger, by what holds it.
#[derive(Clone, Debug)]
pub(crate) enum Backend {
    /// SQLite in the data directory.
    Sqlite(Arc<SqliteLedger>),
    /// PostgreSQL.
    Postgres(Arc<PostgresLedger>),
}

/// The standby that the settings name.
#[derive(Debug)]
pub(crate) struct StandbyFound {
    /// Its address without secrets.
    pub(crate) name: String,
    /// The ledger there, or why the standby does not answer.
    pub(crate) ledger: Result<Arc<PostgresLedger>, String>,
}

impl Backend {
    /// The ledger.
    pub(crate) fn ledger(&self) -> Arc<dyn Ledger> {
        match self {
            Self::Sqlite(ledger) => ledger.clone(),
            Self::Postgres(ledger) => ledger.clone(),
        }
    }

    /// Where signed checkpoints are kept.
    pub(crate) fn checkpoints(&self) -> Arc<dyn Checkpoints> {
        match self {
            Self::Sqlite(ledger) => ledger.clone(),
            Self::Postgres(ledger) => ledger.clone(),
        }
    }

    /// Gives the ledger back, so that others may write.
    pub(crate) async fn close(self) {
        match self {
            // While somebody else still reads from it, the last one to let go closes it.
            Self::Sqlite(ledger) => {
                if let Some(ledger) = Arc::into_inner(ledger) {
                    ledger.close().await;
                }
            }
            Self::Postgres(ledger) => {
                if let Some(ledger) = Arc::into_inner(ledger) {
                    ledger.close().await;
                }
            }
        }
    }
}

impl House {
    /// The house of a data directory.
    pub(crate) fn at(data: &Path) -> Result<Self, Failure> {
        if data.join(RESTORING).exists() {
            return Err(Failure::conflict(format!(
                "thư mục {} đang được phục hồi dở (còn tệp {RESTORING}) nên chưa dùng được; hãy phục hồi lại từ bản sao lưu vào một thư mục mới",
                data.display()
            )));
        }
        Ok(Self { data: data.to_owned(), settings: Settings::read(data)? })
    }

    fn database(&self) -> Option<&DatabaseAt> {
        self.settings.database.as_ref()
    }

    /// The kind of the database and where it is, without secrets.
    pub(crate) fn database_place(&self) -> (&'static str, String) {
        match self.database() {
            None => ("SQLite", self.data.display().to_string()),
            Some(at) => ("PostgreSQL", at.url.to_string()),
        }
    }

    /// The same in one line.
    pub(crate) fn database_words(&self) -> String {
        match self.database() {
            None => "SQLite".to_owned(),
            Some(at) => format!("PostgreSQL, {}", at.url),
        }
    }

    /// Where attachments lie, without secrets; `None` for the database itself.
    pub(crate) fn attachments_place(&self) -> Option<String> {
        match &self.settings.attachments {
            AttachmentsAt::Database => None,
            AttachmentsAt::Directory(dir) => Some(dir.display().to_string()),
            AttachmentsAt::S3(at) => Some(format!("{}, {}/{}", at.endpoint, at.bucket, at.prefix)),
        }
    }

    fn fittings(&self, making: Making) -> Result<Fittings, Failure> {
        let attachments = beside::open(&self.settings.attachments, making)?;
        Ok(Fittings { attachments, ..Fittings::default() })
    }

    /// Opens the ledger to read from, beside whoever writes. With PostgreSQL it is the server that takes writes, so that
    /// nothing is shown late without a word.
    pub(crate) async fn read(&self) -> Result<Backend, Failure> {
        let fittings = self.fittings(Making::MayNot)?;
        match self.database() {
            None => Ok(sqlite(SqliteLedger::open_read_only(&self.data, fittings).await)?),
            Some(at) => Ok(in_postgres(postgres::open(at, fittings).await?)),
        }
    }

    /// Opens the ledger on the standby that pages may be read from; `None` when the settings name none.
    pub(crate) async fn standby(&self) -> Result<Option<StandbyFound>, Failure> {
        let Some(standby) = self.database().and_then(|at| at.standby.as_ref()) else {
            return Ok(None);
        };
        let opened = postgres::open_standby(standby, self.fittings(Making::MayNot)?).await?;
        Ok(Some(StandbyFound { name: standby.to_string(), ledger: opened.map(Arc::new) }))
    }

    /// Opens the ledger to write to: with SQLite one process at a time.
    pub(crate) async fn write(&self) -> Result<Backend, Failure> {
        let fittings = self.fittings(Making::MayNot)?;
        match self.database() {
            None => Ok(sqlite(SqliteLedger::open(&self.data, fittings).await)?),
            Some(at) => Ok(in_postgres(postgres::open(at, fittings).await?)),
        }
    }

    /// Opens the ledger to write to; makes it, or brings it to this program's layout, when needed.
    pub(crate) async fn open_or_create(&self) -> Result<Backend, Failure> {
        let fittings = self.fittings(Making::May)?;
        match self.database() {
            None => Ok(sqlite(SqliteLedger::open_or_create(&self.data, fittings).await)?),
            Some(at) => {
                postgres::migrate(at).await?;
                Ok(in_postgres(postgres::open(at, fittings).await?))
            }
        }
    }

    /// The steps that the database still needs; changes nothing.
    pub(crate) async fn pending(&self) -> Result<Vec<Pending>, Failure> {
        match self.database() {
            None => SqliteLedger::pending(&self.data).await.map_err(open_failure),
            Some(at) => postgres::pending(at).await,
        }
    }

    /// Takes those steps; gives them.
    pub(crate) async fn migrate(&self) -> Result<Vec<Pending>, Failure> {
        match self.database() {
            None => SqliteLedger::migrate(&self.data).await.map_err(open_failure),
            Some(at) => postgres::migrate(at).await,
        }
    }

    /// The drawer of drafts.
    pub(crate) async fn drafts(&self) -> Result<Arc<dyn Drafts>, Failure> {
        match self.database() {
            None => {
                let drafts = SqliteDrafts::open(&self.data).await.map_err(open_failure)?;
                Ok(Arc::new(drafts))
            }
            Some(at) => postgres::drafts(at).await,
        }
    }

    /// Where the web opens the ledger for one act: with SQLite only then, so that commands can write beside the hall.
    pub(crate) async fn vault(&self) -> Result<Arc<dyn Vault>, Failure> {
        if self.database().is_some() {
            let opened = self.write().await?;
            return Ok(Arc::new(quyet_app::vault::OpenLedger(opened.ledger())));
        }
        Ok(Arc::new(SqliteVault::new(self.data.clone(), self.fittings(Making::MayNot)?)))
    }
}

fn in_postgres(ledger: PostgresLedger) -> Backend {
    Backend::Postgres(Arc::new(ledger))
}

fn sqlite(opened: Result<SqliteLedger, OpenError>) -> Result<Backend, Failure> {
    Ok(Backend::Sqlite(Arc::new(opened.map_err(open_failure)?)))
}

/// Opens the ledger of a data directory to read from, beside whoever writes.
pub(crate) async fn open(data: &Path) -> Result<Arc<dyn Ledger>, Failure> {
    Ok(House::at(data)?.read().await?.ledger())
}

/// Opens the ledger of a data directory to write to.
pub(crate) async fn open_to_write(data: &Path) -> Result<Arc<dyn Ledger>, Failure> {
    Ok(House::at(data)?.write().await?.ledger())
}

/// Opens the drawer of a data directory.
pub(crate) async fn drafts(data: &Path) -> Result<Arc<dyn Drafts>, Failure> {
    House::at(data)?.drafts().await
}

/// Why a data directory could not be opened, with its exit code.
pub(crate) fn open_failure(error: OpenError) -> Failure {
    match error {
        OpenError::Missing(_) => Failure::missing(error),
        OpenError::Busy(_) | OpenError::Exists(_) => Failure::conflict(error),
        _ => Failure::failed(error),
    }
}
