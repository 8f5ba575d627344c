//! The one way in.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use quyet_model::entry::{Act, Entry};
use quyet_proof::hex::hex;
use quyet_proof::leaf::seal_written;
use quyet_proof::merkle::Frontier;
use quyet_proof::{Head, Salt};
use quyet_store::packing::pack;
use quyet_store::steps::Step;
use quyet_store::{
    AppendError, BatchFault, Blob, Receipt, RecordedEntry, Salts, StoreError, check_batch,
    check_correction, check_records, moment, named_blobs, same_deed,
};
use quyet_wire::entry::write_in_parts;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, Transaction};

use crate::failure::{corrupt, unavailable};
use crate::open::{SqliteLedger, writing};
use crate::project::{bind_actor, project_act};
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
        let mut writer = writer.lock().await;
        let (mut tx, frontier) = writer.begin().await?;
        // At this point no other connection can write until this transaction ends. A crash or a dropped future
        // from here to the commit leaves the ledger as it was.
        self.reached(Step::Begun).await?;
        let standing = Standing::read(&mut tx, &batch[0]).await.map_err(unavailable)?;
        if frontier.size() != standing.size() {
            *frontier = load_frontier(&mut tx, standing.size()).await?;
        }
        let head = frontier.head();
        if let Some(stored) = standing.command {
            let first = repeated(&mut tx, stored, batch).await?;
            return Ok(Receipt { head, first, repeated: true });
        }
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        standing.check_clock(moment(batch[0].recorded))?;
        self.store_blobs(&mut tx, batch, blobs).await?;
        self.reached(Step::BlobsWritten).await?;
        let mut grown = frontier.clone();
        self.append_entries(&mut tx, &mut grown, batch, &leaves).await?;
        self.reached(Step::CommandWritten).await?;
        self.put_away(blobs).await?;
        tx.commit().await.map_err(unavailable)?;
        // At this point the batch is durable. A crash before the next line loses nothing: the edge of the tree is
        // read again when its size does not fit.
        self.reached(Step::Committed).await?;
        *frontier = grown;
        self.note(&frontier.head()).await;
        Ok(Receipt { head: frontier.head(), first: head.size, repeated: false })
    }
}

