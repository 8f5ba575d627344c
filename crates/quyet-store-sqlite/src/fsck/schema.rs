//! The layout itself: tables, indexes and the triggers that refuse.
//!
//! A trigger whose words were changed refuses nothing any more, and no row shows it. So the words of the schema are held
//! against those of an empty ledger made by the same migrations.

use std::collections::BTreeMap;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::fsck::Findings;
use crate::open::MIGRATIONS;
use crate::sql;

/// Names what the schema lacks, has besides, or says in other words.
pub(super) async fn check(
    conn: &mut SqliteConnection,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    let mut fresh = SqliteConnectOptions::new().in_memory(true).connect().await?;
    MIGRATIONS.run_direct(None, &mut fresh, false).await?;
    let mut asked = words(&mut fresh).await?;
    fresh.close().await?;
    for (name, said) in words(conn).await? {
        match asked.remove(&name) {
            None => findings.add(None, "sqlite_schema", name, "không thuộc bố cục của Quyết"),
            Some(right) if right != said => {
                findings.add(None, "sqlite_schema", name, "khác với bố cục của Quyết");
            }
            Some(_) => {}
        }
    }
    for name in asked.into_keys() {
        findings.add(None, "sqlite_schema", name, "thiếu so với bố cục của Quyết");
    }
    Ok(())
}

async fn words(conn: &mut SqliteConnection) -> Result<BTreeMap<String, String>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(sql::SCHEMA).fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}
