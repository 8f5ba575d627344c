//! Payload to leaf to tree, and the index of commands.

use std::collections::BTreeSet;

use quyet_model::document::Digest;
use quyet_model::entry::{Act, Entry};
use quyet_proof::leaf::seal;
use quyet_proof::merkle::{Frontier, stored_count};
use quyet_store::packing::unpack;
use quyet_store::{Progress, moment, named_blobs};
use quyet_wire::entry::{decode, is_canonical};
use sqlx::SqliteConnection;

use crate::fsck::Findings;
use crate::fsck::checkpoints::Walk;
use crate::fsck::figures::Figures;
use crate::project::{project, project_actor};
use crate::read::salt_of;
use crate::rebuild::PAGE;
use crate::sql;

/// What is known so far on the way through the ledger.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) findings: Findings,
    /// What was seen of the rows of figures.
    pub(super) figures: Figures,
    /// The tree over the payloads as they are: its head is what the ledger now says.
    pub(super) by_payload: Frontier,
    /// Digests that entries name.
    pub(super) named: BTreeSet<Digest>,
    /// The tree as it was stored: differs from `by_payload` after the first wrong payload, so that one wrong
    /// byte is named once and not again by every hash above it.
    stored: Frontier,
    batch: Option<Batch>,
    checkpoints: Walk,
}