impl SqliteLedger {
    /// Puts blobs into the store beside the database, when there is one: last before the commit, when nothing is refused any
    /// more.
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
                Some(_) if blobs.iter().any(|blob| blob.digest == *digest) => true,
                Some(store) => store.has(digest).await?,
                None => false,
            };
            if !held && !has_blob(conn, &digest.0).await? {
                return Err(BatchFault::BlobMissing(digest.clone()).into());
            }
        }
        Ok(())
    }

    /// Writes the entries of one batch, with the index of its command.
    async fn append_entries(
        &self,
        conn: &mut SqliteConnection,
        tree: &mut Frontier,
        batch: &[Entry],
        leaves: &[Leaf],
    ) -> Result<(), AppendError> {
        let count = i64::try_from(batch.len()).unwrap_or(i64::MAX);
        for (row, (entry, leaf)) in batch.iter().zip(leaves).enumerate() {
            if let Act::FigureCorrected(corrected) = &entry.act {
                let named =
                    figure_in(&mut *conn, corrected.replaces, moment(Timestamp::MAX)).await?;
                check_correction(corrected, named.as_ref())?;
            }
            let seq = tree.size();
            let hashes = tree.push(leaf.hash);
            let record = if row == 0 {
                sqlx::query(sql::RECORD_FIRST)
                    .bind(&entry.command.0)
                    .bind(seq.cast_signed())
                    .bind(count)
            } else {
                sqlx::query(sql::RECORD)
            };
            let record = bind_record(record, (seq, entry), leaf, &hashes);
            record.execute(&mut *conn).await.map_err(unavailable)?;
            project_act(conn, seq, entry).await.map_err(unavailable)?;
            self.reached(Step::EntryWritten).await?;
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
        let mut writer = writer.lock().await;
        let Some(first) = batches.first() else {
            return Ok(expected);
        };
        let (mut tx, frontier) = writer.begin().await?;
        self.reached(Step::Begun).await?;
        let standing = Standing::read(&mut tx, &first[0].entry).await.map_err(unavailable)?;
        if frontier.size() != standing.size() {
            *frontier = load_frontier(&mut tx, standing.size()).await?;
        }
        let head = frontier.head();
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        let mut grown = frontier.clone();
        for records in batches {
            let batch: Vec<Entry> = records.iter().map(|record| record.entry.clone()).collect();
            let standing = Standing::read(&mut tx, &batch[0]).await.map_err(unavailable)?;
            if standing.command.is_some() {
                return Err(AppendError::CommandReused);
            }
            standing.check_clock(moment(batch[0].recorded))?;
            self.store_blobs(&mut tx, &batch, blobs).await?;
            let leaves: Vec<_> = records.iter().map(Leaf::transcribed).collect();
            self.append_entries(&mut tx, &mut grown, &batch, &leaves).await?;
        }
        self.reached(Step::CommandWritten).await?;
        self.put_away(blobs).await?;
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
    fn transcribed(record: &RecordedEntry) -> Self {
        Self { payload: record.payload.clone(), salt: record.salt, hash: record.leaf }
    }

    fn of(salts: &dyn Salts, seq: u64, entry: &Entry) -> Result<Self, StoreError> {
        let written = write_in_parts(entry);
        let salt = salts.salt(seq, &written.payload)?;
        let hash = seal_written(&written, &salt).leaf;
        Ok(Self { payload: written.payload, salt: Some(salt), hash })
    }
}

/// How the ledger stands when a batch arrives.
struct Standing {
    /// Number and moment of the last entry.
    last: Option<(u64, i64)>,
    /// First entry and number of entries that the batch's command became before.
    command: Option<(i64, i64)>,
}

impl Standing {
    async fn read(conn: &mut SqliteConnection, entry: &Entry) -> Result<Self, sqlx::Error> {
        type Row = (Option<i64>, Option<i64>, Option<i64>, Option<i64>);
        let query = sqlx::query_as(sql::STANDING).bind(&entry.command.0);
        let (seq, recorded, first, count): Row = query.fetch_one(conn).await?;
        let last = seq.map(i64::unsigned_abs).zip(recorded);
        Ok(Self { last, command: first.zip(count) })
    }

    /// Number of entries.
    fn size(&self) -> u64 {
        self.last.map_or(0, |(seq, _)| seq + 1)
    }

    /// Refuses a moment that is not later than the last entry's.
    fn check_clock(&self, moment: i64) -> Result<(), AppendError> {
        match self.last {
            Some((seq, last)) if moment <= last => {
                Err(AppendError::ClockBack { last: instant(last, "ledger", seq)? })
            }
            _ => Ok(()),
        }
    }
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

/// The first entry of a command's batch; refused when the batch now sent is another one.
async fn repeated(
    conn: &mut SqliteConnection,
    (first, count): (i64, i64),
    batch: &[Entry],
) -> Result<u64, AppendError> {
    let query = sqlx::query_as(sql::ENTRIES).bind(first).bind(count);
    let stored = entries_of(query.fetch_all(conn).await.map_err(unavailable)?)?;
    if same_deed(&stored, batch) {
        Ok(first.unsigned_abs())
    } else {
        Err(AppendError::CommandReused)
    }
}

async fn has_blob(conn: &mut SqliteConnection, digest: &str) -> Result<bool, StoreError> {
    let found = sqlx::query(sql::HAS_BLOB).bind(digest).fetch_optional(conn).await;
    Ok(found.map_err(unavailable)?.is_some())
}

type Record<'q> = Query<'q, Sqlite, SqliteArguments>;

fn bind_record<'q>(
    record: Record<'q>,
    (seq, entry): (u64, &'q Entry),
    leaf: &'q Leaf,
    hashes: &[(u64, [u8; 32])],
) -> Record<'q> {
    // Hashes follow each other without holes.
    let first = hashes.first().map_or(0, |(index, _)| index.cast_signed());
    let hex: Vec<String> = hashes.iter().map(|(_, hash)| hex(hash)).collect();
    let record = record
        .bind(seq.cast_signed())
        .bind(&entry.command.0)
        .bind(entry.act.kind())
        .bind(moment(entry.recorded))
        .bind(pack(&leaf.payload).into_owned())
        .bind(leaf.salt.as_ref().map(|salt| &salt.0[..]))
        .bind(&leaf.hash[..])
        .bind(first)
        .bind(serde_json::Value::from(hex).to_string());
    bind_actor(record, seq, entry)
}
