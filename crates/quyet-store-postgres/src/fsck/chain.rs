//! Payload to leaf to tree, and the index of commands.

use std::collections::{BTreeMap, BTreeSet};

use quyet_model::document::Digest;
use quyet_model::entry::Entry;
use quyet_proof::leaf::seal;
use quyet_proof::merkle::{Frontier, stored_count};
use quyet_store::checkpoints::{KeptCheckpoint, LogKeys};
use quyet_store::packing::unpack;
use quyet_store::{Progress, StoreError, moment, named_blobs};
use quyet_wire::entry::{decode, is_canonical};
use sqlx::PgConnection;

use crate::checkpoints::{CHANGED, CheckpointRow};
use crate::fsck::Findings;
use crate::fsck::projections::check_page;
use crate::read::salt_of;
use crate::rebuild::PAGE;
use crate::rows::{Rows, column};
use crate::sql;

/// What is known so far on the way through the ledger.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) findings: Findings,
    /// What is wrong with projections: counts only when nothing else is, for a broken ledger cannot judge them.
    pub(super) of_projections: Findings,
    /// The tree over the payloads as they are: its head is what the ledger now says.
    pub(super) by_payload: Frontier,
    /// Digests that entries name.
    pub(super) named: BTreeSet<Digest>,
    /// Rows of the small projections, gathered on the way.
    pub(super) rows: Rows,
    /// The tree as it was stored: differs from `by_payload` after the first wrong payload, so that one wrong
    /// byte is named once and not again by every hash above it.
    stored: Frontier,
    batch: Option<Batch>,
    /// The keys that the log has recorded so far.
    keys: LogKeys,
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            findings: Findings::default(),
            of_projections: Findings::default(),
            by_payload: Frontier::empty(),
            named: BTreeSet::new(),
            rows: Rows::default(),
            stored: Frontier::empty(),
            batch: None,
            keys: LogKeys::default(),
        }
    }
}

/// The batch that the walk is in.
#[derive(Debug)]
struct Batch {
    command: String,
    first: u64,
    count: u64,
    recorded: i64,
    /// What the index of commands says of it.
    indexed: Option<(i64, i64)>,
}

/// A whole row of the ledger.
#[derive(sqlx::FromRow)]
struct LedgerRow {
    seq: i64,
    command: String,
    kind: String,
    recorded: i64,
    payload: Vec<u8>,
    salt: Option<Vec<u8>>,
    leaf: Vec<u8>,
}

/// What stands beside a page of entries.
struct Beside {
    hashes: BTreeMap<u64, Vec<u8>>,
    commands: BTreeMap<String, (i64, i64)>,
    checkpoints: BTreeMap<u64, Result<KeptCheckpoint, StoreError>>,
}

/// Walks the whole ledger page by page, with the figures that each page brought.
pub(super) async fn check(
    conn: &mut PgConnection,
    chain: &mut Chain,
    progress: Progress<'_>,
) -> Result<(), sqlx::Error> {
    let last: Option<i64> = sqlx::query_scalar(sql::LAST_SEQ).fetch_one(&mut *conn).await?;
    let all = last.map_or(0, |seq| seq.cast_unsigned().saturating_add(1));
    let of_nothing = Beside::checkpoints(conn, (0, 1)).await?;
    chain.check_checkpoint(&of_nothing);
    loop {
        let from = chain.by_payload.size();
        let query = sqlx::query_as(sql::WHOLE_ENTRIES).bind(from.cast_signed()).bind(PAGE);
        let page: Vec<LedgerRow> = query.fetch_all(&mut *conn).await?;
        if page.is_empty() {
            break;
        }
        let beside = Beside::of(conn, from, &page).await?;
        let mut rows = Rows::default();
        for mut row in page {
            let seq = chain.by_payload.size();
            if row.seq.cast_unsigned() != seq {
                chain.findings.add(Some(seq), "ledger", seq, "thiếu mục trong nhật ký");
                return Ok(());
            }
            match unpack(std::mem::take(&mut row.payload)) {
                Ok(payload) => row.payload = payload,
                // The leaf of nothing follows, and the tree says whose fault it is.
                Err(what) => chain.findings.add(Some(seq), "ledger", seq, what),
            }
            if let Some(entry) = chain.check_row(seq, &row, &beside) {
                rows.add(seq, &entry);
            }
        }
        if chain.findings.list.is_empty() {
            check_page(conn, chain, (from, rows)).await?;
        }
        progress(chain.by_payload.size(), all);
    }
    chain.finish_batch();
    check_leftovers(conn, chain).await
}

