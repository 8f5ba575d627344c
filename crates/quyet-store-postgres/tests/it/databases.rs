//! What a database may hold, and what is said when it holds something else.

use quyet_store::{Fittings, Head, Ledger};
use quyet_store_postgres::{
    Migrated, OpenError, PostgresLedger, PostgresSettings, create, migrate, pending,
};
use quyet_testkit::postgres::{Database, database};

use crate::{run, with_history};

async fn refused(url: &str) -> OpenError {
    let opened = PostgresLedger::open(&PostgresSettings::new(url), Fittings::seeded(0)).await;
    opened.expect_err("the database must be refused")
}

fn without_server(error: &OpenError, database: &Database) -> String {
    let name = database.owner.rsplit('/').next().unwrap_or_default();
    let name = name.split('?').next().unwrap_or_default();
    let words = error.to_string();
    let from = words.find("cơ sở dữ liệu ").map_or(0, |at| at + "cơ sở dữ liệu ".len());
    let until = words.find(name).map_or(from, |at| at + name.len());
    format!("{}DB{}", &words[..from], &words[until..])
}

#[tokio::test]
async fn an_empty_database_is_missing_until_it_is_made_and_is_made_once() {
    let Some(database) = database().await else { return };
    let missing = refused(&database.app).await;
    assert_eq!(
        without_server(&missing, &database),
        "cơ sở dữ liệu DB chưa có dữ liệu Quyết; hãy kiểm tra địa chỉ hoặc tạo mới bằng “quyet init”"
    );
    let steps = pending(&database.owner).await.expect("an empty database");
    assert_eq!(steps.first().map(|step| step.version), Some(1));
    assert_eq!(create(&database.owner).await, Ok(Migrated { from: None, to: 1 }));
    assert!(matches!(create(&database.owner).await, Err(OpenError::Exists(_))));
    assert_eq!(migrate(&database.owner).await, Ok(Migrated { from: Some(1), to: 1 }));
    assert_eq!(pending(&database.owner).await, Ok(Vec::new()));
    let ledger = crate::open(&database).await;
    assert_eq!(ledger.head().await, Ok(Head::EMPTY));
}

#[tokio::test]
async fn a_foreign_database_is_refused_and_left_alone() {
    let Some(database) = database().await else { return };
    run(&database.owner, "CREATE TABLE public.nguoi_khac (x int)").await.expect("a foreign table");
    let foreign = "cơ sở dữ liệu DB đang chứa dữ liệu của chương trình khác; hãy tạo một cơ sở dữ liệu riêng cho Quyết";
    assert_eq!(without_server(&refused(&database.app).await, &database), foreign);
    let made = migrate(&database.owner).await.expect_err("a foreign database");
    assert_eq!(without_server(&made, &database), foreign);
    let none = run(&database.superuser, "SELECT * FROM quyet.layout").await;
    assert!(none.expect_err("nothing was made").contains("does not exist"));
}

#[tokio::test]
async fn older_and_newer_databases_are_refused_with_the_next_step() {
    let Some((database, ledger)) = with_history().await else { return };
    drop(ledger);
    let set = |layout| format!("UPDATE layout SET version = {layout}");
    run(&database.superuser, &set(0)).await.expect("a superuser");
    let older = refused(&database.app).await;
    assert!(matches!(older, OpenError::Older { found: 0, .. }), "{older}");
    assert!(older.to_string().ends_with("hãy sao lưu rồi chạy “quyet migrate”"), "{older}");
    run(&database.superuser, &set(7)).await.expect("a superuser");
    for newer in [refused(&database.app).await, migrate(&database.owner).await.expect_err("newer")]
    {
        assert!(matches!(newer, OpenError::Newer { found: 7, .. }), "{newer}");
        assert!(newer.to_string().ends_with("hãy nâng cấp chương trình"), "{newer}");
    }
}

#[tokio::test]
async fn a_creation_that_was_cut_short_is_taken_up_again() {
    let Some(database) = database().await else { return };
    let conn = &mut database.as_superuser().await.expect("the server answers");
    sqlx::raw_sql("CREATE SCHEMA quyet AUTHORIZATION quyet_owner")
        .execute(conn)
        .await
        .expect("made");
    assert!(matches!(refused(&database.app).await, OpenError::Missing(_)));
    assert_eq!(migrate(&database.owner).await, Ok(Migrated { from: None, to: 1 }));
}

#[tokio::test]
async fn an_address_that_is_none_and_a_server_that_is_not_there_are_named() {
    assert!(matches!(refused("mysql://x").await, OpenError::Address(_)));
    let nowhere = refused("postgres://quyet_app@127.0.0.1:1/quyet").await;
    assert!(matches!(nowhere, OpenError::Database { .. }), "{nowhere}");
    assert!(nowhere.to_string().contains("127.0.0.1:1"), "{nowhere}");
    assert!(!refused("postgres://a:mat-khau@127.0.0.1:1/b").await.to_string().contains("mat-khau"));
}
