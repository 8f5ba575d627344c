//! Everything recomputed.
//!
//! **Takes** one state of the database, read on a connection of its own. **Gives** what is wrong, in the order of
//! the ledger, then of the projections. **Never** writes to the database: the second copy of the projections is
//! made in temporary tables.

mod chain;
mod checkpoints;
mod figures;
mod projections;
mod schema;

use std::collections::BTreeSet;

use quyet_model::document::Digest;
use quyet_proof::leaf::seal;
use quyet_proof::merkle::{leaf_index, stored_count};
use quyet_store::attachments::{self, Attachments, Fault};
use quyet_store::packing::unpack;
use quyet_store::{Finding, FsckReport, Progress, StoreError, digest};
use sqlx::{Connection, SqliteConnection};

use crate::failure::{is_damage, reason, unavailable};
use crate::fsck::chain::Chain;
pub(crate) use crate::fsck::projections::shadow_all;
use crate::mark;
use crate::open::SqliteLedger;
use crate::read::{EntryRow, salt_of};
use crate::sql;

impl SqliteLedger {
    pub(crate) async fn check_all(&self, progress: Progress<'_>) -> Result<FsckReport, StoreError> {
        // Before the state that is checked: a writer beside this goes on.
        let mark = self.path().parent().and_then(mark::read);
        let mut conn = self.apart().await.map_err(unavailable)?;
        let beside = self.fittings.attachments.as_deref();
        let report = check(&mut conn, (beside, mark), progress).await?;
        // The connection was only read from; how it closes changes nothing.
        let _ = conn.close().await;
        let broken =
            report.findings.iter().find(|finding| !finding.table.starts_with("projection_"));
        if let Some(finding) = broken {
            self.refuse(format!("kiểm tra nhật ký phát hiện sai lệch: {finding}"));
        }
        Ok(report)
    }
}

async fn check(
    conn: &mut SqliteConnection,
    (beside, mark): (Option<&dyn Attachments>, Option<(u64, String)>),
    progress: Progress<'_>,
) -> Result<FsckReport, StoreError> {
    shadow_all(conn).await.map_err(unavailable)?;
    let mut tx = conn.begin_with(sql::BEGIN_READING).await.map_err(unavailable)?;
    let mut chain = Chain::default();
    let walked = walk(&mut tx, (beside, mark), &mut chain, progress).await;
    let findings = match walked {
        Ok(()) => chain.findings.list,
        // A page that SQLite cannot read is a finding like any other, after those made on the way to it.
        Err(Halt::Database(error)) if is_damage(&error) => {
            let mut findings = chain.findings;
            findings.add(None, "sqlite", "-", reason(&error));
            findings.list
        }
        Err(Halt::Database(error)) => return Err(unavailable(error)),
        Err(Halt::Beside(error)) => return Err(error),
    };
    Ok(FsckReport { entries: chain.by_payload.size(), head: chain.by_payload.head(), findings })
}

/// Why a check did not reach its end.
enum Halt {
    /// The database failed, or a page of it is damaged.
    Database(sqlx::Error),
    /// The store of attachments does not answer.
    Beside(StoreError),
}

impl From<sqlx::Error> for Halt {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

async fn walk(
    conn: &mut SqliteConnection,
    (beside, mark): (Option<&dyn Attachments>, Option<(u64, String)>),
    chain: &mut Chain,
    progress: Progress<'_>,
) -> Result<(), Halt> {
    chain::check(conn, chain, progress).await?;
    if let Some(fault) = mark::fault(conn, mark.as_ref()).await? {
        chain.findings.add(None, "ledger", chain.by_payload.size(), fault);
    }
    checkpoints::check_attestations(conn, &mut chain.findings).await?;
    let named = std::mem::take(&mut chain.named);
    let held = check_blobs(conn, &mut chain.findings).await?;
    check_named(beside, &held, named, &mut chain.findings).await.map_err(Halt::Beside)?;
    if chain.findings.list.is_empty() {
        projections::compare(conn, &mut chain.findings).await?;
        chain.figures.finish(conn).await?;
        let figures = std::mem::take(&mut chain.figures.findings);
        chain.findings.extend(figures);
    }
    schema::check(conn, &mut chain.findings).await?;
    Ok(check_file(conn, &mut chain.findings).await?)
}

/// Findings up to the number that is listed.
#[derive(Debug, Default)]
struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    fn extend(&mut self, more: Self) {
        let room = FsckReport::FINDINGS_MAX.saturating_sub(self.list.len());
        self.list.extend(more.list.into_iter().take(room));
    }