impl Beside {
    async fn of(
        conn: &mut PgConnection,
        from: u64,
        page: &[LedgerRow],
    ) -> Result<Self, sqlx::Error> {
        let until = from + page.len() as u64;
        let query = sqlx::query_as(sql::HASHES).bind(stored_count(from).cast_signed());
        let query = query.bind(stored_count(until).cast_signed());
        let hashes: Vec<(i64, Vec<u8>)> = query.fetch_all(&mut *conn).await?;
        let query = sqlx::query_as(sql::COMMANDS).bind(column(page, |row| &*row.command));
        let commands: Vec<(String, i64, i64)> = query.fetch_all(&mut *conn).await?;
        let checkpoints = Self::checkpoints(conn, (from + 1, until + 1)).await?;
        let hashes =
            hashes.into_iter().map(|(index, hash)| (index.cast_unsigned(), hash)).collect();
        let commands =
            commands.into_iter().map(|(name, first, count)| (name, (first, count))).collect();
        Ok(Self { hashes, commands, checkpoints })
    }

    /// Checkpoints of these sizes: from the first on, before the second.
    async fn checkpoints(
        conn: &mut PgConnection,
        (from, until): (u64, u64),
    ) -> Result<BTreeMap<u64, Result<KeptCheckpoint, StoreError>>, sqlx::Error> {
        let query = sqlx::query_as(sql::CHECKPOINTS_BETWEEN);
        let query = query.bind(from.cast_signed()).bind(until.cast_signed());
        let rows: Vec<CheckpointRow> = query.fetch_all(conn).await?;
        Ok(rows.into_iter().map(|row| (row.size.cast_unsigned(), row.read())).collect())
    }
}

impl Chain {
    /// Checks one row; gives its entry when it can be read.
    fn check_row(&mut self, seq: u64, row: &LedgerRow, beside: &Beside) -> Option<Entry> {
        self.check_hashes(seq, row, beside);
        let entry = match decode(&row.payload) {
            Ok(entry) => entry,
            Err(error) => {
                self.findings.add(Some(seq), "ledger", seq, error);
                self.check_checkpoint(&beside.checkpoints);
                return None;
            }
        };
        self.keys.learn(&entry.act);
        self.check_checkpoint(&beside.checkpoints);
        self.check_columns(seq, row, &entry);
        self.check_batch(seq, row, beside);
        self.named.extend(named_blobs(std::slice::from_ref(&entry)).into_iter().cloned());
        Some(entry)
    }

    /// The checkpoint of what was walked so far, when one was kept. Held against the tree as it was stored, so that one
    /// wrong byte is not named again by every checkpoint after it.
    fn check_checkpoint(&mut self, kept: &BTreeMap<u64, Result<KeptCheckpoint, StoreError>>) {
        let size = self.stored.size();
        let what = match kept.get(&size) {
            None => None,
            Some(Err(_)) => Some(CHANGED.to_owned()),
            Some(Ok(kept)) => self.keys.fault(kept, &self.stored.head()),
        };
        if let Some(what) = what {
            self.findings.add(None, "checkpoint", size, what);
        }
    }

    /// Compares payload, leaf and the hashes of the tree that this entry completed.
    fn check_hashes(&mut self, seq: u64, row: &LedgerRow, beside: &Beside) {
        let salt = salt_of(row.salt.clone()).unwrap_or_else(|what| {
            self.findings.add(Some(seq), "ledger", seq, what);
            None
        });
        let hash = seal(&row.payload, salt.as_ref()).leaf;
        self.by_payload.push(hash);
        let in_tree = beside.hashes.get(&stored_count(seq));
        let trusted = if hash[..] == row.leaf[..] {
            hash
        } else if in_tree.is_some_and(|in_tree| in_tree[..] == hash[..]) {
            // The tree says which of the two was changed.
            self.findings.add(Some(seq), "ledger", seq, "mã băm (leaf) bị thay đổi");
            hash
        } else {
            let what = "nội dung (payload) hoặc muối (salt) không khớp mã băm";
            self.findings.add(Some(seq), "ledger", seq, what);
            <[u8; 32]>::try_from(&row.leaf[..]).unwrap_or(hash)
        };
        for (index, hash) in self.stored.push(trusted) {
            let what = match beside.hashes.get(&index) {
                None => "thiếu mã băm của cây",
                Some(stored) if stored[..] != hash[..] => "mã băm của cây không khớp nhật ký",
                Some(_) => continue,
            };
            self.findings.add(Some(seq), "tree_hash", index, what);
        }
    }

