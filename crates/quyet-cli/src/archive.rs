//! The archive of a house: its backups, where the settings or the command line say.
//!
//! **Takes** a data directory and a place. **Gives** backups made, shipped and tried. **Never** restores over anything.
//! Start reading at [`Archive::at`].

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use quyet_app::clock::Clock;
use quyet_backup::line::Line;
use quyet_backup::verified::keep_verified;
use quyet_backup::{
    BackupError, BackupName, DirectoryShelf, Identity, Keys, LogKey, Manifest, Order, Recipient,
    Restored, Source, Target, Trust, Verified, create, list, restore, ship,
};
use quyet_model::entry::Act;
use quyet_proof::merkle::Frontier;
use quyet_store::{Fittings, Ledger};
use quyet_store_sqlite::{SqliteDrafts, SqliteLedger};

use crate::house::{self, House};
use crate::outcome::Failure;
use crate::{log_key, print, settings};

/// Where the identity for trial restores lies when nobody is there to name it.
pub(crate) const IDENTITY_FILE: &str = "QUYET_BACKUP_IDENTITY_FILE";

/// The archive of a house.
#[derive(Debug)]
pub(crate) struct Archive {
    house: House,
    /// Where backups lie.
    pub(crate) shelf: DirectoryShelf,
    /// Whom they are encrypted for.
    pub(crate) recipient: Option<Recipient>,
    key: LogKey,
}

impl Archive {
    /// The archive of a data directory; place and recipient by the settings where they are not named.
    pub(crate) fn at(
        data: &Path,
        to: Option<&Path>,
        recipient: Option<&str>,
    ) -> Result<Self, Failure> {
        let house = House::at(data)?;
        let named = house.settings.backup.as_ref();
        let dir = to.map(Path::to_owned).or_else(|| named.map(|backup| backup.dir.clone()));
        let dir = dir.ok_or_else(|| {
            Failure::usage(format!(
                "chưa biết nơi lưu bản sao: thêm --to THƯ-MỤC, hoặc mục [backup] với dir trong {}",
                data.join(settings::FILE).display()
            ))
        })?;
        let recipient = recipient.or_else(|| named?.recipient.as_deref());
        let recipient = recipient.map(str::parse).transpose().map_err(Failure::usage)?;
        let key = log_key::read(data)?.ok_or_else(|| {
            Failure::missing(format!(
                "thư mục {} chưa có khóa ký nhật ký ({}) nên không ký được bản sao lưu; hãy tạo khóa bằng “quyet key rotate --data {}”",
                data.display(),
                log_key::FILE,
                data.display()
            ))
        })?;
        let key = LogKey::read(&key).map_err(Failure::failed)?;
        Ok(Self { house, shelf: DirectoryShelf::new(&dir), recipient, key })
    }

    /// Makes a whole backup.
    pub(crate) async fn create(&self, now: Timestamp) -> Result<Manifest, Failure> {
        self.copy(now, async |source, order| create(&self.shelf, source, order).await).await
    }

    /// Ships what is new; `None` when nothing is.
    pub(crate) async fn ship(&self, now: Timestamp) -> Result<Option<Manifest>, Failure> {
        self.copy(now, async |source, order| ship(&self.shelf, source, order).await).await
    }

    async fn copy<T>(
        &self,
        now: Timestamp,
        way: impl AsyncFnOnce(&Source<'_>, &Order<'_>) -> Result<T, BackupError>,
    ) -> Result<T, Failure> {
        let backend = self.house.read().await?;
        let (ledger, checkpoints) = (backend.ledger(), backend.checkpoints());
        let drafts = self.house.drafts().await?;
        let path = self.house.data.join(settings::FILE);
        let settings = path.exists().then(|| house::read_text(&path)).transpose()?;
        let source = Source {
            ledger: &*ledger,
            checkpoints: Some(&*checkpoints),
            drafts: Some(&*drafts),
            settings: settings.as_deref(),
            key: &self.key,
        };
        let recipient = self.recipient.as_ref();
        let order = Order { taken: now, recipient, progress: &progress("đã sao lưu") };
        let made = way(&source, &order).await.map_err(failure);
        drop((ledger, checkpoints));
        backend.close().await;
        made
    }

    /// Restores a line into a directory that goes away, checks everything there, and keeps the note beside the backup.
    pub(crate) async fn verify(
        &self,
        line: &Line,
        identity: Option<Identity>,
        (scratch, clock): (Option<&Path>, &dyn Clock),
    ) -> Result<Verified, Failure> {
        let begun = clock.now();
        let folder = match scratch {
            Some(dir) => tempfile::tempdir_in(dir),
            None => tempfile::tempdir(),
        };
        let folder = folder
            .map_err(|error| Failure::failed(format!("không tạo được thư mục tạm: {error}")))?;
        let keys = Keys { trust: self.trust().await?, identity };
        let (ledger, restored) = rehearse(&self.shelf, (line, &keys), folder.path()).await?;
        self.compare(&ledger, &restored).await?;
        ledger.close().await;
        let ended = clock.now();
        let took = u64::try_from(ended.duration_since(begun).as_millis()).unwrap_or_default();
        keep_verified(&self.shelf, line, restored.head, (ended, took), &self.key).map_err(failure)
    }