impl Default for Chain {
    fn default() -> Self {
        Self {
            findings: Findings::default(),
            figures: Figures::default(),
            by_payload: Frontier::empty(),
            named: BTreeSet::new(),
            stored: Frontier::empty(),
            batch: None,
            checkpoints: Walk::default(),
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

/// Walks the whole ledger, filling the temporary projections as long as nothing is wrong.
pub(super) async fn check(
    conn: &mut SqliteConnection,
    chain: &mut Chain,
    progress: Progress<'_>,
) -> Result<(), sqlx::Error> {
    let all: i64 = sqlx::query_scalar(sql::COUNT_ENTRIES).fetch_one(&mut *conn).await?;
    let all = all.unsigned_abs();
    chain.checkpoints.begin(conn).await?;
    check_checkpoint(conn, chain).await?;
    loop {
        let from = chain.by_payload.size();
        let query = sqlx::query_as(sql::WHOLE_ENTRIES).bind(from.cast_signed()).bind(PAGE);
        let page: Vec<LedgerRow> = query.fetch_all(&mut *conn).await?;
        if page.is_empty() {
            break;
        }
        for mut row in page {
            let seq = chain.by_payload.size();
            if row.seq.unsigned_abs() != seq {
                chain.findings.add(Some(seq), "ledger", seq, "thiếu mục trong nhật ký");
                return Ok(());
            }
            match unpack(std::mem::take(&mut row.payload)) {
                Ok(payload) => row.payload = payload,
                // The leaf of nothing follows, and the tree says whose fault it is.
                Err(what) => chain.findings.add(Some(seq), "ledger", seq, what),
            }
            check_row(conn, chain, seq, row).await?;
        }
        progress(chain.by_payload.size(), all);
    }
    finish_batch(conn, chain).await?;
    chain.checkpoints.finish(&mut chain.findings);
    check_leftovers(conn, chain).await
}

/// The checkpoint of what was walked so far, when one was kept. Held against the tree as it was stored, so that one
/// wrong byte is not named again by every checkpoint after it.
async fn check_checkpoint(
    conn: &mut SqliteConnection,
    chain: &mut Chain,
) -> Result<(), sqlx::Error> {
    if chain.checkpoints.is_due(chain.stored.size()) {
        chain.checkpoints.check(conn, &chain.stored.head(), &mut chain.findings).await?;
    }
    Ok(())
}

async fn check_row(
    conn: &mut SqliteConnection,
    chain: &mut Chain,
    seq: u64,
    row: LedgerRow,
) -> Result<(), sqlx::Error> {
    check_hashes(conn, chain, seq, &row).await?;
    let entry = match decode(&row.payload) {
        Ok(entry) => entry,
        Err(error) => {
            chain.findings.add(Some(seq), "ledger", seq, error);
            return check_checkpoint(conn, chain).await;
        }
    };
    chain.checkpoints.keys.learn(&entry.act);
    check_checkpoint(conn, chain).await?;
    check_columns(chain, seq, &row, &entry);
    check_batch(conn, chain, seq, &row).await?;
    chain.named.extend(named_blobs(std::slice::from_ref(&entry)).into_iter().cloned());
    if chain.findings.list.is_empty() {
        match &entry.act {
            Act::FiguresReported(_) | Act::FigureCorrected(_) => {
                project_actor(conn, seq, &entry).await?;
                chain.figures.compare(conn, seq, &entry).await?;
            }
            _ => project(conn, seq, &entry).await?,
        }
    }
    Ok(())
}

/// Compares payload, leaf and the hashes of the tree that this entry completed.
async fn check_hashes(
    conn: &mut SqliteConnection,
    chain: &mut Chain,
    seq: u64,
    row: &LedgerRow,
) -> Result<(), sqlx::Error> {
    let salt = match salt_of(row.salt.clone()) {
        Ok(salt) => salt,
        Err(what) => {
            chain.findings.add(Some(seq), "ledger", seq, what);
            None
        }
    };
    let hash = seal(&row.payload, salt.as_ref()).leaf;
    chain.by_payload.push(hash);
    let first = stored_count(seq);
    let query = sqlx::query_as(sql::HASHES).bind(first.cast_signed());
    let query = query.bind(stored_count(seq + 1).cast_signed());
    let stored: Vec<(i64, Vec<u8>)> = query.fetch_all(conn).await?;
    let in_tree = stored.first().map(|(_, hash)| &hash[..]);
    let trusted = match (hash[..] == row.leaf[..], in_tree) {
        (true, _) => hash,
        // The tree says which of the two was changed.
        (false, Some(in_tree)) if in_tree == hash => {
            chain.findings.add(Some(seq), "ledger", seq, "mã băm (leaf) bị thay đổi");
            hash
        }
        (false, _) => {
            chain.findings.add(
                Some(seq),
                "ledger",
                seq,
                "nội dung (payload) hoặc muối (salt) không khớp mã băm",
            );
            <[u8; 32]>::try_from(&row.leaf[..]).unwrap_or(hash)
        }
    };
    for (index, hash) in chain.stored.push(trusted) {
        let at = stored.iter().find(|(at, _)| at.unsigned_abs() == index);
        match at {
            None => chain.findings.add(Some(seq), "tree_hash", index, "thiếu mã băm của cây"),
            Some((_, stored)) if stored[..] != hash[..] => {
                chain.findings.add(
                    Some(seq),
                    "tree_hash",
                    index,
                    "mã băm của cây không khớp nhật ký",
                );
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Compares the payload with the columns beside it, and with its own one spelling.
fn check_columns(chain: &mut Chain, seq: u64, row: &LedgerRow, entry: &Entry) {
    let mut differ = |column: &str| {
        let what = format!("cột {column} không khớp nội dung");
        chain.findings.add(Some(seq), "ledger", seq, what);
    };
    if entry.command.0 != row.command {
        differ("command");
    }
    if entry.act.kind() != row.kind {
        differ("kind");
    }
    if moment(entry.recorded) != row.recorded {
        differ("recorded");
    }
    if !is_canonical(&row.payload, entry) {
        chain.findings.add(Some(seq), "ledger", seq, "nội dung không ở dạng chuẩn");
    }
}

/// Follows the batches: one command and one time each, every time later than the one before.
async fn check_batch(
    conn: &mut SqliteConnection,
    chain: &mut Chain,
    seq: u64,
    row: &LedgerRow,
) -> Result<(), sqlx::Error> {
    let (findings, batch) = (&mut chain.findings, &mut chain.batch);
    match batch {
        Some(batch) if batch.command == row.command => {
            batch.count += 1;
            if batch.recorded != row.recorded {
                findings.add(Some(seq), "ledger", seq, "thời điểm khác với các mục cùng lệnh");
            }
            return Ok(());
        }
        Some(batch) if row.recorded <= batch.recorded => {
            findings.add(Some(seq), "ledger", seq, "thời điểm không muộn hơn mục trước");
        }
        _ => {}
    }
    finish_batch(conn, chain).await?;
    let (command, recorded) = (row.command.clone(), row.recorded);
    chain.batch = Some(Batch { command, first: seq, count: 1, recorded });
    Ok(())
}

/// Compares a batch that is over with the index of commands.
async fn finish_batch(conn: &mut SqliteConnection, chain: &mut Chain) -> Result<(), sqlx::Error> {
    let Some(batch) = chain.batch.take() else {
        return Ok(());
    };
    let query = sqlx::query_as(sql::COMMAND).bind(&batch.command);
    let row: Option<(i64, i64)> = query.fetch_optional(conn).await?;
    let expected = (batch.first.cast_signed(), batch.count.cast_signed());
    let what = match row {
        None => "thiếu lệnh trong chỉ mục",
        Some(row) if row != expected => "chỉ mục lệnh không khớp nhật ký",
        Some(_) => return Ok(()),
    };
    chain.findings.add(Some(batch.first), "command", &batch.command, what);
    Ok(())
}

/// Rows beyond what the ledger accounts for.
async fn check_leftovers(
    conn: &mut SqliteConnection,
    chain: &mut Chain,
) -> Result<(), sqlx::Error> {
    let last: Option<i64> = sqlx::query_scalar(sql::LAST_HASH).fetch_one(&mut *conn).await?;
    let stored = last.map_or(0, |index| index.unsigned_abs() + 1);
    if stored_count(chain.by_payload.size()) < stored {
        chain.findings.add(None, "tree_hash", stored - 1, "thừa mã băm so với nhật ký");
    }
    let extra: Option<String> = sqlx::query_scalar(sql::EXTRA_COMMAND).fetch_optional(conn).await?;
    if let Some(command) = extra {
        chain.findings.add(None, "command", command, "thừa lệnh so với nhật ký");
    }
    Ok(())
}
