//! The one way in.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use quyet_model::entry::{Act, Entry};
use quyet_proof::leaf::seal_written;
use quyet_proof::merkle::Frontier;
use quyet_proof::{Head, Salt};
use quyet_store::steps::Step;
use quyet_store::{
    AppendError, BatchFault, Blob, Receipt, RecordedEntry, Salts, StoreError, check_batch,
    check_correction, check_records, moment, named_blobs, same_deed,
};
use quyet_wire::entry::write_in_parts;
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, Transaction};

use crate::failure::{corrupt, unavailable};
use crate::open::{SqliteLedger, writing};
use crate::project::project;
use crate::read::{entries_of, figure_in, instant};
use crate::sql;

/// The only connection that writes, with the tree's edge as it stood after its last commit.
#[derive(Debug)]
pub(crate) struct Writer {
    conn: SqliteConnection,
    frontier: Frontier,
    path: PathBuf,
}

impl Writer {
    /// A writer that has not looked at the ledger yet; its first append does.
    pub(crate) fn new(conn: SqliteConnection, path: PathBuf) -> Self {
        Self { conn, frontier: Frontier::empty(), path }
    }

    /// Begins to write; gives the tree's edge beside the transaction.
    ///
    /// On a full disk SQLite ends a transaction by itself, and the driver goes on believing in it: such a connection
    /// would never write again, so it is made anew.
    pub(crate) async fn begin(
        &mut self,
    ) -> Result<(Transaction<'_, Sqlite>, &mut Frontier), StoreError> {
        // The end of a write that was given up may still be on its way; the answer to a ping comes after it.
        let stuck = self.conn.is_in_transaction()
            && (self.conn.ping().await.is_err() || self.conn.is_in_transaction());
        if stuck {
            self.conn = writing(&self.path).connect().await.map_err(unavailable)?;
            self.frontier = Frontier::empty();
        }
        let tx = self.conn.begin_with(sql::BEGIN_WRITING).await.map_err(unavailable)?;
        Ok((tx, &mut self.frontier))
    }

    /// The connection.
    pub(crate) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }

    /// Closes the connection.
    pub(crate) async fn close(self) -> Result<(), sqlx::Error> {
        self.conn.close().await
    }
}

impl SqliteLedger {
    pub(crate) async fn append_batch(
        &self,
        expected: Head,
        batch: &[Entry],
        blobs: &[Blob],
    ) -> Result<Receipt, AppendError> {
        check_batch(batch, blobs)?;
        let refusal = || AppendError::ReadOnly(self.read_only().unwrap_or_default());
        let writer = self.writer.as_ref().filter(|_| self.read_only().is_none());
        // Encoding and hashing need no lock. An expected size that is wrong comes to nothing anyway.
        let salts = &*self.fittings.salts;
        let leaves: Result<Vec<_>, _> =
            (expected.size..).zip(batch).map(|(seq, entry)| Leaf::of(salts, seq, entry)).collect();
        let leaves = leaves?;
        let writer = writer.ok_or_else(refusal)?;
        self.put_away(blobs).await?;
        let mut writer = writer.lock().await;
        let (mut tx, frontier) = writer.begin().await?;
        // At this point no other connection can write until this transaction ends. A crash or a dropped future
        // from here to the commit leaves the ledger as it was.
        self.reached(Step::Begun).await?;
        let last = last_moment(&mut tx).await.map_err(unavailable)?;
        let size = last.map_or(0, |(seq, _)| seq + 1);
        if frontier.size() != size {
            *frontier = load_frontier(&mut tx, size).await?;
        }
        let head = frontier.head();
        if let Some(first) = repeated(&mut tx, batch).await? {
            return Ok(Receipt { head, first, repeated: true });
        }
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        if let Some((_, last)) = last.filter(|(_, last)| moment(batch[0].recorded) <= *last) {
            return Err(AppendError::ClockBack { last: instant(last, "ledger", size - 1)? });
        }
        self.store_blobs(&mut tx, batch, blobs).await?;
        self.reached(Step::BlobsWritten).await?;
        let mut grown = frontier.clone();
        for (entry, leaf) in batch.iter().zip(&leaves) {
            append_entry(&mut tx, &mut grown, entry, leaf).await?;
            self.reached(Step::EntryWritten).await?;
        }
        insert_command(&mut tx, batch, size).await.map_err(unavailable)?;
        self.reached(Step::CommandWritten).await?;
        tx.commit().await.map_err(unavailable)?;
        // At this point the batch is durable. A crash before the next line loses nothing: the edge of the tree is
        // read again when its size does not fit.
        self.reached(Step::Committed).await?;
        *frontier = grown;
        self.note(&frontier.head()).await;
        Ok(Receipt { head: frontier.head(), first: size, repeated: false })
    }
}

