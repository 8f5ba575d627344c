//! A primary that goes away, and a standby that takes over.

use quyet_store::conformance::samples::{entry, reported};
use quyet_store::{AppendError, Fittings, Ledger, StoreError};
use quyet_store_postgres::{PostgresLedger, PostgresSettings, migrate};
use quyet_testkit::postgres::{Database, Durability, Server, Stop, own_server};

use crate::{append_history, nobody_listens};

/// The address of the application's role in the same database on another server.
fn on(server: &Server, database: &Database) -> String {
    let name = database.app.rsplit('/').next().unwrap_or_default().split('?').next();
    server
        .url()
        .replace("postgres@", "quyet_app@")
        .replace("/postgres", &format!("/{}", name.unwrap_or_default()))
}

#[tokio::test]
async fn a_ledger_finds_the_new_primary_and_nothing_acknowledged_is_lost() {
    let Some(primary) = own_server(Durability::Fast) else { return };
    let database = Database::on(&primary).await.expect("a database");
    migrate(&database.owner).await.expect("an empty database");
    let standby = primary.standby().expect("a standby");
    // Every commit waits for the standby.
    let mut conn = database.as_superuser().await.expect("the server answers");
    for statement in [
        "ALTER SYSTEM SET synchronous_standby_names = '*'",
        "ALTER SYSTEM SET synchronous_commit = 'remote_apply'",
        "SELECT pg_reload_conf()",
    ] {
        sqlx::raw_sql(statement).execute(&mut conn).await.expect("a setting");
    }
    // The standby stands first: it does not take writes, so the other one is found.
    let settings = PostgresSettings {
        hosts: vec![database.app.clone()],
        ..PostgresSettings::new(&on(&standby, &database))
    };
    let ledger = PostgresLedger::open(&settings, Fittings::seeded(0)).await.expect("a primary");
    append_history(&ledger).await;
    let head = ledger.head().await.expect("a sound ledger");

    let reader = PostgresLedger::open_standby(&on(&standby, &database), Fittings::seeded(0)).await;
    let reader = reader.expect("a standby to read from");
    assert_eq!(reader.head().await, Ok(head), "remote_apply shows what was acknowledged");
    let lag = reader.lag().await.expect("the standby answers");
    assert!(lag.connected && lag.bytes == 0 && lag.seconds == 0, "{lag:?}");
    assert!(!lag.primary, "{lag:?}");
    assert!(reader.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));

    primary.stop(Stop::Kill);
    let batch = [entry("sau", 100, reported(Vec::new()))];
    let lost = ledger.append(head, &batch, &[]).await.expect_err("the primary is gone");
    assert!(matches!(lost, AppendError::Store(StoreError::Unavailable(_))), "{lost}");
    let none = ledger.append(head, &batch, &[]).await.expect_err("nobody takes writes yet");
    assert!(none.to_string().contains("không tìm thấy máy chủ cơ sở dữ liệu nhận ghi"), "{none}");

    standby.promote().expect("the standby takes over");
    let lag = reader.lag().await.expect("the promoted standby answers");
    assert!(lag.primary && lag.connected, "{lag:?}");
    let receipt = ledger.append(head, &batch, &[]).await.expect("the new primary is found");
    assert_eq!((receipt.first, receipt.repeated), (head.size, false));
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}

#[tokio::test]
async fn an_end_that_a_failover_lost_is_noticed_and_the_ledger_goes_on_from_what_is_there() {
    let Some(primary) = own_server(Durability::Fast) else { return };
    let database = Database::on(&primary).await.expect("a database");
    migrate(&database.owner).await.expect("an empty database");
    let settings = PostgresSettings::new(&database.app);
    let open = async |settings: &PostgresSettings| {
        PostgresLedger::open(settings, Fittings::seeded(0)).await.expect("a primary")
    };
    let first = open(&settings).await;
    append_history(&first).await;
    let shared = first.head().await.expect("a sound ledger");
    let standby = primary.standby().expect("a standby");
    standby.stop(Stop::Fast);
    // Asynchronous: the primary acknowledges what the standby never gets.
    let hosts = vec![on(&standby, &database)];
    let ledger = open(&PostgresSettings { hosts, ..settings }).await;
    let lost = [entry("mat", 100, reported(Vec::new()))];
    let beyond = ledger.append(shared, &lost, &[]).await.expect("the primary takes it").head;
    primary.stop(Stop::Kill);
    standby.start_again().expect("the standby starts");
    standby.promote().expect("the standby takes over");
    ledger.head().await.expect_err("the primary is gone");
    let other = [entry("khac", 101, reported(Vec::new()))];
    let conflict = ledger.append(beyond, &other, &[]).await;
    assert_eq!(conflict, Err(AppendError::Conflict(shared)), "the end is lost, and that is said");
    ledger.append(shared, &other, &[]).await.expect("it goes on from what is there");
    assert!(ledger.fsck(&nobody_listens).await.is_ok_and(|report| report.is_clean()));
}
