//! Batches held against what is there, and written.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::document::Digest;
use quyet_model::entry::{Act, Entry};
use quyet_model::figure::{FigureId, FigureVersion};
use quyet_proof::merkle::Frontier;
use quyet_store::packing::pack;
use quyet_store::{
    AppendError, BatchFault, Blob, RecordedEntry, StoreError, check_correction, figures_of, moment,
    named_blobs,
};
use sqlx::PgConnection;

use crate::append::Leaf;
use crate::append::writer::End;
use crate::open::PostgresLedger;
use crate::read::instant;
use crate::rows::{Rows, column};
use crate::spelling::spelled;
use crate::sql;

/// The largest size whose hashes are asked for: indexes of the tree are about twice as large.
const SIZE_MAX: u64 = 1 << 61;

/// Entries of one command, each with its leaf.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) entries: Vec<Entry>,
    pub(super) leaves: Vec<Leaf>,
}

impl Batch {
    /// A batch as another ledger holds it.
    pub(super) fn of(records: &[RecordedEntry]) -> Self {
        let leaf = |record: &RecordedEntry| Leaf {
            kept: pack(&record.payload).into_owned(),
            salt: record.salt,
            hash: record.leaf,
        };
        let entries = records.iter().map(|record| record.entry.clone()).collect();
        Self { entries, leaves: records.iter().map(leaf).collect() }
    }

    fn command(&self) -> &str {
        self.entries.first().map(|entry| &*entry.command.0).unwrap_or_default()
    }
}

/// All that one call appends.
pub(super) struct Batches<'a> {
    pub(super) list: &'a [Batch],
    pub(super) blobs: &'a [Blob],
}

impl<'a> Batches<'a> {
    fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        self.list.iter().flat_map(|batch| &batch.entries)
    }

    fn named(&self) -> Vec<&'a Digest> {
        self.list.iter().flat_map(|batch| named_blobs(&batch.entries)).collect()
    }

    /// Whether two batches bear the same command.
    pub(super) fn repeat_a_command(&self) -> bool {
        let commands: BTreeSet<_> = self.list.iter().map(Batch::command).collect();
        commands.len() < self.list.len()
    }

    /// Figures that are corrected and may be there already.
    fn corrected(&self) -> BTreeSet<FigureId> {
        let corrected = |entry: &Entry| match &entry.act {
            Act::FigureCorrected(corrected) => Some(corrected.replaces),
            _ => None,
        };
        self.entries().filter_map(corrected).collect()
    }
}

/// What is there, as far as an append asks.
#[derive(Debug)]
pub(super) struct State {
    /// Number and moment of the last entry.
    last: Option<(i64, i64)>,
    /// First entry and count of each command that was used before, in ledger order.
    pub(super) commands: Vec<(i64, i64)>,
    /// Hashes at the edge of a tree of the expected size.
    pub(super) hashes: BTreeMap<u64, [u8; 32]>,
    /// Digests of blobs in the database.
    blobs: BTreeSet<String>,
}

type StateRow = (Option<i64>, Option<i64>, Vec<i64>, Vec<i64>, Vec<i64>, Vec<Vec<u8>>, Vec<String>);

impl State {
    /// One question for everything.
    pub(super) async fn read(
        conn: &mut PgConnection,
        expected: u64,
        batches: &Batches<'_>,
    ) -> Result<Self, sqlx::Error> {
        let known = expected <= SIZE_MAX;
        let needed = if known { Frontier::needed(expected) } else { Vec::new() };
        let digests =
            batches.named().into_iter().chain(batches.blobs.iter().map(|blob| &blob.digest));
        let query = sqlx::query_as(sql::STATE)
            .bind(column(batches.list, Batch::command))
            .bind(column(&needed, |index| index.cast_signed()))
            .bind(digests.map(|digest| spelled(&digest.0)).collect::<Vec<_>>());
        let (seq, recorded, firsts, counts, indexes, hashes, blobs): StateRow =
            query.fetch_one(conn).await?;
        let whole =
            |(index, hash): (i64, Vec<u8>)| Some((index.cast_unsigned(), hash.try_into().ok()?));
        Ok(Self {
            last: seq.zip(recorded),
            commands: firsts.into_iter().zip(counts).collect(),
            hashes: indexes.into_iter().zip(hashes).filter_map(whole).collect(),
            blobs: blobs.into_iter().collect(),
        })
    }

    /// Number of entries.
    pub(super) fn size(&self) -> u64 {
        self.last.map_or(0, |(seq, _)| seq.cast_unsigned() + 1)
    }

    /// Every batch is later than the one before.
    fn check_clock(&self, batches: &[Batch]) -> Result<(), AppendError> {
        let mut last = self.last.map(|(_, recorded)| recorded);
        for batch in batches {
            let recorded = batch.entries.first().map(|entry| moment(entry.recorded));
            if let Some(last) = last.filter(|last| recorded.is_some_and(|now| now <= *last)) {
                return Err(AppendError::ClockBack { last: instant(last, "ledger", "-")? });
            }
            last = recorded;
        }
        Ok(())
    }
}

/// The columns of the chain.
#[derive(Default)]
struct Chain<'a> {
    entries: Vec<(i64, &'a Entry, &'a Leaf)>,
    hashes: Vec<(i64, [u8; 32])>,
    commands: Vec<(&'a str, i64, i64)>,
}

