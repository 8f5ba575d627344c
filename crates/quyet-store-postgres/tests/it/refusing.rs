//! What the database refuses, and to whom.

use quyet_store::Ledger;

use crate::{nobody_listens, run, with_history};

const APPENDED: [&str; 6] = ["ledger", "tree_hash", "command", "blob", "checkpoint", "attestation"];

fn changes(table: &str) -> Vec<String> {
    let column = match table {
        "ledger" => "kind = 'khac'",
        "tree_hash" => "hash = hash",
        "command" => "first = 0",
        "blob" => "bytes = ''",
        _ => "size = 1",
    };
    vec![
        format!("UPDATE {table} SET {column}"),
        format!("DELETE FROM {table}"),
        format!("TRUNCATE {table}"),
    ]
}

#[tokio::test]
async fn the_application_may_add_and_not_change() {
    let Some((database, ledger)) = with_history().await else { return };
    let mut forbidden: Vec<String> = APPENDED.iter().flat_map(|table| changes(table)).collect();
    for table in APPENDED {
        forbidden.push(format!("DROP TABLE {table}"));
        forbidden.push(format!("ALTER TABLE {table} DISABLE TRIGGER ALL"));
        forbidden.push(format!("ALTER TABLE {table} ADD COLUMN x text"));
        forbidden.push(format!("DROP TRIGGER {table}_refuses_change ON {table}"));
    }
    forbidden.extend(
        [
            "UPDATE layout SET version = 9",
            "DELETE FROM layout",
            "UPDATE projection_figure SET number = '1'",
            "DELETE FROM projection_figure",
            "TRUNCATE projection_figure",
            "UPDATE projection_plan SET recorded = 0",
            "DROP FUNCTION refuse_change() CASCADE",
            "CREATE TABLE quyet.x (y int)",
            "SET session_replication_role = replica",
            "SET ROLE quyet_owner",
        ]
        .map(str::to_owned),
    );
    for statement in forbidden {
        let refused = run(&database.app, &statement).await.expect_err(&statement);
        let by_privilege =
            refused.contains("permission denied") || refused.contains("must be owner");
        assert!(by_privilege, "{statement}: {refused}");
    }
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}

#[tokio::test]
async fn the_owner_is_refused_by_triggers() {
    let Some((database, ledger)) = with_history().await else { return };
    for statement in APPENDED.iter().flat_map(|table| changes(table)) {
        let refused = run(&database.owner, &statement).await.expect_err(&statement);
        assert!(refused.contains("the table is append-only"), "{statement}: {refused}");
    }
    for (url, statement) in [
        (&database.owner, "DELETE FROM layout"),
        (
            &database.app,
            "INSERT INTO ledger SELECT seq + 10, command, kind, recorded, payload, salt, leaf FROM ledger",
        ),
        (
            &database.app,
            "INSERT INTO ledger SELECT seq + 8, command, kind, recorded, payload, salt, leaf FROM ledger WHERE seq > 1",
        ),
        (&database.app, "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 3"),
        (&database.app, "INSERT INTO tree_hash SELECT idx + 100, hash FROM tree_hash"),
        (&database.app, "INSERT INTO tree_hash SELECT * FROM tree_hash WHERE idx = 0"),
        (&database.app, "INSERT INTO command VALUES ('nhan', 0, 1)"),
        (&database.app, "INSERT INTO blob SELECT digest, '' FROM blob"),
        (
            &database.app,
            "INSERT INTO command VALUES ('nhan', 0, 1) ON CONFLICT (command) DO UPDATE SET first = 0",
        ),
    ] {
        run(url, statement).await.expect_err(statement);
    }
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}
