//! The one way in.
//!
//! A form of plain figures, or many under one command, is one exchange with the server when the ledger ends where this
//! process left it (`form.rs`). Everything else goes the careful way, about six exchanges: begin and take the turn, ask
//! what is there, insert the chain, insert the projections, commit. Every further table that a batch touches is one more.

mod batches;
mod form;
mod writer;

use quyet_model::entry::Entry;
use quyet_proof::leaf::seal_written;
use quyet_proof::merkle::Frontier;
use quyet_proof::{Head, Salt};
use quyet_store::packing::pack;
use quyet_store::{
    AppendError, Blob, Receipt, RecordedEntry, Salts, StoreError, check_batch, check_records,
    same_deed,
};
use quyet_wire::entry::write_in_parts;
use sqlx::PgConnection;

use crate::append::batches::{Batch, Batches, State};
use crate::append::form::Form;
use crate::append::writer::Done;
pub(crate) use crate::append::writer::Writer;
use crate::open::PostgresLedger;
use crate::read::{EntryRow, edge, entry_of, hashes_at};
use crate::sql;

impl PostgresLedger {
    pub(crate) async fn append_batch(
        &self,
        expected: Head,
        batch: &[Entry],
        blobs: &[Blob],
    ) -> Result<Receipt, AppendError> {
        check_batch(batch, blobs)?;
        self.refuse_read_only()?;
        // Encoding and hashing need no turn. An expected size that is wrong comes to nothing anyway.
        let salts = &*self.fittings.salts;
        let leaves: Result<Vec<_>, _> =
            (expected.size..).zip(batch).map(|(seq, entry)| Leaf::of(salts, seq, entry)).collect();
        let leaves = leaves?;
        let mut place = self.writer.lock().await;
        // Out of its place: a dropped future takes the connection with it, and no later call meets what it left.
        let mut writer = Writer::ready(place.take(), &self.servers).await?;
        let form = writer.end_at(expected).and_then(|end| Form::of(end, batch, &leaves, blobs));
        if let Some(form) = form
            && let Some(head) = writer.append(form).await.map_err(self.failed())?
        {
            *place = Some(writer);
            return Ok(Receipt { head, first: expected.size, repeated: false });
        }
        let batches = [Batch { entries: batch.to_vec(), leaves }];
        writer.begin().await.map_err(self.failed())?;
        // At this point no other connection can append until this transaction ends. A crash, a lost connection or a
        // dropped future from here to the commit leaves the ledger as it was.
        let done = self.append_in(writer.conn(), expected, &batches, blobs).await;
        self.finish(&mut place, writer, done).await
    }

    async fn append_in(
        &self,
        conn: &mut PgConnection,
        expected: Head,
        batches: &[Batch],
        blobs: &[Blob],
    ) -> Done<Receipt> {
        let batches = Batches { list: batches, blobs };
        let state = State::read(conn, expected.size, &batches).await.map_err(self.failed())?;
        let frontier = self.frontier(conn, &state, expected.size).await?;
        let head = frontier.head();
        if let Some(command) = state.commands.first() {
            let first = self.repeated(conn, *command, &batches.list[0].entries).await?;
            return Ok((Receipt { head, first, repeated: true }, None));
        }
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        let grown = self.write(conn, &state, frontier, &batches).await?;
        // Last before the commit: a batch that was refused leaves nothing in the store.
        self.put_away(blobs).await?;
        let receipt = Receipt { head: grown.tree.head(), first: expected.size, repeated: false };
        Ok((receipt, Some(grown)))
    }

    /// Appends what another ledger holds, exactly.
    pub(crate) async fn transcribe_records(
        &self,
        expected: Head,
        records: &[RecordedEntry],
        blobs: &[Blob],
    ) -> Result<Head, AppendError> {
        let batches = check_records(expected.size, records)?;
        let batches: Vec<Batch> = batches.into_iter().map(Batch::of).collect();
        self.refuse_read_only()?;
        let mut place = self.writer.lock().await;
        let mut writer = Writer::ready(place.take(), &self.servers).await?;
        writer.begin().await.map_err(self.failed())?;
        let done = self.transcribe_in(writer.conn(), expected, &batches, blobs).await;
        self.finish(&mut place, writer, done).await
    }