impl SqliteLedger {
    /// Puts blobs into the store beside the database, when there is one.
    async fn put_away(&self, blobs: &[Blob]) -> Result<(), StoreError> {
        if let Some(store) = &self.fittings.attachments {
            for blob in blobs {
                store.put(blob).await?;
            }
        }
        // At this point the blobs are durable, and nothing names them: a crash leaves bytes that a later batch may name.
        Ok(())
    }

    /// Stores blobs in the database when there is no store beside it, and asks that every named one is somewhere.
    async fn store_blobs(
        &self,
        conn: &mut SqliteConnection,
        batch: &[Entry],
        blobs: &[Blob],
    ) -> Result<(), AppendError> {
        let beside = self.fittings.attachments.as_deref();
        for blob in blobs.iter().filter(|_| beside.is_none()) {
            if !has_blob(conn, &blob.digest.0).await? {
                let insert =
                    sqlx::query(sql::INSERT_BLOB).bind(&blob.digest.0).bind(&blob.bytes[..]);
                insert.execute(&mut *conn).await.map_err(unavailable)?;
            }
        }
        for digest in named_blobs(batch) {
            let held = match beside {
                Some(store) => store.has(digest).await?,
                None => false,
            };
            if !held && !has_blob(conn, &digest.0).await? {
                return Err(BatchFault::BlobMissing(digest.clone()).into());
            }
        }
        Ok(())
    }

    /// Appends what another ledger holds, exactly.
    pub(crate) async fn transcribe_records(
        &self,
        expected: Head,
        records: &[RecordedEntry],
        blobs: &[Blob],
    ) -> Result<Head, AppendError> {
        let batches = check_records(expected.size, records)?;
        let refusal = || AppendError::ReadOnly(self.read_only().unwrap_or_default());
        let writer = self.writer.as_ref().filter(|_| self.read_only().is_none());
        let writer = writer.ok_or_else(refusal)?;
        self.put_away(blobs).await?;
        let mut writer = writer.lock().await;
        let (mut tx, frontier) = writer.begin().await?;
        self.reached(Step::Begun).await?;
        let last = last_moment(&mut tx).await.map_err(unavailable)?;
        let size = last.map_or(0, |(seq, _)| seq + 1);
        if frontier.size() != size {
            *frontier = load_frontier(&mut tx, size).await?;
        }
        let head = frontier.head();
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        let (mut grown, mut last) = (frontier.clone(), last.map(|(_, recorded)| recorded));
        for records in batches {
            let entries: Vec<Entry> = records.iter().map(|record| record.entry.clone()).collect();
            check_batch(&entries, &[])?;
            let recorded = moment(entries[0].recorded);
            if let Some(last) = last.filter(|last| recorded <= *last) {
                return Err(AppendError::ClockBack { last: instant(last, "ledger", size)? });
            }
            if repeated(&mut tx, &entries).await?.is_some() {
                return Err(AppendError::CommandReused);
            }
            self.store_blobs(&mut tx, &entries, blobs).await?;
            let first = grown.size();
            for record in records {
                let leaf =
                    Leaf { payload: record.payload.clone(), salt: record.salt, hash: record.leaf };
                append_entry(&mut tx, &mut grown, &record.entry, &leaf).await?;
                self.reached(Step::EntryWritten).await?;
            }
            insert_command(&mut tx, &entries, first).await.map_err(unavailable)?;
            last = Some(recorded);
        }
        self.reached(Step::CommandWritten).await?;
        tx.commit().await.map_err(unavailable)?;
        self.reached(Step::Committed).await?;
        *frontier = grown;
        self.note(&frontier.head()).await;
        Ok(frontier.head())
    }
}

/// A payload with its salt and hash.
struct Leaf {
    payload: Vec<u8>,
    salt: Option<Salt>,
    hash: [u8; 32],
}

