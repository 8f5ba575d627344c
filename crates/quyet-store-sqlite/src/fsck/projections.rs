//! The projections held against a second copy, save the figures.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::SqliteConnection;

use crate::fsck::Findings;
use crate::sql::{PROJECTIONS, Projection};

/// Makes empty temporary tables that hide the projections from every statement that names no schema.
pub(crate) async fn shadow_all(conn: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    for projection in PROJECTIONS {
        sqlx::query(projection.shadow).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Compares every projection with its temporary twin, which the ledger filled.
pub(super) async fn compare(
    conn: &mut SqliteConnection,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    for Projection { table, differ, .. } in PROJECTIONS {
        let rows: Vec<(String, String)> = sqlx::query_as(*differ).fetch_all(&mut *conn).await?;
        let mut sides: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (side, key) in rows {
            sides.entry(key).or_default().insert(side);
        }
        for (key, sides) in sides {
            let what = match (sides.contains("a"), sides.contains("b")) {
                (true, true) => "khác với nhật ký",
                (true, false) => "thiếu so với nhật ký",
                _ => "thừa so với nhật ký",
            };
            findings.add(None, table, key, format!("{what}; chạy “quyet rebuild” để dựng lại"));
        }
    }
    Ok(())
}