    async fn transcribe_in(
        &self,
        conn: &mut PgConnection,
        expected: Head,
        batches: &[Batch],
        blobs: &[Blob],
    ) -> Done<Head> {
        let batches = Batches { list: batches, blobs };
        let state = State::read(conn, expected.size, &batches).await.map_err(self.failed())?;
        let frontier = self.frontier(conn, &state, expected.size).await?;
        let head = frontier.head();
        if head != expected {
            return Err(AppendError::Conflict(head));
        }
        if !state.commands.is_empty() || batches.repeat_a_command() {
            return Err(AppendError::CommandReused);
        }
        if batches.list.is_empty() {
            return Ok((head, None));
        }
        let grown = self.write(conn, &state, frontier, &batches).await?;
        // Last before the commit: a batch that was refused leaves nothing in the store.
        self.put_away(blobs).await?;
        Ok((grown.tree.head(), Some(grown)))
    }

    /// Commits when there is something to commit, undoes everything otherwise, and puts the writer back to its place.
    ///
    /// When the server is lost while it commits, nobody knows yet whether it did: sending the command again tells.
    async fn finish<T>(
        &self,
        place: &mut Option<Writer>,
        mut writer: Writer,
        done: Done<T>,
    ) -> Result<T, AppendError> {
        let (answer, end) = match done {
            Ok((answer, end)) => (Ok(answer), end),
            Err(error) => (Err(error), None),
        };
        match writer.finish(end).await {
            Ok(()) => *place = Some(writer),
            // At this point an unanswered commit may be durable or not; the contract has callers send it again.
            Err(error) if answer.is_ok() => return Err(self.servers.failed(error).into()),
            // The first error says more. A connection that cannot undo is closed, and the server undoes.
            Err(_) => {}
        }
        answer
    }

    fn refuse_read_only(&self) -> Result<(), AppendError> {
        self.read_only().map_or(Ok(()), |reason| Err(AppendError::ReadOnly(reason)))
    }

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

    /// The edge of the tree as it stands. Its hashes came with the state when the size is the expected one.
    async fn frontier(
        &self,
        conn: &mut PgConnection,
        state: &State,
        expected: u64,
    ) -> Result<Frontier, StoreError> {
        let size = state.size();
        if size == expected {
            return edge(size, &state.hashes);
        }
        let hashes = hashes_at(conn, &Frontier::needed(size)).await.map_err(self.failed())?;
        edge(size, &hashes?)
    }

    /// The first entry of the command's batch, when the same batch was appended before.
    async fn repeated(
        &self,
        conn: &mut PgConnection,
        (first, count): (i64, i64),
        batch: &[Entry],
    ) -> Result<u64, AppendError> {
        let query = sqlx::query_as(sql::ENTRIES).bind(first).bind(count);
        let rows: Vec<EntryRow> = query.fetch_all(conn).await.map_err(self.failed())?;
        let stored: Vec<_> = rows.into_iter().map(entry_of).collect::<Result<_, _>>()?;
        if same_deed(&stored, batch) {
            Ok(first.cast_unsigned())
        } else {
            Err(AppendError::CommandReused)
        }
    }

    /// From the driver's error to the contract's, noting a lost server.
    pub(crate) fn failed(&self) -> impl Fn(sqlx::Error) -> StoreError {
        |error| self.servers.failed(error)
    }
}

/// A payload as it is kept, with its salt and hash.
#[derive(Debug)]
struct Leaf {
    kept: Vec<u8>,
    salt: Option<Salt>,
    hash: [u8; 32],
}

impl Leaf {
    fn of(salts: &dyn Salts, seq: u64, entry: &Entry) -> Result<Self, StoreError> {
        let written = write_in_parts(entry);
        let salt = salts.salt(seq, &written.payload)?;
        let hash = seal_written(&written, &salt).leaf;
        Ok(Self { hash, salt: Some(salt), kept: pack(&written.payload).into_owned() })
    }
}