    #[expect(clippy::needless_pass_by_value, reason = "callers name keys and causes of many types")]
    fn add(
        &mut self,
        entry: Option<u64>,
        table: &'static str,
        row: impl ToString,
        what: impl ToString,
    ) {
        if self.list.len() < FsckReport::FINDINGS_MAX {
            let (row, what) = (row.to_string(), what.to_string());
            self.list.push(Finding { entry, table, row, what });
        }
    }
}

/// Every blob of the database is what its digest says; gives their digests.
async fn check_blobs(
    conn: &mut SqliteConnection,
    findings: &mut Findings,
) -> Result<BTreeSet<Digest>, sqlx::Error> {
    let (mut after, mut held) = (String::new(), BTreeSet::new());
    loop {
        let query = sqlx::query_as(sql::DIGESTS).bind(after);
        let row: Option<(String, Vec<u8>)> = query.fetch_optional(&mut *conn).await?;
        let Some((name, bytes)) = row else { return Ok(held) };
        let stored = Digest(name.clone());
        if digest(&bytes) != stored {
            findings.add(None, "blob", &stored.0, "nội dung tệp không khớp mã băm");
        }
        held.insert(stored);
        after = name;
    }
}

/// Every blob that an entry names is there: beside the database, and then what its digest says, or in it.
async fn check_named(
    beside: Option<&dyn Attachments>,
    held: &BTreeSet<Digest>,
    named: BTreeSet<Digest>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    for name in named {
        let fault = match beside {
            Some(store) => attachments::fault(store, &name).await?,
            None => Some(Fault::Missing),
        };
        match fault {
            Some(Fault::Missing) if held.contains(&name) => {}
            Some(fault) if beside.is_some() => findings.add(None, "attachments", name.0, fault),
            Some(_) => findings.add(None, "blob", name.0, "thiếu tệp mà nhật ký nhắc đến"),
            None => {}
        }
    }
    Ok(())
}

/// What SQLite itself says of its pages and indexes.
async fn check_file(
    conn: &mut SqliteConnection,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    let said: Vec<String> = sqlx::query_scalar(sql::INTEGRITY).fetch_all(conn).await?;
    for line in said.iter().filter(|line| *line != "ok") {
        findings.add(None, "sqlite", "-", line);
    }
    Ok(())
}

/// Whether the last entry fits the tree, and the tree the acknowledged head; in Vietnamese when not: the cheap check at
/// every opening.
pub(crate) async fn tail_fault(
    conn: &mut SqliteConnection,
    mark: Option<&(u64, String)>,
) -> Result<Option<String>, sqlx::Error> {
    let what = match last_fault(conn).await? {
        Some(what) => Some(what),
        None => mark::fault(conn, mark).await?,
    };
    let next = "hãy chạy “quyet fsck” và khôi phục từ bản sao lưu gần nhất";
    Ok(what.map(|what| format!("{what}; {next}")))
}

async fn last_fault(conn: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
    let last: Option<EntryRow> = sqlx::query_as(sql::LAST_ENTRY).fetch_optional(&mut *conn).await?;
    let last_hash: Option<i64> = sqlx::query_scalar(sql::LAST_HASH).fetch_one(&mut *conn).await?;
    let size = last.as_ref().map_or(0, |last| last.0.unsigned_abs() + 1);
    let hashes = last_hash.map_or(0, |index| index.unsigned_abs() + 1);
    if hashes != stored_count(size) {
        let what = format!("cây băm có {hashes} nút, không khớp với {size} mục của nhật ký");
        return Ok(Some(what));
    }
    let Some((seq, payload, salt, leaf)) = last else {
        return Ok(None);
    };
    let index = leaf_index(seq.unsigned_abs()).cast_signed();
    let in_tree: Option<Vec<u8>> =
        sqlx::query_scalar(sql::HASH).bind(index).fetch_optional(conn).await?;
    let (salt, payload) = match (salt_of(salt), unpack(payload)) {
        (Ok(salt), Ok(payload)) => (salt, payload),
        (Err(what), _) | (_, Err(what)) => {
            return Ok(Some(format!("mục cuối cùng ({seq}): {what}")));
        }
    };
    let hash = seal(&payload, salt.as_ref()).leaf;
    let fits = leaf == hash && in_tree.is_some_and(|in_tree| in_tree == hash);
    Ok((!fits).then(|| format!("mục cuối cùng ({seq}) không khớp mã băm")))
}