impl Leaf {
    fn of(salts: &dyn Salts, seq: u64, entry: &Entry) -> Result<Self, StoreError> {
        let written = write_in_parts(entry);
        let salt = salts.salt(seq, &written.payload)?;
        let hash = seal_written(&written, &salt).leaf;
        Ok(Self { payload: written.payload, salt: Some(salt), hash })
    }
}

/// Sequence number and moment of the last entry.
async fn last_moment(conn: &mut SqliteConnection) -> Result<Option<(u64, i64)>, sqlx::Error> {
    let row: Option<(i64, i64)> = sqlx::query_as(sql::LAST_MOMENT).fetch_optional(conn).await?;
    Ok(row.map(|(seq, recorded)| (seq.unsigned_abs(), recorded)))
}

/// The edge of a stored tree of this size.
pub(crate) async fn load_frontier(
    conn: &mut SqliteConnection,
    size: u64,
) -> Result<Frontier, StoreError> {
    let mut hashes = BTreeMap::new();
    for index in Frontier::needed(size) {
        let row: Option<Vec<u8>> = sqlx::query_scalar(sql::HASH)
            .bind(index.cast_signed())
            .fetch_optional(&mut *conn)
            .await
            .map_err(unavailable)?;
        let hash = row.and_then(|hash| <[u8; 32]>::try_from(hash).ok());
        let hash = hash.ok_or_else(|| corrupt("tree_hash", index, "thiếu mã băm của cây"))?;
        hashes.insert(index, hash);
    }
    Frontier::of(size, &hashes).ok_or_else(|| corrupt("tree_hash", size, "thiếu mã băm của cây"))
}

/// The first entry of the command's batch, when the same batch was appended before.
async fn repeated(
    conn: &mut SqliteConnection,
    batch: &[Entry],
) -> Result<Option<u64>, AppendError> {
    let row: Option<(i64, i64)> = sqlx::query_as(sql::COMMAND)
        .bind(&batch[0].command.0)
        .fetch_optional(&mut *conn)
        .await
        .map_err(unavailable)?;
    let Some((first, count)) = row else {
        return Ok(None);
    };
    let query = sqlx::query_as(sql::ENTRIES).bind(first).bind(count);
    let stored = entries_of(query.fetch_all(conn).await.map_err(unavailable)?)?;
    if same_deed(&stored, batch) {
        Ok(Some(first.unsigned_abs()))
    } else {
        Err(AppendError::CommandReused)
    }
}

async fn has_blob(conn: &mut SqliteConnection, digest: &str) -> Result<bool, StoreError> {
    let found = sqlx::query(sql::HAS_BLOB).bind(digest).fetch_optional(conn).await;
    Ok(found.map_err(unavailable)?.is_some())
}

async fn append_entry(
    conn: &mut SqliteConnection,
    tree: &mut Frontier,
    entry: &Entry,
    leaf: &Leaf,
) -> Result<(), AppendError> {
    if let Act::FigureCorrected(corrected) = &entry.act {
        let named = figure_in(&mut *conn, corrected.replaces, moment(Timestamp::MAX)).await?;
        check_correction(corrected, named.as_ref())?;
    }
    let seq = tree.size();
    let insert = sqlx::query(sql::INSERT_ENTRY)
        .bind(seq.cast_signed())
        .bind(&entry.command.0)
        .bind(entry.act.kind())
        .bind(moment(entry.recorded))
        .bind(&leaf.payload[..])
        .bind(leaf.salt.as_ref().map(|salt| &salt.0[..]))
        .bind(&leaf.hash[..]);
    insert.execute(&mut *conn).await.map_err(unavailable)?;
    for (index, hash) in tree.push(leaf.hash) {
        let insert = sqlx::query(sql::INSERT_HASH).bind(index.cast_signed()).bind(hash.to_vec());
        insert.execute(&mut *conn).await.map_err(unavailable)?;
    }
    project(conn, seq, entry).await.map_err(unavailable)?;
    Ok(())
}

async fn insert_command(
    conn: &mut SqliteConnection,
    batch: &[Entry],
    first: u64,
) -> Result<(), sqlx::Error> {
    let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
    let insert = sqlx::query(sql::INSERT_COMMAND)
        .bind(&batch[0].command.0)
        .bind(first.cast_signed())
        .bind(count);
    insert.execute(conn).await.map(drop)
}
