//! Forms of plain figures, as the one statement that appends them takes them.
//!
//! **Takes** where the ledger ended and a batch. **Gives** columns, and the end that they lead to. **Never** looks at
//! the database: the statement holds the end against the one that stands, and writes nothing when they differ.

use quyet_model::entry::{Act, Entry};
use quyet_proof::merkle::stored_count;
use quyet_store::{Blob, moment};
use sqlx::PgConnection;

use crate::append::Leaf;
use crate::append::writer::End;
use crate::rows::{Rows, column};
use crate::sql;

/// A batch of forms, and the ends before and after it.
pub(super) struct Form<'a> {
    before: (i64, Option<[u8; 32]>),
    after: End,
    hashes: Vec<[u8; 32]>,
    batch: &'a [Entry],
    leaves: &'a [Leaf],
    rows: Rows,
}

impl<'a> Form<'a> {
    /// The batch behind this end; nothing when it holds something else than plain figures.
    pub(super) fn of(
        before: &End,
        batch: &'a [Entry],
        leaves: &'a [Leaf],
        blobs: &[Blob],
    ) -> Option<Self> {
        let form = |entry: &Entry| matches!(entry.act, Act::FiguresReported(_));
        if !blobs.is_empty() || !batch.iter().all(form) {
            return None;
        }
        let mut after = before.clone();
        let (mut hashes, mut rows) = (Vec::new(), Rows::default());
        for (entry, leaf) in batch.iter().zip(leaves) {
            rows.add(after.tree.size(), entry);
            hashes.extend(after.tree.push(leaf.hash).into_iter().map(|(_, hash)| hash));
            after.leaf = Some(leaf.hash);
        }
        let before = (before.tree.size().cast_signed(), before.leaf);
        rows.are_plain().then_some(Self { before, after, hashes, batch, leaves, rows })
    }

    /// Where the ledger ends when the form is in it.
    pub(super) fn end(self) -> End {
        self.after
    }

    /// Sends it; gives what stood in the way, or that it was written.
    pub(super) async fn send(&self, conn: &mut PgConnection) -> Result<String, sqlx::Error> {
        let (size, leaf) = self.before;
        let first = self.batch.first();
        let (actors, figures) = (&self.rows.actors, &self.rows.figures);
        sqlx::query_scalar(sql::APPEND_BATCH)
            .bind(size)
            .bind(leaf.as_ref().map(|leaf| &leaf[..]))
            .bind(first.map(|entry| &*entry.command.0))
            .bind(first.map(|entry| moment(entry.recorded)))
            .bind(column(self.batch, |entry| entry.act.kind()))
            .bind(column(self.leaves, |leaf| &*leaf.kept))
            .bind(column(self.leaves, |leaf| leaf.salt.as_ref().map(|salt| &salt.0[..])))
            .bind(column(self.leaves, |leaf| &leaf.hash[..]))
            .bind(stored_count(size.cast_unsigned()).cast_signed())
            .bind(column(&self.hashes, |hash| &hash[..]))
            .bind(column(actors, |row| &*row.name))
            .bind(column(actors, |row| &*row.role))
            .bind(column(actors, |row| &*row.body))
            .bind(shared(figures, |row| &*row.key.period))
            .bind(shared(figures, |row| &*row.key.place_code))
            .bind(shared(figures, |row| &*row.key.place_from))
            .bind(column(figures, |row| &*row.key.indicator))
            .bind(shared(figures, |row| row.key.entry))
            .bind(column(figures, |row| row.key.ord))
            .bind(column(figures, |row| row.number.as_deref()))
            .bind(shared(figures, |row| &*row.basis))
            .bind(shared(figures, |row| &*row.source))
            .fetch_one(conn)
            .await
    }
}

/// One column of rows; its one value when all rows share it, which spares the server the unpacking.
fn shared<'r, R, T: PartialEq>(rows: &'r [R], value: impl Fn(&'r R) -> T) -> Vec<T> {
    let mut values = column(rows, value);
    if values.windows(2).all(|pair| pair[0] == pair[1]) {
        values.truncate(1);
    }
    values
}
