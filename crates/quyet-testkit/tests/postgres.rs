//! The servers that the workshop starts.

use quyet_testkit::postgres::{Database, Durability, Stop, database, own_server};
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

async fn connect(url: &str) -> PgConnection {
    let options: PgConnectOptions = url.parse().expect("an address");
    options.connect().await.expect("the server answers")
}

async fn word(url: &str, question: &'static str) -> String {
    let mut conn = connect(url).await;
    sqlx::query_scalar(question).fetch_one(&mut conn).await.expect("an answer")
}

#[tokio::test]
async fn each_database_is_fresh_and_three_roles_reach_it() {
    let (Some(one), Some(other)) = (database().await, database().await) else { return };
    for (url, role) in [(&one.owner, "quyet_owner"), (&one.app, "quyet_app")] {
        assert_eq!(word(url, "SELECT current_user::text").await, role);
    }
    let mut conn = connect(&one.owner).await;
    sqlx::raw_sql("CREATE TABLE x (y int)").execute(&mut conn).await.expect("the owner owns");
    conn.close().await.expect("a clean close");
    let count = "SELECT count(*)::text FROM pg_class WHERE relname = 'x'";
    assert_eq!(
        (word(&one.app, count).await, word(&other.app, count).await),
        ("1".into(), "0".into())
    );
}

#[tokio::test]
async fn a_killed_server_starts_again_and_a_standby_takes_over() {
    let Some(server) = own_server(Durability::Fast) else { return };
    let made = Database::on(&server).await.expect("a database");
    for how in [Stop::Kill, Stop::Immediate, Stop::Fast] {
        server.stop(how);
        assert!(!server.is_running());
        server.start_again().expect("it recovers");
        assert_eq!(word(&made.app, "SELECT current_user::text").await, "quyet_app");
    }
    let standby = server.standby().expect("a standby");
    let recovering = "SELECT pg_is_in_recovery()::text";
    assert_eq!(word(&standby.url(), recovering).await, "true");
    server.stop(Stop::Kill);
    standby.promote().expect("a new primary");
    assert_eq!(word(&standby.url(), recovering).await, "false");
}