impl PostgresLedger {
    /// Checks what needs the ledger and writes: gives the new end.
    pub(super) async fn write(
        &self,
        conn: &mut PgConnection,
        state: &State,
        mut tree: Frontier,
        batches: &Batches<'_>,
    ) -> Result<End, AppendError> {
        state.check_clock(batches.list)?;
        self.check_blobs(state, batches).await?;
        let mut figures = self.figures_named(conn, batches).await?;
        let (mut chain, mut rows) = (Chain::default(), Rows::default());
        for batch in batches.list {
            let count = i64::try_from(batch.entries.len()).unwrap_or(i64::MAX);
            chain.commands.push((batch.command(), tree.size().cast_signed(), count));
            for (entry, leaf) in batch.entries.iter().zip(&batch.leaves) {
                let seq = tree.size();
                figures.follow(seq, entry)?;
                chain.entries.push((seq.cast_signed(), entry, leaf));
                let made = tree.push(leaf.hash).into_iter();
                chain.hashes.extend(made.map(|(index, hash)| (index.cast_signed(), hash)));
                rows.add(seq, entry);
            }
        }
        self.insert_blobs(conn, state, batches.blobs).await?;
        chain.insert(conn).await.map_err(self.failed())?;
        rows.insert(conn).await.map_err(self.failed())?;
        let leaf = chain.entries.last().map(|(.., leaf)| leaf.hash);
        Ok(End { tree, leaf })
    }

    /// Every blob that is named is given, or is somewhere.
    async fn check_blobs(&self, state: &State, batches: &Batches<'_>) -> Result<(), AppendError> {
        for digest in batches.named() {
            let given = batches.blobs.iter().any(|blob| blob.digest == *digest);
            let here = given || state.blobs.contains(&*spelled(&digest.0));
            let beside = match &self.fittings.attachments {
                Some(store) if !here => store.has(digest).await?,
                _ => false,
            };
            if !here && !beside {
                return Err(BatchFault::BlobMissing(digest.clone()).into());
            }
        }
        Ok(())
    }

    /// Stores blobs in the database when there is no store beside it.
    async fn insert_blobs(
        &self,
        conn: &mut PgConnection,
        state: &State,
        blobs: &[Blob],
    ) -> Result<(), StoreError> {
        let new = blobs.iter().filter(|blob| !state.blobs.contains(&blob.digest.0));
        let new: BTreeMap<&str, &[u8]> = new.map(|blob| (&*blob.digest.0, &*blob.bytes)).collect();
        if new.is_empty() || self.fittings.attachments.is_some() {
            return Ok(());
        }
        let (digests, bytes): (Vec<&str>, Vec<&[u8]>) = new.into_iter().unzip();
        let insert = sqlx::query(sql::INSERT_BLOBS).bind(digests).bind(bytes);
        insert.execute(conn).await.map(drop).map_err(self.failed())
    }

    /// The figures that corrections name, as far as they are there.
    async fn figures_named(
        &self,
        conn: &mut PgConnection,
        batches: &Batches<'_>,
    ) -> Result<Named, StoreError> {
        let wanted = batches.corrected();
        let known = self.figures_in(conn, &wanted, i64::MAX).await?;
        let known = known.into_iter().map(|version| (version.id, version)).collect();
        Ok(Named { wanted, known })
    }
}

impl Chain<'_> {
    /// Entries, hashes and commands in one statement.
    async fn insert(&self, conn: &mut PgConnection) -> Result<(), sqlx::Error> {
        let insert = sqlx::query(sql::INSERT_CHAIN)
            .bind(column(&self.entries, |(seq, ..)| *seq))
            .bind(column(&self.entries, |(_, entry, _)| &*entry.command.0))
            .bind(column(&self.entries, |(_, entry, _)| entry.act.kind()))
            .bind(column(&self.entries, |(_, entry, _)| moment(entry.recorded)))
            .bind(column(&self.entries, |(.., leaf)| &*leaf.kept))
            .bind(column(&self.entries, |(.., leaf)| leaf.salt.as_ref().map(|salt| &salt.0[..])))
            .bind(column(&self.entries, |(.., leaf)| &leaf.hash[..]))
            .bind(column(&self.hashes, |(index, _)| *index))
            .bind(column(&self.hashes, |(_, hash)| &hash[..]))
            .bind(column(&self.commands, |(command, ..)| *command))
            .bind(column(&self.commands, |(_, first, _)| *first))
            .bind(column(&self.commands, |(.., count)| *count));
        insert.execute(conn).await.map(drop)
    }
}

/// Figures that corrections of this call name: those that are there, and those that the call itself brings.
struct Named {
    wanted: BTreeSet<FigureId>,
    known: BTreeMap<FigureId, FigureVersion>,
}

impl Named {
    /// Checks a correction against what it names, and keeps what later corrections may name.
    fn follow(&mut self, seq: u64, entry: &Entry) -> Result<(), BatchFault> {
        let correction = match &entry.act {
            Act::FigureCorrected(corrected) => Some(&**corrected),
            _ => None,
        };
        if let Some(corrected) = correction {
            check_correction(corrected, self.known.get(&corrected.replaces))?;
            if let Some(named) = self.known.get_mut(&corrected.replaces) {
                named.replaced_by = Some(FigureId { entry: seq, row: 0 });
            }
        }
        for (id, figure) in figures_of(seq, &entry.act) {
            if self.wanted.contains(&id) {
                let version = FigureVersion {
                    id,
                    figure: figure.clone(),
                    actor: entry.actor.clone(),
                    recorded: entry.recorded,
                    replaces: correction.map(|corrected| corrected.replaces),
                    reason: correction.map(|corrected| corrected.reason.clone()),
                    replaced_by: None,
                };
                self.known.insert(id, version);
            }
        }
        Ok(())
    }
}