    /// Compares what came out of a backup with the ledger in use.
    async fn compare(&self, copy: &SqliteLedger, restored: &Restored) -> Result<(), Failure> {
        let report = copy.fsck(&progress("đã kiểm tra")).await.map_err(Failure::failed)?;
        if let Some(first) = report.first() {
            return Err(Failure::failed(format!(
                "bản phục hồi có sai lệch, chỗ đầu tiên: {first}"
            )));
        }
        let size = restored.head.size;
        let backend = self.house.read().await?;
        let hashes = backend.ledger().hashes(&Frontier::needed(size)).await;
        backend.close().await;
        let own = Frontier::of(size, &hashes.map_err(Failure::failed)?);
        if own.map(|edge| edge.head()) == Some(restored.head) {
            Ok(())
        } else {
            Err(Failure::failed(format!(
                "bản phục hồi có {size} mục nhưng gốc khác với nhật ký đang dùng; hãy chạy “quyet fsck --data {}” và giữ lại bản sao lưu",
                self.house.data.display()
            )))
        }
    }

    /// The keys that this log was ever signed by.
    pub(crate) async fn trust(&self) -> Result<Trust, Failure> {
        let backend = self.house.read().await?;
        let recorded = backend.ledger().log_keys().await.map_err(Failure::failed)?;
        backend.close().await;
        let mut keys = vec![self.key.verifier().to_owned()];
        for record in recorded {
            if let Act::LogKeyRecorded(recorded) = record.entry.act {
                keys.push(recorded.key);
            }
        }
        keys.sort();
        keys.dedup();
        Ok(Trust::Keys(keys))
    }

    /// The line that ends in the newest state, or in the folder of this name.
    pub(crate) fn line(&self, name: Option<&str>) -> Result<Line, Failure> {
        line_on(&self.shelf, name)
    }

    /// What lies on the shelf.
    pub(crate) async fn listing(&self, now: Timestamp) -> Result<quyet_backup::Listing, Failure> {
        list(&self.shelf, &self.trust().await?, now).map_err(failure)
    }
}

/// The line on a shelf that ends in the newest state, or in the folder of this name.
pub(crate) fn line_on(shelf: &DirectoryShelf, name: Option<&str>) -> Result<Line, Failure> {
    let names = list::names(shelf).map_err(failure)?;
    let unknown = |name: &str| failure(BackupError::Unknown(name.to_owned()));
    let line = match name {
        None => Line::newest(&names),
        Some(words) => {
            let end: BackupName = words.parse().map_err(|_| unknown(words))?;
            if !names.contains(&end) {
                return Err(unknown(words));
            }
            Line::ending_at(&names, end)
        }
    };
    line.ok_or_else(|| failure(BackupError::NoWhole))
}

/// Restores into an empty directory, with SQLite.
pub(crate) async fn rehearse(
    shelf: &DirectoryShelf,
    (line, keys): (&Line, &Keys),
    dir: &Path,
) -> Result<(SqliteLedger, Restored), Failure> {
    let ledger = SqliteLedger::create(dir, Fittings::default()).await;
    let ledger = ledger.map_err(Failure::failed)?;
    let drafts = SqliteDrafts::open(dir).await.map_err(Failure::failed)?;
    let target = Target { ledger: &ledger, checkpoints: Some(&ledger), drafts: Some(&drafts) };
    let restored = restore(shelf, line, keys, &target, &progress("đã phục hồi")).await;
    let restored = restored.map_err(failure)?;
    Ok((ledger, restored))
}

/// Reads an age identity file; where none is named, that of the environment.
pub(crate) fn identity(named: Option<&Path>) -> Result<Option<Identity>, Failure> {
    #[expect(clippy::disallowed_methods, reason = "the staff entrance reads the environment")]
    let path =
        named.map(Path::to_owned).or_else(|| std::env::var(IDENTITY_FILE).ok().map(PathBuf::from));
    let Some(path) = path else { return Ok(None) };
    let identity = house::read_text(&path)?
        .parse()
        .map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
    Ok(Some(identity))
}

/// Why the archive refused, with its exit code.
pub(crate) fn failure(error: BackupError) -> Failure {
    match error {
        BackupError::NoWhole | BackupError::Unknown(_) => Failure::missing(error),
        BackupError::Diverged { .. } | BackupError::NotEmpty(_) => Failure::conflict(error),
        BackupError::Gap { .. }
        | BackupError::Renamed { .. }
        | BackupError::Manifest { .. }
        | BackupError::Newer { .. }
        | BackupError::File { .. }
        | BackupError::Root { .. } => Failure::input(error),
        _ => Failure::failed(error),
    }
}

/// Says how far a long walk has come, at every hundred thousandth entry or so.
pub(crate) fn progress(what: &'static str) -> impl Fn(u64, u64) + Send + Sync {
    let said = std::sync::atomic::AtomicU64::new(0);
    move |done, all| {
        let step = done / 100_000;
        if said.fetch_max(step, std::sync::atomic::Ordering::Relaxed) < step {
            print::note(&format!("{what} {done}/{all} mục"));
        }
    }
}
