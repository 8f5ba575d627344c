//! Everything recomputed.
//!
//! **Takes** one state of the database, read in one snapshot on a connection of its own, on a standby as well.
//! **Gives** what is wrong, in the order of the ledger, then of the projections. **Never** writes: the rows that the
//! projections ought to hold are made page by page from the entries and held against those that stand.

mod chain;
mod projections;

use std::collections::BTreeSet;

use quyet_model::document::Digest;
use quyet_proof::leaf::seal;
use quyet_proof::merkle::{leaf_index, stored_count};
use quyet_store::attachments::Attachments;
use quyet_store::packing::unpack;
use quyet_store::{Finding, FsckReport, Progress, StoreError, digest};
use sqlx::PgConnection;

use crate::checkpoints::{AttestationRow, CHANGED};
use crate::failure::{is_damage, reason};
use crate::fsck::chain::Chain;
use crate::open::PostgresLedger;
use crate::read::{EntryRow, salt_of};
use crate::rows::column;
use crate::servers::send;
use crate::sql;

impl PostgresLedger {
    pub(crate) async fn check_all(&self, progress: Progress<'_>) -> Result<FsckReport, StoreError> {
        let mut conn = self.servers.apart().await?;
        send(&mut conn, sql::BEGIN_CHECKING).await.map_err(self.failed())?;
        let mut chain = Chain::default();
        let beside = self.fittings.attachments.as_deref();
        match walk(&mut conn, &mut chain, progress).await {
            Ok(()) => check_attachments(beside, &mut chain).await?,
            // A page that the server cannot read is a finding like any other, after those made on the way to it.
            Err(error) if is_damage(&error) => {
                chain.findings.add(None, "postgres", "-", reason(&error));
            }
            Err(error) => return Err(self.servers.failed(error)),
        }
        match chain.findings.list.first() {
            Some(first) => self.refuse(format!("kiểm tra nhật ký phát hiện sai lệch: {first}")),
            None => chain.findings = std::mem::take(&mut chain.of_projections),
        }
        let head = chain.by_payload.head();
        Ok(FsckReport { entries: head.size, head, findings: chain.findings.list })
    }
}

async fn walk(
    conn: &mut PgConnection,
    chain: &mut Chain,
    progress: Progress<'_>,
) -> Result<(), sqlx::Error> {
    chain::check(conn, chain, progress).await?;
    check_attestations(conn, &mut chain.findings).await?;
    check_blobs(conn, chain).await?;
    if chain.findings.list.is_empty() {
        projections::check_rest(conn, chain).await?;
    }
    Ok(())
}

/// Findings up to the number that is listed.
#[derive(Debug, Default)]
struct Findings {
    list: Vec<Finding>,
}

impl Findings {
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

/// Every attestation is as it was received, on a checkpoint that is there.
async fn check_attestations(
    conn: &mut PgConnection,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    let mut after = (i64::MIN, String::new(), String::new());
    loop {
        let query = sqlx::query_as(sql::ATTESTATIONS_AFTER).bind(after.0).bind(after.1);
        let page: Vec<AttestationRow> = query.bind(after.2).fetch_all(&mut *conn).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.size, last.kind.clone(), last.by_whom.clone());
        let query = sqlx::query_scalar(sql::SIZES_KEPT).bind(column(&page, |row| row.size));
        let kept: Vec<i64> = query.fetch_all(&mut *conn).await?;
        for row in page {
            let (name, has_checkpoint) = (row.name(), kept.contains(&row.size));
            if !has_checkpoint {
                findings.add(None, "attestation", &name, "thiếu điểm chốt được chứng nhận");
            }
            if row.read().is_err() {
                findings.add(None, "attestation", name, CHANGED);
            }
        }
    }
}

/// Every blob in the database is what its digest says.
async fn check_blobs(conn: &mut PgConnection, chain: &mut Chain) -> Result<(), sqlx::Error> {
    let mut after = String::new();
    loop {
        let query = sqlx::query_as(sql::NEXT_BLOB).bind(after);
        let row: Option<(String, Vec<u8>)> = query.fetch_optional(&mut *conn).await?;
        let Some((name, bytes)) = row else { return Ok(()) };
        let stored = Digest(name);
        if digest(&bytes) != stored {
            chain.findings.add(None, "blob", &stored.0, "nội dung tệp không khớp mã băm");
        }
        chain.named.remove(&stored);
        after = stored.0;
    }
}

/// Every blob that an entry names and the database does not hold lies beside it, and is what its digest says.
async fn check_attachments(
    beside: Option<&dyn Attachments>,
    chain: &mut Chain,
) -> Result<(), StoreError> {
    let missing: BTreeSet<Digest> = std::mem::take(&mut chain.named);
    for named in missing {
        let bytes = match beside {
            Some(store) => store.get(&named).await?,
            None => None,
        };
        match bytes {
            None => {
                chain.findings.add(None, "blob", named.0, "thiếu tệp mà nhật ký nhắc đến");
            }
            Some(bytes) if digest(&bytes) != named => {
                chain.findings.add(None, "blob", named.0, "nội dung tệp không khớp mã băm");
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Whether the last entry fits the tree, in Vietnamese when it does not: the cheap check at every opening.
pub(crate) async fn tail_fault(conn: &mut PgConnection) -> Result<Option<String>, sqlx::Error> {
    let last: Option<EntryRow> = sqlx::query_as(sql::LAST_ENTRY).fetch_optional(&mut *conn).await?;
    let size = last.as_ref().map_or(0, |last| last.0.cast_unsigned().saturating_add(1));
    let index = leaf_index(size.saturating_sub(1)).cast_signed();
    // The leaf lies under its index, and the last hash is the last that a tree of this size has.
    let hashes = sqlx::query_as(sql::HASHES).bind(index).bind(i64::MAX);
    let hashes: Vec<(i64, Vec<u8>)> = hashes.fetch_all(conn).await?;
    let count = hashes.last().map_or(0, |(index, _)| index.cast_unsigned() + 1);
    if count != stored_count(size) {
        let what = format!("cây băm có {count} nút, không khớp với {size} mục của nhật ký");
        return Ok(Some(advise(&what)));
    }
    let Some((seq, kept, salt, leaf)) = last else {
        return Ok(None);
    };
    let Ok(salt) = salt_of(salt) else {
        return Ok(Some(advise(&format!("mục cuối cùng ({seq}) có muối sai"))));
    };
    let hash = unpack(kept).map(|payload| seal(&payload, salt.as_ref()).leaf);
    let in_tree = hashes.first().map(|(_, in_tree)| &in_tree[..]);
    let fits = hash.is_ok_and(|hash| leaf == hash && in_tree == Some(&hash[..]));
    Ok((!fits).then(|| advise(&format!("mục cuối cùng ({seq}) không khớp mã băm"))))
}

fn advise(what: &str) -> String {
    format!("{what}; hãy chạy “quyet fsck” và khôi phục từ bản sao lưu gần nhất")
}