    /// Compares the payload with the columns beside it, and with its own one spelling.
    fn check_columns(&mut self, seq: u64, row: &LedgerRow, entry: &Entry) {
        let columns = [
            ("command", entry.command.0 == row.command),
            ("kind", entry.act.kind() == row.kind),
            ("recorded", moment(entry.recorded) == row.recorded),
        ];
        for (column, _) in columns.into_iter().filter(|(_, same)| !same) {
            let what = format!("cột {column} không khớp nội dung");
            self.findings.add(Some(seq), "ledger", seq, what);
        }
        if !is_canonical(&row.payload, entry) {
            self.findings.add(Some(seq), "ledger", seq, "nội dung không ở dạng chuẩn");
        }
    }

    /// Follows the batches: one command and one time each, every time later than the one before.
    fn check_batch(&mut self, seq: u64, row: &LedgerRow, beside: &Beside) {
        match &mut self.batch {
            Some(batch) if batch.command == row.command => {
                batch.count += 1;
                if batch.recorded != row.recorded {
                    let what = "thời điểm khác với các mục cùng lệnh";
                    self.findings.add(Some(seq), "ledger", seq, what);
                }
                return;
            }
            Some(batch) if row.recorded <= batch.recorded => {
                let what = "thời điểm không muộn hơn mục trước";
                self.findings.add(Some(seq), "ledger", seq, what);
            }
            _ => {}
        }
        self.finish_batch();
        self.batch = Some(Batch {
            command: row.command.clone(),
            first: seq,
            count: 1,
            recorded: row.recorded,
            indexed: beside.commands.get(&row.command).copied(),
        });
    }

    /// Compares a batch that is over with the index of commands.
    fn finish_batch(&mut self) {
        let Some(batch) = self.batch.take() else { return };
        let expected = (batch.first.cast_signed(), batch.count.cast_signed());
        let what = match batch.indexed {
            None => "thiếu lệnh trong chỉ mục",
            Some(indexed) if indexed != expected => "chỉ mục lệnh không khớp nhật ký",
            Some(_) => return,
        };
        self.findings.add(Some(batch.first), "command", &batch.command, what);
    }
}

/// Rows beyond what the ledger accounts for.
async fn check_leftovers(conn: &mut PgConnection, chain: &mut Chain) -> Result<(), sqlx::Error> {
    let size = chain.by_payload.size().cast_signed();
    let query = sqlx::query_scalar(sql::CHECKPOINT_BEYOND).bind(size);
    let beyond: Option<i64> = query.fetch_one(&mut *conn).await?;
    if let Some(size) = beyond {
        let what = "nhật ký ngắn hơn điểm chốt đã ký: có mục đã mất";
        chain.findings.add(None, "checkpoint", size, what);
    }
    let early: Option<i64> =
        sqlx::query_scalar(sql::EARLY_ENTRY).fetch_optional(&mut *conn).await?;
    if let Some(seq) = early {
        chain.findings.add(None, "ledger", seq, "số thứ tự âm");
    }
    let count = stored_count(chain.by_payload.size()).cast_signed();
    let extra: Option<i64> =
        sqlx::query_scalar(sql::EXTRA_HASH).bind(count).fetch_one(&mut *conn).await?;
    if let Some(index) = extra {
        chain.findings.add(None, "tree_hash", index, "thừa mã băm so với nhật ký");
    }
    let extra: Option<String> = sqlx::query_scalar(sql::EXTRA_COMMAND).fetch_optional(conn).await?;
    if let Some(command) = extra {
        chain.findings.add(None, "command", command, "thừa lệnh so với nhật ký");
    }
    Ok(())
}
